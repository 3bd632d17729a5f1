//! What the conformance suite does not ask of the reader.

use channel::Webhook;
use channel::{Answer, Reader, Secrets, examine};
use channel_instagram::Instagram;
use serde_json::{Value, json};

use crate::{comment, read, request, with_facebook_login, with_instagram_login};

/// The whole shape, once: these are the bytes that travel in the queue.
#[test]
fn the_whole_event_of_a_story_that_mentions_us() {
    let body = include_bytes!("../../fixtures/story_mention.json");
    let reading = read(&serde_json::from_slice(body).unwrap());
    insta::assert_json_snapshot!(reading.events);
}

#[test]
fn both_ways_of_logging_in_tell_the_same_also_in_a_list() {
    for field in ["comments", "live_comments", "mentions", "story_insights"] {
        let value = json!({"id": "1", "comment_id": "1", "media_id": "9", "text": "hola", "from": {"id": "70"}});
        let expected = read(&with_facebook_login(field, &value)).events;
        assert_eq!(expected.len(), 1, "{field}");
        let flat = with_instagram_login(field, &value);
        assert_eq!(read(&flat).events, expected);
        assert_eq!(read(&json!([flat])).events, expected);
    }
}

#[test]
fn one_bad_part_of_a_thousand_costs_itself_only() {
    let message = |id: u32| json!({"sender": {"id": "70"}, "recipient": {"id": "17"}, "message": {"mid": format!("m{id}"), "text": "hola"}});
    let change = |id: u32| json!({"field": "comments", "value": comment(&id.to_string())});
    let messages: Vec<Value> = (0..500).map(message).collect();
    let changes: Vec<Value> = (0..500)
        .map(|id| if id == 250 { json!("bad") } else { change(id) })
        .collect();
    let reading = read(&request(json!({"messaging": messages, "changes": changes})));
    assert_eq!((reading.events.len(), reading.unreadable.len()), (999, 1));
    assert_eq!(reading.unreadable[0].place, "/entry/0/changes/250/value");
}

#[test]
fn an_echo_of_our_application_is_ours() {
    let instagram = Instagram::default();
    let secret = json!({"app_secret": "sesame", "app_id": "15"});
    let secrets: Secrets<<Instagram as Webhook>::Secret> =
        Secrets::new(serde_json::from_value(secret).unwrap(), None);
    let body = request(json!({"messaging": [
        {"sender": {"id": "17"}, "recipient": {"id": "70"}, "message": {"mid": "m", "is_echo": true, "app_id": 15}},
    ]}));
    let request = meta::specimen::request("/instagram", body.to_string().as_bytes(), "sesame");
    let now = "2026-11-21T12:00:00Z".parse().unwrap();
    let Ok(Answer::Read(body)) = examine(&instagram, &request, &secrets, now) else {
        panic!("refused")
    };
    assert!(instagram.read(&body, now).events[0].sent_by_us);
}
