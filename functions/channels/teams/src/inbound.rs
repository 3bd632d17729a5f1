//! From a body to events. One activity a request; its `type` tells what it is.

use bytes::Bytes;
use channel::walk::{at_least_something, json, miss};
use channel::{Reading, Unreadable};
use jiff::Timestamp;
use serde_json::Value;

use crate::frame::Frame;
use crate::{message, other, reaction};

/// Reads one activity.
pub(crate) fn read(body: &Bytes, received_at: Timestamp) -> Reading {
    let whole = match json(body) {
        Ok(whole @ Value::Object(_)) => whole,
        Ok(_) => return Reading::nothing(Unreadable::whole("the body is JSON, but not an object")),
        Err(unreadable) => return Reading::nothing(unreadable),
    };
    let frame = Frame::of(&whole, body, received_at);
    let mut reading = Reading::default();
    match frame.activity.kind.as_deref() {
        None => miss(&mut reading, "/type", "an activity without its type"),
        Some("message") => message::read_new(&frame, &mut reading),
        Some("messageUpdate") => message::read_edited(&frame, &mut reading),
        Some("messageDelete") => message::read_deleted(&frame, &mut reading),
        Some("messageReaction") => reaction::read(&frame, &mut reading),
        Some(kind) => reading.events.push(other::event(&frame, kind)),
    }
    at_least_something(reading)
}
