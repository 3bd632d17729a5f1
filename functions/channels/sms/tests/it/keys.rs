//! What names an event for ever.

use channel::{Reader, Verified};
use channel_sms::Sms;
use domain::{ChannelId, ContactEvent, EventKey};

fn read(fields: &[(&str, &str)]) -> ContactEvent {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs([("From", "+34600111222"), ("To", "+34911000000")]);
    let body = form.extend_pairs(fields).finish();
    let proved = Verified::handed_in_by_operator(body.into_bytes());
    let reading = Sms::default().read(&proved, "2026-11-21T12:00:00Z".parse().unwrap());
    assert_eq!(reading.unreadable, [], "{fields:?}");
    reading.events.into_iter().next().unwrap()
}

fn key(fields: &[(&str, &str)]) -> EventKey {
    read(fields).event_key
}

#[test]
fn a_message_is_named_by_its_id_alone() {
    let expected = EventKey::of(&ChannelId::new("sms"), &["message", "SM1"]);
    for id in ["MessageSid", "SmsSid", "SmsMessageSid"] {
        let fields = [(id, "SM1"), ("Body", "hola"), ("SmsStatus", "received")];
        assert_eq!(key(&fields), expected, "{id}");
    }
    let bare = [("MessageSid", "SM1"), ("Body", "otra cosa")];
    assert_eq!(key(&bare), expected);
}

#[test]
fn each_status_of_a_message_is_an_event_of_its_own() {
    let words = ["queued", "sent", "delivered", "read", "failed"];
    let mut keys: Vec<EventKey> = words
        .iter()
        .map(|word| key(&[("MessageSid", "SM1"), ("MessageStatus", word)]))
        .collect();
    keys.push(key(&[("MessageSid", "SM1"), ("Body", "hola")]));
    keys.push(key(&[("MessageSid", "SM1"), ("Body", "STOP")]));
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), 7);
}

#[test]
fn the_older_name_of_a_status_gives_the_same_event() {
    let older = [("SmsSid", "SM1"), ("SmsStatus", "sent")];
    let newer = [("MessageSid", "SM1"), ("MessageStatus", "sent")];
    assert_eq!(key(&older), key(&newer));
}

#[test]
fn a_keyword_counts_only_where_it_is_the_whole_text() {
    for (text, opens) in [("stop", false), ("Stop, por favor", true), ("YES", true)] {
        let event = read(&[("MessageSid", "SM1"), ("Body", text)]);
        assert_eq!(event.opens_thread, opens, "{text}");
    }
}
