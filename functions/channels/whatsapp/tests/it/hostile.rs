//! Whatever comes, it is read or named unreadable, and nothing panics.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{read, read_json, request};

/// Any JSON, with the field names that the reader looks for among its keys.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "(text|image|reaction|edit|revoke|system|order|contacts|interactive|unsupported)"
            .prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 64, 8, |inner| {
        let name = prop_oneof![
            "(messages|statuses|errors|message_echoes|calls|user_preferences|contacts|metadata|field|value)",
            "(id|from|to|type|timestamp|text|image|reaction|edit|system|order|interactive|context|status|message)",
            ".{0,6}",
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(name, inner, 0..6).prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn a_field() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "messages",
        "smb_message_echoes",
        "calls",
        "user_preferences",
        "history",
    ])
}

fn a_fixture() -> impl Strategy<Value = Vec<u8>> {
    prop::sample::select(vec![
        include_bytes!("../../fixtures/text_with_bsuid.json").to_vec(),
        include_bytes!("../../fixtures/edited_text.json").to_vec(),
        include_bytes!("../../fixtures/order.json").to_vec(),
        include_bytes!("../../fixtures/number_changed.json").to_vec(),
        include_bytes!("../../fixtures/one_bad_element_of_each_kind.json").to_vec(),
    ])
}

proptest! {
    #[test]
    fn any_bytes_give_a_reason(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert_eq!(read(bytes).unreadable.len(), 1);
    }

    #[test]
    fn any_json_gives_a_reason(value in any_json()) {
        prop_assert!(!read_json(&value).unreadable.is_empty());
    }

    #[test]
    fn any_change_gives_a_reading(field in a_field(), name in "(messages|statuses|message_echoes|calls|user_preferences)", element in any_json()) {
        read_json(&request(field, json!({name: [element]})));
    }

    #[test]
    fn any_content_of_a_message_gives_an_event_or_a_reason(
        kind in "(text|image|audio|location|contacts|interactive|button|reaction|order|system|edit|revoke|unsupported|.{0,3})",
        content in any_json(),
    ) {
        let message = json!({"from": "34600100200", "id": "wamid.1", "type": kind, kind.clone(): content});
        let reading = read_json(&request("messages", json!({"messages": [message]})));
        prop_assert_eq!(reading.events.len() + reading.unreadable.len(), 1);
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
fn one_bad_element_of_a_thousand_costs_itself_only() {
    let message = |id: u32| json!({"id": format!("wamid.{id}"), "from": "34600100200", "type": "text", "text": {"body": "hola"}});
    let messages: Vec<Value> = (0..1000)
        .map(|id| if id == 500 { json!("bad") } else { message(id) })
        .collect();
    let reading = read_json(&request("messages", json!({"messages": messages})));
    assert_eq!((reading.events.len(), reading.unreadable.len()), (999, 1));
    assert_eq!(
        reading.unreadable[0].place,
        "/entry/0/changes/0/value/messages/500"
    );
}

#[test]
fn what_is_no_request_for_this_channel_is_named_so() {
    let other = r#"{"object":"page","entry":[]}"#;
    let empty = r#"{"object":"whatsapp_business_account","entry":[]}"#;
    for body in [
        "",
        "{",
        "null",
        "[]",
        "{}",
        "hello world",
        other,
        empty,
        r#"{"object":"whatsapp_business_account"}"#,
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
    let message =
        json!({"id": "wamid.1", "from": "34600100200", "type": "image", "image": "me llamo Lucía"});
    let reading = read_json(&request("messages", json!({"messages": [message]})));
    assert!(reading.events.is_empty());
    assert!(!format!("{:?}", reading.unreadable).contains("Lucía"));
}
