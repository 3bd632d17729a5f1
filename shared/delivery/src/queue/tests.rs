#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::testing::{always, clients, queue, sent};
use wiremock::MockServer;

fn entry(number: usize, size: usize) -> Entry {
    Entry {
        group: "g".to_owned(),
        deduplication: format!("d{number}"),
        body: "x".repeat(size),
    }
}

fn entries(count: usize, size: usize) -> Vec<Entry> {
    (0..count).map(|number| entry(number, size)).collect()
}

async fn fifo(server: &MockServer) -> FifoQueue {
    FifoQueue::new(
        clients(server).await.sqs(),
        format!("{}/1/inbox.fifo", server.uri()),
    )
    .impatient()
}

async fn deduplication_ids(server: &MockServer) -> Vec<Vec<String>> {
    let id =
        |entry: &serde_json::Value| entry["MessageDeduplicationId"].as_str().unwrap().to_owned();
    sent(server)
        .await
        .iter()
        .map(|call| call.iter().map(id).collect())
        .collect()
}

#[test]
fn a_batch_has_at_most_ten_entries_in_their_order() {
    let batches = packed(entries(23, 1));
    assert_eq!(
        batches.iter().map(Vec::len).collect::<Vec<_>>(),
        [10, 10, 3]
    );
    assert_eq!(batches.concat(), entries(23, 1));
}

#[test]
fn a_batch_stays_below_one_mebibyte() {
    for (count, size) in [
        (10, 300_000),
        (3, LARGEST_BODY),
        (7, 499_999),
        (4, 500_001),
        (1, BATCH_BYTES * 2),
    ] {
        let batches = packed(entries(count, size));
        let bytes = |batch: &Vec<Entry>| batch.iter().map(|entry| entry.body.len()).sum::<usize>();
        assert!(
            batches
                .iter()
                .all(|batch| batch.len() == 1 || bytes(batch) <= BATCH_BYTES),
            "{count} of {size}"
        );
        assert_eq!(batches.concat().len(), count);
    }
    assert_eq!(packed(Vec::new()).len(), 0);
}

#[test]
fn the_characters_that_the_queue_refuses_are_escaped_and_read_back_the_same() {
    let text = "a\u{fffe}b\u{ffff}c\u{0}d\u{1f600}ñ";
    let json = sendable(&serde_json::to_string(text).unwrap());
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    assert!(json.chars().all(allowed), "{json}");
    assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
}

#[tokio::test]
async fn everything_arrives_with_its_group_and_its_deduplication_id() {
    let server = queue(|_, _| false).await;
    fifo(&server).await.send(entries(12, 3)).await.unwrap();
    let calls = sent(&server).await;
    assert_eq!(calls.iter().map(Vec::len).collect::<Vec<_>>(), [10, 2]);
    assert_eq!(calls[1][1]["MessageGroupId"], "g");
    assert_eq!(calls[1][1]["MessageDeduplicationId"], "d11");
    assert_eq!(calls[1][1]["MessageBody"], "xxx");
}

#[tokio::test]
async fn only_what_failed_is_sent_again_and_before_the_next_batch() {
    let server = queue(|call, id| call == 0 && ["d2", "d7"].contains(&id)).await;
    fifo(&server).await.send(entries(11, 3)).await.unwrap();
    let calls = deduplication_ids(&server).await;
    assert_eq!(calls[0].len(), 10);
    assert_eq!(calls[1], ["d2", "d7"]);
    assert_eq!(calls[2], ["d10"]);
}

#[tokio::test]
async fn what_fails_again_and_again_is_an_error_after_four_calls() {
    let server = queue(|_, id| id == "d1").await;
    let error = fifo(&server).await.send(entries(11, 3)).await.unwrap_err();
    assert!(
        matches!(&error, DeliveryError::NotTaken { count: 1, code } if code == "InternalError"),
        "{error}"
    );
    assert!(error.is_transient());
    let calls = deduplication_ids(&server).await;
    assert_eq!(
        calls.iter().map(Vec::len).collect::<Vec<_>>(),
        [10, 1, 1, 1],
        "the second batch was not begun"
    );
}

#[tokio::test]
async fn an_entry_that_the_answer_does_not_mention_is_not_taken() {
    let server = always(200, r#"{"Successful":[]}"#).await;
    let error = fifo(&server).await.send(entries(2, 3)).await.unwrap_err();
    assert!(
        matches!(&error, DeliveryError::NotTaken { count: 2, code } if code == "NotMentioned"),
        "{error}"
    );
}

#[tokio::test]
async fn a_call_that_fails_as_a_whole_is_an_error() {
    let server = always(500, r#"{"__type":"InternalFailure"}"#).await;
    let error = fifo(&server).await.send(entries(1, 3)).await.unwrap_err();
    assert!(
        matches!(
            error,
            DeliveryError::Queue {
                operation: "SendMessageBatch",
                ..
            }
        ),
        "{error:?}"
    );
    assert!(error.is_transient());
}

#[tokio::test]
async fn nothing_to_send_calls_nobody() {
    let server = queue(|_, _| false).await;
    fifo(&server).await.send(Vec::new()).await.unwrap();
    assert!(sent(&server).await.is_empty());
}
