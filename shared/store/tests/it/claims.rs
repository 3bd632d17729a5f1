//! Who sends a notice: what comes of each answer to the asking.

use domain::NoticeId;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use store::{Claim, Lease, Store};
use testkit::PlayedTable;
use testkit::table::{Answer, condition_failed, key, well};

use crate::builders::noon;

async fn table(answer: Answer) -> PlayedTable {
    let table = PlayedTable::start().await;
    table.plays_in_turn("UpdateItem", vec![answer]);
    table
}

async fn claim(store: &Store) -> Claim {
    store
        .claim_notice(&NoticeId::new("n1"), noon())
        .await
        .unwrap()
}

async fn claimed(answer: Answer) -> Claim {
    claim(&table(answer).await.store().await).await
}

fn tried(times: u32) -> Answer {
    well(json!({ "Attributes": { "tries": { "N": times.to_string() } } }))
}

fn old(fields: Value) -> Answer {
    let mut item = key("NOTICE#n1", "NOTICE");
    item.as_object_mut()
        .unwrap()
        .extend(fields.as_object().unwrap().clone());
    condition_failed(&item)
}

fn lease(claim: Claim) -> Lease {
    match claim {
        Claim::Taken(lease) => lease,
        other => panic!("not taken: {other:?}"),
    }
}

#[tokio::test]
async fn what_was_sent_is_never_sent_again() {
    let sent = old(json!({ "sent_at": { "S": "2026-11-21T11:00:00Z" }, "tries": { "N": "1" } }));
    assert_eq!(claimed(sent).await, Claim::AlreadySent);
}

#[tokio::test]
async fn what_a_digest_tells_is_not_sent_by_itself() {
    let told = old(json!({ "told_with": { "S": "n2" } }));
    assert_eq!(claimed(told).await, Claim::AlreadySent);
}

#[tokio::test]
async fn what_somebody_is_sending_is_held_until_their_lease_ends() {
    let until: Timestamp = noon() + SignedDuration::from_secs(40);
    let held = old(
        json!({ "lease": { "S": "t" }, "lease_until": { "N": until.as_millisecond().to_string() } }),
    );
    assert_eq!(claimed(held).await, Claim::HeldUntil(until));
}

#[tokio::test]
async fn a_first_try_is_told_from_a_further_one() {
    assert!(!lease(claimed(tried(1)).await).tried_before);
    assert!(lease(claimed(tried(2)).await).tried_before);
}

#[tokio::test]
async fn a_notice_is_claimed_only_if_it_is_neither_sent_nor_held() {
    let table = table(tried(1)).await;
    claim(&table.store().await).await;
    let mut asked = table.asked("UpdateItem").remove(0);
    let token = asked["ExpressionAttributeValues"][":token"]["S"].take();
    assert!(!token.as_str().unwrap().is_empty());
    insta::assert_json_snapshot!(asked);
}

#[tokio::test]
async fn a_lease_is_given_back_only_by_its_holder_and_losing_it_is_no_error() {
    let table = table(tried(1)).await;
    let store = table.store().await;
    let lease = lease(claim(&store).await);
    table.plays_in_turn(
        "UpdateItem",
        vec![old(json!({ "lease": { "S": "another" } }))],
    );
    store.release_notice(&lease).await.unwrap();
    let asked = table.asked("UpdateItem");
    assert_eq!(asked[1]["ConditionExpression"], "lease = :token");
    assert_eq!(
        asked[1]["ExpressionAttributeValues"][":token"],
        asked[0]["ExpressionAttributeValues"][":token"]
    );
}
