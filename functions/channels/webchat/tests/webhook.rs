//! The form from the browser's side: session, message, refusals, and what the reader makes of them.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;

use bytes::Bytes;
use channel::{
    Answer, Method, Reader, Reading, Refusal, Request, Response, Secrets, Verified, Webhook,
};
use channel_webchat::{Webchat, WebchatSecret};
use domain::{EventKind, IdentityKind, Proof};
use jiff::{SignedDuration, Timestamp};
use rstest::rstest;
use serde_json::{Value, json};

const SITE: &str = "https://shop.example";
const MESSAGE_ID: &str = "0b1f7a3e-5c56-4c9e-9d1e-2f6b0a3c4d5e";

fn now() -> Timestamp {
    "2026-11-21T10:00:00Z".parse().unwrap()
}

fn webchat() -> Webchat {
    Webchat::from_list("https://shop.example, https://other.example").unwrap()
}

fn secret(key: &str) -> WebchatSecret {
    WebchatSecret {
        session_key: key.into(),
    }
}

fn secrets() -> Secrets<WebchatSecret> {
    Secrets::new(secret("key of now"), None)
}

fn request(
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
    body: impl Into<Bytes>,
) -> Request {
    Request {
        method,
        path: path.to_owned(),
        raw_query: String::new(),
        headers: headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect::<BTreeMap<_, _>>(),
        body: body.into(),
        source_address: "192.0.2.7".to_owned(),
    }
}

fn said(answer: Result<Answer, Refusal>) -> Response {
    match answer.unwrap() {
        Answer::Say(response) => response,
        Answer::Read(_) => panic!("there is nothing to read here"),
    }
}

fn proved(answer: Result<Answer, Refusal>) -> Verified {
    match answer.unwrap() {
        Answer::Read(verified) => verified,
        Answer::Say(_) => panic!("the message was not read"),
    }
}

