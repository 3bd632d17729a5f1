//! From a body to events. The X Activity API tells one thing in `data`; the older Account Activity API lists many by
//! their kinds.

use bytes::Bytes;
use channel::walk::{at_least_something, json, miss};
use channel::{Reading, Unreadable};
use jiff::Timestamp;
use serde_json::Value;

use crate::{account_activity, activity};

/// Reads a whole request.
pub(crate) fn read(body: &Bytes, received_at: Timestamp) -> Reading {
    let body = match json(body) {
        Ok(Value::Object(body)) => body,
        Ok(_) => return Reading::nothing(Unreadable::whole("the body is JSON, but not an object")),
        Err(unreadable) => return Reading::nothing(unreadable),
    };
    let mut reading = Reading::default();
    match body.get("data") {
        Some(Value::Array(several)) => {
            for (index, one) in several.iter().enumerate() {
                activity::read(one, &format!("/data/{index}"), received_at, &mut reading);
            }
        }
        Some(one @ Value::Object(_)) => activity::read(one, "/data", received_at, &mut reading),
        Some(_) => miss(&mut reading, "/data", "not an object"),
        None => account_activity::read(&Value::Object(body), received_at, &mut reading),
    }
    at_least_something(reading)
}
