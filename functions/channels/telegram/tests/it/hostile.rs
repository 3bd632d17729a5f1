//! Whatever comes, it is read or named unreadable, and nothing panics.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{read, read_json};

/// Any JSON, with the field names that the reader looks for among its keys.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 64, 8, |inner| {
        let name = prop_oneof![
            "(update_id|message|edited_message|callback_query|message_reaction|deleted_business_messages)",
            "(message_id|message_ids|chat|from|id|type|date|text|photo|document|contact|location|new_reaction)",
            ".{0,6}",
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(name, inner, 0..6).prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn a_fixture() -> impl Strategy<Value = Vec<u8>> {
    prop::sample::select(vec![
        include_bytes!("../../fixtures/photo_of_album.json").to_vec(),
        include_bytes!("../../fixtures/own_contact_card.json").to_vec(),
        include_bytes!("../../fixtures/business_owner.json").to_vec(),
        include_bytes!("../../fixtures/reaction_changed.json").to_vec(),
        include_bytes!("../../fixtures/deleted_with_a_bad_one.json").to_vec(),
    ])
}

proptest! {
    #[test]
    fn any_bytes_give_events_or_a_reason(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let reading = read(bytes);
        prop_assert!(!reading.events.is_empty() || !reading.unreadable.is_empty());
    }

    #[test]
    fn any_json_gives_events_or_a_reason(value in any_json()) {
        let reading = read_json(&value);
        prop_assert!(!reading.events.is_empty() || !reading.unreadable.is_empty());
    }

    #[test]
    fn a_damaged_fixture_gives_events_or_a_reason(
        mut bytes in a_fixture(),
        damages in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        for (place, byte) in damages {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let reading = read(bytes);
        prop_assert!(!reading.events.is_empty() || !reading.unreadable.is_empty());
    }
}

#[test]
fn one_bad_part_of_a_thousand_costs_itself_only() {
    let ids: Vec<Value> = (0..1000)
        .map(|id| if id == 500 { json!({}) } else { json!(id) })
        .collect();
    let reading = read_json(
        &json!({"update_id": 1, "deleted_business_messages": {"chat": {"id": 5}, "message_ids": ids}}),
    );
    assert_eq!((reading.events.len(), reading.unreadable.len()), (999, 1));
}

#[test]
fn what_is_no_update_is_named_so() {
    for body in [
        "",
        "{",
        "null",
        "5",
        "\"message\"",
        "[]",
        "[{\"update_id\":1}]",
        "{}",
        "{\"update_id\":1}",
        "{\"message\":7}",
    ] {
        let reading = read(body);
        assert_eq!(
            (reading.events.len(), reading.unreadable.len()),
            (0, 1),
            "{body}"
        );
    }
    assert_eq!(read("[".repeat(100_000)).unreadable.len(), 1);
}

#[test]
fn a_reason_holds_no_word_of_the_customer() {
    let reading = read_json(
        &json!({"update_id": 1, "message": {"message_id": 1, "chat": "me llamo Lucía", "text": "me llamo Lucía"}}),
    );
    assert!(reading.events.is_empty());
    assert!(!format!("{:?}", reading.unreadable).contains("Lucía"));
}
