//! The Account Activity API: lists by kind, of one account
//! (<https://docs.x.com/x-api/account-activity/introduction>). The Activity API has direct messages in the same lists.

use channel::Reading;
use channel::walk::{list, miss};
use domain::ContactEvent;
use jiff::Timestamp;
use serde_json::Value;

use crate::frame::Frame;
use crate::people::People;
use crate::{direct, like, other, post, wire};

/// How an element of a list is read.
type ReadElement = fn(&Frame<'_>, &Value) -> Result<ContactEvent, &'static str>;

const LISTS: [(&str, ReadElement); 6] = [
    ("tweet_create_events", post::read),
    ("tweet_delete_events", post::deleted),
    ("direct_message_events", direct::read),
    ("direct_message_mark_read_events", direct::read_by),
    ("direct_message_indicate_typing_events", direct::typing),
    ("favorite_events", like::favourite),
];

/// What stands beside the lists and tells nothing by itself.
const BESIDE: [&str; 5] = [
    "for_user_id",
    "users",
    "apps",
    "user_has_blocked",
    "is_blocked_by",
];

/// Reads a whole body.
pub(crate) fn read(body: &Value, received_at: Timestamp, reading: &mut Reading) {
    let account = wire::id(body, "for_user_id");
    let frame = Frame {
        account: account.or_else(|| wire::id_at(body, "/user_event/revoke/source/user_id")),
        event_id: None,
        people: People::of(body.get("users")),
        includes: &Value::Null,
        is_blocked: is_true(body, "user_has_blocked") || is_true(body, "is_blocked_by"),
        received_at,
    };
    read_lists(&frame, body, "", reading);
    for (name, value) in body.as_object().into_iter().flatten() {
        if !BESIDE.contains(&name.as_str()) && reader_of(name).is_none() {
            read_unknown(&frame, name, value, reading);
        }
    }
}

/// Whether there is a list in it that we know.
pub(crate) fn has_lists(container: &Value) -> bool {
    LISTS.iter().any(|(name, _)| container.get(*name).is_some())
}

/// Reads all lists that we know, each element by itself.
pub(crate) fn read_lists(frame: &Frame<'_>, container: &Value, place: &str, reading: &mut Reading) {
    for (name, read) in LISTS
        .iter()
        .filter(|(name, _)| container.get(*name).is_some())
    {
        for (place, element) in list(container, place, name, reading) {
            match Some(element).filter(|element| element.is_object()) {
                Some(element) => match read(frame, element) {
                    Ok(event) => reading.events.push(event),
                    Err(reason) => miss(reading, place, reason),
                },
                None => miss(reading, place, "not an object"),
            }
        }
    }
}

/// What has no list of its own above: follows, blocks, mutes, revocations, the end of a replay, kinds of tomorrow. A
/// single word or number is a new field beside the lists, and no event.
fn read_unknown(frame: &Frame<'_>, name: &str, value: &Value, reading: &mut Reading) {
    match value {
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                if element.is_object() {
                    reading.events.push(other::read(frame, name, element));
                } else {
                    miss(reading, format!("/{name}/{index}"), "not an object");
                }
            }
        }
        Value::Object(parts) if name == "user_event" => {
            for (kind, part) in parts {
                reading.events.push(other::read(frame, kind, part));
            }
        }
        Value::Object(_) => reading.events.push(other::read(frame, name, value)),
        _ => {}
    }
}

fn reader_of(name: &str) -> Option<ReadElement> {
    LISTS
        .iter()
        .find(|(list, _)| *list == name)
        .map(|(_, read)| *read)
}

/// X writes this truth as a word.
fn is_true(body: &Value, name: &str) -> bool {
    body.get(name)
        .is_some_and(|value| *value == Value::Bool(true) || value.as_str() == Some("true"))
}
