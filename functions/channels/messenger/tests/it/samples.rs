//! What the conformance suite does not ask of the reader.

use serde_json::{Value, json};

use crate::{by_customer, read, request};

/// The whole shape, once: these are the bytes that travel in the queue.
#[test]
fn the_whole_event_of_a_message_with_a_picture() {
    let body = include_bytes!("../../fixtures/image.json");
    let reading = read(&serde_json::from_slice(body).unwrap());
    insta::assert_json_snapshot!(reading.events);
}

#[test]
fn one_bad_element_of_a_thousand_costs_itself_only() {
    let message =
        |id: u32| by_customer(json!({"message": {"mid": format!("m_{id}"), "text": "hola"}}));
    let elements: Vec<Value> = (0..1000)
        .map(|id| if id == 500 { json!("bad") } else { message(id) })
        .collect();
    let reading = read(&request(&elements));
    assert_eq!((reading.events.len(), reading.unreadable.len()), (999, 1));
    assert_eq!(reading.unreadable[0].place, "/entry/0/messaging/500");
}

#[test]
fn what_somebody_hands_over_in_an_event_is_in_no_note() {
    let linked = json!({"account_linking": {"status": "linked", "authorization_code": "CODE"}});
    let notices =
        json!({"optin": {"type": "notification_messages", "notification_messages_token": "CODE"}});
    let reading = read(&request(&[by_customer(linked), by_customer(notices)]));
    assert_eq!(reading.events.len(), 2);
    assert!(
        !serde_json::to_string(&reading.events)
            .unwrap()
            .contains("CODE")
    );
}
