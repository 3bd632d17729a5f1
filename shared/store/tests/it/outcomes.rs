//! A cancelled transaction says by the places of its reasons which condition did not hold.

use domain::change::Change;
use domain::{ContactEvent, NoticeId};
use serde_json::{Value, json};
use store::{Committed, Seen};
use testkit::PlayedTable;
use testkit::table::{cancelled, item, reason};

use crate::builders::{agent, commit, message, noon, opening, reference};

const FAILED: &str = "ConditionalCheckFailed";

/// The parts of the transaction that a change makes, by their keys.
async fn parts(event: &ContactEvent, change: &Change) -> Vec<String> {
    let table = PlayedTable::start().await;
    let written = table
        .store()
        .await
        .commit(&commit(event, change), noon())
        .await;
    assert_eq!(written.unwrap(), Committed::Yes);
    let part = |part: &Value| {
        let key = if part["Put"].is_object() {
            &part["Put"]["Item"]
        } else {
            &part["Update"]["Key"]
        };
        format!(
            "{}/{}",
            key["pk"]["S"].as_str().unwrap(),
            key["sk"]["S"].as_str().unwrap()
        )
    };
    let asked = table.asked("TransactWriteItems").remove(0);
    asked["TransactItems"]
        .as_array()
        .unwrap()
        .iter()
        .map(part)
        .collect()
}

/// What comes of it when the parts whose keys end so are refused for these reasons.
async fn outcome(refused: &[(&str, Value)]) -> Committed {
    let event = message();
    let change = opening(&event);
    let parts = parts(&event, &change).await;
    for (end, _) in refused {
        assert!(
            parts.iter().any(|part| part.ends_with(end)),
            "no {end} in {parts:?}"
        );
    }
    let reasons: Vec<Value> = parts
        .iter()
        .map(|part| {
            let given = refused.iter().find(|(end, _)| part.ends_with(end));
            given.map_or_else(|| reason("None"), |(_, reason)| reason.clone())
        })
        .collect();
    let table = PlayedTable::start().await;
    table.plays("TransactWriteItems", move |_, _| cancelled(&reasons));
    let outcome = table
        .store()
        .await
        .commit(&commit(&event, &change), noon())
        .await;
    assert_eq!(
        table.asked("TransactWriteItems").len(),
        1,
        "a refused decision is made anew elsewhere"
    );
    outcome.unwrap()
}

fn seen() -> (Value, Seen) {
    let seen = Seen {
        thread: Some(reference()),
        notices: vec![NoticeId::new("n1"), NoticeId::new("n2")],
    };
    let old = item("EVENT#telegram#x", "EVENT", &seen);
    (json!({ "Code": FAILED, "Item": old }), seen)
}

#[tokio::test]
async fn an_event_that_was_handled_gives_what_was_done_with_it() {
    let (reason, seen) = seen();
    assert_eq!(
        outcome(&[("/EVENT", reason)]).await,
        Committed::SeenBefore(seen)
    );
}

#[tokio::test]
async fn an_event_that_went_nowhere_was_handled_all_the_same() {
    let old = item("EVENT#telegram#x", "EVENT", &Seen::default());
    let reason = json!({ "Code": FAILED, "Item": old });
    assert_eq!(
        outcome(&[("/EVENT", reason)]).await,
        Committed::SeenBefore(Seen::default())
    );
}

#[tokio::test]
async fn a_load_that_changed_names_its_agent() {
    assert_eq!(
        outcome(&[("/LOAD", reason(FAILED))]).await,
        Committed::LoadChanged(agent())
    );
}

#[tokio::test]
async fn a_thread_or_customer_that_changed_is_changed() {
    assert_eq!(
        outcome(&[("/THREAD", reason(FAILED))]).await,
        Committed::Changed
    );
    assert_eq!(
        outcome(&[("CUSTOMER#c1/CUSTOMER", reason(FAILED))]).await,
        Committed::Changed
    );
}

#[tokio::test]
async fn an_event_that_was_handled_wins_over_everything_else() {
    let (handled, seen) = seen();
    let all = [
        ("/EVENT", handled),
        ("/THREAD", reason(FAILED)),
        ("/LOAD", reason(FAILED)),
        ("CUSTOMER#c1/CUSTOMER", reason("TransactionConflict")),
    ];
    assert_eq!(outcome(&all).await, Committed::SeenBefore(seen));
}

#[tokio::test]
async fn a_condition_that_did_not_hold_wins_over_a_conflict() {
    let both = [
        ("/THREAD", reason("TransactionConflict")),
        ("/LOAD", reason(FAILED)),
    ];
    assert_eq!(outcome(&both).await, Committed::LoadChanged(agent()));
}

#[tokio::test]
async fn a_changed_thread_or_customer_wins_over_a_changed_load_wherever_it_stands() {
    for changed in ["/THREAD", "CUSTOMER#c1/CUSTOMER"] {
        let both = [(changed, reason(FAILED)), ("/LOAD", reason(FAILED))];
        assert_eq!(outcome(&both).await, Committed::Changed, "{changed}");
    }
}
