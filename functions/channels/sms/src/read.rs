//! From a form to an event: a message of the customer's, or what became of one of ours. The fields tell which it is.

use channel::{Reading, Unreadable};
use domain::ContactEvent;
use jiff::Timestamp;

use crate::fields::{Fields, unreadable};
use crate::{message, status};

/// Fields of which a message has at least one.
const CONTENT: &[&str] = &["Body", "NumMedia", "ButtonText", "Latitude", "OptOutType"];

/// Reads a request: it holds one event.
pub(crate) fn read(body: &[u8], received_at: Timestamp) -> Reading {
    match event(&Fields::of(body), received_at) {
        Ok(event) => Reading {
            events: vec![event],
            unreadable: Vec::new(),
        },
        Err(unreadable) => Reading::nothing(unreadable),
    }
}

fn event(fields: &Fields<'_>, received_at: Timestamp) -> Result<ContactEvent, Unreadable> {
    let id = fields.first(&["MessageSid", "SmsSid", "SmsMessageSid"])?;
    let id = id.ok_or_else(|| unreadable("MessageSid", "the form names no message"))?;
    match fields.first(&["MessageStatus", "SmsStatus"])?.as_deref() {
        Some("received" | "receiving") => message::read(fields, &id, received_at),
        Some(word) => status::read(fields, &id, word, received_at),
        None if fields.first(CONTENT)?.is_some() => message::read(fields, &id, received_at),
        None => Err(Unreadable::whole(
            "the form is neither a message nor a status",
        )),
    }
}
