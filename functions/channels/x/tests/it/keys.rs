//! What names an event for ever.

use channel_x::CHANNEL;
use domain::{ChannelId, EventKey};
use serde_json::{Value, json};

use crate::read;

fn key_of(body: &Value) -> EventKey {
    let reading = read(body);
    assert_eq!(reading.events.len(), 1, "{body}");
    reading.events[0].event_key.clone()
}

fn expected(parts: &[&str]) -> EventKey {
    EventKey::of(&ChannelId::new(CHANNEL), parts)
}

fn told(kind: &str, uuid: &str, payload: &Value) -> Value {
    json!({"data": {"event_uuid": uuid, "event_type": kind, "filter": {"user_id": "1"}, "payload": payload}})
}

fn post(author: &str) -> Value {
    json!({"id": "77", "author_id": author, "text": "hola", "conversation_id": "70"})
}

fn direct(author: &str) -> Value {
    let create = json!({"sender_id": author, "target": {"recipient_id": "1"}, "message_data": {"text": "hola"}});
    json!({"direct_message_events": [{"type": "message_create", "id": "88", "message_create": create}]})
}

#[test]
fn a_post_told_as_mention_and_as_reply_is_one_event() {
    let as_mention = key_of(&told("post.mention.create", "5", &post("2")));
    assert_eq!(as_mention, expected(&["message", "77"]));
    assert_eq!(
        as_mention,
        key_of(&told("post.reply.create", "6", &post("2")))
    );
    let old = json!({"for_user_id": "1", "tweet_create_events": [{"id_str": "77", "id": 77, "user": {"id_str": "2"}}]});
    assert_eq!(as_mention, key_of(&old));
}

#[test]
fn our_own_post_and_message_are_named_as_a_customer_s_are() {
    assert_eq!(
        key_of(&told("post.create", "5", &post("1"))),
        expected(&["message", "77"])
    );
    for author in ["1", "2"] {
        assert_eq!(
            key_of(&told("dm.sent", "5", &direct(author))),
            expected(&["message", "88"])
        );
    }
}

#[test]
fn both_interfaces_name_a_message_alike() {
    let mut old = direct("2");
    old["for_user_id"] = json!("1");
    assert_eq!(
        key_of(&old),
        key_of(&told("dm.received", "5", &direct("2")))
    );
}

#[test]
fn an_edit_is_another_event_than_the_post_and_than_the_next_edit() {
    let edited = |id: &str| {
        let mut post = post("2");
        post["id"] = json!(id);
        post["edit_history_tweet_ids"] = json!(["77", "78", "79"]);
        key_of(&told("post.mention.create", "5", &post))
    };
    assert_eq!(edited("77"), expected(&["message", "77"]));
    assert_eq!(edited("78"), expected(&["edit", "78"]));
    assert_ne!(edited("78"), edited("79"));
}

#[test]
fn what_has_no_id_is_named_by_the_telling_else_by_its_content() {
    let follow = |uuid: &str| {
        key_of(&told(
            "follow.follow",
            uuid,
            &json!({"source": {"id": "2"}}),
        ))
    };
    assert_eq!(follow("5"), follow("5"));
    assert_ne!(follow("5"), follow("6"));
    let old = |time: &str| {
        key_of(
            &json!({"for_user_id": "1", "follow_events": [{"type": "follow", "created_timestamp": time}]}),
        )
    };
    assert_eq!(old("1795190400000"), old("1795190400000"));
    assert_ne!(old("1795190400000"), old("1795190400001"));
}
