//! Mails as clients, vendors and attackers write them: bytes in, events out.

#![allow(clippy::unwrap_used)]

mod automatic;
mod files;
mod hostile;
mod letters;
mod reports;
mod texts;
mod threading;

use channel::Reading;
use channel_email::{Receipt, Verdict, mail};
use domain::ContactEvent;
use jiff::Timestamp;

fn now() -> Timestamp {
    "2026-11-21T10:00:00Z".parse().unwrap()
}

fn receipt() -> Receipt {
    Receipt {
        ses_message_id: Some("ses1".into()),
        taken_at: "2026-11-21T09:59:00Z".parse().ok(),
        envelope_sender: Some("ana@x.example".into()),
        recipients: vec!["Support+t.abc@Shop.Example".into()],
        dmarc: Verdict::Pass,
        object_key: Some("in/ses1".into()),
        ..Receipt::default()
    }
}

/// A mail of Ana's with further header lines and a body, each line ended by LF.
fn letter(header: &str, body: &str) -> String {
    format!(
        "From: Ana Ruiz <Ana@X.example>\nTo: support@shop.example\nMessage-ID: <m1@x.example>\n{header}\n{body}"
    )
}

fn reading(raw: impl AsRef<[u8]>) -> Reading {
    mail::read(raw.as_ref(), &receipt(), now())
}

fn one(raw: impl AsRef<[u8]>) -> ContactEvent {
    let mut reading = reading(raw);
    assert_eq!((reading.events.len(), reading.unreadable.len()), (1, 0));
    reading.events.remove(0)
}
