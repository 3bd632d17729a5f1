//! The X Activity API: one event in an envelope (<https://docs.x.com/x-api/activity/event-payloads>).

use channel::Reading;
use channel::walk::miss;
use domain::ContactEvent;
use jiff::Timestamp;
use serde_json::Value;

use crate::frame::Frame;
use crate::people::People;
use crate::{account_activity, chat, direct, like, other, post, wire};

/// Reads one envelope.
pub(crate) fn read(envelope: &Value, place: &str, received_at: Timestamp, reading: &mut Reading) {
    let kind = wire::word(envelope, "event_type");
    if kind.is_empty() {
        return miss(
            reading,
            format!("{place}/event_type"),
            "it does not say what happened",
        );
    }
    let place = format!("{place}/payload");
    let Some(payload) = envelope
        .get("payload")
        .filter(|payload| payload.is_object())
    else {
        return miss(reading, place, "not an object");
    };
    let frame = frame(envelope, payload, received_at);
    if account_activity::has_lists(payload) {
        return account_activity::read_lists(&frame, payload, &place, reading);
    }
    match by_kind(&frame, kind, payload) {
        Ok(event) => reading.events.push(event),
        Err(reason) => miss(reading, place, reason),
    }
}

/// The account is whose activity was asked for; a revocation has no filter and names whom it is about.
fn frame<'a>(envelope: &'a Value, payload: &Value, received_at: Timestamp) -> Frame<'a> {
    let account = wire::id_at(envelope, "/filter/user_id");
    let users = payload
        .get("users")
        .or_else(|| envelope.pointer("/includes/users"));
    Frame {
        account: account.or_else(|| wire::id(payload, "user_id")),
        event_id: wire::id(envelope, "event_uuid"),
        people: People::of(users),
        includes: envelope.get("includes").unwrap_or(&Value::Null),
        is_blocked: false,
        received_at,
    }
}

fn by_kind(frame: &Frame<'_>, kind: &str, payload: &Value) -> Result<ContactEvent, &'static str> {
    match kind {
        "post.delete" => post::deleted(frame, payload),
        "chat.received" | "chat.sent" => chat::read(frame, payload),
        "dm.received" | "dm.sent" => direct::read(frame, payload),
        "dm.read" => direct::read_by(frame, payload),
        "dm.indicate_typing" => direct::typing(frame, payload),
        _ if kind.starts_with("post.") && kind.ends_with("create") => post::read(frame, payload),
        "like.create" => like::read(frame, payload),
        _ if payload.get("liked_tweet_id").is_some() => like::removed(frame, kind, payload),
        _ => Ok(other::read(frame, kind, payload)),
    }
}
