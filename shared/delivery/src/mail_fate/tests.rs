#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};

use super::*;

/// As SES tells it, shortened to what differs.
fn told(event: &str, more: (&str, Value)) -> String {
    let mut told = json!({
        "eventType": event,
        "mail": {
            "timestamp": "2026-11-23T08:42:00.012Z",
            "source": "care@luna.example",
            "messageId": "0102018c-000000",
            "destination": ["ana@luna.example"],
            "headersTruncated": false,
            "headers": [{ "name": "From", "value": "care@luna.example" }],
            "tags": { "ses:configuration-set": ["desk-notices"], "notice": ["4f1c0d"] }
        }
    });
    told[more.0] = more.1;
    told.to_string()
}

fn bounce(kind: &str) -> String {
    let recipients =
        json!([{ "emailAddress": "ana@luna.example", "action": "failed", "status": "5.1.1" }]);
    told(
        "Bounce",
        (
            "bounce",
            json!({ "bounceType": kind, "bounceSubType": "General", "bouncedRecipients": recipients }),
        ),
    )
}

#[test]
fn every_event_is_sorted_by_what_it_means_for_the_mail() {
    let rows = [
        (bounce("Permanent"), Fate::Refused, true),
        (bounce("Transient"), Fate::CameBack, false),
        (bounce("Undetermined"), Fate::CameBack, false),
        (
            told("Reject", ("reject", json!({ "reason": "Bad content" }))),
            Fate::Rejected,
            true,
        ),
        (
            told(
                "Complaint",
                ("complaint", json!({ "complaintFeedbackType": "abuse" })),
            ),
            Fate::MarkedAsSpam,
            true,
        ),
        (
            told("Delivery", ("delivery", json!({}))),
            Fate::Other,
            false,
        ),
        (told("SomethingNew", ("new", json!({}))), Fate::Other, false),
    ];
    for (body, fate, lost) in rows {
        let read = MailFate::read(&body).unwrap();
        assert_eq!((read.fate, read.fate.is_lost()), (fate, lost), "{body}");
        assert_eq!(read.tag("notice"), Some("4f1c0d"));
        assert_eq!(read.tag("other"), None);
        assert_eq!(read.recipients, ["ana@luna.example"]);
    }
}

#[test]
fn feedback_of_an_identity_is_read_too_but_has_no_tags() {
    let body = r#"{"notificationType":"Bounce","bounce":{"bounceType":"Permanent"},"mail":{"destination":[]}}"#;
    let read = MailFate::read(body).unwrap();
    assert_eq!((read.fate, read.tag("notice")), (Fate::Refused, None));
}

#[test]
fn what_cannot_be_read_is_not_quoted() {
    for body in [
        "",
        "SECRETO",
        r#"{"eventType":"SECRETO"}"#,
        r#"{"eventType":7,"mail":{}}"#,
    ] {
        let error = MailFate::read(body).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("SECRETO"), "{error}");
    }
}
