//! Counters of windows of time.

use serde_json::json;
use store::StoreError;
use testkit::PlayedTable;
use testkit::table::{fault, well};

use crate::builders::noon;

#[tokio::test]
async fn counting_is_one_atomic_addition_that_expires_a_day_later() {
    let table = PlayedTable::start().await;
    table.plays("UpdateItem", |call, _| {
        well(json!({ "Attributes": { "counted": { "N": (call + 1).to_string() } } }))
    });
    let store = table.store().await;
    for expected in 1..=3 {
        let counted = store
            .count_against("address ab12", noon(), 600, noon())
            .await;
        assert_eq!(counted.unwrap(), expected);
    }
    insta::assert_json_snapshot!(table.asked("UpdateItem")[0]);
}

#[tokio::test]
async fn scopes_windows_and_lengths_have_counters_of_their_own_and_no_scope_stands_in_the_table() {
    let table = PlayedTable::start().await;
    let store = table.store().await;
    let later = noon() + jiff::SignedDuration::from_secs(600);
    for (scope, start, seconds) in [
        ("ana", noon(), 600),
        ("bea", noon(), 600),
        ("ana", later, 600),
        ("ana", noon(), 60),
        ("ana", noon(), 600),
    ] {
        store
            .count_against(scope, start, seconds, noon())
            .await
            .unwrap();
    }
    let keys: Vec<String> = table
        .asked("UpdateItem")
        .iter()
        .map(|request| request["Key"]["pk"]["S"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(keys[0], keys[4]);
    let all: std::collections::BTreeSet<&String> = keys.iter().collect();
    assert_eq!(all.len(), 4);
    assert!(keys.iter().all(|key| !key.contains("ana")));
}

#[tokio::test]
async fn a_table_that_cannot_count_is_an_error_and_not_a_free_pass() {
    let table = PlayedTable::start().await;
    table.plays("UpdateItem", |_, _| {
        fault("ThrottlingException", json!({ "message": "slow down" }))
    });
    let counted = table
        .store()
        .await
        .count_against("ana", noon(), 600, noon())
        .await;
    assert!(matches!(counted, Err(StoreError::Call { .. })));
}
