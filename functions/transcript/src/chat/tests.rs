#![allow(clippy::unwrap_used)]

use rstest::rstest;
use serde_json::{Value, json};

use super::*;

fn session() -> Session {
    Session {
        id: "s1".to_owned(),
        origin: "https://tienda.example".to_owned(),
        issued_at: Timestamp::UNIX_EPOCH,
        expires_at: Timestamp::UNIX_EPOCH,
        customer: None,
    }
}

/// An entry of the n-th second.
fn entry(second: u32, what: Value) -> Entry {
    let at = format!("2026-11-21T10:00:{second:02}Z");
    serde_json::from_value(json!({"at": at, "id": format!("entry {second}"), "what": what}))
        .unwrap()
}

fn message(channel: &str, id: &str, text: &str) -> Value {
    json!({"kind": "message", "channel": channel, "event_key": "k", "external_message_id": id, "text": text,
        "note": "page https://tienda.example/secret", "received_at": "2026-11-21T10:00:00Z"})
}

fn own(text: &str) -> Value {
    message("webchat", "s1:m1", text)
}

fn answer(by: &str, text: &str) -> Value {
    json!({"kind": "answer", "agent": "ines", "by": by, "text": text})
}

fn told(timeline: &[Value]) -> Vec<Message> {
    let seconds = (0..).zip(timeline);
    let entries: Vec<Entry> = seconds
        .map(|(second, what)| entry(second, what.clone()))
        .collect();
    messages(&"TP-1".into(), &entries, &session())
}

fn texts(timeline: &[Value]) -> Vec<String> {
    told(timeline)
        .into_iter()
        .map(|message| message.text)
        .collect()
}

#[test]
fn what_was_written_and_what_was_answered_is_told() {
    let told = serde_json::to_value(told(&[own("Hola"), answer("operator", "Buenas")])).unwrap();
    let id = told[1]["id"].as_str().unwrap().to_owned();
    assert_eq!(id.len(), 24);
    assert_eq!(
        told,
        json!([
            {"id": "m1", "from": "customer", "text": "Hola", "at": "2026-11-21T10:00:00Z"},
            {"id": id, "from": "agent", "text": "Buenas", "at": "2026-11-21T10:00:01Z"},
        ])
    );
}

#[test]
fn each_answer_has_an_id_of_its_own_that_stays() {
    let timeline = [
        own("Hola"),
        answer("operator", "a"),
        answer("operator", "a"),
    ];
    let ids = || {
        told(&timeline)
            .into_iter()
            .map(|message| message.id)
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(), ids());
    assert_ne!(ids()[1], ids()[2]);
}

#[test]
fn a_machine_s_answer_is_told_as_one() {
    let mut automatic = answer("operator", "Estamos cerrados");
    automatic["automatic"] = json!(true);
    assert_eq!(told(&[own("Hola"), automatic])[1].from, From::Automatic);
}

#[test]
fn a_long_text_is_told_as_far_as_the_table_has_it() {
    let mut long = own("El principio");
    long["whole_text_at"] = json!("texts/webchat/k.txt");
    assert_eq!(texts(&[long]), ["El principio…"]);
}

#[rstest]
#[case(json!({"kind": "event", "channel": "webchat", "event": "other", "text": "secret", "note": "secret"}))]
#[case(json!({"kind": "topic", "topic": "secret", "by": "rule", "words": ["secret"]}))]
#[case(json!({"kind": "resolved", "by": "secret"}))]
#[case(json!({"kind": "reopened", "by": "secret"}))]
#[case(json!({"kind": "step", "commitment": "secret", "moment": "due", "clock_started_at": "2026-11-21T10:00:00Z",
    "due_at": "2026-11-21T10:00:00Z", "fired_at": "2026-11-21T10:00:00Z", "told": ["secret"], "notices": []}))]
fn nothing_else_of_a_timeline_is_told(#[case] what: Value) {
    assert_eq!(texts(&[own("Hola"), what]), ["Hola"]);
}

#[rstest]
#[case(message("webchat", "s2:m1", "another visitor's"))]
#[case(message("webchat", "user:s1:m1", "a customer's"))]
#[case(message("whatsapp", "s1:m1", "on another channel"))]
#[case(message("webchat", "s1", "without an id"))]
fn what_others_wrote_and_what_they_were_answered_is_never_told(#[case] other: Value) {
    assert_eq!(
        texts(&[other.clone(), answer("operator", "to them")]),
        [""; 0]
    );
    let timeline = [
        own("Hola"),
        other,
        answer("operator", "to them"),
        own("¿Sí?"),
        answer("operator", "here"),
    ];
    assert_eq!(texts(&timeline), ["Hola", "¿Sí?", "here"]);
}

#[rstest]
#[case(answer("whatsapp", "in the app"))]
#[case(answer("email", "by mail"))]
#[case(answer("operator", "  "))]
#[case(json!({"kind": "answer", "by": "operator"}))]
fn what_was_answered_elsewhere_or_without_words_is_not_told(#[case] answer: Value) {
    assert_eq!(texts(&[own("Hola"), answer]), ["Hola"]);
}
