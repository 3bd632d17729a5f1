//! The file of recorded events, and how timelines become one.

use domain::action::{self, Answer};
use domain::customer::Customer;
use domain::held::HeldBecause;
use domain::mood::Mood;
use domain::person::Writer;
use domain::receive::{self, Arrival};
use domain::timeline::TopicEntry;
use simulation::{of_thread, read_lines};

use crate::builders::{madrid, monday, shop};

fn arrival<'e>(event: &'e domain::ContactEvent, held: Option<HeldBecause>) -> Arrival<'e> {
    Arrival {
        event,
        home: "c1".into(),
        writer: Writer::Plausible,
        topic: TopicEntry::told("pedido".into(), "motive", vec!["Mi pedido".to_owned()]),
        language: "es".into(),
        orders: Vec::new(),
        segment: Some("vip".to_owned()),
        whole_text_at: None,
        text: event.text.clone().unwrap_or_default(),
        mood: Mood::default(),
        held,
        receipt_to: None,
    }
}

fn answered_thread(held: Option<HeldBecause>) -> (domain::Thread, Vec<domain::timeline::Entry>) {
    let event = monday("10:00", "+34600100200").event;
    let opening = receive::open(
        &shop(),
        "TI-1".into(),
        Customer::new("c1".into()),
        &arrival(&event, held),
    )
    .unwrap();
    let answer = Answer {
        at: madrid("2026-11-16 10:20"),
        agent: Some("ana".into()),
        by: "operator",
        text: None,
        automatic: false,
        occasion: "a",
        follows_by: None,
    };
    let mut entries = opening.entries;
    let change = action::answer(&shop(), opening.thread.clone(), &answer, answer.at).unwrap();
    entries.extend(change.entries);
    (opening.thread, entries)
}

#[test]
fn a_timeline_becomes_the_messages_that_it_was_made_of() {
    let (thread, entries) = answered_thread(None);
    let recorded = of_thread(&thread, &entries, madrid("2026-11-16 00:00"));
    assert_eq!(recorded.len(), 1);
    let event = &recorded[0].event;
    assert_eq!(event.motive.as_deref(), Some("Mi pedido"));
    assert_eq!(
        event.text.as_deref(),
        Some("¿y mi pedido?, soy +34600100200")
    );
    assert_eq!(event.received_at, madrid("2026-11-16 10:00"));
    assert_eq!(recorded[0].answered_at, Some(madrid("2026-11-16 10:20")));
    assert_eq!(recorded[0].segment.as_deref(), Some("vip"));
    assert_eq!(recorded[0].thread, Some("TI-1".into()));
    assert_eq!(
        event.contact_id.as_deref(),
        Some(thread.contact.as_str()),
        "an address stays out"
    );
    let none = of_thread(&thread, &entries, madrid("2026-11-17 00:00"));
    assert!(none.is_empty(), "older than what was asked for");
}

#[test]
fn what_is_held_is_no_record() {
    let because = HeldBecause::Spam {
        score: 99,
        reasons: Vec::new(),
    };
    let event = monday("10:00", "spam").event;
    let held = receive::open(
        &shop(),
        "TI-1".into(),
        Customer::new("c1".into()),
        &arrival(&event, Some(because)),
    )
    .unwrap();
    assert!(of_thread(&held.thread, &held.entries, madrid("2026-11-16 00:00")).is_empty());
}

#[test]
fn what_is_written_is_read_again() {
    let (thread, entries) = answered_thread(None);
    let recorded = of_thread(&thread, &entries, madrid("2026-11-16 00:00"));
    let lines: Vec<String> = recorded
        .iter()
        .map(|one| serde_json::to_string(one).unwrap())
        .collect();
    assert_eq!(
        read_lines(&format!("\n{}\n\n", lines.join("\n"))).unwrap(),
        recorded
    );
}

#[test]
fn a_bare_event_is_a_recorded_one() {
    let bare = serde_json::to_string(&monday("10:00", "a").event).unwrap();
    assert_eq!(read_lines(&bare).unwrap(), [monday("10:00", "a")]);
}

#[test]
fn a_line_that_is_none_is_told_with_its_number() {
    let good = serde_json::to_string(&monday("10:00", "a")).unwrap();
    for bad in [
        "{",
        "7",
        "null",
        "[]",
        "{\"event\": 7}",
        "{\"event\": null}",
        "{}",
        "\u{0}",
        &good[..40],
    ] {
        let error = read_lines(&format!("{good}\n\n{bad}")).unwrap_err();
        assert_eq!(error.line, 3, "{bad}");
    }
    let unknown = good.replacen("\"event\"", "\"costumer\": \"x\", \"event\"", 1);
    let error = read_lines(&unknown).unwrap_err();
    assert!(
        std::error::Error::source(&error)
            .unwrap()
            .to_string()
            .contains("costumer")
    );
}
