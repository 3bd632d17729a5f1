#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};

use super::*;

fn told(what: Value) -> String {
    let told: Entry =
        serde_json::from_value(json!({ "at": "2026-11-23T09:00:00Z", "id": "x", "what": what }))
            .unwrap();
    entry(&told, &TimeZone::get("Europe/Madrid").unwrap())
}

#[test]
fn a_message_is_quoted_and_cannot_steer_the_terminal() {
    let message = json!({
        "kind": "message", "channel": "email", "event_key": "k", "subject": "Talla", "text": "Hola\n\u{1b}]0;x\u{7}¿38?",
        "attachments": [{ "kind": "image", "name": "pie.jpg" }], "received_at": "2026-11-23T09:00:05Z", "courtesy": true,
        "whole_text_at": "texts/k"
    });
    insta::assert_snapshot!(told(message), @r"
    2026-11-23 10:00:00  message   email, received 2026-11-23 10:00:05
                                   subject: Talla
                                   | Hola
                                   | ·]0;x·¿38?
                                   the whole text stands in the vault at texts/k
                                   with a file: image pie.jpg
                                   a courtesy: it started no clock
    ");
}

#[test]
fn an_answer_is_told_with_the_promises_that_it_kept_and_broke() {
    let promise = |kept: bool| json!({ "commitment": "answer", "due_at": "2026-11-23T08:00:00Z", "kept": kept });
    let answer = json!({ "kind": "answer", "agent": "ana", "by": "operator", "text": "Sale mañana", "promises": [promise(false), promise(true)] });
    insta::assert_snapshot!(told(answer), @r"
    2026-11-23 10:00:00  answer    ana, known by operator
                                   | Sale mañana
                                   answer broken: due 2026-11-23 09:00:00
                                   answer kept: due 2026-11-23 09:00:00
    ");
    let away = json!({ "kind": "answer", "by": "whatsapp", "automatic": true });
    insta::assert_snapshot!(told(away), @"2026-11-23 10:00:00  answer    somebody, known by whatsapp, automatic: it stopped no clock");
}

#[test]
fn a_step_is_told_with_who_was_told() {
    let step = |moment: &str, told: &[&str]| {
        json!({
            "kind": "step", "commitment": "answer", "moment": moment, "clock_started_at": "2026-11-23T04:00:00Z",
            "due_at": "2026-11-23T08:00:00Z", "fired_at": "2026-11-23T09:00:00Z", "told": told, "notices": []
        })
    };
    insta::assert_snapshot!(told(step("due", &["ana", "lucia"])), @r"
    2026-11-23 10:00:00  step      answer was broken at 2026-11-23 09:00:00
                                   told ana, lucia; the clock began 2026-11-23 05:00:00
    ");
    insta::assert_snapshot!(told(step("75%", &[])), @r"
    2026-11-23 10:00:00  step      75% of answer was gone at 2026-11-23 09:00:00
                                   told nobody: a later step says it; the clock began 2026-11-23 05:00:00
    ");
}

#[test]
fn topics_events_and_ends_are_told_in_a_line() {
    let topic = json!({ "kind": "topic", "topic": "pedido", "by": "rule", "words": ["mi pedido", "no llega"] });
    insta::assert_snapshot!(told(topic), @r#"2026-11-23 10:00:00  topic     pedido, told by its words: "mi pedido", "no llega""#);
    let event = json!({ "kind": "event", "channel": "whatsapp", "event": "status", "target_message_id": "wamid.1", "status": "read" });
    insta::assert_snapshot!(told(event), @"2026-11-23 10:00:00  event     whatsapp status of wamid.1: read");
    insta::assert_snapshot!(told(json!({ "kind": "resolved", "by": "operator" })), @"2026-11-23 10:00:00  resolved  by operator");
}

#[test]
fn a_topic_of_the_classifier_is_told_with_how_sure_it_was() {
    let topic = |by: &str, model: Option<&str>, confidence: Option<u8>| {
        told(
            json!({ "kind": "topic", "topic": "pago", "by": by, "words": [], "confidence": confidence, "model": model }),
        )
    };
    insta::assert_snapshot!(topic("classifier", Some("3f2a"), Some(87)), @"2026-11-23 10:00:00  topic     pago, told by the classifier, 87 % sure (model 3f2a)");
    insta::assert_snapshot!(topic("general", Some("3f2a"), Some(34)), @"2026-11-23 10:00:00  topic     pago, nothing told another, the classifier 34 % sure at best (model 3f2a)");
    insta::assert_snapshot!(topic("insult", None, None), @"2026-11-23 10:00:00  topic     pago, a public insult");
}

#[test]
fn what_is_accepted_held_and_released_is_told() {
    let by = |kind: &str| told(json!({ "kind": kind, "by": "ana\u{1b}" }));
    insta::assert_snapshot!(by("accepted"), @"2026-11-23 10:00:00  accepted  by ana·: it is offered to nobody else");
    insta::assert_snapshot!(by("released"), @"2026-11-23 10:00:00  released  by ana·");
    let held = json!({ "kind": "held", "why": "spam", "score": 91, "reasons": ["bit.ly"] });
    insta::assert_snapshot!(told(held), @r#"2026-11-23 10:00:00  held      until somebody looked: spam, 91 %: "bit.ly""#);
}

#[test]
fn a_file_is_told_with_what_became_of_it() {
    let file = |outcome: Value, files: u32| {
        json!({
            "kind": "file", "event_key": "ab12", "index": 0, "name": "pie\u{1b}.jpg", "provider_kind": "image",
            "size": 81920, "files": files, "outcome": outcome
        })
    };
    let kept = json!({ "kept": { "mime": "image/jpeg" } });
    insta::assert_snapshot!(told(file(kept, 1)), @"2026-11-23 10:00:00  file      pie·.jpg (image, 81920 bytes) is kept: image/jpeg, at files/ab12/0");
    let gone = json!({ "not_kept": "gone" });
    insta::assert_snapshot!(told(file(gone, 1)), @"2026-11-23 10:00:00  file      pie·.jpg (image, 81920 bytes) not kept: the provider no longer has it");
    let many = json!({ "not_kept": "too_many" });
    insta::assert_snapshot!(told(file(many, 90)), @"2026-11-23 10:00:00  file      90 more files not kept: only the first 10 files of a message are kept");
}

#[test]
fn who_writes_is_told_with_the_merge_that_undoes_it() {
    let who = |found: Value, merge: Option<&str>| {
        told(json!({ "kind": "who", "found": found, "merge": merge }))
    };
    insta::assert_snapshot!(who(json!("merged"), Some("M-1")), @"2026-11-23 10:00:00  who       two customers are one person: merged (M-1)");
    insta::assert_snapshot!(who(json!({ "stranger": "another_name" }), None), @"2026-11-23 10:00:00  who       history withheld: the writer gives another name than the customer's");
    insta::assert_snapshot!(who(json!("same_person"), None), @"2026-11-23 10:00:00  who       the same person: history shown again");
}
