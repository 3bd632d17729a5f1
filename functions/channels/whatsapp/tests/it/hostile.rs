//! Whatever a message holds, it is one event or one reason: never both, never neither.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{read_json, request};

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

proptest! {
    #[test]
    fn any_content_of_a_message_gives_an_event_or_a_reason(
        kind in "(text|image|audio|location|contacts|interactive|button|reaction|order|system|edit|revoke|unsupported|.{0,3})",
        content in any_json(),
    ) {
        let message = json!({"from": "34600100200", "id": "wamid.1", "type": kind, kind.clone(): content});
        let reading = read_json(&request("messages", json!({"messages": [message]})));
        prop_assert_eq!(reading.events.len() + reading.unreadable.len(), 1);
    }
}
