//! What names an event for ever.

use channel::Reader;
use channel_telegram::Telegram;
use domain::{AccountId, ChannelId, EventKey};
use serde_json::{Value, json};

use crate::{now, read_json};

fn key_of(update: &Value) -> EventKey {
    let reading = read_json(update);
    assert_eq!(reading.events.len(), 1, "{update}");
    reading.events[0].event_key.clone()
}

fn message(update_id: u32, kind: &str, author: u32) -> Value {
    let message = json!({"message_id": 8, "chat": {"id": 5, "type": "private"}, "from": {"id": author}, "date": 1795190400, "text": "hola"});
    json!({"update_id": update_id, kind: message})
}

#[test]
fn a_message_and_an_echo_are_named_by_their_message_id_alone() {
    let expected = EventKey::of(&ChannelId::new("telegram"), &["message", "5:8"]);
    assert_eq!(key_of(&message(1, "message", 5)), expected);
    assert_eq!(key_of(&message(2, "message", 5)), expected);
    assert_eq!(key_of(&message(3, "business_message", 77)), expected);
}

#[test]
fn edits_of_one_message_are_different_events_and_a_repeated_one_is_not() {
    let first = key_of(&message(1, "edited_message", 5));
    assert_eq!(first, key_of(&message(1, "edited_message", 5)));
    assert_ne!(first, key_of(&message(2, "edited_message", 5)));
    assert_ne!(first, key_of(&message(1, "message", 5)));
}

#[test]
fn an_update_without_its_number_is_named_by_its_content() {
    let one = json!({"callback_query": {"id": "1"}});
    let other = json!({"callback_query": {"id": "2"}});
    assert_eq!(key_of(&one), key_of(&one));
    assert_ne!(key_of(&one), key_of(&other));
}

#[test]
fn the_account_is_what_the_bot_is_called() {
    let shop = Telegram::for_account(AccountId::new("levante"));
    let body = channel::Verified::handed_in_by_operator(message(1, "message", 5).to_string());
    assert_eq!(
        shop.read(&body, now()).events[0].account,
        AccountId::new("levante")
    );
}
