//! What names an event for ever.

use domain::{ChannelId, EventKey};
use serde_json::{Value, json};

use crate::{read_json, request};

fn key_of(request: &Value) -> EventKey {
    let reading = read_json(request);
    assert_eq!(reading.events.len(), 1, "{request}");
    reading.events[0].event_key.clone()
}

fn message(id: &str, kind: &str) -> Value {
    json!({"id": id, "from": "34600100200", "to": "34600100200", "type": kind, kind: {"body": "hola", "message_id": "x"}})
}

fn key_of_message(id: &str, kind: &str) -> EventKey {
    key_of(&request(
        "messages",
        json!({"messages": [message(id, kind)]}),
    ))
}

#[test]
fn a_message_and_an_echo_are_named_by_their_message_id_alone() {
    let expected = EventKey::of(&ChannelId::new("whatsapp"), &["message", "wamid.A"]);
    assert_eq!(key_of_message("wamid.A", "text"), expected);
    let echo = request(
        "smb_message_echoes",
        json!({"message_echoes": [message("wamid.A", "text")]}),
    );
    assert_eq!(key_of(&echo), expected);
}

#[test]
fn one_id_under_several_kinds_names_several_events() {
    let kinds = ["text", "reaction", "system", "revoke"];
    let mut keys: Vec<EventKey> = kinds
        .iter()
        .map(|kind| key_of_message("wamid.A", kind))
        .collect();
    let status =
        json!({"statuses": [{"id": "wamid.A", "status": "read", "recipient_id": "34600100200"}]});
    keys.push(key_of(&request("messages", status)));
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), 5);
}

#[test]
fn what_has_no_id_is_named_by_its_content() {
    let message = |text: &str| json!({"messages": [{"from": "34600100200", "type": "text", "text": {"body": text}}]});
    assert_eq!(
        key_of(&request("messages", message("a"))),
        key_of(&request("messages", message("a")))
    );
    assert_ne!(
        key_of(&request("messages", message("a"))),
        key_of(&request("messages", message("b")))
    );
    let update = |event: &str| request("account_update", json!({"event": event}));
    assert_ne!(key_of(&update("A")), key_of(&update("B")));
}

#[test]
fn stages_of_one_call_are_different_events() {
    let call = |stage: &str| {
        request(
            "calls",
            json!({"calls": [{"id": "wacid.1", "from": "34600100200", "event": stage}]}),
        )
    };
    assert_ne!(key_of(&call("connect")), key_of(&call("terminate")));
}
