//! What the conformance suite does not ask of the reader.

use serde_json::{Value, json};

use crate::{message, read};

/// The whole shape, once: these are the bytes that travel in the queue.
#[test]
fn the_whole_event_of_a_plain_message() {
    let reading = read(include_bytes!("../../fixtures/text.json").to_vec());
    insta::assert_json_snapshot!(reading.events);
}

#[test]
fn one_bad_reaction_of_a_thousand_costs_itself_only() {
    let reactions: Vec<Value> = (0..1000)
        .map(|n| {
            if n == 500 {
                json!(null)
            } else {
                json!({"type": format!("r{n}")})
            }
        })
        .collect();
    let activity =
        json!({"type": "messageReaction", "replyToId": "1", "reactionsAdded": reactions});
    let reading = read(message(&activity).to_string());
    assert_eq!((reading.events.len(), reading.unreadable.len()), (999, 1));
}

#[test]
fn a_text_of_400_kilobytes_is_read_whole() {
    let text = "ñ".repeat(200_000);
    let reading = read(message(&json!({"text": text})).to_string());
    assert_eq!(reading.events[0].text.as_deref(), Some(text.as_str()));
}

/// Ids that look alike to floating point are not alike.
#[test]
fn ids_are_never_rounded() {
    let ids = ["9007199254740992", "9007199254740993"];
    let read = ids.map(|id| {
        let number: Value = serde_json::from_str(id).unwrap();
        let reading = read(message(&json!({"id": number})).to_string());
        reading.events[0].external_message_id.clone().unwrap()
    });
    assert_eq!(read, ids.map(|id| format!("a:chat/{id}")));
}
