//! Judgements are written with what judged them, and read by the days on which customers began to wait.

use domain::config::{ClockKind, KeptBy};
use domain::judgement::{ClockName, JudgedPromise, Judgement, Verdict};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use store::{Commit, Committed};
use testkit::PlayedTable;
use testkit::table::{item, page, well};

use crate::builders::{joining, message, noon, reference};

fn judgement() -> Judgement {
    Judgement {
        thread: reference(),
        started_at: noon(),
        number: 0,
        of: ClockName::FollowUp,
        ended_at: noon() + SignedDuration::from_hours(3),
        channel: "telegram".into(),
        topic: "cola".into(),
        agent: Some("cola-1".into()),
        segment: None,
        complaint: false,
        business_seconds: 7200,
        promises: vec![JudgedPromise {
            commitment: "primera".to_owned(),
            within: "4h".to_owned(),
            clock: ClockKind::Business,
            kept_by: KeptBy::FollowUp,
            due_at: noon() + SignedDuration::from_hours(4),
            verdict: Verdict::Kept,
            told_broken: false,
        }],
    }
}

#[tokio::test]
async fn a_judgement_is_written_in_the_transaction_that_judges_and_takes_the_place_of_one_before() {
    let table = PlayedTable::start().await;
    let mut change = joining(&message());
    change.judgements = vec![judgement()];
    let commit = Commit {
        change: Some(&change),
        ..Commit::default()
    };
    let written = table.store().await.commit(&commit, noon()).await;
    assert_eq!(written.unwrap(), Committed::Yes);
    let asked = table.asked("TransactWriteItems");
    let parts = asked[0]["TransactItems"].as_array().unwrap();
    let of = |part: &&Value| {
        let pk = part["Put"]["Item"]["pk"]["S"].as_str();
        pk.is_some_and(|pk| pk.starts_with("PROMISES#"))
    };
    insta::assert_json_snapshot!(parts.iter().filter(of).collect::<Vec<_>>());
}

/// Reads a span from a table that gives one judgement for each day, on a page of its own, after an empty one.
async fn read(from: Timestamp, to: Timestamp) -> (Vec<Judgement>, Vec<Value>) {
    let table = PlayedTable::start().await;
    table.plays("Query", |_, request| {
        let day = request["ExpressionAttributeValues"][":pk"]["S"]
            .as_str()
            .unwrap();
        let found = item(day, "x", &judgement());
        match request.get("ExclusiveStartKey") {
            None => well(page(&[], Some(&testkit::table::key(day, "x")))),
            Some(_) => well(page(&[found], None)),
        }
    });
    let (mut read, mut pages) = (Vec::new(), 0);
    let mut each = |page: Vec<Judgement>| {
        pages += 1;
        read.extend(page);
    };
    let store = table.store().await;
    store.judgements(from, to, &mut each).await.unwrap();
    assert_eq!(pages, table.asked("Query").len(), "page by page");
    (read, table.asked("Query"))
}

#[tokio::test]
async fn a_span_is_read_day_by_day_and_page_by_page() {
    let (read, asked) = read(noon(), noon() + SignedDuration::from_hours(36)).await;
    assert_eq!(read, [judgement(), judgement()]);
    let days: Vec<&Value> = asked
        .iter()
        .map(|request| &request["ExpressionAttributeValues"][":pk"]["S"])
        .collect();
    let [first, second] = ["2026-11-21", "2026-11-22"].map(|day| json!(format!("PROMISES#{day}")));
    assert_eq!(
        days,
        [&first, &first, &second, &second],
        "not the day that begins where the span ends"
    );
    insta::assert_json_snapshot!(asked[0]);
}

#[tokio::test]
async fn an_empty_span_asks_for_nothing() {
    let (read, asked) = read(noon(), noon()).await;
    assert_eq!((read, asked), (Vec::new(), Vec::new()));
}
