//! Messages changed or taken back (<https://docs.slack.dev/reference/events/message/message_changed>).

use domain::{ContactEvent, EventKind};
use serde_json::Value;

use crate::frame::{Frame, add_note};
use crate::{message, wire};

/// A message with its new content. Slack tells the same of a link that was unfolded; an edit has `edited`.
///
/// # Errors
/// When it does not say which message.
pub(crate) fn edited(frame: &Frame, event: &Value) -> Result<ContactEvent, &'static str> {
    let new = event.get("message").ok_or("a change without its message")?;
    let old = event.get("previous_message").unwrap_or(&Value::Null);
    if wire::word(new, "subtype") == "tombstone" {
        return deleted(frame, event);
    }
    let ts = wire::id(new, "/ts").or_else(|| wire::id(old, "/ts"));
    let place = Place::of(event, ts, new)?;
    let kind = if new.get("edited").is_some_and(Value::is_object) {
        EventKind::Edit
    } else {
        EventKind::Other
    };
    let stamp = stamp(event).unwrap_or_else(|| frame.name.clone());
    let mut read = frame.event(kind, &["edit", &place.id(), &stamp]);
    message::write(frame, &mut read, new);
    place.write(frame, &mut read);
    read.timestamp = frame.instant(Some(&stamp));
    if kind == EventKind::Other {
        add_note(&mut read, "message_changed: its text was not edited");
    }
    Ok(read)
}

/// A message taken back. One that has answers stays as a `tombstone`.
///
/// # Errors
/// When it does not say which message.
pub(crate) fn deleted(frame: &Frame, event: &Value) -> Result<ContactEvent, &'static str> {
    let old = event.get("previous_message").unwrap_or(&Value::Null);
    let ts = wire::id(event, "/deleted_ts")
        .or_else(|| wire::id(old, "/ts"))
        .or_else(|| wire::id(event, "/message/ts"));
    let place = Place::of(event, ts, old)?;
    let mut read = frame.event(EventKind::Delete, &["delete", &place.id()]);
    place.write(frame, &mut read);
    read.sender_id = wire::id(old, "/user").or_else(|| wire::id(old, "/bot_id"));
    read.timestamp = frame.instant(stamp(event).as_deref());
    Ok(read)
}

/// Where the message stands that was changed.
struct Place {
    channel: String,
    ts: String,
    first: String,
}

impl Place {
    fn of(event: &Value, ts: Option<String>, message: &Value) -> Result<Self, &'static str> {
        let ts = ts.ok_or("a change of a message without its ts")?;
        Ok(Self {
            channel: wire::id(event, "/channel").ok_or("a change without its channel")?,
            first: wire::id(message, "/thread_ts").unwrap_or_else(|| ts.clone()),
            ts,
        })
    }

    fn id(&self) -> String {
        format!("{}:{}", self.channel, self.ts)
    }

    fn write(&self, frame: &Frame, event: &mut ContactEvent) {
        event.external_message_id = Some(self.id());
        event.target_message_id = Some(self.id());
        event.thread_key = Some(frame.thread(&self.channel, &self.first));
    }
}

/// When the change took place.
fn stamp(event: &Value) -> Option<String> {
    wire::id(event, "/event_ts").or_else(|| wire::id(event, "/ts"))
}
