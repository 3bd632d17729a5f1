//! The limits on the web form: what is beyond them goes on no thread, and a repeat is not counted twice.

use std::sync::atomic::{AtomicU32, Ordering};

use desk::Received;
use domain::{ContactEvent, EventKind};
use jiff::Timestamp;
use serde_json::{Value, json};
use store::Seen;
use testkit::Customer;
use testkit::table::{cancelled, fault, item, reason, well};

use crate::office::{self, Office};

/// A form of one session, from one address.
fn form() -> ContactEvent {
    let mut form = Customer::on("webchat").writes("cola");
    form.origin_mark = Some("00000000000000ab".to_owned());
    form
}

/// The counters stand at these numbers after the next forms, one after the other.
fn counters(office: &Office, counts: &[u32]) {
    let counts = counts.to_vec();
    let next = AtomicU32::new(0);
    office.table.plays("UpdateItem", move |_, request| {
        if !is_counter(request) {
            return well(json!({}));
        }
        let place = next.fetch_add(1, Ordering::SeqCst) as usize;
        well(json!({ "Attributes": { "counted": { "N": counts[place].to_string() } } }))
    });
}

fn is_counter(request: &Value) -> bool {
    request["Key"]["sk"]["S"] == "COUNT"
}

fn counted(office: &Office) -> usize {
    let asked = office.table.asked("UpdateItem");
    asked.iter().filter(|request| is_counter(request)).count()
}

async fn receive(office: &Office, event: &ContactEvent) -> Received {
    office.desk.receive(event, Timestamp::now()).await.unwrap()
}

/// The sort keys of what was written with the last event.
fn written(office: &Office) -> Vec<String> {
    let asked = office.table.asked("TransactWriteItems");
    let parts = asked.last().unwrap()["TransactItems"].as_array().unwrap();
    parts
        .iter()
        .filter_map(|part| part["Put"]["Item"]["sk"]["S"].as_str().map(str::to_owned))
        .collect()
}

#[tokio::test]
async fn forms_up_to_both_limits_open_threads() {
    let office = office::open().await;
    counters(&office, &[30, 60]);
    assert!(matches!(
        receive(&office, &form()).await,
        Received::Opened(_)
    ));
    assert_eq!(counted(&office), 2);
}

#[tokio::test]
async fn a_form_beyond_its_sessions_limit_is_remembered_and_nothing_else() {
    let office = office::open().await;
    counters(&office, &[31]);
    assert_eq!(receive(&office, &form()).await, Received::Ignored);
    assert_eq!(written(&office), ["EVENT"]);
    assert_eq!(
        counted(&office),
        1,
        "it does not weigh on its neighbours' address"
    );
}

#[tokio::test]
async fn a_form_beyond_its_addresss_limit_is_remembered_and_nothing_else() {
    let office = office::open().await;
    counters(&office, &[1, 61]);
    assert_eq!(receive(&office, &form()).await, Received::Ignored);
    assert_eq!(written(&office), ["EVENT"]);
}

#[tokio::test]
async fn a_form_without_a_mark_is_counted_by_its_session_alone() {
    let office = office::open().await;
    counters(&office, &[1]);
    let mut form = form();
    form.origin_mark = None;
    assert!(matches!(receive(&office, &form).await, Received::Opened(_)));
    assert_eq!(counted(&office), 1);
}

#[tokio::test]
async fn a_form_that_was_handled_is_not_counted_again() {
    let office = office::open().await;
    let form = form();
    let key = format!("EVENT#webchat#{}", form.event_key);
    office.table.holds(item(&key, "EVENT", &Seen::default()));
    assert_eq!(receive(&office, &form).await, Received::Repeated(None));
    assert_eq!(counted(&office), 0);
}

#[tokio::test]
async fn a_form_that_is_decided_anew_is_counted_once() {
    let office = office::open().await;
    counters(&office, &[1, 1]);
    office.table.plays_in_turn(
        "TransactWriteItems",
        vec![
            cancelled(&[reason("None"), reason("ConditionalCheckFailed")]),
            well(json!({})),
        ],
    );
    assert!(matches!(
        receive(&office, &form()).await,
        Received::Opened(_)
    ));
    assert_eq!(office.table.asked("TransactWriteItems").len(), 2);
    assert_eq!(counted(&office), 2, "once by session, once by address");
}

#[tokio::test]
async fn other_channels_and_other_events_are_not_counted() {
    let office = office::open().await;
    receive(&office, &Customer::on_telegram().writes("cola")).await;
    let mut caught = form();
    caught.kind = EventKind::Other;
    caught.opens_thread = false;
    receive(&office, &caught).await;
    assert_eq!(counted(&office), 0);
}

#[tokio::test]
async fn a_form_that_cannot_be_counted_waits_in_its_queue() {
    let office = office::open().await;
    office.table.plays("UpdateItem", |_, _| {
        fault("ThrottlingException", json!({ "message": "slow down" }))
    });
    let error = office
        .desk
        .receive(&form(), Timestamp::now())
        .await
        .unwrap_err();
    assert!(error.is_transient(), "{error}");
    assert!(office.table.asked("TransactWriteItems").is_empty());
}
