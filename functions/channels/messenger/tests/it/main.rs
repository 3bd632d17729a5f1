//! The Messenger channel from outside: requests in, events out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod keys;
mod own_application;
mod samples;

use channel::{Reader, Reading, Verified};
use channel_messenger::Messenger;
use jiff::Timestamp;
use serde_json::{Value, json};

/// The day on which all tests take place.
fn now() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

/// What the channel reads in a request.
fn read(request: &Value) -> Reading {
    let body = Verified::handed_in_by_operator(request.to_string());
    Messenger::default().read(&body, now())
}

/// A request with these elements, for our page `30`.
fn request(elements: &[Value]) -> Value {
    json!({"object": "page", "entry": [{"id": "30", "time": 1_795_190_400_500_i64, "messaging": elements}]})
}

/// What the customer `70` did.
fn by_customer(part: Value) -> Value {
    between("70", "30", part)
}

/// What our page did.
fn by_page(part: Value) -> Value {
    between("30", "70", part)
}

fn between(sender: &str, recipient: &str, mut element: Value) -> Value {
    element["sender"] = json!({"id": sender});
    element["recipient"] = json!({"id": recipient});
    element["timestamp"] = json!(1_795_190_400_000_i64);
    element
}
