//! What became of a file is recorded once.

use domain::file::{FileEntry, FileOutcome, FileReason};
use domain::{EventKey, ThreadId};
use serde_json::{Value, json};
use store::StoreError;
use testkit::PlayedTable;
use testkit::table::{cancelled, reason};

use crate::builders::noon;

fn entry(outcome: FileOutcome) -> FileEntry {
    FileEntry {
        event_key: EventKey::new("ab12"),
        index: 3,
        name: "pie.jpg".to_owned(),
        provider_kind: "image".to_owned(),
        size: Some(81_920),
        files: 1,
        outcome,
    }
}

fn kept() -> FileEntry {
    let mime = "image/jpeg".to_owned();
    entry(FileOutcome::Kept { mime })
}

async fn recorded(table: &PlayedTable, file: &FileEntry) -> Result<bool, StoreError> {
    let store = table.store().await;
    store
        .record_file(&ThreadId::new("TP-1000001"), file, noon())
        .await
}

async fn condition(file: &FileEntry) -> String {
    let table = PlayedTable::start().await;
    assert!(recorded(&table, file).await.unwrap());
    let put = &table.asked("TransactWriteItems")[0]["TransactItems"][0]["Put"];
    put["ConditionExpression"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_outcome_stands_under_its_file_and_on_the_timeline_of_its_thread() {
    let table = PlayedTable::start().await;
    assert!(recorded(&table, &kept()).await.unwrap());
    let asked = table.asked("TransactWriteItems");
    insta::assert_json_snapshot!(asked[0]["TransactItems"]);
}

#[tokio::test]
async fn what_was_recorded_is_read_as_it_was() {
    let table = PlayedTable::start().await;
    recorded(&table, &kept()).await.unwrap();
    let written = &table.asked("TransactWriteItems")[0]["TransactItems"][0]["Put"]["Item"];
    table.holds(written.clone());
    let store = table.store().await;
    let found = store.file(&EventKey::new("ab12"), 3).await.unwrap();
    assert_eq!(found, Some(kept()));
    let other = store.file(&EventKey::new("ab12"), 4).await.unwrap();
    assert_eq!(other, None);
}

#[tokio::test]
async fn only_a_failure_that_passes_is_followed_by_another_outcome() {
    let followed = "attribute_not_exists(pk) OR attribute_exists(#passing)";
    assert_eq!(condition(&kept()).await, followed);
    let gone = entry(FileOutcome::NotKept(FileReason::Gone));
    assert_eq!(condition(&gone).await, followed);
    let passing = entry(FileOutcome::NotKept(FileReason::OutOfReach));
    assert_eq!(condition(&passing).await, "attribute_not_exists(pk)");
    let table = PlayedTable::start().await;
    for file in [&passing, &gone] {
        recorded(&table, file).await.unwrap();
    }
    let marked = table.asked("TransactWriteItems");
    let marked = marked
        .iter()
        .map(|asked| &asked["TransactItems"][0]["Put"]["Item"]["passing"]);
    let marked: Vec<&Value> = marked.collect();
    assert_eq!(marked, [&json!({ "BOOL": true }), &Value::Null]);
}

#[tokio::test]
async fn who_comes_second_is_told_and_changes_nothing() {
    let table = PlayedTable::start().await;
    let refused = cancelled(&[reason("ConditionalCheckFailed"), reason("None")]);
    table.plays_in_turn("TransactWriteItems", vec![refused]);
    assert!(!recorded(&table, &kept()).await.unwrap());
}

#[tokio::test]
async fn two_at_once_is_an_error_that_passes() {
    let table = PlayedTable::start().await;
    let busy = cancelled(&[reason("TransactionConflict"), reason("None")]);
    table.plays_in_turn("TransactWriteItems", vec![busy]);
    let error = recorded(&table, &kept()).await.unwrap_err();
    assert!(error.is_transient(), "{error:?}");
}
