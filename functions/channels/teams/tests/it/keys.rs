//! What names an event for ever, and what names a conversation.

use domain::{ChannelId, EventKey};
use serde_json::{Value, json};

use crate::{message, read};

fn key_of(changes: Value) -> EventKey {
    let reading = read(message(&changes).to_string());
    assert_eq!(reading.events.len(), 1, "{changes}");
    reading.events[0].event_key.clone()
}

fn thread_of(changes: Value) -> Option<String> {
    let reading = read(message(&changes).to_string());
    reading.events[0].thread_key.clone()
}

#[test]
fn a_message_and_an_echo_are_named_by_their_message_id_alone() {
    let expected = EventKey::of(
        &ChannelId::new("teams"),
        &["message", "a:chat/1795190400123"],
    );
    assert_eq!(key_of(json!({})), expected);
    assert_eq!(
        key_of(json!({"text": "otra cosa", "timestamp": null})),
        expected
    );
    let echo = json!({"from": {"id": "28:bot"}, "recipient": {"id": "29:marta"}});
    assert_eq!(key_of(echo), expected);
}

/// A message's id is the millisecond at which it was written: two conversations may have the same.
#[test]
fn one_number_in_two_conversations_is_two_messages() {
    let other = json!({"conversation": {"id": "a:other", "tenantId": "t"}});
    assert_ne!(key_of(json!({})), key_of(other));
}

#[test]
fn a_message_is_the_same_whether_its_conversation_names_the_post_or_not() {
    let post = json!({"conversation": {"id": "19:c@thread.tacv2;messageid=17951"}});
    let channel = json!({"conversation": {"id": "19:c@thread.tacv2"}});
    assert_eq!(key_of(post), key_of(channel));
}

#[test]
fn changes_of_one_message_are_different_events_and_a_repeated_one_is_not() {
    let change = |kind: &str, at: &str| key_of(json!({"type": kind, "timestamp": at}));
    let first = change("messageUpdate", "2026-11-20T16:01:00Z");
    assert_eq!(first, change("messageUpdate", "2026-11-20T16:01:00Z"));
    assert_ne!(first, change("messageUpdate", "2026-11-20T16:02:00Z"));
    assert_ne!(first, change("messageDelete", "2026-11-20T16:01:00Z"));
    assert_ne!(first, key_of(json!({})));
}

#[test]
fn a_reaction_that_is_set_again_is_another_event() {
    let set = |at: &str| {
        key_of(json!({
            "type": "messageReaction",
            "replyToId": "1",
            "reactionsAdded": [{"type": "like"}],
            "timestamp": at,
        }))
    };
    assert_eq!(set("2026-11-20T16:01:00Z"), set("2026-11-20T16:01:00Z"));
    assert_ne!(set("2026-11-20T16:01:00Z"), set("2026-11-20T16:05:00Z"));
}

#[test]
fn an_activity_without_an_id_is_named_by_its_content() {
    let typing = |name: &str| {
        key_of(json!({"type": "typing", "id": null, "from": {"id": "29:marta", "name": name}}))
    };
    assert_eq!(typing("Marta"), typing("Marta"));
    assert_ne!(typing("Marta"), typing("Ana"));
}

#[test]
fn each_post_of_a_channel_is_a_thread_and_so_is_each_tenant_s_chat() {
    let post = |id: &str| {
        let id = format!("19:c@thread.tacv2;messageid={id}");
        thread_of(json!({"conversation": {"id": id, "tenantId": "t"}}))
    };
    assert_eq!(
        post("1").as_deref(),
        Some("teams:t:19:c@thread.tacv2;messageid=1")
    );
    assert_ne!(post("1"), post("2"));
    let elsewhere =
        json!({"conversation": {"id": "a:chat"}, "channelData": {"tenant": {"id": "u"}}});
    assert_eq!(thread_of(elsewhere).as_deref(), Some("teams:u:a:chat"));
    assert_eq!(thread_of(json!({})).as_deref(), Some("teams:t:a:chat"));
}
