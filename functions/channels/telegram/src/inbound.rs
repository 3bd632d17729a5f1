//! From a body to events. An update has a number and, beside it, one part that tells its kind.

use bytes::Bytes;
use channel::{Reading, Unreadable, lenient};
use domain::AccountId;
use domain::ids::hashed;
use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::update::Update;
use crate::{deleted, message, other, reaction};

/// Reads one update.
pub(crate) fn read(account: &AccountId, body: &Bytes, received_at: Timestamp) -> Reading {
    let parts = match object(body) {
        Ok(parts) => parts,
        Err(unreadable) => return Reading::nothing(unreadable),
    };
    let number = parts.get("update_id").and_then(lenient::id_of);
    let update = Update {
        account,
        update_id: number.as_deref().and_then(|number| number.parse().ok()),
        name: number.unwrap_or_else(|| hashed(&String::from_utf8_lossy(body))),
        received_at,
    };
    let mut reading = Reading::default();
    for (kind, part) in parts.iter().filter(|(kind, _)| *kind != "update_id") {
        let read = read_part(&update, kind, part);
        reading.events.extend(read.events);
        reading.unreadable.extend(read.unreadable);
    }
    if reading.events.is_empty() && reading.unreadable.is_empty() {
        return Reading::nothing(Unreadable::whole("the update says nothing"));
    }
    reading
}

fn object(body: &Bytes) -> Result<Map<String, Value>, Unreadable> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(parts)) => Ok(parts),
        Ok(_) => Err(Unreadable::whole("the body is JSON, but not an object")),
        Err(error) => Err(Unreadable::whole(format!(
            "the body is not JSON: line {}, column {}",
            error.line(),
            error.column()
        ))),
    }
}

fn read_part(update: &Update<'_>, kind: &str, part: &Value) -> Reading {
    match kind {
        _ if !part.is_object() => Reading::nothing(Unreadable {
            place: format!("/{kind}"),
            reason: "not an object".to_owned(),
        }),
        "message" | "business_message" | "channel_post" => message::read_new(update, kind, part),
        "edited_message" | "edited_business_message" | "edited_channel_post" => {
            message::read_edited(update, kind, part)
        }
        "message_reaction" => reaction::read(update, kind, part),
        "deleted_business_messages" => deleted::read(update, kind, part),
        _ => other::read(update, kind, part),
    }
}
