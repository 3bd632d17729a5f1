//! Events (<https://docs.slack.dev/apis/events-api>): one a request, in an envelope.

use channel::Unreadable;
use domain::{ContactEvent, EventKind};
use jiff::Timestamp;
use serde_json::Value;

use crate::frame::{Frame, add_note};
use crate::{changed, message, reaction, wire};

/// Reads a body of JSON.
///
/// # Errors
/// [`Unreadable`] when it has another shape than documented.
pub(crate) fn read(body: &Value, received_at: Timestamp) -> Result<ContactEvent, Unreadable> {
    let frame = Frame::of_event(body, received_at);
    match wire::word(body, "type") {
        "event_callback" => inner(&frame, body),
        "" => Err(Unreadable::whole("the body does not say its type")),
        kind => Ok(envelope(&frame, kind)),
    }
}

fn inner(frame: &Frame, body: &Value) -> Result<ContactEvent, Unreadable> {
    let event = body.get("event").filter(|event| event.is_object());
    let event = event.ok_or("not an object");
    event
        .and_then(|event| by_type(frame, event))
        .map_err(|reason| Unreadable {
            place: "/event".to_owned(),
            reason: reason.to_owned(),
        })
}

fn by_type(frame: &Frame, event: &Value) -> Result<ContactEvent, &'static str> {
    match (wire::word(event, "type"), wire::word(event, "subtype")) {
        ("message", "message_changed") => changed::edited(frame, event),
        ("message", "message_deleted") => changed::deleted(frame, event),
        ("message", "" | "file_share" | "thread_broadcast" | "me_message" | "bot_message")
        | ("app_mention", _) => message::read(frame, event),
        ("reaction_added" | "reaction_removed", _) if reaction::is_to_message(event) => {
            reaction::read(frame, event)
        }
        ("", _) => Err("an event that does not say its type"),
        (kind, subtype) => Ok(other(frame, event, &[kind, subtype])),
    }
}

/// An envelope without an event: `url_verification`, `app_rate_limited`, kinds that do not exist yet.
fn envelope(frame: &Frame, kind: &str) -> ContactEvent {
    let mut event = frame.event(EventKind::Other, &["other", kind, &frame.name]);
    add_note(&mut event, kind);
    event
}

/// An event that is neither message nor reaction: who joined, what was pinned, that the application was removed.
fn other(frame: &Frame, event: &Value, words: &[&str]) -> ContactEvent {
    let words: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| !word.is_empty())
        .collect();
    let kind = words.join(": ");
    let mut read = frame.event(EventKind::Other, &["other", &kind, &frame.name]);
    read.sender_id = wire::id(event, "/user").or_else(|| wire::id(event, "/user/id"));
    read.text = wire::text(event, "/text");
    let stamp = wire::id(event, "/event_ts").or_else(|| wire::id(event, "/ts"));
    read.timestamp = frame.instant(stamp.as_deref());
    if let (Some(channel), Some(ts)) = (wire::id(event, "/channel"), wire::id(event, "/ts")) {
        read.external_message_id = Some(format!("{channel}:{ts}"));
        read.thread_key = Some(frame.thread(&channel, &ts));
    }
    add_note(&mut read, &kind);
    read
}
