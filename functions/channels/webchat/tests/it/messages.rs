//! What is made of a message, and what its sender is told.

use channel::{Method, Reader, Reading, Refusal, Response, Verified, Webhook};
use channel_webchat::MESSAGES_PATH;
use domain::EventKind;
use rstest::rstest;
use serde_json::{Value, json};

use super::*;

/// Sends a message through the whole webhook.
fn send(body: impl Into<Bytes>) -> (Reading, Response) {
    let request = post(&token(), Some(SITE), body);
    let webchat = webchat();
    let verified = proved(webchat.prove(&request, &secrets(), now()));
    let reading = webchat.read(&verified, now());
    let response = webchat.accepted(&request, &reading);
    (reading, response)
}

fn with(field: &str, value: Value) -> String {
    let mut form = form();
    form[field] = value;
    form.to_string()
}

#[test]
fn a_message_that_is_taken_is_confirmed_by_its_own_id() {
    let (reading, response) = send(form().to_string());
    assert_eq!(response.status, 200);
    assert_eq!(response.headers["access-control-allow-origin"], SITE);
    let answered: Value = serde_json::from_str(&response.body).unwrap();
    assert_eq!(
        answered,
        json!({"accepted": true, "client_message_id": MESSAGE_ID})
    );
    let event = &reading.events[0];
    assert_eq!((event.kind, event.opens_thread), (EventKind::Message, true));
    let mark = event.origin_mark.as_deref().unwrap();
    assert!(mark.len() == 16 && mark.chars().all(|c| c.is_ascii_hexdigit()));
}

#[test]
fn the_contact_is_the_one_whose_transcript_is_shown() {
    let token = token();
    let session = webchat().session(&post(&token, Some(SITE), ""), &secrets(), now());
    let session = session.unwrap();
    let (reading, _) = send(form().to_string());
    let event = &reading.events[0];
    assert_eq!(event.contact_key(), Some(session.contact_key()));
    let id = event.external_message_id.as_deref().unwrap();
    assert_eq!(session.own_message(id), Some(MESSAGE_ID));
    assert_eq!(session.own_message(&format!("x{id}")), None);
    assert_eq!(session.own_message(MESSAGE_ID), None);
}

#[test]
fn pressed_twice_it_is_the_same_event_and_another_id_is_another() {
    let key = |body: String| send(body).0.events[0].event_key.clone();
    assert_eq!(
        key(form().to_string()),
        key(with("client_message_id", json!(MESSAGE_ID.to_uppercase())))
    );
    let other = "9d5f2b4c-0c7e-4a51-8e53-5b0f7f3f0d11";
    assert_ne!(
        key(form().to_string()),
        key(with("client_message_id", json!(other)))
    );
}

#[test]
fn messages_of_one_address_bear_one_mark_and_those_of_another_address_another() {
    let mark = |address: &str| {
        let mut request = post(&token(), Some(SITE), form().to_string());
        request.source_address = address.to_owned();
        let verified = proved(webchat().prove(&request, &secrets(), now()));
        let reading = webchat().read(&verified, now());
        reading.events[0].origin_mark.clone().unwrap()
    };
    assert_eq!(mark("192.0.2.7"), mark("192.0.2.7"));
    assert_ne!(mark("192.0.2.7"), mark("192.0.2.8"));
}

#[test]
fn a_caught_machine_is_answered_like_a_person() {
    let caught = send(with("hp", json!("http://spam.example")));
    assert_eq!(caught.1, send(form().to_string()).1);
}

#[rstest]
#[case("not json".into(), 400, "body_invalid")]
#[case("[1]".into(), 400, "body_invalid")]
#[case(with("text", json!(5)), 400, "body_invalid")]
#[case(with("text", json!(" \n")), 400, "text_missing")]
#[case(with("text", Value::Null), 400, "text_missing")]
#[case(with("text", json!("é".repeat(8193))), 413, "text_too_long")]
#[case(with("client_message_id", json!("1")), 400, "client_message_id_invalid")]
#[case(with("email", json!("ana")), 400, "email_invalid")]
#[case(with("phone", json!("call me")), 400, "phone_invalid")]
#[case(with("email", json!("")), 400, "contact_missing")]
fn what_is_wrong_is_told_to_the_page_and_not_kept(
    #[case] body: String,
    #[case] status: u16,
    #[case] code: &str,
) {
    assert!(!webchat().keeps_unreadable());
    let (reading, response) = send(body);
    assert!(reading.events.is_empty());
    assert_eq!(reading.unreadable[0].reason, code);
    assert_eq!(response.status, status);
    assert_eq!(response.headers["access-control-allow-origin"], SITE);
    let answered: Value = serde_json::from_str(&response.body).unwrap();
    assert_eq!(answered["error"]["code"], code);
    assert!(
        answered["error"]["message_es"].is_string() && answered["error"]["message_en"].is_string()
    );
}

#[test]
fn the_largest_text_is_taken_whole() {
    let (reading, _) = send(with("text", json!("é".repeat(8192))));
    assert_eq!(
        reading.events[0].text.as_deref().map(str::len),
        Some(16 * 1024)
    );
}

#[test]
fn a_token_in_the_body_proves_nothing() {
    let body = with("token", json!(token()));
    let asked = request(Method::Post, MESSAGES_PATH, &[("origin", SITE)], body);
    let answer = webchat().prove(&asked, &secrets(), now());
    assert_eq!(answer.unwrap_err(), Refusal::Unproved);
}

#[test]
fn an_operator_s_file_tells_its_session_in_the_token_field() {
    let body = with("token", json!(token()));
    let reading = webchat().read(&Verified::handed_in_by_operator(body), now());
    assert_eq!(
        reading.events[0].event_key,
        send(form().to_string()).0.events[0].event_key
    );
}

proptest::proptest! {
    #[test]
    fn any_texts_in_the_fields_are_taken_or_told_and_never_break_a_line(
        values in proptest::collection::vec(proptest::string::string_regex("(?s).{0,40}").unwrap(), 8)
    ) {
        let fields = ["text", "name", "email", "phone", "motive", "language", "page_url", "hp"];
        let mut form = form();
        for (field, value) in fields.iter().zip(values) {
            form[*field] = json!(value);
        }
        let (reading, response) = send(form.to_string());
        proptest::prop_assert!(reading.events.len() + reading.unreadable.len() == 1);
        proptest::prop_assert!((200..500).contains(&response.status));
        for event in &reading.events {
            let one_line = |text: &Option<String>| text.as_deref().is_none_or(|text| !text.contains(['\n', '\r', '\0']));
            proptest::prop_assert!(one_line(&event.sender_name) && one_line(&event.motive) && one_line(&event.note));
        }
    }
}
