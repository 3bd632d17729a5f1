//! Capacity under load: two hundred customers at once, calls that weigh more than messages, agents who answer meanwhile, and
//! a capacity that is lowered while its agent is full.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::config::Care;
use domain::{AgentId, ContactEvent, Thread};
use futures::future::join_all;
use jiff::Timestamp;
use store::Store;
use testkit::shop::agent_of;
use testkit::{Customer, Shop, Stack};

use crate::office::{self, inbox, threads_of};

const CAPACITIES: [u32; 6] = [1, 2, 3, 3, 2, 1];

fn agents() -> Vec<AgentId> {
    (1..=6).map(|number| agent_of("aforo", number)).collect()
}

/// Watches the loads until it is told to stop: the highest that was ever seen of each agent.
async fn watch(store: &Store, stop: &AtomicBool) -> BTreeMap<AgentId, u32> {
    let mut highest = BTreeMap::new();
    while !stop.load(Ordering::Relaxed) {
        for (agent, load) in store.loads(&agents()).await.unwrap() {
            let seen: &mut u32 = highest.entry(agent).or_default();
            *seen = load.open.max(*seen);
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    highest
}

/// Answers what agents hold, until it is told to stop: their room goes to whoever waits.
async fn answer(stack: &Stack, stop: &AtomicBool) -> usize {
    let (desk, store) = (stack.desk(), stack.store());
    let mut answered = 0;
    while !stop.load(Ordering::Relaxed) {
        for agent in agents().iter().take(3) {
            for thread in inbox(&store, agent).await.iter().filter(|t| t.weight > 0) {
                let now = Timestamp::now();
                let done = desk.answered(&thread.id, now, None, None, None, now).await;
                answered += usize::from(done.is_ok());
            }
        }
    }
    answered
}

/// The same shop with the counter's fourth agent at capacity 1 instead of 3.
fn lowered() -> Care {
    let mut capacities = CAPACITIES;
    capacities[3] = 1;
    Shop::new()
        .counter_of("aforo", &capacities)
        .build()
        .unwrap()
        .1
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_customers_at_once_overfill_nobody_whatever_happens_meanwhile() {
    let stack = office::open().await;
    let store = stack.store();
    let events: Vec<ContactEvent> = (0..200)
        .map(|number| {
            let channel = if number % 5 == 0 { "voice" } else { "telegram" };
            Customer::on(channel).writes("aforo")
        })
        .collect();
    let batches: Vec<Vec<ContactEvent>> = events.chunks(2).map(<[_]>::to_vec).collect();
    let stop = AtomicBool::new(false);
    let arrive = async {
        let half = batches.len() / 2;
        for (number, part) in batches.chunks(half).enumerate() {
            if number == 1 {
                store.write_capacities(&lowered()).await.unwrap();
            }
            let taken = part.iter().map(|batch| stack.route_until_taken(batch));
            for outcome in join_all(taken).await {
                outcome.unwrap();
            }
        }
        stop.store(true, Ordering::Relaxed);
    };
    let (highest, answered, ()) = tokio::join!(watch(&store, &stop), answer(&stack, &stop), arrive);

    assert!(answered > 0, "room appeared while they came");
    for (agent, capacity) in agents().iter().zip(CAPACITIES) {
        let seen = highest.get(agent).copied().unwrap_or_default();
        assert!(seen <= capacity, "{agent} held {seen} of {capacity} units");
    }
    let threads = threads_of(&store, &events).await;
    assert_eq!(threads.len(), 200, "every customer has a thread");
    is_consistent(&store, &threads).await;
}

/// What the loads say is what the threads weigh, and who has no agent stands in the line.
async fn is_consistent(store: &Store, threads: &[Thread]) {
    let loads = store.loads(&agents()).await.unwrap();
    for (agent, load) in &loads {
        let theirs = threads.iter().filter(|t| t.agent.as_ref() == Some(agent));
        let weighs: u32 = theirs.map(|thread| thread.weight).sum();
        assert_eq!(load.open, weighs, "{agent}");
    }
    let full = loads[&agent_of("aforo", 5)].open + loads[&agent_of("aforo", 6)].open;
    assert!(
        full >= 2,
        "whoever answers nothing is full, or a call does not fit"
    );
    for thread in threads
        .iter()
        .filter(|thread| thread.status == domain::Status::Open)
    {
        assert_ne!(
            thread.weight > 0,
            thread.is_waiting_for_an_agent(),
            "{} has an agent or waits, and not both",
            thread.id
        );
    }
}
