//! The Facebook channel from outside: requests in, events out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod keys;
mod samples;

use channel::{Reader, Reading, Verified};
use channel_facebook::Facebook;
use serde_json::{Value, json};

/// What the channel reads in a request.
fn read(request: &Value) -> Reading {
    let body = Verified::handed_in_by_operator(request.to_string());
    Facebook::default().read(&body, "2026-11-21T12:00:00Z".parse().unwrap())
}

/// A request with these changes of the feed of our page `30`.
fn request(values: &[Value]) -> Value {
    let changes: Vec<Value> = values
        .iter()
        .map(|value| json!({"field": "feed", "value": value}))
        .collect();
    json!({"object": "page", "entry": [{"id": "30", "time": 1_795_190_400, "changes": changes}]})
}

/// A comment by `author`, with what is different from a new one.
fn comment(author: &str, different: &Value) -> Value {
    let mut value = json!({
        "item": "comment", "verb": "add", "comment_id": "1_2", "post_id": "30_1", "parent_id": "30_1",
        "from": {"id": author, "name": "A"}, "created_time": 1_795_190_400, "message": "hola",
    });
    for (name, different) in different.as_object().unwrap() {
        value[name.as_str()] = different.clone();
    }
    value
}
