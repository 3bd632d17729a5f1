//! What names an event for ever.

use domain::{ChannelId, EventKey};
use serde_json::{Value, json};

use crate::read;

fn key_of(event: &Value, event_id: &str) -> EventKey {
    let body = json!({"type": "event_callback", "team_id": "T0LEVANTE", "event_id": event_id, "event": event});
    let reading = read(body.to_string());
    assert_eq!(reading.events.len(), 1, "{event}");
    reading.events[0].event_key.clone()
}

fn message(kind: &str) -> Value {
    json!({"type": kind, "channel": "C1", "ts": "1795190400.000200", "user": "U1", "text": "<@U0BOT> hola"})
}

#[test]
fn a_message_that_mentions_us_is_told_twice_and_is_one_event() {
    let parts = ["message", "C1:1795190400.000200"];
    let expected = EventKey::of(&ChannelId::new(slack::CHANNEL), &parts);
    assert_eq!(key_of(&message("message"), "Ev1"), expected);
    assert_eq!(key_of(&message("app_mention"), "Ev2"), expected);
}

#[test]
fn edits_of_one_message_are_different_events_and_a_repeated_one_is_not() {
    let edit = |at: &str| {
        let new =
            json!({"ts": "1795190400.000200", "user": "U1", "text": "b", "edited": {"ts": at}});
        let event = json!({"type": "message", "subtype": "message_changed", "channel": "C1", "message": new, "event_ts": at});
        key_of(&event, "Ev1")
    };
    assert_eq!(edit("1795190500.000100"), edit("1795190500.000100"));
    assert_ne!(edit("1795190500.000100"), edit("1795190600.000100"));
    assert_ne!(
        edit("1795190500.000100"),
        key_of(&message("message"), "Ev1")
    );
}

#[test]
fn a_reaction_set_removed_and_set_again_is_three_events() {
    let reaction = |kind: &str, at: &str| {
        let item = json!({"type": "message", "channel": "C1", "ts": "1795190400.000200"});
        key_of(
            &json!({"type": kind, "user": "U1", "reaction": "eyes", "item": item, "event_ts": at}),
            "Ev1",
        )
    };
    let keys = [
        reaction("reaction_added", "1795190500.000100"),
        reaction("reaction_removed", "1795190501.000100"),
        reaction("reaction_added", "1795190502.000100"),
    ];
    assert!(keys[0] != keys[1] && keys[0] != keys[2] && keys[1] != keys[2]);
}

#[test]
fn a_press_is_named_by_its_trigger_and_else_by_its_content() {
    let press = |trigger: &str, action: &str| {
        let payload =
            json!({"type": "block_actions", "trigger_id": trigger, "actions": [{"value": action}]});
        let form = format!("payload={}", payload.to_string().replace('&', "%26"));
        read(form).events[0].event_key.clone()
    };
    assert_eq!(press("1.2.a", "x"), press("1.2.a", "y"));
    assert_ne!(press("1.2.a", "x"), press("1.2.b", "x"));
    assert_ne!(press("", "x"), press("", "y"));
}
