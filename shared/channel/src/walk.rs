//! Walking through a provider's JSON: every list element with its JSON pointer (RFC 6901), every miss noted.

use serde_json::Value;

use crate::{Reading, Unreadable};

/// A body as JSON, or why it is none. The reason holds a place and no text.
///
/// # Errors
/// [`Unreadable`] of the whole.
pub fn json(body: &[u8]) -> Result<Value, Unreadable> {
    serde_json::from_slice(body).map_err(|error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        Unreadable::whole(format!("the body is not JSON: {place}"))
    })
}

/// The elements of a list, each with its JSON pointer. Anything but a list is noted as missed.
pub fn list<'a>(
    parent: &'a Value,
    place: &str,
    name: &str,
    reading: &mut Reading,
) -> Vec<(String, &'a Value)> {
    let place = format!("{place}/{name}");
    match parent.get(name) {
        Some(Value::Array(elements)) => elements
            .iter()
            .enumerate()
            .map(|(index, element)| (format!("{place}/{index}"), element))
            .collect(),
        _ => {
            miss(reading, place, "not a list");
            Vec::new()
        }
    }
}

/// Notes a part that could not be read.
pub fn miss(reading: &mut Reading, place: impl Into<String>, reason: impl Into<String>) {
    reading.unreadable.push(Unreadable {
        place: place.into(),
        reason: reason.into(),
    });
}

/// The same reading, unless it tells nothing at all: then the whole is unreadable.
pub fn at_least_something(reading: Reading) -> Reading {
    if reading.events.is_empty() && reading.unreadable.is_empty() {
        Reading::nothing(Unreadable::whole("the request says nothing"))
    } else {
        reading
    }
}
