#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use serde_json::json;

use super::*;

fn thread(channel: &str, contact_id: &str, order: &str) -> Thread {
    let contact = ContactKey::of(&channel.into(), &"luna".into(), contact_id);
    serde_json::from_value(json!({ "id": "AL-1", "version": 1, "customer": "c1", "channel": channel, "account": "luna",
        "contact": contact, "contact_id": contact_id, "language": "es", "topic": "t", "orders": ["1", order],
        "status": "open", "weight": 0, "opened_at": "2026-11-20T11:37:00Z",
        "last_message_at": "2026-11-20T11:37:00Z", "excerpt": "", "messages": 1, "attachments": 0 }))
    .unwrap()
}

#[test]
fn every_place_gets_what_is_its_own() {
    let mail = thread("email", "marta+x@clienta.example", "20 418/ñ");
    let all = "https://crm.example/{channel}/{contact}?e={email}&o={order}#{channel}";
    assert_eq!(
        filled(all, &mail).unwrap(),
        "https://crm.example/email/marta%2Bx%40clienta.example?e=marta%2Bx%40clienta.example&o=20%20418%2F%C3%B1#email"
    );
    let phone = |channel, id| filled("{phone}", &thread(channel, id, "1"));
    assert_eq!(phone("whatsapp", "34600000101").unwrap(), "%2B34600000101");
    assert_eq!(phone("sms", "+34600000101").unwrap(), "%2B34600000101");
    assert_eq!(
        filled("https://crm.example/", &mail).unwrap(),
        "https://crm.example/"
    );
}

#[test]
fn a_place_without_a_value_asks_for_nothing() {
    let texts = thread("telegram", "555", "");
    for template in [
        "{phone}", "{email}", "{order}", "{points}", "{}", "{", "a{phone",
    ] {
        assert_eq!(filled(template, &texts), None, "{template}");
    }
    for id in [
        "",
        "+",
        "112",
        "CA00ff",
        "+34 600",
        "٣٤٦٠٠٠٠٠١٠١",
        "1234567890123456",
    ] {
        assert_eq!(filled("{phone}", &thread("voice", id, "1")), None, "{id}");
    }
}

#[test]
fn nothing_climbs_out_of_its_place() {
    for order in [".", "..", "...", "/../", "%", "?#"] {
        assert_eq!(
            filled("{order}", &thread("email", "a@b", order)),
            None,
            "{order}"
        );
    }
}

proptest! {
    #[test]
    fn whatever_stands_in_a_place_stays_there(order in ".*", contact in ".*") {
        let template = "https://crm.example/a/{order}/{contact}/z?q={order}";
        if let Some(address) = filled(template, &thread("email", &contact, &order)) {
            let url = on_its_host(template, &address).unwrap();
            let path: Vec<&str> = url.path().split('/').collect();
            prop_assert_eq!(url.host(), "crm.example");
            prop_assert_eq!((path.len(), path[1], path[4]), (5, "a", "z"));
        }
    }
}
