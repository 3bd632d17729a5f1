//! Queries go on where a page ended, and stop where enough was read.

use domain::ThreadId;
use serde_json::{Value, json};
use store::DueWhat;
use testkit::PlayedTable;
use testkit::table::{item, key, page, well};

use crate::builders::{message, noon, opening, reference};

fn due(number: usize) -> Value {
    let mut key = key(&format!("THREAD#TP-{number}"), "THREAD");
    key["due_pk"] = json!({ "S": "DUE#3" });
    key["due_sk"] = json!({ "S": number.to_string() });
    key
}

/// Three pages: two ids, none, one.
async fn three_pages() -> PlayedTable {
    let table = PlayedTable::start().await;
    table.plays_in_turn(
        "Query",
        vec![
            well(page(&[due(1), due(2)], Some(&due(2)))),
            well(page(&[], Some(&due(9)))),
            well(page(&[due(3)], None)),
        ],
    );
    table
}

#[tokio::test]
async fn a_query_goes_on_behind_the_last_key_of_each_page_also_of_an_empty_one() {
    let table = three_pages().await;
    let due_now = table.store().await.due(3, noon(), 100).await.unwrap();
    let what: Vec<DueWhat> = due_now.into_iter().map(|due| due.what).collect();
    assert_eq!(
        what,
        ["TP-1", "TP-2", "TP-3"].map(|id| DueWhat::Thread(ThreadId::new(id)))
    );
    let asked = table.asked("Query");
    assert_eq!(asked.len(), 3);
    assert!(asked[0].get("ExclusiveStartKey").is_none());
    assert_eq!(asked[1]["ExclusiveStartKey"], due(2));
    assert_eq!(asked[2]["ExclusiveStartKey"], due(9));
}

#[tokio::test]
async fn a_query_stops_where_enough_was_read() {
    let table = three_pages().await;
    let ids = table.store().await.due(3, noon(), 2).await.unwrap();
    assert_eq!(ids.len(), 2);
    assert_eq!(table.asked("Query").len(), 1);
}

#[tokio::test]
async fn what_is_due_is_asked_of_one_shard_up_to_the_instant_itself() {
    let table = PlayedTable::start().await;
    table.store().await.due(3, noon(), 100).await.unwrap();
    insta::assert_json_snapshot!(table.asked("Query")[0]);
}

#[tokio::test]
async fn a_timeline_is_read_whole_and_as_it_is_now() {
    let entries: Vec<Value> = opening(&message())
        .entries
        .iter()
        .enumerate()
        .map(|(number, entry)| {
            item(
                &format!("THREAD#{}", reference()),
                &format!("AT#{number}"),
                entry,
            )
        })
        .collect();
    let (first, rest) = entries.split_first().unwrap();
    assert!(!rest.is_empty());
    let table = PlayedTable::start().await;
    table.plays_in_turn(
        "Query",
        vec![
            well(page(
                std::slice::from_ref(first),
                Some(&key("THREAD#TP-1000001", "AT#0")),
            )),
            well(page(rest, None)),
        ],
    );
    let timeline = table.store().await.timeline(&reference()).await.unwrap();
    assert_eq!(timeline, opening(&message()).entries);
    assert!(
        table
            .asked("Query")
            .iter()
            .all(|request| request["ConsistentRead"] == true)
    );
}
