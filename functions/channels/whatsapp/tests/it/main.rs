//! The WhatsApp channel from outside: requests in, events out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod hostile;
mod keys;
mod samples;

use channel::{Reader, Reading, Verified};
use channel_whatsapp::Whatsapp;
use jiff::Timestamp;
use serde_json::{Value, json};

/// The day on which all tests take place.
fn now() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

/// What the channel reads in a body.
fn read(body: impl Into<Vec<u8>>) -> Reading {
    Whatsapp.read(&Verified::handed_in_by_operator(body.into()), now())
}

/// What it reads in a request.
fn read_json(request: &Value) -> Reading {
    read(request.to_string())
}

/// A request with one change of `field`, for our number `109`.
fn request(field: &str, mut value: Value) -> Value {
    value["metadata"] = json!({"phone_number_id": "109"});
    json!({"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [{"field": field, "value": value}]}]})
}
