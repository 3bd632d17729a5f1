//! DynamoDB may leave keys of a batch out when it is busy: they are asked for again.

use domain::ThreadId;
use serde_json::{Value, json};
use store::StoreError;
use testkit::PlayedTable;
use testkit::table::{TABLE, item, well};

use crate::builders::{message, opening};

fn keys_of(request: &Value) -> &Vec<Value> {
    request["RequestItems"][TABLE]["Keys"].as_array().unwrap()
}

/// Answers with the first `most` keys of a request, and leaves the others out.
fn in_part(most: usize) -> impl Fn(usize, &Value) -> (u16, Value) {
    move |_, request| {
        let thread = opening(&message()).thread;
        let keys = keys_of(request);
        let (done, left) = keys.split_at(most.min(keys.len()));
        let found: Vec<Value> = done
            .iter()
            .map(|key| item(key["pk"]["S"].as_str().unwrap(), "THREAD", &thread))
            .collect();
        let unprocessed = match left {
            [] => json!({}),
            left => json!({ TABLE: { "Keys": left, "ConsistentRead": true } }),
        };
        well(json!({ "Responses": { TABLE: found }, "UnprocessedKeys": unprocessed }))
    }
}

fn ids(count: usize) -> Vec<ThreadId> {
    (0..count)
        .map(|number| ThreadId::new(format!("TP-{number:07}")))
        .collect()
}

#[tokio::test]
async fn keys_that_were_left_out_are_asked_for_again() {
    let table = PlayedTable::start().await;
    table.plays("BatchGetItem", in_part(2));
    let threads = table.store().await.threads(&ids(5)).await.unwrap();
    assert_eq!(threads.len(), 5);
    let asked = table.asked("BatchGetItem");
    let sizes: Vec<usize> = asked.iter().map(|request| keys_of(request).len()).collect();
    assert_eq!(sizes, [5, 3, 1]);
    assert!(
        asked
            .iter()
            .all(|request| request["RequestItems"][TABLE]["ConsistentRead"] == true)
    );
}

#[tokio::test]
async fn keys_that_are_always_left_out_end_as_contended() {
    let table = PlayedTable::start().await;
    table.plays("BatchGetItem", in_part(0));
    let error = table.store().await.threads(&ids(1)).await.unwrap_err();
    assert!(matches!(error, StoreError::Contended(_)), "{error}");
}

#[tokio::test]
async fn more_keys_than_a_batch_takes_are_parted_and_repeated_ones_asked_once() {
    let table = PlayedTable::start().await;
    table.plays("BatchGetItem", in_part(100));
    let twice = [ids(120), ids(120)].concat();
    let threads = table.store().await.threads(&twice).await.unwrap();
    assert_eq!(threads.len(), 120);
    let sizes: Vec<usize> = table
        .asked("BatchGetItem")
        .iter()
        .map(|request| keys_of(request).len())
        .collect();
    assert_eq!(sizes, [100, 20]);
}
