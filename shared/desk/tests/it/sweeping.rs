//! An index may be a moment behind: a sweep believes the thread, not the index that led to it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::change::Change;
use domain::customer::Customer;
use domain::person::Writer;
use domain::receive::{self, Arrival};
use domain::timeline::TopicEntry;
use domain::{Care, Thread};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use testkit::table::{cancelled, item, key, page, reason, well};
use testkit::{Customer as Visitor, Shop};

use crate::office::{self, Office};

/// A thread that waits for an answer since an instant.
fn thread_since(at: Timestamp, id: &str) -> Thread {
    let care: Care = Shop::new().counter("cola", 1, 100).build().unwrap().1;
    let event = Visitor::on_telegram().writes_at("cola", at);
    let arrival = Arrival {
        event: &event,
        home: "c1".into(),
        writer: Writer::Plausible,
        topic: TopicEntry {
            topic: "cola".into(),
            by: "rule".to_owned(),
            words: Vec::new(),
            confidence: None,
            model: None,
        },
        language: "es".into(),
        orders: Vec::new(),
        segment: None,
        whole_text_at: None,
        text: "cola".to_owned(),
        mood: domain::mood::Mood::default(),
        held: None,
        receipt_to: None,
    };
    let opened: Change =
        receive::open(&care, id.into(), Customer::new("c1".into()), &arrival).unwrap();
    opened.thread
}

/// The index says of one shard that these threads are due, as often as it is asked.
fn due(office: &Office, ids: Vec<String>) {
    office.table.plays("Query", move |_, request| {
        if request["ExpressionAttributeValues"][":pk"]["S"] != "DUE#0" {
            return well(page(&[], None));
        }
        let found: Vec<Value> = ids
            .iter()
            .map(|id| {
                let mut found = key(&format!("THREAD#{id}"), "THREAD");
                found["due_pk"] = json!({ "S": "DUE#0" });
                found["due_sk"] = json!({ "S": id });
                found
            })
            .collect();
        well(page(&found, None))
    });
}

fn hold(office: &Office, thread: &Thread) {
    office
        .table
        .holds(item(&format!("THREAD#{}", thread.id), "THREAD", thread));
}

async fn sweep(office: &Office) -> desk::SweepReport {
    let now = Timestamp::now();
    let deadline = now + SignedDuration::from_mins(5);
    office.desk.sweep(now, deadline).await.unwrap()
}

fn asked_of_the_due_shard(office: &Office) -> usize {
    let asked = office.table.asked("Query");
    asked
        .iter()
        .filter(|request| request["ExpressionAttributeValues"][":pk"]["S"] == "DUE#0")
        .count()
}

#[tokio::test]
async fn a_thread_that_is_no_longer_due_is_left_alone() {
    let office = office::open().await;
    let thread = thread_since(Timestamp::now(), "TP-1000001");
    hold(&office, &thread);
    due(
        &office,
        vec![thread.id.to_string(), "TP-is-gone".to_owned()],
    );
    let report = sweep(&office).await;
    assert_eq!(
        (report.looked_at, report.steps_fired, report.failed),
        (2, 0, 0)
    );
    assert!(office.table.asked("TransactWriteItems").is_empty());
    assert_eq!(asked_of_the_due_shard(&office), 1);
}

/// The other side of the same coin: where the thread says so too, the sweep does write.
#[tokio::test]
async fn a_thread_that_is_due_fires_on_its_version_and_its_ledger() {
    let office = office::open().await;
    let long_ago = Timestamp::now() - SignedDuration::from_hours(5);
    let thread = thread_since(long_ago, "TP-1000001");
    hold(&office, &thread);
    due(&office, vec![thread.id.to_string()]);
    let report = sweep(&office).await;
    assert_eq!((report.looked_at, report.failed), (1, 0));
    assert!(report.steps_fired > 0);
    let asked = office.table.asked("TransactWriteItems").remove(0);
    let conditions: Vec<&str> = asked["TransactItems"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|part| part["Put"]["ConditionExpression"].as_str())
        .collect();
    assert!(conditions.contains(&"version = :version"));
    assert!(conditions.contains(&"attribute_not_exists(pk)"));
}

#[tokio::test]
async fn a_whole_page_of_stale_ids_ends_the_shard() {
    let office = office::open().await;
    due(
        &office,
        (0..100).map(|number| format!("TP-{number}")).collect(),
    );
    let report = sweep(&office).await;
    assert_eq!(
        asked_of_the_due_shard(&office),
        1,
        "it is not read again and again"
    );
    assert_eq!((report.looked_at, report.steps_fired), (100, 0));
    assert!(!report.cut_short && office.table.asked("TransactWriteItems").is_empty());
}

#[tokio::test]
async fn a_shard_whose_head_is_stuck_holds_up_no_other() {
    let office = office::open().await;
    let long_ago = Timestamp::now() - SignedDuration::from_hours(5);
    let thread = thread_since(long_ago, "TP-1000001");
    hold(&office, &thread);
    let (id, due_at) = (thread.id.clone(), thread.next_step_at().unwrap());
    let written = Arc::new(AtomicBool::new(false));
    let is_written = Arc::clone(&written);
    office.table.plays("TransactWriteItems", move |_, _| {
        written.store(true, Ordering::Relaxed);
        well(json!({}))
    });
    office.table.plays("Query", move |_, request| {
        let listed = |id: &str, shard: &str, at: Timestamp| {
            let mut found = key(&format!("THREAD#{id}"), "THREAD");
            found["due_pk"] = json!({ "S": shard });
            found["due_sk"] = json!({ "S": format!("{at:.9}#{id}") });
            found
        };
        match request["ExpressionAttributeValues"][":pk"]["S"]
            .as_str()
            .unwrap()
        {
            shard @ "DUE#0" => {
                let gone = (0..100).map(|number| listed(&format!("TP-{number}"), shard, long_ago));
                well(page(&gone.collect::<Vec<_>>(), None))
            }
            shard @ "DUE#1" if !is_written.load(Ordering::Relaxed) => {
                well(page(&[listed(id.as_str(), shard, due_at)], None))
            }
            _ => well(page(&[], None)),
        }
    });
    let report = sweep(&office).await;
    assert!(
        report.steps_fired > 0 && !report.cut_short,
        "what is due later in another shard is done all the same"
    );
}

#[tokio::test]
async fn a_thread_that_another_sweep_fired_meanwhile_is_read_anew_and_left_alone() {
    let office = office::open().await;
    let long_ago = Timestamp::now() - SignedDuration::from_hours(5);
    let before = thread_since(long_ago, "TP-1000001");
    let after = thread_since(Timestamp::now(), "TP-1000001");
    hold(&office, &before);
    due(&office, vec![before.id.to_string()]);
    let table = office.table.clone();
    office.table.plays("TransactWriteItems", move |_, _| {
        table.holds(item(&format!("THREAD#{}", after.id), "THREAD", &after));
        cancelled(&[reason("ConditionalCheckFailed")])
    });
    let report = sweep(&office).await;
    assert_eq!((report.steps_fired, report.failed), (0, 0));
    assert_eq!(office.table.asked("TransactWriteItems").len(), 1);
}
