//! What the conformance suite does not ask of the reader.

use serde_json::{Value, json};

use crate::{read, read_json, request};

/// The whole shape, once: these are the bytes that travel in the queue.
#[test]
fn the_whole_event_of_a_plain_message() {
    let reading = read(include_bytes!("../../fixtures/text_with_bsuid.json").to_vec());
    insta::assert_json_snapshot!(reading.events);
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
