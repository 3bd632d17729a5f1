#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::*;
use crate::Metric;
use crate::testing::{Log, PRIVATE, PlayedVault, PlayedVisibility, noon};

/// Handles messages by their first word, and remembers the order.
#[derive(Default)]
struct ByWord {
    begun: Mutex<Vec<String>>,
    done: Mutex<Vec<String>>,
}

impl MessageHandler for &ByWord {
    async fn handle(&self, message: &Message, _context: &Context) -> Outcome {
        self.begun.lock().unwrap().push(message.id.clone());
        tokio::task::yield_now().await;
        match message.body.split(' ').next().unwrap() {
            "retry" => return Outcome::retry("not now"),
            "later" => {
                return Outcome::Retry {
                    after: Some(Duration::from_secs(30)),
                    reason: "told so".to_owned(),
                };
            }
            "poison" => return Outcome::Poison("no event".to_owned()),
            "hang" => std::future::pending().await,
            "panic" => panic!("{}", message.body),
            _ => {}
        }
        self.done.lock().unwrap().push(message.id.clone());
        Outcome::Done
    }
}

#[derive(Default)]
struct Played {
    handler: ByWord,
    visibility: PlayedVisibility,
    vault: PlayedVault,
}

impl Played {
    async fn run(&self, event: Value, context: &Context) -> Result<Vec<String>, Failure> {
        let runner = Runner::new(&self.handler, &self.visibility, &self.vault, "desk-router");
        let response = one(&runner, event, context).await?;
        Ok(response
            .batch_item_failures
            .into_iter()
            .map(|failure| failure.item_identifier)
            .collect())
    }

    fn done(&self) -> Vec<String> {
        self.handler.done.lock().unwrap().clone()
    }

    fn pause(&self, id: &str) -> u32 {
        self.visibility.postponed.lock().unwrap()[&format!("receipt-{id}")]
    }
}

fn context() -> Context {
    Context::new("r-1", Timestamp::now() + SignedDuration::from_secs(60))
}

/// A message: id, group, how often received, body.
fn record((id, group, count, body): (&str, &str, u32, &str)) -> Value {
    json!({
        "messageId": id,
        "receiptHandle": format!("receipt-{id}"),
        "body": body,
        "attributes": { "ApproximateReceiveCount": count.to_string(), "SentTimestamp": "1795262400000", "MessageGroupId": group },
        "messageAttributes": {},
        "eventSourceARN": "arn:aws:sqs:eu-south-2:1:desk-inbox.fifo",
        "eventSource": "aws:sqs",
        "awsRegion": "eu-south-2"
    })
}

fn batch(messages: &[(&str, &str, u32, &str)]) -> Value {
    json!({ "Records": messages.iter().copied().map(record).collect::<Vec<_>>() })
}

#[tokio::test]
async fn a_batch_of_good_messages_leaves_nothing_behind() {
    let (played, context) = (Played::default(), context());
    let failures = played
        .run(
            batch(&[
                ("1", "a", 1, "ok"),
                ("2", "a", 1, "ok"),
                ("3", "b", 1, "ok"),
            ]),
            &context,
        )
        .await;
    assert!(failures.unwrap().is_empty());
    assert_eq!(context.metrics.counted(Metric::MessagesDone), 3);
    assert_eq!(context.metrics.counted(Metric::MessagesRetried), 0);
}

#[tokio::test]
async fn after_a_failure_the_rest_of_its_group_is_given_back_untouched_and_others_go_on() {
    let (played, context) = (Played::default(), context());
    let messages = [
        ("1", "a", 1, "ok"),
        ("2", "a", 3, "retry"),
        ("3", "b", 1, "ok"),
        ("4", "a", 1, "ok"),
        ("5", "b", 1, "ok"),
    ];
    let failures = played.run(batch(&messages), &context).await.unwrap();
    assert_eq!(failures, ["2", "4"]);
    let begun: BTreeSet<String> = played
        .handler
        .begun
        .lock()
        .unwrap()
        .iter()
        .cloned()
        .collect();
    assert!(!begun.contains("4"), "{begun:?}");
    assert_eq!(
        (played.pause("2"), played.pause("4")),
        (8, 8),
        "the group comes again together, so in order"
    );
    assert_eq!(context.metrics.counted(Metric::BatchesFailed), 0);
}

#[tokio::test]
async fn messages_of_a_group_are_handled_in_order_and_groups_beside_each_other() {
    let played = Played::default();
    let messages = [
        ("a1", "a", 1, "ok"),
        ("a2", "a", 1, "ok"),
        ("b1", "b", 1, "ok"),
        ("b2", "b", 1, "ok"),
    ];
    played.run(batch(&messages), &context()).await.unwrap();
    assert_eq!(
        *played.handler.begun.lock().unwrap(),
        ["a1", "b1", "a2", "b2"]
    );
}

#[tokio::test]
async fn messages_without_a_group_stand_for_themselves() {
    let played = Played::default();
    let mut event = batch(&[("1", "", 1, "retry"), ("2", "", 1, "ok")]);
    for record in event["Records"].as_array_mut().unwrap() {
        record["attributes"]
            .as_object_mut()
            .unwrap()
            .remove("MessageGroupId");
    }
    assert_eq!(played.run(event, &context()).await.unwrap(), ["1"]);
    assert_eq!(played.done(), ["2"]);
}

