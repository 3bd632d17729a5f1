//! What names an event for ever. Messages are asked in the channel of Messenger, which reads them alike.

use domain::{ChannelId, EventKey};
use serde_json::{Value, json};

use crate::{comment, read, request, with_facebook_login, with_instagram_login};

fn key_of(request: &Value) -> EventKey {
    let reading = read(request);
    assert_eq!(reading.events.len(), 1, "{request}");
    reading.events[0].event_key.clone()
}

fn named(parts: &[&str]) -> EventKey {
    EventKey::of(&ChannelId::new("instagram"), parts)
}

#[test]
fn a_message_is_named_by_its_id_alone() {
    let message = json!({"sender": {"id": "70"}, "recipient": {"id": "17"}, "message": {"mid": "m", "text": "a"}});
    let key = key_of(&request(json!({"messaging": [message]})));
    assert_eq!(key, named(&["message", "m"]));
}

#[test]
fn a_comment_is_named_by_its_id_alone_also_on_the_advertisement_of_a_boosted_post() {
    let plain = comment("1");
    let mut boosted = comment("1");
    boosted["media"] = json!({"id": "10", "ad_id": "5", "original_media_id": "9"});
    let mut own = comment("1");
    own["from"] = json!({"id": "17"});
    for value in [plain, boosted, own] {
        let expected = named(&["message", "1"]);
        assert_eq!(key_of(&with_facebook_login("comments", &value)), expected);
        assert_eq!(key_of(&with_instagram_login("comments", &value)), expected);
    }
}

#[test]
fn a_mention_does_not_take_the_name_of_the_comment_that_it_is_in() {
    let mention = json!({"comment_id": "1", "media_id": "9"});
    let key = key_of(&with_facebook_login("mentions", &mention));
    assert_eq!(key, named(&["mention", "1"]));
    assert_ne!(key, key_of(&with_facebook_login("comments", &comment("1"))));
}

#[test]
fn what_has_no_id_is_named_by_field_time_and_content() {
    let insight = |replies: u8| with_facebook_login("story_insights", &json!({"replies": replies}));
    assert_eq!(key_of(&insight(1)), key_of(&insight(1)));
    assert_ne!(key_of(&insight(1)), key_of(&insight(2)));
    let mut later = insight(1);
    later["entry"][0]["time"] = json!(1_795_190_401);
    assert_ne!(key_of(&later), key_of(&insight(1)));
}
