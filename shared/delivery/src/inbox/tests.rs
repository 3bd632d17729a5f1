#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::testing::{always, bucket, clients, event, queue, sent};
use serde_json::Value;
use wiremock::MockServer;

async fn inbox(sqs: &MockServer, s3: &MockServer) -> Inbox {
    let queue_url = format!("{}/1/inbox.fifo", sqs.uri());
    Inbox::new(clients(sqs).await.sqs(), queue_url, vault(s3).await).impatient()
}

async fn vault(s3: &MockServer) -> Vault {
    Vault::new(clients(s3).await.s3(), "vault")
}

fn body(entry: &Value) -> &str {
    entry["MessageBody"].as_str().unwrap()
}

#[tokio::test]
async fn an_event_comes_out_as_it_went_in_grouped_by_its_contact() {
    let (sqs, s3) = (queue(|_, _| false).await, bucket().await);
    let mut odd = event("ana", 1);
    odd.text = Some("raro: \u{fffe} \u{ffff} \u{0} 👍".to_owned());
    inbox(&sqs, &s3)
        .await
        .send(std::slice::from_ref(&odd))
        .await
        .unwrap();
    let calls = sent(&sqs).await;
    let entry = &calls[0][0];
    assert_eq!(entry["MessageGroupId"], odd.order_group());
    assert_eq!(entry["MessageDeduplicationId"], odd.event_key.as_str());
    assert_eq!(
        parse_inbox_body(body(entry), &vault(&s3).await)
            .await
            .unwrap(),
        odd
    );
}

#[tokio::test]
async fn an_event_that_is_there_twice_is_sent_once_and_the_order_holds() {
    let (sqs, s3) = (queue(|_, _| false).await, bucket().await);
    let events = [
        event("ana", 1),
        event("ana", 2),
        event("ana", 1),
        event("eva", 1),
    ];
    inbox(&sqs, &s3).await.send(&events).await.unwrap();
    let keys: Vec<Value> = sent(&sqs).await[0]
        .iter()
        .map(|entry| entry["MessageDeduplicationId"].clone())
        .collect();
    assert_eq!(
        keys,
        [
            events[0].event_key.as_str(),
            events[1].event_key.as_str(),
            events[3].event_key.as_str()
        ]
    );
}

#[tokio::test]
async fn an_event_too_large_for_the_queue_goes_by_the_vault_and_comes_out_whole() {
    let (sqs, s3) = (queue(|_, _| false).await, bucket().await);
    let mut large = event("ana", 1);
    large.text = Some("ñ".repeat(LARGEST_BODY / 2));
    inbox(&sqs, &s3)
        .await
        .send(&[large.clone(), event("ana", 2)])
        .await
        .unwrap();
    let calls = sent(&sqs).await;
    assert_eq!(
        body(&calls[0][0]),
        format!(r#"{{"stored_at":"oversize/{}.json"}}"#, large.event_key)
    );
    assert_eq!(
        parse_inbox_body(body(&calls[0][0]), &vault(&s3).await)
            .await
            .unwrap(),
        large
    );
}

#[tokio::test]
async fn an_event_that_the_vault_does_not_take_is_not_sent() {
    let (sqs, s3) = (queue(|_, _| false).await, always(500, "").await);
    let mut large = event("ana", 1);
    large.text = Some("x".repeat(LARGEST_BODY));
    let error = inbox(&sqs, &s3).await.send(&[large]).await.unwrap_err();
    assert!(matches!(error, DeliveryError::Vault { .. }), "{error:?}");
    assert!(sent(&sqs).await.is_empty());
}

#[tokio::test]
async fn a_pointer_to_nothing_is_no_event_and_not_tried_again() {
    let s3 = bucket().await;
    let error = parse_inbox_body(r#"{"stored_at":"oversize/gone.json"}"#, &vault(&s3).await)
        .await
        .unwrap_err();
    assert!(matches!(&error, DeliveryError::NoSuchObject { key } if key == "oversize/gone.json"));
    assert!(!error.is_transient());
}

#[tokio::test]
async fn what_is_no_event_is_an_error_that_does_not_quote_it() {
    let s3 = bucket().await;
    let vault = vault(&s3).await;
    for bad in [
        "",
        "null",
        "[]",
        "{\"channel\":\"Calle Mayor 1\"",
        r#"{"stored_at":"texts/x"}"#,
        r#"{"text":{"Calle Mayor":1}}"#,
    ] {
        let error = parse_inbox_body(bad, &vault).await.unwrap_err();
        assert!(matches!(error, DeliveryError::Unreadable { .. }), "{bad}");
        assert!(!format!("{error} {error:?}").contains("Calle"), "{error:?}");
    }
}
