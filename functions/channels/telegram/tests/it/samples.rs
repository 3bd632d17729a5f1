//! What the conformance suite does not ask of the reader.

use serde_json::{Value, json};

use crate::{read, read_json};

/// The whole shape, once: these are the bytes that travel in the queue.
#[test]
fn the_whole_event_of_a_plain_message() {
    let reading = read(include_bytes!("../../fixtures/text.json").to_vec());
    insta::assert_json_snapshot!(reading.events);
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
