//! The Teams channel from outside: activities in, events out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod keys;
mod samples;

use channel::{Reader, Reading, Verified};
use channel_teams::Teams;
use jiff::Timestamp;
use serde_json::{Value, json};

/// The day on which all tests take place.
fn now() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

/// What the channel reads in a body.
fn read(body: impl Into<Vec<u8>>) -> Reading {
    Teams.read(&Verified::handed_in_by_operator(body.into()), now())
}

/// A customer's message, with some fields of other values.
fn message(changes: &Value) -> Value {
    let mut activity = json!({
        "type": "message",
        "id": "1795190400123",
        "timestamp": "2026-11-20T16:00:00.1234567Z",
        "serviceUrl": "https://smba.trafficmanager.net/emea/",
        "channelId": "msteams",
        "from": {"id": "29:marta", "name": "Marta"},
        "recipient": {"id": "28:bot"},
        "conversation": {"id": "a:chat", "tenantId": "t"},
        "text": "hola",
    });
    for (name, value) in changes.as_object().unwrap() {
        activity[name.as_str()] = value.clone();
    }
    activity
}
