//! The record of what customers wrote is one walk through the table.

use domain::held::{Held, HeldBecause};
use domain::timeline::Entry;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use store::ReadingProgress;
use testkit::PlayedTable;
use testkit::table::{item, key, page, well};

use crate::builders::{message, noon, opening};

fn after(minutes: i64) -> Timestamp {
    noon() + SignedDuration::from_mins(minutes)
}

fn thread(number: i64) -> Value {
    let mut thread = opening(&message()).thread;
    thread.last_message_at = after(number);
    thread.id = format!("TP-{number}").as_str().into();
    item(&format!("THREAD#TP-{number}"), "THREAD", &thread)
}

fn entries(number: i64) -> Vec<Value> {
    let entry = |(place, entry): (usize, &Entry)| {
        let sort_key = format!("AT#{place}#{}#x", entry.what.word());
        item(&format!("THREAD#TP-{number}"), &sort_key, entry)
    };
    opening(&message())
        .entries
        .iter()
        .enumerate()
        .map(entry)
        .collect()
}

fn held() -> Value {
    let mut thread = opening(&message()).thread;
    thread.last_message_at = after(5);
    thread.held = Some(Held {
        because: HeldBecause::Spam {
            score: 99,
            reasons: Vec::new(),
        },
        since: noon(),
        review_by: None,
    });
    item("THREAD#TP-9", "THREAD", &thread)
}

/// Two threads on three pages, one of them with its timeline on another page; and one that is held.
async fn table() -> PlayedTable {
    let table = PlayedTable::start().await;
    let at = |number: i64| key(&format!("THREAD#TP-{number}"), "THREAD");
    let [mut first, mut second] = [entries(2), entries(3)];
    first.push(thread(2));
    second.push(held());
    table.plays_in_turn(
        "Scan",
        vec![
            well(page(&first, Some(&at(2)))),
            well(page(&[], Some(&at(8)))),
            well(page(&second, Some(&at(9)))),
            well(page(&[thread(3)], None)),
        ],
    );
    table
}

#[tokio::test]
async fn threads_come_with_their_timelines_whatever_page_each_stands_on() {
    let mut told = Vec::new();
    let table = table().await; // it answers as long as it lives
    let store = table.store().await;
    let mut progress = |progress: ReadingProgress| told.push(progress.threads);
    let recorded = store
        .recorded_since(noon(), 10, &mut progress)
        .await
        .unwrap();
    let ids: Vec<&str> = recorded.iter().map(|one| one.thread.id.as_str()).collect();
    assert_eq!(ids, ["TP-2", "TP-3"], "what is held is left out");
    for one in &recorded {
        assert_eq!(one.timeline, opening(&message()).entries);
    }
    assert_eq!(told, [1, 1, 1, 2]);
}

#[tokio::test]
async fn of_too_many_the_latest_are_given() {
    let table = table().await; // it answers as long as it lives
    let store = table.store().await;
    let recorded = store.recorded_since(noon(), 1, &mut |_| {}).await.unwrap();
    assert_eq!(recorded.len(), 1);
    assert_eq!(recorded[0].thread.id.as_str(), "TP-3");
}

#[tokio::test]
async fn older_ones_of_the_same_second_are_left_out() {
    let table = table().await; // it answers as long as it lives
    let store = table.store().await;
    let since = after(2) + SignedDuration::from_millis(1);
    let recorded = store.recorded_since(since, 10, &mut |_| {}).await.unwrap();
    assert_eq!(recorded.len(), 1);
}

#[tokio::test]
async fn only_what_is_needed_is_asked_for() {
    let table = table().await;
    let store = table.store().await;
    store.recorded_since(noon(), 10, &mut |_| {}).await.unwrap();
    insta::assert_json_snapshot!(table.asked("Scan")[0]);
}
