//! Accepted means durable: a webhook answers 2xx only after the queue has taken every event.

use jiff::Timestamp;
use serde_json::{Value, json};
use testkit::Stack;
use testkit::wait::until;
use testkit::webhooks::telegram_text;
use uuid::Uuid;

use crate::office;

#[tokio::test(flavor = "multi_thread")]
async fn without_its_queue_a_webhook_asks_the_provider_to_try_again() {
    let stack = office::open().await;
    let _alone = office::closed_road().await;
    let number = i64::from(Uuid::new_v4().as_fields().0);
    let update = telegram_text(number, number, 7, Timestamp::now().as_second(), "telegrama");
    let before = variables(&stack).await;
    let mut broken = before.clone();
    broken["INBOX_QUEUE_URL"] = json!(format!("{}-gone", stack.queue("inbox")));

    set_variables(&stack, &broken).await;
    let refused = until("the function to lose its queue", async || {
        let status = stack.telegram(&update).await?;
        Ok(Some(status).filter(|status| !status.is_success()))
    })
    .await;
    set_variables(&stack, &before).await;
    assert_eq!(refused.unwrap(), 503);

    until("the function to have its queue again", async || {
        let status = stack.telegram(&update).await?;
        Ok(Some(()).filter(|()| status.is_success()))
    })
    .await
    .unwrap();
}

/// The Telegram function's environment.
async fn variables(stack: &Stack) -> Value {
    let found = stack.http.get(address(stack)).send().await.unwrap();
    found.json::<Value>().await.unwrap()["Environment"]["Variables"].clone()
}

async fn set_variables(stack: &Stack, variables: &Value) {
    let change = json!({ "Environment": { "Variables": variables } });
    let answer = stack
        .http
        .put(address(stack))
        .json(&change)
        .send()
        .await
        .unwrap();
    assert!(answer.status().is_success(), "{}", answer.status());
}

fn address(stack: &Stack) -> String {
    let name = &stack.made.functions["telegram"];
    format!(
        "{}/2015-03-31/functions/{name}/configuration",
        stack.made.endpoint
    )
}
