#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};

use super::*;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn madrid() -> TimeZone {
    TimeZone::get("Europe/Madrid").unwrap()
}

fn clock() -> Value {
    let promise = |name: &str, within: &str, clock: &str, due: &str| json!({ "commitment": name, "within": within, "clock": clock, "due_at": due });
    let step = |moment: &str, at: &str, fired: bool| json!({ "commitment": "answer", "moment": moment, "at": at, "tell": ["agent"], "fired": fired });
    json!({
        "started_at": "2026-11-23T09:00:00Z",
        "policy": "all",
        "calendar": "oficina",
        "promises": [
            promise("answer", "4h", "business", "2026-11-23T16:00:00Z"),
            promise("latest", "24h", "elapsed", "2026-11-24T09:00:00Z"),
            promise("reason", "15", "working_days", "2026-12-16T18:00:00Z"),
        ],
        "steps": [step("75%", "2026-11-23T15:00:00Z", true), step("due", "2026-11-23T16:00:00Z", false)],
    })
}

fn thread() -> Thread {
    let thread = json!({
        "id": "AL-483120", "version": 3, "customer": "c1", "channel": "telegram", "account": "bot", "contact": "k",
        "contact_id": "7001", "customer_name": "Marta\u{1b}[2J", "language": "es", "topic": "pedido", "orders": ["20451"],
        "status": "open", "agent": "ana", "weight": 1, "opened_at": "2026-11-23T09:00:00Z",
        "last_message_at": "2026-11-23T09:05:00Z", "clock": clock(), "excerpt": "¿Dónde está?\nGracias", "messages": 2,
        "attachments": 0
    });
    serde_json::from_value(thread).unwrap()
}

#[test]
fn a_thread_is_told_with_its_promises_and_the_next_step() {
    let told = whole(&thread(), &madrid(), at("2026-11-23T16:30:00Z"));
    insta::assert_snapshot!(told, @r"
    thread     AL-483120, the customer waits for ana
    customer   Marta·[2J, by telegram, in es (c1)
    topic      pedido
    opened     2026-11-23 10:00:00
    messages   2, the last 2026-11-23 10:05:00
    orders     20451
    clock      since 2026-11-23 10:00:00, policy all, calendar oficina
    promise    answer within 4h of business time: due 2026-11-23 17:00:00, late by 30m
    promise    latest within 24h: due 2026-11-24 10:00:00
    promise    reason within 15 working days: due 2026-12-16 19:00:00
    next step  at the end of answer, 2026-11-23 17:00:00
    ");
}

#[test]
fn a_list_tells_who_is_late_and_who_waits() {
    let waiting = Thread {
        agent: None,
        weight: 0,
        waiting_since: Some(at("2026-11-23T09:00:00Z")),
        ..thread()
    };
    let answered = Thread {
        status: Status::WaitingOnCustomer,
        clock: None,
        ..thread()
    };
    let told = list(
        &[thread(), waiting, answered],
        &madrid(),
        at("2026-11-23T16:30:00Z"),
    );
    insta::assert_snapshot!(told, @r"
    THREAD     AGENT           DUE                  STATE                   TOPIC   CHANNEL   CUSTOMER   LAST WORDS
    AL-483120  ana             2026-11-23 17:00:00  late by 30m             pedido  telegram  Marta·[2J  ¿Dónde está? Gracias
    AL-483120  (waiting line)  2026-11-23 17:00:00  late by 30m             pedido  telegram  Marta·[2J  ¿Dónde está? Gracias
    AL-483120  ana                                  waits for the customer  pedido  telegram  Marta·[2J  ¿Dónde está? Gracias
    ");
}

#[test]
fn a_thread_without_its_customers_history_says_why() {
    let withheld = Thread {
        history_withheld: Some(domain::person::Withheld::AnotherOrder),
        ..thread()
    };
    let told = whole(&withheld, &madrid(), at("2026-11-23T16:30:00Z"));
    let row = "history    withheld: it is about another order than the customer's\n";
    assert!(told.contains(row), "{told}");
}
