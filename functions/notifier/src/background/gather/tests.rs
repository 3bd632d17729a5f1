#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use domain::config::Route;
use domain::notice::{HandedOver, NoticeKind, Recipient};
use domain::reassign::Cause;
use domain::timeline::ByEntry;
use jiff::Timestamp;
use serde_json::{Value, json};
use testkit::Shop;

use super::*;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + second).unwrap()
}

fn entry(second: i64, what: &Value) -> Entry {
    serde_json::from_value(json!({ "at": at(second), "id": second.to_string(), "what": what }))
        .unwrap()
}

fn wrote(second: i64, text: &str) -> Entry {
    entry(
        second,
        &json!({ "kind": "message", "channel": "whatsapp", "event_key": "k", "text": text,
            "external_message_id": format!("m{second}"), "received_at": at(second) }),
    )
}

fn event(second: i64, kind: &str, of: i64, text: Option<&str>) -> Entry {
    entry(
        second,
        &json!({ "kind": "event", "channel": "whatsapp", "event": kind, "text": text,
            "target_message_id": format!("m{of}") }),
    )
}

fn record(entries: Vec<Entry>) -> Record {
    Record {
        thread: serde_json::from_value(json!({ "id": "AL-1", "version": 1, "customer": "c1", "channel": "whatsapp",
            "account": "luna", "contact": "k", "contact_id": "3460", "language": "es", "topic": "cola",
            "status": "open", "weight": 0, "opened_at": at(0), "last_message_at": at(0), "excerpt": "",
            "messages": 1, "attachments": 0 }))
        .unwrap(),
        entries,
        whole: true,
        customer: None,
    }
}

fn notice(wrote_at: i64) -> Notice {
    let to = Recipient {
        agent: "ana".into(),
        name: "Ana".to_owned(),
        language: "es".into(),
        route: Route::Email("ana@luna.example".to_owned()),
    };
    serde_json::from_value(json!({ "id": "n", "kind": NoticeKind::Assigned, "to": to, "thread": "AL-1", "version": 1,
        "at": at(0), "brand": "Luna", "zone": "UTC", "topic": {}, "channel": "whatsapp", "language": "es",
        "excerpt": "", "wrote_at": at(wrote_at), "messages": 1, "attachments": 0 }))
    .unwrap()
}

fn handed_over(wrote_at: i64) -> Notice {
    let handed_over = HandedOver {
        cause: Cause::Leave,
        from: None,
        to: None,
    };
    Notice {
        handed_over: Some(handed_over),
        ..notice(wrote_at)
    }
}

fn told(notice: &Notice, entries: Vec<Entry>) -> Vec<Happening> {
    let history = gather(notice, &record(entries), None).history.unwrap();
    history.happened.into_iter().map(|one| one.what).collect()
}

fn text(happening: &Happening) -> &str {
    match happening {
        Happening::Wrote { text, .. } => text,
        _ => "",
    }
}

#[test]
fn what_the_notice_quotes_is_not_told_twice() {
    let entries = vec![wrote(1, "uno"), wrote(2, "dos")];
    let shown = told(&notice(2), entries.clone());
    assert_eq!(shown.iter().map(text).collect::<Vec<_>>(), ["uno"]);
    assert_eq!(told(&handed_over(2), entries.clone()).len(), 2);
    let answered = entry(3, &json!({ "kind": "answer", "by": "operator" }));
    let with_answer = [entries, vec![answered]].concat();
    assert_eq!(told(&notice(2), with_answer).len(), 3, "it keeps its place");
}

#[test]
fn an_edit_is_told_in_place_of_what_was_written_and_nothing_of_what_was_taken_back() {
    let entries = vec![
        wrote(1, "cuarenta"),
        wrote(2, "SECRETO"),
        event(3, "edit", 1, Some("cuarenta y dos")),
        event(4, "delete", 2, None),
    ];
    let shown = told(&notice(9), entries);
    assert_eq!(text(&shown[0]), "cuarenta y dos");
    let channel = "whatsapp".into();
    assert_eq!(shown[1..], [Happening::TookBack { channel }]);
}

#[test]
fn card_numbers_are_masked_in_both_directions() {
    let answer = json!({ "kind": "answer", "by": "operator", "text": "¿4111 1111 1111 1111?" });
    let entries = vec![wrote(1, "es la 4111-1111-1111-1111"), entry(2, &answer)];
    let shown = format!("{:?}", told(&notice(9), entries));
    assert!(!shown.contains("4111") && shown.matches("•••• 1111").count() == 2);
}

#[test]
fn who_takes_over_sees_what_was_done_and_others_do_not() {
    let by = |what: fn(ByEntry) -> What, second| {
        let by = "ana".to_owned();
        entry(second, &json!(what(ByEntry { by })))
    };
    let resolved = json!({ "kind": "resolved", "by": "ana" });
    let entries = vec![
        wrote(1, "uno"),
        entry(2, &resolved),
        by(What::Reopened, 3),
        by(What::Accepted, 4),
    ];
    let shown = told(&handed_over(9), entries.clone());
    assert_eq!(shown[1..], [Happening::Resolved, Happening::Reopened]);
    assert_eq!(told(&notice(9), entries).len(), 1);
}

#[test]
fn topics_and_agents_go_by_their_names_and_else_by_their_ids() {
    let care = Shop::new().counter("cola", 1, 3).build().unwrap().1;
    let answer = |agent: &str| {
        entry(
            1,
            &json!({ "kind": "answer", "by": "operator", "agent": agent }),
        )
    };
    let mut record = record(vec![answer("cola-1"), answer("gone")]);
    let mut customer = Customer::new("c1".into());
    for topic in ["cola", "gone"] {
        let past = json!({ "thread": format!("AL-{topic}"), "topic": topic });
        customer.past.push(serde_json::from_value(past).unwrap());
    }
    record.customer = Some(customer);
    let background = gather(&notice(9), &record, Some(&care));
    let names: Vec<String> = background
        .history
        .unwrap()
        .happened
        .into_iter()
        .map(|one| match one.what {
            Happening::Answered { by, .. } => by.unwrap(),
            _ => String::new(),
        })
        .collect();
    assert_eq!(
        names,
        [care.agents["cola-1"].name.clone(), "gone".to_owned()]
    );
    let past = background.customer.unwrap().past;
    assert_eq!(
        past[0].topic,
        BTreeMap::from([("es".into(), "gone".to_owned())])
    );
    assert_eq!(past[1].topic, care.topics["cola"].label);
}

#[test]
fn of_a_withheld_customer_nothing_is_told_even_if_they_were_read() {
    let mut record = record(vec![wrote(1, "uno")]);
    record.customer = Some(Customer::new("c1".into()));
    record.thread.history_withheld = Some(domain::person::Withheld::AnotherName);
    let background = gather(&notice(9), &record, None);
    assert_eq!(background.customer, None);
    assert!(background.history.unwrap().withheld.is_some());
}
