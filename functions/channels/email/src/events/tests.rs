#![allow(clippy::unwrap_used, clippy::panic)]
use rstest::rstest;
use serde_json::{Value, json};

use super::*;
use crate::notification::{self, Notification};

fn reading(mut event: Value) -> Reading {
    let mail = json!({"timestamp": "2026-11-21T09:00:00.000Z", "messageId": "ours",
        "source": "Shop <Support@shop.example>", "destination": ["a@x.example", "b@x.example"]});
    event["mail"] = event.get("mail").cloned().unwrap_or(mail);
    match notification::parse(event.to_string().as_bytes()).unwrap() {
        Notification::Event(event) => read(&event, "2026-11-21T10:00:00Z".parse().unwrap()),
        other => panic!("{other:?}"),
    }
}

#[rstest]
#[case(json!({"eventType": "Bounce", "bounce": {"bounceType": "Transient", "bouncedRecipients": [{"emailAddress": "a@x.example"}]}}), "failed")]
#[case(json!({"eventType": "Bounce", "bounce": {"bouncedRecipients": [{"emailAddress": "a@x.example", "action": "delayed"}]}}), "delayed")]
#[case(json!({"notificationType": "Complaint", "complaint": {"complainedRecipients": [{"emailAddress": "a@x.example"}]}}), "complaint")]
#[case(json!({"notificationType": "Delivery", "delivery": {"recipients": ["a@x.example"]}}), "delivered")]
#[case(json!({"eventType": "DeliveryDelay", "deliveryDelay": {"delayType": "MailboxFull", "delayedRecipients": [{"emailAddress": "a@x.example"}]}}), "delayed")]
fn an_event_is_a_status_of_its_recipient(#[case] event: Value, #[case] status: &str) {
    let read = reading(event).events.remove(0);
    assert_eq!(
        (read.kind, read.opens_thread, read.auto_submitted),
        (EventKind::Status, false, false)
    );
    assert_eq!(read.status.as_deref(), Some(status));
    assert_eq!(read.contact_id.as_deref(), Some("a@x.example"));
    assert_eq!(read.target_message_id.as_deref(), Some("ours"));
    assert_eq!(read.account.as_str(), "support@shop.example");
}

#[rstest]
#[case("Send", "sent")]
#[case("Reject", "rejected")]
#[case("Rendering Failure", "failed")]
#[case("Open", "opened")]
fn an_event_without_recipients_of_its_own_is_about_all_of_the_mail(
    #[case] kind: &str,
    #[case] status: &str,
) {
    let events = reading(json!({"eventType": kind})).events;
    assert_eq!(
        events
            .iter()
            .filter(|event| event.status.as_deref() == Some(status))
            .count(),
        2
    );
    assert_ne!(events[0].event_key, events[1].event_key);
}

#[test]
fn told_twice_it_is_the_same_event() {
    let event = || json!({"eventType": "Open", "open": {"timestamp": "2026-11-21T09:30:00Z"}});
    assert_eq!(reading(event()).events, reading(event()).events);
    let later = json!({"eventType": "Open", "open": {"timestamp": "2026-11-21T09:31:00Z"}});
    assert_ne!(
        reading(event()).events[0].event_key,
        reading(later).events[0].event_key
    );
}

#[test]
fn a_kind_that_ses_adds_later_is_noted_and_asks_for_nothing() {
    let read = reading(json!({"eventType": "Subscription"}))
        .events
        .remove(0);
    assert_eq!((read.kind, read.opens_thread), (EventKind::Other, false));
}

#[rstest]
#[case(json!({"eventType": "Send", "mail": {"destination": ["a@x.example"]}}), "/mail/messageId")]
#[case(json!({"eventType": "Send", "mail": {"messageId": "ours"}}), "/mail/destination")]
fn an_event_about_nothing_is_unreadable(#[case] event: Value, #[case] place: &str) {
    assert_eq!(reading(event).unreadable[0].place, place);
}

#[test]
fn recipients_that_cannot_be_read_are_told_apart() {
    let events =
        reading(json!({"eventType": "Delivery", "delivery": {"recipients": ["one", "two"]}}))
            .events;
    assert_ne!(events[0].event_key, events[1].event_key);
}

#[test]
fn a_delay_in_a_bounce_asks_to_suppress_nobody() {
    let event = json!({"eventType": "Bounce", "bounce": {"bounceType": "Permanent", "bouncedRecipients":
        [{"emailAddress": "a@x.example", "action": "Delayed", "status": "4.4.7"}]}});
    let read = reading(event).events.remove(0);
    assert_eq!(read.note.as_deref(), Some("still tried (4.4.7)"));
}

#[test]
fn the_mail_is_known_by_ses_s_bare_id_and_by_the_one_we_gave_it() {
    let mail = json!({"messageId": "0102ab@eu-west-1.amazonses.com", "destination": ["a@x.example"],
        "commonHeaders": {"messageId": "<AL-1@shop.example>"}});
    let read = reading(json!({"eventType": "Send", "mail": mail}))
        .events
        .remove(0);
    assert_eq!(read.target_message_id.as_deref(), Some("0102ab"));
    assert_eq!(read.references, ["AL-1@shop.example"]);
}