#[tokio::test]
async fn a_poison_message_goes_to_quarantine_and_stops_only_itself() {
    let (played, context) = (Played::default(), context());
    let failures = played
        .run(
            batch(&[("1", "a", 1, "poison x"), ("2", "a", 1, "ok")]),
            &context,
        )
        .await
        .unwrap();
    assert!(failures.is_empty());
    assert_eq!(played.done(), ["2"]);
    let expected = (
        "desk-router".to_owned(),
        b"poison x".to_vec(),
        vec!["no event".to_owned()],
    );
    assert_eq!(*played.vault.kept.lock().unwrap(), [expected]);
    assert_eq!(context.metrics.counted(Metric::MessagesQuarantined), 1);
}

#[tokio::test]
async fn poison_that_cannot_be_kept_comes_again() {
    let played = Played {
        vault: PlayedVault {
            fails: true,
            ..PlayedVault::default()
        },
        ..Played::default()
    };
    let failures = played
        .run(
            batch(&[("1", "a", 1, "poison"), ("2", "a", 1, "ok")]),
            &context(),
        )
        .await
        .unwrap();
    assert_eq!(failures, ["1", "2"]);
}

#[tokio::test]
async fn a_panic_is_given_back_and_after_five_times_kept_in_quarantine() {
    let played = Played::default();
    let failures = played
        .run(
            batch(&[
                ("1", "a", 4, "panic"),
                ("2", "a", 4, "ok"),
                ("3", "b", 1, "ok"),
            ]),
            &context(),
        )
        .await;
    assert_eq!(failures.unwrap(), ["1", "2"]);
    assert_eq!(played.done(), ["3"]);
    let failures = played
        .run(
            batch(&[("1", "a", 5, "panic"), ("2", "a", 5, "ok")]),
            &context(),
        )
        .await;
    assert!(failures.unwrap().is_empty());
    assert_eq!(played.done(), ["3", "2"]);
    assert_eq!(played.vault.kept.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_batch_of_which_nothing_was_handled_is_counted_and_reported_message_by_message() {
    let (played, context) = (Played::default(), context());
    let failures = played
        .run(
            batch(&[("1", "a", 1, "retry"), ("2", "b", 2, "later")]),
            &context,
        )
        .await
        .unwrap();
    assert_eq!(failures, ["1", "2"]);
    assert_eq!((played.pause("1"), played.pause("2")), (2, 30));
    assert_eq!(context.metrics.counted(Metric::BatchesFailed), 1);
    assert_eq!(context.metrics.counted(Metric::MessagesRetried), 2);
}

#[tokio::test]
async fn what_does_not_end_before_the_deadline_is_given_back() {
    let played = Played::default();
    let short = Context::new("r-1", Timestamp::now() + SignedDuration::from_millis(2_500));
    let failures = played
        .run(
            batch(&[
                ("1", "a", 1, "hang"),
                ("2", "a", 1, "ok"),
                ("3", "b", 1, "ok"),
            ]),
            &short,
        )
        .await;
    assert_eq!(failures.unwrap(), ["1", "2"]);
    assert_eq!(played.done(), ["3"]);
}

#[tokio::test]
async fn nothing_is_begun_when_the_time_is_over() {
    let played = Played::default();
    let over = Context::new("r-1", noon());
    let failures = played
        .run(batch(&[("1", "a", 1, "ok"), ("2", "b", 1, "ok")]), &over)
        .await
        .unwrap();
    assert_eq!(failures, ["1", "2"]);
    assert!(played.handler.begun.lock().unwrap().is_empty());
    assert_eq!(played.pause("1"), 1);
}

#[tokio::test]
async fn messages_are_given_back_even_if_they_cannot_be_postponed() {
    let visibility = PlayedVisibility {
        fails: true,
        ..PlayedVisibility::default()
    };
    let played = Played {
        visibility,
        ..Played::default()
    };
    assert_eq!(
        played
            .run(batch(&[("1", "a", 1, "retry")]), &context())
            .await
            .unwrap(),
        ["1"]
    );
}

#[tokio::test]
async fn a_message_without_an_id_fails_the_invocation_before_anything_is_handled() {
    let played = Played::default();
    for id in [json!(null), json!("")] {
        let mut event = batch(&[("1", "a", 1, "ok"), ("2", "a", 1, "ok")]);
        event["Records"][1]["messageId"] = id;
        assert_eq!(
            played.run(event, &context()).await.unwrap_err().code,
            "BadEvent"
        );
    }
    assert!(
        played
            .run(json!({ "Records": PRIVATE }), &context())
            .await
            .unwrap_err()
            .message
            .find(PRIVATE)
            .is_none()
    );
    assert!(played.done().is_empty());
}

#[tokio::test]
async fn nothing_private_gets_into_the_log() {
    let (log, _guard) = Log::start("trace");
    let words = ["ok", "retry", "poison", "panic"].map(|word| format!("{word} {PRIVATE}"));
    let played = Played::default();
    for word in &words {
        played
            .run(batch(&[("1", "a", 5, word)]), &context())
            .await
            .unwrap();
    }
    assert!(!log.text().contains(PRIVATE), "{}", log.text());
    let line = log
        .lines()
        .into_iter()
        .find(|line| line["reason"] == "not now")
        .unwrap();
    assert_eq!(
        (&line["span"]["message_id"], &line["span"]["receive_count"]),
        (&json!("1"), &json!(5))
    );
}

#[test]
fn pauses_double_up_to_five_minutes() {
    let seconds = [0, 1, 2, 3, 8, 9, 10, u32::MAX].map(|count| back_off(count).as_secs());
    assert_eq!(seconds, [2, 2, 4, 8, 256, 300, 300, 300]);
}
