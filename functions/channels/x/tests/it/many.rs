//! Many elements in one request.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::read;

#[test]
fn one_bad_element_of_a_thousand_costs_itself_only() {
    let messages: Vec<Value> = (0..1000)
        .map(|number| {
            let create = json!({"sender_id": format!("2{number:03}"), "target": {"recipient_id": "1"}, "message_data": {"text": "hola"}});
            json!({"type": "message_create", "id": format!("9{number}"), "created_timestamp": "1795190400000", "message_create": create})
        })
        .enumerate()
        .map(|(index, message)| if index == 500 { json!({"id": {}}) } else { message })
        .collect();
    let reading = read(&json!({"for_user_id": "1", "direct_message_events": messages}));
    let keys: BTreeSet<&str> = reading
        .events
        .iter()
        .map(|event| event.event_key.as_str())
        .collect();
    assert_eq!(keys.len(), 999);
    let places: Vec<&str> = reading
        .unreadable
        .iter()
        .map(|part| part.place.as_str())
        .collect();
    assert_eq!(places, ["/direct_message_events/500"]);
}
