//! What names an event for ever, and how the events of one call belong together.
#![allow(clippy::unwrap_used, missing_docs)]

use channel::{Reader, Verified};
use channel_connect::Connect;
use domain::{ChannelId, ContactEvent, EventKey};
use serde_json::{Value, json};

fn read(body: &Value) -> ContactEvent {
    let proved = Verified::delivered_by_aws(body.to_string());
    let reading = Connect.read(&proved, "2026-11-21T12:00:00Z".parse().unwrap());
    assert_eq!(reading.unreadable, [], "{body}");
    reading.events.into_iter().next().unwrap()
}

fn event(id: &str, kind: &str, more: &Value) -> Value {
    let mut detail = json!({"eventType": kind, "contactId": "c-2", "initialContactId": "c-1", "initiationMethod": "INBOUND"});
    let fields = detail.as_object_mut().unwrap();
    fields.extend(more.as_object().unwrap().clone());
    json!({"id": id, "detail-type": "Amazon Connect Contact Event", "detail": detail})
}

fn flow() -> Value {
    let end = json!({"Type": "TELEPHONE_NUMBER", "Address": "+34600111222"});
    json!({"Name": "ContactFlowExecution", "Details": {"ContactData": {
        "ContactId": "c-2", "InitialContactId": "c-1", "CustomerEndpoint": end,
    }}})
}

#[test]
fn a_request_and_the_abandoning_of_its_call_are_one_message() {
    let request = read(&flow());
    let abandoned = read(&event("e-1", "DISCONNECTED", &json!({})));
    let key = EventKey::of(&ChannelId::new("voice"), &["message", "c-2"]);
    assert_eq!((&request.event_key, &abandoned.event_key), (&key, &key));
    assert_eq!(request.thread_key, abandoned.thread_key);
}

#[test]
fn what_happens_once_is_one_event_however_often_it_is_told() {
    for kind in [
        "INITIATED",
        "CONNECTED_TO_AGENT",
        "COMPLETED",
        "DISCONNECTED",
    ] {
        let told = |id| read(&event(id, kind, &json!({}))).event_key;
        assert_eq!(told("e-1"), told("e-2"), "{kind}");
    }
}

#[test]
fn what_may_happen_again_is_named_by_its_telling_or_its_content() {
    for kind in ["CONTACT_DATA_UPDATED", "QUEUED", "TELEPORTED"] {
        let told = |id: &str| read(&event(id, kind, &json!({}))).event_key;
        assert_eq!(told("e-1"), told("e-1"), "{kind}");
        assert_ne!(told("e-1"), told("e-2"), "{kind}");
        let nameless = |word: &str| read(&event("", kind, &json!({"x": word}))).event_key;
        assert_eq!(nameless("a"), nameless("a"), "{kind}");
        assert_ne!(nameless("a"), nameless("b"), "{kind}");
    }
}

#[test]
fn agent_info_is_read_in_both_spellings_and_counts_only_when_filled() {
    let agent = json!({"agentArn": "arn"});
    for (name, value, kind) in [
        ("agentInfo", agent.clone(), "status"),
        ("AgentInfo", agent, "status"),
        ("agentInfo", json!({}), "message"),
        ("AgentInfo", json!(null), "message"),
    ] {
        let told = read(&event("e-1", "DISCONNECTED", &json!({name: value})));
        let kind: domain::EventKind = serde_json::from_value(json!(kind)).unwrap();
        assert_eq!(told.kind, kind, "{name}");
    }
}

#[test]
fn a_status_leads_to_the_request_of_its_contact() {
    let queued = read(&event("e-1", "QUEUED", &json!({})));
    assert_eq!(queued.references, ["c-1", "c-2"]);
}
