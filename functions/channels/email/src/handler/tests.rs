#![allow(clippy::unwrap_used, clippy::panic)]
use std::cell::RefCell;

use domain::ContactEvent;
use rstest::rstest;
use serde_json::{Value, json};

use super::*;

/// Holds one mail under `in/1`, and remembers what was asked for.
#[derive(Default)]
struct OneMail {
    asked: RefCell<Vec<String>>,
}

impl MailStore for &OneMail {
    async fn fetch(&self, key: &str) -> Result<Bytes, DeliveryError> {
        self.asked.borrow_mut().push(key.to_owned());
        match key {
            "in/1" => Ok(Bytes::from_static(
                b"From: ana@x.example\nMessage-ID: <m1@x.example>\n\nHola",
            )),
            "in/noise" => Ok(Bytes::from_static(b"noise")),
            _ => Err(DeliveryError::NoSuchObject {
                key: key.to_owned(),
            }),
        }
    }
}

/// Remembers what it took, or takes nothing.
#[derive(Default)]
struct Sink {
    broken: bool,
    taken: RefCell<Vec<ContactEvent>>,
}

impl EventSink for &Sink {
    async fn send(&self, events: &[ContactEvent]) -> Result<(), DeliveryError> {
        if self.broken {
            return Err(DeliveryError::NotTaken {
                count: events.len(),
                code: "Busy".into(),
            });
        }
        self.taken.borrow_mut().extend_from_slice(events);
        Ok(())
    }
}

fn message(body: &Value) -> Message {
    Message {
        id: "1".into(),
        body: body.to_string(),
        group: None,
        receive_count: 1,
        sent_at: "2026-11-21T10:00:00Z".parse().ok(),
        receipt_handle: "r".into(),
        queue_arn: "q".into(),
    }
}

fn notice(bucket: &str, key: &str) -> Value {
    let inner = json!({
        "notificationType": "Received",
        "mail": {"timestamp": "2026-11-21T09:59:00Z", "messageId": "ses1", "source": "ana@x.example"},
        "receipt": {"recipients": ["support@shop.example"], "dmarcVerdict": {"status": "PASS"},
            "action": {"type": "S3", "bucketName": bucket, "objectKey": key}},
    });
    json!({"Type": "Notification", "Message": inner.to_string()})
}

async fn handle(mails: &OneMail, sink: &Sink, body: &Value) -> Outcome {
    let context = Context::new("test", "2026-11-21T11:00:00Z".parse().unwrap());
    MailHandler::new(mails, "mail".to_owned(), sink)
        .handle(&message(body), &context)
        .await
}

#[tokio::test]
async fn a_mail_in_the_bucket_gets_into_the_inbox() {
    let (mails, sink) = (OneMail::default(), Sink::default());
    assert_eq!(
        handle(&mails, &sink, &notice("mail", "in/1")).await,
        Outcome::Done
    );
    let taken = sink.taken.borrow();
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0].text.as_deref(), Some("Hola"));
    assert_eq!(taken[0].account.as_str(), "support@shop.example");
    assert_eq!(
        taken[0].received_at,
        "2026-11-21T10:00:00Z".parse().unwrap()
    );
}

#[tokio::test]
async fn another_bucket_is_never_followed() {
    let (mails, sink) = (OneMail::default(), Sink::default());
    let outcome = handle(&mails, &sink, &notice("other", "in/1")).await;
    assert!(matches!(outcome, Outcome::Poison(_)));
    assert!(mails.asked.borrow().is_empty() && sink.taken.borrow().is_empty());
}

#[rstest]
#[case(notice("mail", "in/noise"))]
#[case(notice("mail", "in/gone"))]
#[case(json!({"Type": "Notification", "Message": "ana@x.example wrote"}))]
#[case(json!({}))]
#[tokio::test]
async fn what_cannot_be_read_goes_to_quarantine_without_a_word_of_it(#[case] body: Value) {
    let (mails, sink) = (OneMail::default(), Sink::default());
    match handle(&mails, &sink, &body).await {
        Outcome::Poison(reason) => assert!(
            !reason.contains("noise") && !reason.contains("ana@"),
            "{reason}"
        ),
        other => panic!("{other:?}"),
    }
    assert!(sink.taken.borrow().is_empty());
}

/// An answer that SES takes for spam is noted on its thread all the same; what it answers nothing is looked at by somebody.
#[tokio::test]
async fn spam_goes_to_the_inbox_without_opening_and_is_kept_too() {
    let (mails, sink) = (OneMail::default(), Sink::default());
    let mut spam: Value =
        serde_json::from_str(notice("mail", "in/1")["Message"].as_str().unwrap()).unwrap();
    spam["receipt"]["spamVerdict"] = json!({"status": "FAIL"});
    let outcome = handle(&mails, &sink, &spam).await;
    assert!(matches!(outcome, Outcome::SetAside(reason) if reason.contains("spam")));
    let taken = sink.taken.borrow();
    assert_eq!((taken.len(), taken[0].opens_thread), (1, false));
}

#[tokio::test]
async fn a_notification_that_alone_holds_files_is_kept_when_its_mail_was_taken() {
    let (mails, sink) = (OneMail::default(), Sink::default());
    let mail = "From: ana@x.example\nContent-Type: image/png\nContent-Disposition: attachment\n\nx";
    let inline = json!({"notificationType": "Received", "mail": {"messageId": "s"}, "receipt": {}, "content": mail});
    let outcome = handle(&mails, &sink, &inline).await;
    assert!(matches!(outcome, Outcome::Poison(reason) if reason.contains("files")));
    assert_eq!(sink.taken.borrow().len(), 1);
    let mut infected = inline.clone();
    infected["receipt"]["virusVerdict"] = json!({"status": "FAIL"});
    assert_eq!(handle(&mails, &sink, &infected).await, Outcome::Done);
}

#[tokio::test]
async fn while_the_inbox_takes_nothing_the_notification_comes_again() {
    let (mails, sink) = (
        OneMail::default(),
        Sink {
            broken: true,
            ..Sink::default()
        },
    );
    assert!(matches!(
        handle(&mails, &sink, &notice("mail", "in/1")).await,
        Outcome::Retry { .. }
    ));
}

#[tokio::test]
async fn a_trial_and_an_event_are_done() {
    let (mails, sink) = (OneMail::default(), Sink::default());
    let trial = notice("mail", "AMAZON_SES_SETUP_NOTIFICATION");
    assert_eq!(handle(&mails, &sink, &trial).await, Outcome::Done);
    assert!(mails.asked.borrow().is_empty());
    let bounce = json!({"eventType": "Bounce", "mail": {"messageId": "ours", "source": "support@shop.example"},
        "bounce": {"bounceType": "Transient", "bouncedRecipients": [{"emailAddress": "a@x.example"}, {"emailAddress": "b@x.example"}]}});
    assert_eq!(handle(&mails, &sink, &bounce).await, Outcome::Done);
    assert_eq!(sink.taken.borrow().len(), 2);
}
