//! From a body to events. One request holds up to 1000 elements of many kinds; each is read by itself.

use channel::walk::{self, list, miss};
use channel::{Reading, Unreadable};
use domain::ContactEvent;
use jiff::Timestamp;
use meta::Object;
use serde_json::Value;

use crate::change::Change;
use crate::{call, message, other, status};

/// How an element of a list is read: the change, the element, whether it is alone in its list.
type ReadElement = fn(&Change<'_>, &Value, bool) -> Result<ContactEvent, &'static str>;

/// Reads a whole request.
pub(crate) fn read(body: &[u8], received_at: Timestamp) -> Reading {
    let body = match walk::json(body) {
        Ok(body) => body,
        Err(unreadable) => return Reading::nothing(unreadable),
    };
    if let Err(reason) = Object::Whatsapp.is_of(&body) {
        return Reading::nothing(Unreadable::whole(reason));
    }
    let mut reading = Reading::default();
    for (place, entry) in list(&body, "", "entry", &mut reading) {
        for (place, change) in list(entry, &place, "changes", &mut reading) {
            read_change(entry, change, &place, received_at, &mut reading);
        }
    }
    walk::at_least_something(reading)
}

fn read_change(
    entry: &Value,
    change: &Value,
    place: &str,
    received_at: Timestamp,
    reading: &mut Reading,
) {
    let field = change
        .get("field")
        .and_then(Value::as_str)
        .unwrap_or("messages");
    let Some(value) = change.get("value").filter(|value| value.is_object()) else {
        return miss(reading, format!("{place}/value"), "not an object");
    };
    let change = Change::new(entry, field, value, received_at);
    let lists: &[(&str, ReadElement)] = match field {
        "messages" => &[
            ("messages", message::read),
            ("statuses", status::read),
            ("errors", other::error),
        ],
        "smb_message_echoes" | "message_echoes" => &[("message_echoes", message::read_echo)],
        "calls" => &[
            ("calls", call::read),
            ("statuses", status::read),
            ("errors", other::error),
        ],
        "user_preferences" => &[("user_preferences", other::preference)],
        _ => &[],
    };
    let known: Vec<_> = lists
        .iter()
        .filter(|(name, _)| value.get(*name).is_some())
        .collect();
    if known.is_empty() {
        reading.events.push(other::whole(&change));
    }
    for (name, read) in known {
        read_list(&change, name, *read, &format!("{place}/value"), reading);
    }
}

fn read_list(
    change: &Change<'_>,
    name: &str,
    read: ReadElement,
    place: &str,
    reading: &mut Reading,
) {
    let elements = list(change.value, place, name, reading);
    let is_alone = elements.len() == 1;
    for (place, element) in elements {
        if !element.is_object() {
            miss(reading, place, "not an object");
            continue;
        }
        match read(change, element, is_alone) {
            Ok(event) => reading.events.push(event),
            Err(reason) => miss(reading, place, reason),
        }
    }
}
