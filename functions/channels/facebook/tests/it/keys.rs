//! What names an event for ever.

use std::collections::BTreeSet;

use domain::{ChannelId, EventKey};
use serde_json::{Value, json};

use crate::{comment, read, request};

fn key_of(value: Value) -> EventKey {
    let reading = read(&request(&[value]));
    assert_eq!(reading.events.len(), 1);
    reading.events[0].event_key.clone()
}

fn all_differ(values: Vec<Value>) {
    let count = values.len();
    let keys: BTreeSet<EventKey> = values.into_iter().map(key_of).collect();
    assert_eq!(keys.len(), count);
}

#[test]
fn a_new_comment_is_named_by_its_id_alone_whoever_wrote_it() {
    let expected = EventKey::of(&ChannelId::new("facebook"), &["message", "1_2"]);
    assert_eq!(key_of(comment("70", &json!({}))), expected);
    assert_eq!(key_of(comment("30", &json!({}))), expected);
    let other = json!({"message": "adiós", "created_time": 1_795_190_401});
    assert_eq!(key_of(comment("70", &other)), expected);
}

#[test]
fn what_is_done_with_a_comment_is_named_by_what_and_when() {
    let done = |verb: &str, time: u32| comment("70", &json!({"verb": verb, "created_time": time}));
    all_differ(vec![
        done("add", 1_795_190_400),
        done("edited", 1_795_190_400),
        done("hide", 1_795_190_400),
        done("hide", 1_795_190_500),
        done("unhide", 1_795_190_400),
        done("remove", 1_795_190_400),
        comment("70", &json!({"verb": "edited", "message": "otra"})),
        comment(
            "70",
            &json!({"verb": "edited", "edited_time": 1_795_190_700}),
        ),
        comment(
            "70",
            &json!({"verb": "edited", "edited_time": 1_795_190_800}),
        ),
    ]);
}

#[test]
fn a_removal_without_time_is_one_event_however_often_it_is_told() {
    let removed = comment("70", &json!({"verb": "remove", "created_time": null}));
    let mut later = request(std::slice::from_ref(&removed));
    later["entry"][0]["time"] = json!(1_795_194_000);
    assert_eq!(read(&later).events[0].event_key, key_of(removed));
}

#[test]
fn reactions_are_named_by_whose_which_and_to_what() {
    let reaction = |author: &str, verb: &str, kind: &str, to: &str| json!({"item": "reaction", "verb": verb, "reaction_type": kind, "post_id": to, "from": {"id": author}, "created_time": 1});
    all_differ(vec![
        reaction("70", "add", "love", "30_1"),
        reaction("71", "add", "love", "30_1"),
        reaction("70", "edit", "wow", "30_1"),
        reaction("70", "remove", "wow", "30_1"),
        reaction("70", "add", "love", "30_2"),
    ]);
}
