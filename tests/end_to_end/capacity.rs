//! Capacity is an invariant, under any concurrency.

use futures::future::join_all;
use jiff::Timestamp;
use testkit::shop::agent_of;
use testkit::{Customer, Shop};

use crate::office::{self, inbox, open_units, threads_of};

#[tokio::test(flavor = "multi_thread")]
async fn fifty_customers_at_once_never_overfill_agents_of_capacity_three() {
    let stack = office::open().await;
    let store = stack.store();
    let events: Vec<_> = (0..50)
        .map(|number| Customer::on_telegram().writes(&format!("cupo {number}")))
        .collect();
    let batches: Vec<_> = events.iter().map(|event| vec![event.clone()]).collect();
    for outcome in join_all(batches.iter().map(|batch| stack.route_until_taken(batch))).await {
        outcome.unwrap();
    }
    let threads = threads_of(&store, &events).await;
    assert_eq!(threads.len(), 50, "every customer has a thread");
    for number in 1..=5 {
        let agent = agent_of("cupo", number);
        assert_eq!(
            open_units(&store, &agent).await,
            3,
            "{agent} is full, and no more"
        );
        assert_eq!(
            inbox(&store, &agent).await.len(),
            3,
            "{agent} holds what their load says"
        );
    }
    let waiting = threads
        .iter()
        .filter(|thread| thread.is_waiting_for_an_agent())
        .count();
    assert_eq!(waiting, 35, "nobody waits unseen");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_whose_capacity_was_lowered_keeps_their_threads_and_gets_no_new_one() {
    let stack = office::open().await;
    let store = stack.store();
    let agent = agent_of("rebaja", 1);
    let events: Vec<_> = (0..2)
        .map(|_| Customer::on_telegram().writes("rebaja"))
        .collect();
    stack.route_until_taken(&events).await.unwrap();
    assert_eq!(open_units(&store, &agent).await, 2);

    let (_, lowered) = Shop::new().counter("rebaja", 1, 1).build().unwrap();
    store.write_capacities(&lowered).await.unwrap();
    let thread = threads_of(&store, &events[..1]).await.remove(0);
    let acted = stack
        .desk()
        .answered(
            &thread.id,
            Timestamp::now(),
            None,
            None,
            None,
            Timestamp::now(),
        )
        .await
        .unwrap();
    assert_eq!(acted.thread.weight, 0);
    assert_eq!(open_units(&store, &agent).await, 1);

    let third = Customer::on_telegram().writes("rebaja");
    stack
        .route_until_taken(std::slice::from_ref(&third))
        .await
        .unwrap();
    assert_eq!(open_units(&store, &agent).await, 1, "one of one");
    assert!(threads_of(&store, &[third]).await[0].is_waiting_for_an_agent());
}
