//! The Instagram channel from outside: requests in, events out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod keys;
mod samples;

use channel::{Reader, Reading, Verified};
use channel_instagram::Instagram;
use serde_json::{Value, json};

/// What the channel reads in a request.
fn read(request: &Value) -> Reading {
    let body = Verified::handed_in_by_operator(request.to_string());
    Instagram::default().read(&body, "2026-11-21T12:00:00Z".parse().unwrap())
}

/// A request about our account `17`, with this in its entry.
fn request(mut entry: Value) -> Value {
    entry["id"] = json!("17");
    entry["time"] = json!(1_795_190_400);
    json!({"object": "instagram", "entry": [entry]})
}

/// A comment under an id.
fn comment(id: &str) -> Value {
    json!({"id": id, "from": {"id": "70", "username": "a"}, "text": "hola", "media": {"id": "9"}})
}

/// The same change as both ways of logging in tell it.
fn with_facebook_login(field: &str, value: &Value) -> Value {
    request(json!({"changes": [{"field": field, "value": value}]}))
}

fn with_instagram_login(field: &str, value: &Value) -> Value {
    request(json!({"field": field, "value": value}))
}
