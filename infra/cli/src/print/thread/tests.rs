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

/// The rows of a thread that has more fields, but for those that every thread has.
fn rows_beside_the_usual(fields: Value) -> String {
    let mut usual = serde_json::to_value(thread()).unwrap();
    for (name, value) in fields.as_object().unwrap() {
        usual[name] = value.clone();
    }
    let told = |thread: &Thread| whole(thread, &madrid(), at("2026-11-23T16:30:00Z"));
    let (before, now) = (
        told(&thread()),
        told(&serde_json::from_value(usual).unwrap()),
    );
    let new = now.lines().filter(|line| !before.contains(line));
    new.collect::<Vec<_>>().join("\n")
}

#[test]
fn an_offer_is_told_with_its_end_and_who_missed_it() {
    let offer = json!({ "since": "2026-11-23T16:20:00Z", "until": "2026-11-23T16:40:00Z" });
    let rows = rows_beside_the_usual(
        json!({ "offer": offer, "missed": ["bea", "carla"], "mood": { "anger": 70, "urgency": 0 } }),
    );
    insta::assert_snapshot!(rows, @r"
    mood       anger 70 %
    offer      to be accepted or answered by 2026-11-23 17:40:00
    missed by  bea, carla
    ");
}

#[test]
fn a_thread_that_waits_for_its_agent_is_told_with_the_end_of_it() {
    let rows = rows_beside_the_usual(json!({
        "weight": 0, "waiting_since": "2026-11-23T16:00:00Z", "wakes_at": "2026-11-23T18:00:00Z",
        "waits_for": { "agent": "ana", "until": "2026-11-23T18:00:00Z" }
    }));
    insta::assert_snapshot!(rows, @r"
    thread     AL-483120, waits in line for an agent since 2026-11-23 17:00:00
    waits for  ana, who has no room, until 2026-11-23 19:00:00
    wakes      an agent is looked for again at 2026-11-23 19:00:00
    ");
}

#[test]
fn a_held_thread_is_told_with_why_and_until_when() {
    let spam = json!({
        "why": "spam", "score": 91, "reasons": ["gana dinero"], "since": "2026-11-23T16:00:00Z",
        "review_by": "2026-11-24T16:00:00Z"
    });
    let rows = rows_beside_the_usual(json!({ "agent": null, "weight": 0, "held": spam }));
    insta::assert_snapshot!(rows, @r#"
    thread     AL-483120, held: nobody works on it until somebody looked at it
    held       spam, 91 %: "gana dinero"
    review     by 2026-11-24 17:00:00
    "#);
}
