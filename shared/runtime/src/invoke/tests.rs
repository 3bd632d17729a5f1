#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::json;

use super::*;
use crate::testing::PRIVATE;

async fn invoked(
    handler: impl AsyncFn(Value, &Context) -> Result<Value, Failure>,
) -> Result<Value, Failure> {
    let mut context = lambda_runtime::Context::default();
    context.request_id = "r-1".to_owned();
    context.deadline = 1_795_262_400_000;
    invoke(
        &handler,
        "f",
        LambdaEvent::new(json!({ "who": PRIVATE }), context),
    )
    .await
}

#[tokio::test]
async fn a_handler_gets_the_event_and_knows_its_invocation() {
    let told = async |event: Value, context: &Context| {
        Ok(json!([event["who"], context.request_id, context.deadline]))
    };
    assert_eq!(
        invoked(told).await.unwrap(),
        json!([PRIVATE, "r-1", "2026-11-21T12:00:00Z"])
    );
}

#[tokio::test]
async fn a_panic_fails_the_invocation_without_its_text() {
    let failure = invoked(async |event: Value, _: &Context| panic!("{event}"))
        .await
        .unwrap_err();
    assert_eq!(failure.code, "Panic");
    assert!(!failure.message.contains(PRIVATE));
}
