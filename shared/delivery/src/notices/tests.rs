#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::testing::{always, clients, queue, sent};
use wiremock::MockServer;

fn notice(id: &str, attempt: u32) -> QueuedNotice {
    let body = "{\"text\":\"\u{ffff}\"}".to_owned();
    QueuedNotice {
        id: NoticeId::new(id),
        group: "lucía gómez@shop.example".to_owned(),
        body,
        attempt,
    }
}

async fn notices(server: &MockServer) -> NoticeQueue {
    NoticeQueue::new(
        clients(server).await.sqs(),
        format!("{}/1/notices.fifo", server.uri()),
    )
}

#[tokio::test]
async fn a_notice_is_queued_once_and_its_address_stands_nowhere_beside_it() {
    let server = queue(|_, _| false).await;
    notices(&server)
        .await
        .send(&[notice("n1", 0), notice("n1", 0), notice("n2", 0)])
        .await
        .unwrap();
    let calls = sent(&server).await;
    assert_eq!(calls[0].len(), 2);
    assert_eq!(calls[0][0]["MessageGroupId"], calls[0][1]["MessageGroupId"]);
    assert_eq!(calls[0][0]["MessageBody"], "{\"text\":\"\\uffff\"}");
    assert!(!calls[0][0].to_string().contains("shop.example"));
}

#[tokio::test]
async fn another_attempt_is_another_message() {
    let server = queue(|_, _| false).await;
    notices(&server)
        .await
        .send(&[notice("n1", 0), notice("n1", 1)])
        .await
        .unwrap();
    assert_eq!(sent(&server).await[0].len(), 2);
}

#[tokio::test]
async fn a_receipt_that_is_not_the_newest_is_an_error() {
    let refusal = r#"{"__type":"com.amazonaws.sqs#ReceiptHandleIsInvalid"}"#;
    let server = always(400, refusal).await;
    let error = notices(&server)
        .await
        .extend_visibility("r", 30)
        .await
        .unwrap_err();
    assert!(
        matches!(
            error,
            DeliveryError::Queue {
                operation: "ChangeMessageVisibility",
                ..
            }
        ),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_message_is_hidden_for_as_long_as_told_and_twelve_hours_at_most() {
    let server = always(200, "{}").await;
    let queue = notices(&server).await;
    queue.extend_visibility("r", 30).await.unwrap();
    queue.extend_visibility("r", u32::MAX).await.unwrap();
    let seconds = |request: &wiremock::Request| {
        request.body_json::<serde_json::Value>().unwrap()["VisibilityTimeout"].clone()
    };
    let requests = server.received_requests().await.unwrap();
    assert_eq!(
        requests.iter().map(seconds).collect::<Vec<_>>(),
        [30, 43_200]
    );
}
