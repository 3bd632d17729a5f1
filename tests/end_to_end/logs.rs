//! No secret, message text, name, address or phone number in a log.

use anyhow::Result;
use jiff::Timestamp;
use serde_json::{Value, json};
use testkit::wait::until;
use testkit::webhooks::{telegram_text, whatsapp_text};
use testkit::{Customer, Stack};
use uuid::Uuid;

use crate::office::{self, mails_about, thread_of};

#[tokio::test(flavor = "multi_thread")]
async fn what_customers_write_and_who_they_are_stands_in_no_log() {
    let stack = office::open().await;
    let _road = office::road().await;
    let canary = format!("secreto canario{}", Uuid::new_v4().simple());
    let phone = Customer::on_whatsapp().phone().unwrap()[1..].to_owned();
    let id = format!("wamid.{}", Uuid::new_v4());
    let body = whatsapp_text(&phone, &id, Timestamp::now().as_second(), &canary);
    assert_eq!(stack.whatsapp(&body).await.unwrap(), 200);
    let broken = telegram_text(0, 1, 1, 1, &canary)
        .to_string()
        .replace('}', "");
    let token = stack.secret("telegram", "secret_token").to_owned();
    assert_eq!(
        stack.telegram_with_token(broken, &token).await.unwrap(),
        200
    );

    let mut event = Customer::on("whatsapp").writes("");
    event.event_key = domain::EventKey::of(&event.channel, &["message", &id]);
    let thread = until("the thread", async || {
        thread_of(&stack.store(), &event).await
    })
    .await
    .unwrap();
    until("its mail", async || {
        Ok(Some(mails_about(&stack, &thread.id).await).filter(|mails| !mails.is_empty()))
    })
    .await
    .unwrap();

    let logs = all_logs(&stack).await.unwrap();
    assert!(
        logs.contains(thread.id.as_str()),
        "the router logs the thread's reference"
    );
    for planted in [
        canary.as_str(),
        &phone,
        "Marta",
        token.as_str(),
        stack.secret("whatsapp", "app_secret"),
    ] {
        assert!(
            !logs.contains(planted),
            "a log holds what it must not: {}",
            planted.len()
        );
    }
}

/// Every log line of every function.
async fn all_logs(stack: &Stack) -> Result<String> {
    let mut logs = String::new();
    for function in stack.made.functions.values() {
        let group = json!({ "logGroupName": format!("/aws/lambda/{function}") });
        let answer = logs_call(stack, "FilterLogEvents", &group).await?;
        logs.push_str(&answer.to_string());
    }
    Ok(logs)
}

async fn logs_call(stack: &Stack, operation: &str, input: &Value) -> Result<Value> {
    let request = stack
        .http
        .post(&stack.made.endpoint)
        .header("x-amz-target", format!("Logs_20140328.{operation}"))
        .header("content-type", "application/x-amz-json-1.1")
        .header("authorization", stack.authorization("logs"))
        .body(input.to_string());
    Ok(request.send().await?.json().await?)
}