fn token_at(secrets: &Secrets<WebchatSecret>, origin: &str, at: Timestamp) -> String {
    let asked = request(Method::Get, "/web/session", &[("origin", origin)], "");
    let response = said(webchat().prove(&asked, secrets, at));
    serde_json::from_str::<Value>(&response.body).unwrap()["session"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn token() -> String {
    token_at(&secrets(), SITE, now())
}

fn post(token: &str, body: impl Into<Bytes>) -> Request {
    let bearer = format!("Bearer {token}");
    request(
        Method::Post,
        "/web/messages",
        &[("origin", SITE), ("authorization", &bearer)],
        body,
    )
}

fn form() -> Value {
    json!({"client_message_id": MESSAGE_ID, "name": "Ana Ruiz", "email": "Ana@Example.com", "phone": "+34 600 123 456",
        "motive": "delivery", "text": "¿Cuándo llega?\r\nGracias\u{0}  ", "page_url": "https://shop.example/help",
        "hp": "", "language": "es-ES", "unknown": {"field": [1]}})
}

/// Sends a form through the whole webhook.
fn send(body: impl Into<Bytes>) -> (Reading, Response) {
    let request = post(&token(), body);
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
fn a_session_is_issued_to_an_allowed_site() {
    let asked = request(Method::Get, "/web/session", &[("origin", SITE)], "");
    let response = said(webchat().prove(&asked, &secrets(), now()));
    assert_eq!(response.status, 200);
    assert_eq!(response.headers["access-control-allow-origin"], SITE);
    assert_eq!(response.headers["cache-control"], "no-store");
    let body: Value = serde_json::from_str(&response.body).unwrap();
    assert_eq!(body["expires_at"], "2026-11-22T10:00:00Z");
}

#[test]
fn two_sessions_differ_by_instant_and_by_caller() {
    let later = now() + SignedDuration::from_nanos(1);
    assert_ne!(token(), token_at(&secrets(), SITE, later));
    let mut asked = request(Method::Get, "/web/session", &[("origin", SITE)], "");
    asked.source_address = "192.0.2.8".into();
    let other = said(webchat().prove(&asked, &secrets(), now()));
    assert!(!other.body.contains(&token()));
}

#[rstest]
#[case(&[("origin", "https://evil.example")])]
#[case(&[("origin", "null")])]
#[case(&[("origin", "https://shop.example.evil.example")])]
#[case(&[("origin", "http://shop.example")])]
#[case(&[])]
fn a_foreign_site_gets_nothing(#[case] headers: &[(&str, &str)]) {
    for (method, path) in [
        (Method::Get, "/web/session"),
        (Method::Options, "/web/session"),
        (Method::Options, "/web/messages"),
        (Method::Post, "/web/messages"),
    ] {
        let asked = request(method, path, headers, form().to_string());
        assert_eq!(
            webchat().prove(&asked, &secrets(), now()).unwrap_err(),
            Refusal::Forbidden,
            "{path}"
        );
        let response = webchat().refused(&asked, Refusal::Forbidden);
        assert_eq!(response.status, 403);
        assert!(!response.headers.contains_key("access-control-allow-origin"));
    }
}

#[rstest]
#[case("/web/session")]
#[case("/web/messages")]
fn a_preflight_is_answered(#[case] path: &str) {
    let response = said(webchat().prove(
        &request(Method::Options, path, &[("origin", SITE)], ""),
        &secrets(),
        now(),
    ));
    assert_eq!(response.status, 204);
    assert_eq!(response.headers["access-control-allow-origin"], SITE);
    assert_eq!(response.headers["access-control-max-age"], "3600");
    assert!(response.headers["access-control-allow-headers"].contains("authorization"));
}

#[rstest]
#[case(Method::Get, "/web/messages", Refusal::MethodNotAllowed)]
#[case(Method::Post, "/web/session", Refusal::MethodNotAllowed)]
#[case(Method::Get, "/web", Refusal::NotFound)]
fn other_roads_lead_nowhere(#[case] method: Method, #[case] path: &str, #[case] expected: Refusal) {
    let asked = request(method, path, &[("origin", SITE)], "");
    assert_eq!(
        webchat().prove(&asked, &secrets(), now()).unwrap_err(),
        expected
    );
}

#[test]
fn a_message_becomes_one_event_of_claims_only() {
    let (reading, response) = send(form().to_string());
    assert_eq!(response.status, 200);
    let answered: Value = serde_json::from_str(&response.body).unwrap();
    assert_eq!(
        answered,
        json!({"accepted": true, "client_message_id": MESSAGE_ID})
    );
    assert_eq!(response.headers["access-control-allow-origin"], SITE);

    assert!(reading.unreadable.is_empty());
    let event = &reading.events[0];
    assert_eq!(
        (event.kind, event.opens_thread, event.timestamp),
        (EventKind::Message, true, None)
    );
    assert_eq!(event.account.as_str(), "shop.example");
    let session = event.contact_id.clone().unwrap();
    assert_eq!(event.sender_id.as_deref(), Some(session.as_str()));
    assert_eq!(
        event.external_message_id,
        Some(format!("{session}:{MESSAGE_ID}"))
    );
    assert_eq!(event.thread_key, Some(format!("web:{session}")));
    assert_eq!(event.text.as_deref(), Some("¿Cuándo llega?\nGracias"));
    assert_eq!(event.sender_name.as_deref(), Some("Ana Ruiz"));
    assert_eq!(
        (event.motive.as_deref(), event.language.as_deref()),
        (Some("delivery"), Some("es"))
    );
    assert_eq!(
        event.note.as_deref(),
        Some("page https://shop.example/help")
    );
    let mark = event.origin_mark.as_deref().unwrap();
    assert!(mark.len() == 16 && mark.chars().all(|c| c.is_ascii_hexdigit()));
    let told: Vec<_> = event
        .identities
        .iter()
        .map(|one| (one.kind, one.value.as_str(), one.proof))
        .collect();
    let claimed = [
        (IdentityKind::Email, "ana@example.com", Proof::Claimed),
        (IdentityKind::Phone, "+34600123456", Proof::Claimed),
    ];
    assert_eq!(told, claimed);
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
fn forms_of_one_address_bear_one_mark_and_those_of_another_address_another() {
    let mark = |address: &str| {
        let mut request = post(&token(), form().to_string());
        request.source_address = address.to_owned();
        let verified = proved(webchat().prove(&request, &secrets(), now()));
        webchat().read(&verified, now()).events[0]
            .origin_mark
            .clone()
            .unwrap()
    };
    assert_eq!(mark("192.0.2.7"), mark("192.0.2.7"));
    assert_ne!(mark("192.0.2.7"), mark("192.0.2.8"));
}

#[test]
fn what_cannot_be_used_is_told_and_not_kept() {
    assert!(!webchat().keeps_unreadable());
    let (reading, response) = send("not json");
    assert!(reading.events.is_empty());
    assert_eq!(response.status, 400);
}

#[test]
fn a_caught_machine_is_answered_like_a_person_and_opens_nothing() {
    let (reading, response) = send(with("hp", json!("http://spam.example")));
    assert_eq!(response, send(form().to_string()).1);
    let event = &reading.events[0];
    assert_eq!((event.kind, event.opens_thread), (EventKind::Other, false));
    assert_eq!(
        (event.note.as_deref(), event.text.as_deref()),
        (Some("honeypot"), None)
    );
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
#[case(json!({"client_message_id": MESSAGE_ID, "text": "x"}).to_string(), 400, "contact_missing")]
fn what_is_wrong_is_told_to_the_page(
    #[case] body: String,
    #[case] status: u16,
    #[case] code: &str,
) {
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
fn a_token_is_believed_until_it_expires_and_only_from_its_site() {
    let (webchat, token) = (webchat(), token());
    let day = SignedDuration::from_hours(24);
    let at = |token: &str, at| webchat.prove(&post(token, ""), &secrets(), at).map(|_| ());
    assert_eq!(
        at(&token, now() + day - SignedDuration::from_nanos(1)),
        Ok(())
    );
    assert_eq!(at(&token, now() + day), Err(Refusal::Expired));
    let foreign = token_at(&secrets(), "https://other.example", now());
    assert_eq!(at(&foreign, now()), Err(Refusal::Forged));
}

#[test]
fn any_changed_character_makes_a_token_forged() {
    let (webchat, token) = (webchat(), token());
    for at in 0..token.len() {
        let mut bytes = token.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(bytes).unwrap();
        let answer = webchat.prove(&post(&changed, ""), &secrets(), now());
        assert_eq!(answer.unwrap_err(), Refusal::Forged, "{at}");
    }
}

#[rstest]
#[case(&[("origin", SITE)])]
#[case(&[("origin", SITE), ("authorization", "Basic abc")])]
#[case(&[("origin", SITE), ("authorization", "Bearer ")])]
fn without_a_token_nothing_is_read(#[case] headers: &[(&str, &str)]) {
    let mut body = form();
    body["token"] = json!(token());
    let asked = request(Method::Post, "/web/messages", headers, body.to_string());
    assert_eq!(
        webchat().prove(&asked, &secrets(), now()).unwrap_err(),
        Refusal::Unproved
    );
}

#[test]
fn the_key_before_counts_during_a_rotation_and_not_after_it() {
    let old = token_at(&Secrets::new(secret("old"), None), SITE, now());
    let rotating = Secrets::new(secret("new"), Some(secret("old")));
    assert!(webchat().prove(&post(&old, ""), &rotating, now()).is_ok());
    let rotated = Secrets::new(secret("new"), None);
    assert_eq!(
        webchat()
            .prove(&post(&old, ""), &rotated, now())
            .unwrap_err(),
        Refusal::Forged
    );
}

#[test]
fn an_empty_key_issues_nothing() {
    let asked = request(Method::Get, "/web/session", &[("origin", SITE)], "");
    let empty = Secrets::new(secret(""), None);
    assert_eq!(
        webchat().prove(&asked, &empty, now()).unwrap_err(),
        Refusal::Unproved
    );
}

#[test]
fn an_operators_file_tells_its_session_in_the_token_field() {
    let mut body = form();
    let read =
        |body: &Value| webchat().read(&Verified::handed_in_by_operator(body.to_string()), now());
    assert_eq!(read(&body).unreadable[0].reason, "session_missing");
    body["token"] = json!(token());
    assert_eq!(
        read(&body).events[0].event_key,
        send(form().to_string()).0.events[0].event_key
    );
}

proptest::proptest! {
    #[test]
    fn any_body_is_read_without_a_panic(body in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
        let reading = webchat().read(&Verified::handed_in_by_operator(body.clone()), now());
        proptest::prop_assert!(reading.events.len() + reading.unreadable.len() == 1);
        let (reading, response) = send(body);
        proptest::prop_assert!(reading.events.len() + reading.unreadable.len() == 1);
        proptest::prop_assert!((200..500).contains(&response.status));
    }

    #[test]
    fn any_texts_in_the_fields_are_read_without_a_panic(
        values in proptest::collection::vec(proptest::string::string_regex("(?s).{0,40}").unwrap(), 8)
    ) {
        let fields = ["text", "name", "email", "phone", "motive", "language", "page_url", "hp"];
        let mut form = form();
        for (field, value) in fields.iter().zip(values) {
            form[*field] = json!(value);
        }
        let (reading, _) = send(form.to_string());
        for event in &reading.events {
            let one_line = |text: &Option<String>| text.as_deref().is_none_or(|text| !text.contains(['\n', '\r', '\0']));
            proptest::prop_assert!(one_line(&event.sender_name) && one_line(&event.motive) && one_line(&event.note));
        }
    }

    #[test]
    fn any_token_but_ours_is_refused(token in "[ -~]{0,200}") {
        let answer = webchat().prove(&post(&token, "{}"), &secrets(), now());
        proptest::prop_assert!(matches!(answer.unwrap_err(), Refusal::Forged | Refusal::Unproved));
    }
}
