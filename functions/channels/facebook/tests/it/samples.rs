//! What the conformance suite does not ask of the reader.

use channel::Webhook;
use channel::{Answer, Reader, Secrets, examine};
use channel_facebook::Facebook;
use serde_json::{Value, json};

use crate::{comment, read, request};

/// The whole shape, once: these are the bytes that travel in the queue.
#[test]
fn the_whole_event_of_a_comment_with_a_picture() {
    let body = include_bytes!("../../fixtures/comment_with_photo.json");
    let reading = read(&serde_json::from_slice(body).unwrap());
    insta::assert_json_snapshot!(reading.events);
}

#[test]
fn one_bad_change_of_a_thousand_costs_itself_only() {
    let values: Vec<Value> = (0..1000)
        .map(|id| match id {
            500 => json!("bad"),
            id => comment("70", &json!({"comment_id": format!("1_{id}")})),
        })
        .collect();
    let reading = read(&request(&values));
    assert_eq!((reading.events.len(), reading.unreadable.len()), (999, 1));
    assert_eq!(reading.unreadable[0].place, "/entry/0/changes/500/value");
}

#[test]
fn ids_of_64_bits_are_read_digit_by_digit() {
    let text = r#"{"object":"page","entry":[{"id":30,"time":1795190400,"changes":[{"field":"feed","value":
        {"item":"comment","verb":"add","comment_id":9007199254740993,"post_id":18446744073709551615,
         "parent_id":18446744073709551615,"from":{"id":9223372036854775809,"name":"A"},"message":"hola"}}]}]}"#;
    let reading = read(&serde_json::from_str(text).unwrap());
    let event = &reading.events[0];
    assert_eq!(
        event.external_message_id.as_deref(),
        Some("9007199254740993")
    );
    assert_eq!(event.contact_id.as_deref(), Some("9223372036854775809"));
    assert_eq!(event.reply_to.as_deref(), Some("18446744073709551615"));
}

#[test]
fn an_echo_of_our_application_that_comes_to_this_url_is_ours() {
    let facebook = Facebook::default();
    let secret = json!({"app_secret": "sesame", "app_id": "15"});
    let secrets: Secrets<<Facebook as Webhook>::Secret> =
        Secrets::new(serde_json::from_value(secret).unwrap(), None);
    let body = json!({"object": "page", "entry": [{"id": "30", "messaging": [
        {"sender": {"id": "30"}, "recipient": {"id": "70"}, "message": {"mid": "m_1", "is_echo": true, "app_id": 15}},
    ]}]});
    let request = meta::specimen::request("/facebook", body.to_string().as_bytes(), "sesame");
    let now = "2026-11-21T12:00:00Z".parse().unwrap();
    let Ok(Answer::Read(body)) = examine(&facebook, &request, &secrets, now) else {
        panic!("refused")
    };
    let reading = facebook.read(&body, now);
    assert!(reading.events[0].sent_by_us);
}
