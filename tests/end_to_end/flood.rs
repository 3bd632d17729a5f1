//! A flood of web forms: the limits hold under real concurrency, and the rest of the shop works on.

use domain::{ContactEvent, ThreadId};
use futures::future::join_all;
use testkit::Customer;
use testkit::shop::agent_of;
use uuid::Uuid;

use crate::office::{self, open_units, thread_of};

/// Forms of one address in one window: what `shared/desk/src/flood.rs` allows.
const MOST_OF_AN_ADDRESS: usize = 60;

/// A form of a session of its own, from an address.
fn form(text: &str, origin_mark: &str) -> ContactEvent {
    let mut form = Customer::on("webchat").writes(text);
    form.origin_mark = Some(origin_mark.to_owned());
    form
}

#[tokio::test(flavor = "multi_thread")]
async fn seventy_forms_of_one_address_leave_the_rest_of_the_shop_working() {
    let stack = office::open().await;
    let store = stack.store();
    let mark = Uuid::new_v4().simple().to_string();
    let mut forms: Vec<ContactEvent> = (0..70).map(|_| form("riada", &mark)).collect();
    // All in one window, wherever the clock stands.
    let received_at = forms[0].received_at;
    for form in &mut forms {
        form.received_at = received_at;
    }
    let others = [
        form("orilla", &Uuid::new_v4().simple().to_string()),
        Customer::on_telegram().writes("orilla"),
    ];
    let batches: Vec<Vec<ContactEvent>> = forms
        .iter()
        .chain(&others)
        .map(|event| vec![event.clone()])
        .collect();
    for outcome in join_all(batches.iter().map(|batch| stack.route_until_taken(batch))).await {
        outcome.unwrap();
    }
    for other in &others {
        let thread = thread_of(&store, other).await.unwrap().unwrap();
        assert_eq!(thread.agent, Some(agent_of("orilla", 1)));
    }

    let threads = |events: Vec<ContactEvent>| {
        let store = store.clone();
        async move {
            let mut threads: Vec<ThreadId> = Vec::new();
            for event in &events {
                let known = store.look_up(event).await.unwrap();
                threads.extend(known.seen.expect("every form is remembered").thread);
            }
            threads
        }
    };
    // A form whose handling failed on the way was counted and came again: never more than the limit, at times fewer.
    let taken = threads(forms.clone()).await;
    assert!(taken.len() <= MOST_OF_AN_ADDRESS, "{}", taken.len());
    assert!(!taken.is_empty());
    let held = usize::try_from(open_units(&store, &agent_of("riada", 1)).await).unwrap();
    assert_eq!(held, taken.len());

    stack.route_until_taken(&forms[..10]).await.unwrap();
    assert_eq!(threads(forms).await, taken, "a repeat changes nothing");
}
