//! What names an event for ever.

use std::collections::BTreeSet;

use domain::{ChannelId, EventKey};
use serde_json::{Value, json};

use crate::{by_customer, by_page, read, request};

fn key_in(request: &Value) -> EventKey {
    let reading = read(request);
    assert_eq!(reading.events.len(), 1, "{request}");
    reading.events[0].event_key.clone()
}

fn key_of(element: Value) -> EventKey {
    key_in(&request(&[element]))
}

fn all_differ(elements: Vec<Value>) {
    let count = elements.len();
    let keys: BTreeSet<EventKey> = elements.into_iter().map(key_of).collect();
    assert_eq!(keys.len(), count);
}

#[test]
fn a_message_an_echo_and_a_press_are_named_by_their_message_id_alone() {
    let expected = EventKey::of(&ChannelId::new("messenger"), &["message", "m_1"]);
    let text = |text: &str| json!({"message": {"mid": "m_1", "text": text}});
    assert_eq!(key_of(by_customer(text("a"))), expected);
    assert_eq!(key_of(by_customer(text("b"))), expected);
    assert_eq!(key_of(by_page(text("a"))), expected);
    let press = json!({"postback": {"mid": "m_1", "title": "a", "payload": "A"}});
    assert_eq!(key_of(by_customer(press)), expected);
}

#[test]
fn one_id_under_several_kinds_names_several_events() {
    let reaction =
        |action: &str| json!({"reaction": {"mid": "m_1", "action": action, "emoji": "❤"}});
    let edit =
        |number: u8| json!({"message_edit": {"mid": "m_1", "text": "a", "num_edit": number}});
    all_differ(vec![
        by_customer(json!({"message": {"mid": "m_1", "text": "a"}})),
        by_customer(json!({"message": {"mid": "m_1", "is_deleted": true}})),
        by_customer(edit(1)),
        by_customer(edit(2)),
        by_customer(reaction("react")),
        by_customer(reaction("unreact")),
        by_page(reaction("react")),
        by_customer(json!({"delivery": {"mids": ["m_1"], "watermark": 1}})),
        by_customer(json!({"read": {"mid": "m_1"}})),
    ]);
}

#[test]
fn receipts_without_ids_are_named_by_whose_they_are_and_up_to_when() {
    let seen = |watermark: u32| json!({"read": {"watermark": watermark}});
    all_differ(vec![
        by_customer(seen(1)),
        by_customer(seen(2)),
        by_page(seen(1)),
        by_customer(json!({"delivery": {"watermark": 1}})),
    ]);
    let counted = json!({"read": {"watermark": 1, "seq": 38}});
    assert_eq!(key_of(by_customer(counted)), key_of(by_customer(seen(1))));
}

#[test]
fn what_has_no_id_is_named_by_its_content() {
    let press = |payload: &str| json!({"postback": {"payload": payload}});
    let come = |by: &str| json!({"referral": {"ref": by}});
    all_differ(vec![
        by_customer(press("A")),
        by_customer(press("B")),
        by_customer(come("A")),
        by_customer(come("B")),
        by_customer(json!({"message": {"text": "A"}})),
    ]);
    assert_eq!(
        key_of(by_customer(press("A"))),
        key_of(by_customer(press("A")))
    );
}

#[test]
fn sent_again_in_another_request_an_element_keeps_its_name() {
    let press = by_customer(json!({"postback": {"payload": "A"}}));
    let mut later = request(std::slice::from_ref(&press));
    later["entry"][0]["time"] = json!(1_795_194_000_000_i64);
    assert_eq!(key_in(&later), key_of(press));
}
