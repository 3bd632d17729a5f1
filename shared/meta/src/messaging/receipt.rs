//! Receipts: delivered, read. Each is about single messages, or about all up to a watermark.

use channel::{Reading, Unreadable, lenient};
use domain::{ContactEvent, EventKind};
use serde_json::Value;

use super::{Talk, message, one};
use crate::{add_note, name_by_content, wire};

/// One event for each delivered message; Meta may name none (`mids` is missing), then one for all up to the watermark.
pub(super) fn read_delivery(talk: &Talk<'_>, part: &Value) -> Reading {
    let mids = match part.get("mids") {
        None | Some(Value::Null) => &[],
        Some(Value::Array(mids)) => mids.as_slice(),
        Some(_) => return Reading::nothing(missed("/delivery/mids".to_owned(), "not a list")),
    };
    if mids.is_empty() {
        return one(up_to_watermark(talk, part, "delivered"));
    }
    let mut reading = Reading::default();
    for (index, mid) in mids.iter().enumerate() {
        match lenient::id_of(mid) {
            Some(mid) => reading.events.push(of_message(talk, &mid, "delivered")),
            None => {
                let place = format!("/delivery/mids/{index}");
                reading.unreadable.push(missed(place, "not an id"));
            }
        }
    }
    reading
}

/// Read: Messenger says up to when, Instagram which message.
///
/// # Errors
/// When it says neither.
pub(super) fn read_seen(talk: &Talk<'_>, part: &Value) -> Result<ContactEvent, &'static str> {
    match wire::id_among(part, &["mid"]) {
        Some(mid) => Ok(of_message(talk, &mid, "read")),
        None => up_to_watermark(talk, part, "read"),
    }
}

fn of_message(talk: &Talk<'_>, mid: &str, status: &str) -> ContactEvent {
    let key = ["status", mid, status];
    let mut event = message::about(talk, EventKind::Status, &key, mid);
    event.status = Some(status.to_owned());
    event
}

fn up_to_watermark(
    talk: &Talk<'_>,
    part: &Value,
    status: &str,
) -> Result<ContactEvent, &'static str> {
    if !part.is_object() {
        return Err("a receipt that is no object");
    }
    let watermark = wire::id_among(part, &["watermark"]);
    let name = watermark.clone();
    let name = name.unwrap_or_else(|| name_by_content(talk.element));
    let key = ["status", status, talk.sides.author(), &name];
    let mut event = talk.event(EventKind::Status, &key);
    event.status = Some(status.to_owned());
    if let Some(watermark) = watermark {
        add_note(&mut event, format!("all that was sent until {watermark}"));
    }
    Ok(event)
}

fn missed(place: String, reason: &str) -> Unreadable {
    Unreadable {
        place,
        reason: reason.to_owned(),
    }
}
