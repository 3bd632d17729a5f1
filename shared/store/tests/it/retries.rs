//! What passes by itself is tried again, and not for ever.

use serde_json::json;
use store::{Committed, StoreError};
use testkit::PlayedTable;
use testkit::table::{cancelled, fault, reason, well};

use crate::builders::{commit, message, noon, opening};

const OPERATION: &str = "TransactWriteItems";

/// Passing reasons on the thread's part, twice; then it goes well.
async fn passes(code: &str) {
    let table = PlayedTable::start().await;
    let busy = || cancelled(&[reason("None"), reason(code)]);
    table.plays_in_turn(OPERATION, vec![busy(), busy(), well(json!({}))]);
    let event = message();
    let change = opening(&event);
    let written = table
        .store()
        .await
        .commit(&commit(&event, &change), noon())
        .await;
    assert_eq!(written.unwrap(), Committed::Yes, "{code}");
    let asked = table.asked(OPERATION);
    assert_eq!(asked.len(), 3, "{code}");
    assert!(
        asked
            .iter()
            .all(|request| request["TransactItems"] == asked[0]["TransactItems"]),
        "the same is tried again"
    );
}

#[tokio::test]
async fn a_conflict_with_another_transaction_is_tried_again() {
    passes("TransactionConflict").await;
}

#[tokio::test]
async fn a_throttled_part_is_tried_again() {
    passes("ThrottlingError").await;
    passes("ProvisionedThroughputExceeded").await;
}

#[tokio::test]
async fn what_always_conflicts_ends_as_contended() {
    for code in ["TransactionConflict", "ThrottlingError"] {
        let table = PlayedTable::start().await;
        table.plays(OPERATION, move |_, _| cancelled(&[reason(code)]));
        let event = message();
        let change = opening(&event);
        let error = table
            .store()
            .await
            .commit(&commit(&event, &change), noon())
            .await
            .unwrap_err();
        assert!(matches!(error, StoreError::Contended(_)), "{error}");
        assert!(error.is_transient());
        assert!(table.asked(OPERATION).len() > 1, "{code}");
    }
}

#[tokio::test]
async fn a_reason_that_does_not_pass_is_told_at_once() {
    let table = PlayedTable::start().await;
    table.plays(OPERATION, |_, _| {
        cancelled(&[reason("ItemCollectionSizeLimitExceeded")])
    });
    let event = message();
    let change = opening(&event);
    let written = table
        .store()
        .await
        .commit(&commit(&event, &change), noon())
        .await;
    assert!(matches!(written, Err(StoreError::Call { .. })));
    assert_eq!(table.asked(OPERATION).len(), 1);
}

#[tokio::test]
async fn a_throttled_call_is_transient_and_a_wrong_one_is_not() {
    for (name, transient) in [
        ("ProvisionedThroughputExceededException", true),
        ("ThrottlingException", true),
        ("InternalServerError", true),
        ("ValidationException", false),
    ] {
        let table = PlayedTable::start().await;
        table.plays(OPERATION, move |_, _| {
            fault(name, json!({ "message": "no" }))
        });
        let event = message();
        let change = opening(&event);
        let error = table
            .store()
            .await
            .commit(&commit(&event, &change), noon())
            .await
            .unwrap_err();
        assert_eq!(error.is_transient(), transient, "{name}: {error}");
    }
}
