#![allow(clippy::unwrap_used)]

use super::*;
use crate::testing::{always, clients};
use serde_json::{Value, json};
use wiremock::matchers::header;
use wiremock::{Mock, MockServer, ResponseTemplate};

const DEAD: &str = "http://sqs/1/desk-inbox-dead.fifo";
const SOURCE: &str = "http://sqs/1/desk-inbox.fifo";

async fn letters(server: &MockServer) -> DeadLetters {
    DeadLetters::new(clients(server).await.sqs(), DEAD, SOURCE)
}

async fn answers(server: &MockServer, operation: &str, body: Value) {
    let target = header("x-amz-target", format!("AmazonSQS.{operation}"));
    let answer = ResponseTemplate::new(200).set_body_json(body);
    Mock::given(target).respond_with(answer).mount(server).await;
}

async fn last_request(server: &MockServer) -> Value {
    server
        .received_requests()
        .await
        .unwrap()
        .last()
        .unwrap()
        .body_json()
        .unwrap()
}

fn message(id: &str) -> Value {
    json!({ "Messages": [{
        "MessageId": id,
        "ReceiptHandle": "r1",
        "Body": "{\"kind\":\"message\"}",
        "Attributes": {
            "MessageGroupId": "g1",
            "MessageDeduplicationId": "e1",
            "ApproximateReceiveCount": "11",
            "SentTimestamp": "1795424280000",
        },
        "MessageAttributes": { "why": { "DataType": "String", "StringValue": "x" } },
    }] })
}

async fn received(id: &str) -> (MockServer, DeadLetter) {
    let server = MockServer::start().await;
    answers(&server, "ReceiveMessage", message(id)).await;
    answers(&server, "SendMessage", json!({ "MessageId": "copy" })).await;
    let letter = letters(&server)
        .await
        .receive(50, 60)
        .await
        .unwrap()
        .remove(0);
    (server, letter)
}

#[tokio::test]
async fn a_letter_is_received_with_all_that_is_known_of_it() {
    let (server, letter) = received("m1").await;
    assert_eq!(
        (
            letter.id.as_str(),
            letter.group.as_deref(),
            letter.receptions
        ),
        ("m1", Some("g1"), 11)
    );
    assert_eq!(letter.since.unwrap().to_string(), "2026-11-23T08:58:00Z");
    let request = last_request(&server).await;
    assert_eq!(request["MaxNumberOfMessages"], 10);
    assert_eq!(request["VisibilityTimeout"], 60);
    assert_eq!(request["QueueUrl"], DEAD);
}

#[tokio::test]
async fn a_copy_goes_to_the_source_with_group_body_and_attributes() {
    let (server, letter) = received("m1").await;
    assert_eq!(
        letters(&server).await.copy_back(&letter).await.unwrap(),
        "copy"
    );
    let request = last_request(&server).await;
    assert_eq!(request["QueueUrl"], SOURCE);
    assert_eq!(request["MessageGroupId"], "g1");
    assert_eq!(request["MessageBody"], letter.body);
    assert_eq!(request["MessageAttributes"]["why"]["StringValue"], "x");
}

#[tokio::test]
async fn the_same_letter_is_copied_once_and_one_that_failed_again_goes_back_again() {
    let (_, letter) = received("m1").await;
    let (_, same) = received("m1").await;
    let (_, again) = received("copy of m1").await;
    let deduplication = letter.deduplication_of_copy().unwrap();
    assert_eq!(same.deduplication_of_copy().unwrap(), deduplication);
    assert_ne!(again.deduplication_of_copy().unwrap(), deduplication);
    assert_ne!(
        deduplication, "e1",
        "a queue swallows for five minutes what it took before"
    );
}

#[tokio::test]
async fn a_letter_of_a_standard_queue_has_neither_group_nor_deduplication() {
    let server = MockServer::start().await;
    answers(
        &server,
        "ReceiveMessage",
        json!({ "Messages": [{ "MessageId": "m", "Body": "x", "ReceiptHandle": "r" }] }),
    )
    .await;
    answers(&server, "SendMessage", json!({ "MessageId": "copy" })).await;
    let letters = letters(&server).await;
    let letter = letters.receive(1, 60).await.unwrap().remove(0);
    letters.copy_back(&letter).await.unwrap();
    let request = last_request(&server).await;
    assert!(
        request.get("MessageGroupId").is_none() && request.get("MessageDeduplicationId").is_none(),
        "{request}"
    );
}

#[tokio::test]
async fn a_letter_is_removed_or_released_by_its_receipt() {
    let (server, letter) = received("m1").await;
    answers(&server, "DeleteMessage", json!({})).await;
    answers(&server, "ChangeMessageVisibility", json!({})).await;
    let letters = letters(&server).await;
    letters.remove(&letter).await.unwrap();
    assert_eq!(
        last_request(&server).await,
        json!({ "QueueUrl": DEAD, "ReceiptHandle": "r1" })
    );
    letters.release(&letter).await.unwrap();
    assert_eq!(last_request(&server).await["VisibilityTimeout"], 0);
}

#[tokio::test]
async fn the_queue_tells_how_many_it_holds() {
    let server = MockServer::start().await;
    let counted = json!({ "Attributes": { "ApproximateNumberOfMessages": "7", "ApproximateNumberOfMessagesNotVisible": "2" } });
    answers(&server, "GetQueueAttributes", counted).await;
    assert_eq!(
        letters(&server).await.held().await.unwrap(),
        Held {
            visible: 7,
            hidden: 2
        }
    );
}

#[tokio::test]
async fn an_empty_queue_gives_nothing_and_a_broken_one_an_error() {
    let server = always(200, "{}").await;
    assert!(
        letters(&server)
            .await
            .receive(10, 60)
            .await
            .unwrap()
            .is_empty()
    );
    let broken = always(500, "{}").await;
    let error = letters(&broken).await.receive(10, 60).await.unwrap_err();
    assert_eq!(error.to_string(), "the queue call ReceiveMessage failed");
}
