#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::testing::noon;

#[derive(Debug, thiserror::Error)]
#[error("the table is out of reach")]
struct Out {
    #[source]
    source: std::io::Error,
}

#[tokio::test]
async fn a_run_that_ends_well_is_counted_and_gives_its_answer() {
    let context = Context::new("r", noon());
    let handler = async |event: Value, _: &Context| Ok::<_, Out>(event["fired"].clone());
    assert_eq!(
        one(&handler, serde_json::json!({ "fired": 3 }), &context)
            .await
            .unwrap(),
        3
    );
    assert_eq!(context.metrics.counted(Metric::SweepsCompleted), 1);
}

#[tokio::test]
async fn an_error_fails_the_invocation_with_its_causes() {
    let context = Context::new("r", noon());
    let handler = async |_: Value, _: &Context| {
        Err::<(), _>(Out {
            source: std::io::Error::other("refused"),
        })
    };
    let failure = one(&handler, Value::Null, &context).await.unwrap_err();
    assert_eq!(failure.message, "the table is out of reach: refused");
    assert_eq!(context.metrics.counted(Metric::SweepsCompleted), 0);
}
