//! Which echo is of our own sending.

use channel::{Answer, Reading};
use channel::{Reader, Secrets, Webhook, examine};
use channel_messenger::Messenger;
use serde_json::{Value, json};

use crate::{by_page, now, request};

/// What a channel reads whose secret names this application.
fn read_by(app_id: &Value, echo: &Value) -> Reading {
    let messenger = Messenger::default();
    let secret = json!({"app_secret": "sesame", "app_id": app_id});
    let secrets: Secrets<<Messenger as Webhook>::Secret> =
        Secrets::new(serde_json::from_value(secret).unwrap(), None);
    let body = request(std::slice::from_ref(echo)).to_string();
    let request = meta::specimen::request("/messenger", body.as_bytes(), "sesame");
    match examine(&messenger, &request, &secrets, now()) {
        Ok(Answer::Read(body)) => messenger.read(&body, now()),
        other => panic!("{other:?}"),
    }
}

fn echo(app_id: &Value) -> Value {
    by_page(json!({"message": {"mid": "m_1", "is_echo": true, "text": "hola", "app_id": app_id}}))
}

fn is_ours(ours: &Value, of_echo: &Value) -> bool {
    let reading = read_by(ours, &echo(of_echo));
    assert_eq!(reading.events.len(), 1);
    reading.events[0].sent_by_us
}

#[test]
fn an_echo_of_our_application_is_ours_and_of_another_is_not() {
    assert!(is_ours(
        &json!("1517776481860111"),
        &json!(1_517_776_481_860_111_i64)
    ));
    assert!(!is_ours(
        &json!("1517776481860111"),
        &json!("1517776481860112")
    ));
}

#[test]
fn without_an_application_in_the_secret_no_echo_is_ours() {
    assert!(!is_ours(&Value::Null, &json!("1517776481860111")));
    assert!(!is_ours(&json!(""), &json!("")));
}

#[test]
fn what_a_person_writes_in_the_page_s_inbox_is_never_ours() {
    let inbox = json!("263902037430900");
    assert!(!is_ours(&inbox, &inbox));
    let reading = read_by(&inbox, &echo(&inbox));
    let note = reading.events[0].note.as_deref();
    assert_eq!(note, Some("written in the page's inbox"));
}
