//! The conditions that carry the invariants, and the shape of the items, as they are on the wire.

use domain::change::{Change, Conduct, LoadChange};
use serde_json::Value;
use store::{Commit, Committed};
use testkit::PlayedTable;

use crate::builders::{agent, commit, joining, message, noon, opening, step};

async fn written(commit: Commit<'_>) -> Vec<Value> {
    let table = PlayedTable::start().await;
    let written = table.store().await.commit(&commit, noon()).await;
    assert_eq!(written.unwrap(), Committed::Yes);
    let asked = table.asked("TransactWriteItems").remove(0);
    asked["TransactItems"].as_array().unwrap().clone()
}

async fn changed(change: &Change) -> Vec<Value> {
    written(Commit {
        event: None,
        change: Some(change),
        identify: None,
    })
    .await
}

/// The one part whose key ends so.
fn part<'p>(parts: &'p [Value], kind: &str, sk: &str) -> &'p Value {
    let of = |part: &Value| {
        let key = if kind == "Put" {
            &part[kind]["Item"]
        } else {
            &part[kind]["Key"]
        };
        key["sk"]["S"]
            .as_str()
            .is_some_and(|found| found.starts_with(sk))
    };
    let mut found = parts.iter().filter(|part| of(part));
    let one = found.next().unwrap_or_else(|| panic!("no {kind} of {sk}"));
    assert!(found.next().is_none(), "one {sk} only");
    &one[kind]
}

#[tokio::test]
async fn a_thread_is_opened_only_where_there_is_none() {
    let event = message();
    let change = opening(&event);
    let parts = written(commit(&event, &change)).await;
    assert_eq!(
        part(&parts, "Put", "THREAD")["ConditionExpression"],
        "attribute_not_exists(pk)"
    );
    assert_eq!(
        part(&parts, "Put", "CUSTOMER")["ConditionExpression"],
        "attribute_not_exists(pk)"
    );
}

#[tokio::test]
async fn a_thread_is_joined_only_in_the_version_that_was_read() {
    let event = message();
    let change = joining(&event);
    let parts = written(commit(&event, &change)).await;
    let thread = part(&parts, "Put", "THREAD");
    assert_eq!(thread["ConditionExpression"], "version = :version");
    assert_eq!(thread["ExpressionAttributeValues"][":version"]["N"], "7");
    assert_eq!(thread["Item"]["version"]["N"], "8");
}

#[tokio::test]
async fn a_customer_is_written_only_in_the_version_that_was_read() {
    let event = message();
    let mut change = opening(&event);
    change.customer.as_mut().unwrap().version = 4;
    let parts = written(commit(&event, &change)).await;
    let customer = part(&parts, "Put", "CUSTOMER");
    assert_eq!(customer["ConditionExpression"], "version = :version");
    assert_eq!(customer["ExpressionAttributeValues"][":version"]["N"], "4");
    assert_eq!(customer["Item"]["version"]["N"], "5");
}

#[tokio::test]
async fn an_event_is_handled_only_once_and_the_refusal_gives_the_old_item() {
    let event = message();
    let change = opening(&event);
    let parts = written(commit(&event, &change)).await;
    let seen = part(&parts, "Put", "EVENT");
    assert_eq!(seen["ConditionExpression"], "attribute_not_exists(pk)");
    assert_eq!(seen["ReturnValuesOnConditionCheckFailure"], "ALL_OLD");
}

#[tokio::test]
async fn a_load_is_taken_only_below_the_capacity_that_was_seen() {
    let mut change = joining(&message());
    change.loads = vec![LoadChange::Take {
        agent: agent(),
        weight: 2,
        capacity: 5,
        limit: 6,
        at: noon(),
        even_if_away: false,
    }];
    let parts = changed(&change).await;
    insta::assert_json_snapshot!(part(&parts, "Update", "LOAD"));
}

#[tokio::test]
async fn a_load_is_given_back_only_if_it_is_held() {
    let mut change = joining(&message());
    change.loads = vec![LoadChange::Give {
        agent: agent(),
        weight: 2,
        conduct: Conduct::Unknown,
    }];
    let parts = changed(&change).await;
    insta::assert_json_snapshot!(part(&parts, "Update", "LOAD"));
}

#[tokio::test]
async fn who_misses_too_many_offers_is_absent_and_to_be_looked_after_in_the_same_transaction() {
    let mut change = joining(&message());
    change.loads = vec![LoadChange::Give {
        agent: agent(),
        weight: 1,
        conduct: Conduct::MissedTooMany(noon()),
    }];
    let parts = changed(&change).await;
    insta::assert_json_snapshot!([part(&parts, "Update", "LOAD"), part(&parts, "Put", "DUE")]);
}

#[tokio::test]
async fn who_accepts_is_there_and_what_they_missed_counts_no_more() {
    let mut change = joining(&message());
    change.loads = vec![LoadChange::Give {
        agent: agent(),
        weight: 0,
        conduct: Conduct::Present,
    }];
    let parts = changed(&change).await;
    insta::assert_json_snapshot!(part(&parts, "Update", "LOAD"));
}

#[tokio::test]
async fn an_agent_whom_somebody_named_takes_it_even_if_they_are_away() {
    let mut change = joining(&message());
    change.loads = vec![LoadChange::Take {
        agent: agent(),
        weight: 1,
        capacity: 3,
        limit: 3,
        at: noon(),
        even_if_away: true,
    }];
    let parts = changed(&change).await;
    let condition = &part(&parts, "Update", "LOAD")["ConditionExpression"];
    assert_eq!(condition, "#open <= :most AND #capacity = :capacity");
}

#[tokio::test]
async fn a_step_stands_in_the_ledger_only_once() {
    let mut change = joining(&message());
    change.steps = vec![step()];
    let parts = changed(&change).await;
    let ledger = part(&parts, "Put", "STEP#");
    assert_eq!(ledger["ConditionExpression"], "attribute_not_exists(pk)");
    assert_eq!(
        ledger["Item"]["sk"]["S"],
        "STEP#2026-11-21T12:00:00.000000000Z#primera#due"
    );
}

/// The whole, once: what stands in tables that are deployed must not change its shape unnoticed.
#[tokio::test]
async fn the_whole_transaction_of_a_first_message() {
    let event = message();
    let change = opening(&event);
    insta::assert_json_snapshot!(written(commit(&event, &change)).await);
}
