//! Nobody waits unseen: the waiting line is ordered by due time, and moves as soon as there is room.

use domain::Thread;
use jiff::{SignedDuration, Timestamp};
use testkit::Customer;
use testkit::shop::agent_of;
use testkit::wait::until;

use crate::office::{self, open_units, thread_of, threads_of};

#[tokio::test(flavor = "multi_thread")]
async fn room_goes_to_whoever_is_due_first_and_not_to_whoever_came_first() {
    let stack = office::open().await;
    let store = stack.store();
    let now = Timestamp::now();
    let holder = Customer::on_telegram().writes("cola");
    stack
        .route_until_taken(std::slice::from_ref(&holder))
        .await
        .unwrap();
    let later = Customer::on_telegram().writes_at("cola", now - SignedDuration::from_mins(10));
    let earlier = Customer::on_telegram().writes_at("cola", now - SignedDuration::from_mins(90));
    stack
        .route_until_taken(&[later.clone(), earlier.clone()])
        .await
        .unwrap();
    let waiting = threads_of(&store, &[later.clone(), earlier.clone()]).await;
    assert!(waiting.iter().all(Thread::is_waiting_for_an_agent));

    let held = thread_of(&store, &holder).await.unwrap().unwrap();
    let acted = stack
        .desk()
        .resolve(&held.id, "operator", None, Timestamp::now())
        .await
        .unwrap();
    // The desk that resolved has looked at the line by now; a sweep may have been a moment faster.
    let first = thread_of(&store, &earlier).await.unwrap().unwrap();
    assert!(
        acted.drained.iter().all(|id| *id == first.id),
        "nobody else got the room"
    );
    assert_eq!(first.agent, Some(agent_of("cola", 1)));
    assert!(
        thread_of(&store, &later)
            .await
            .unwrap()
            .unwrap()
            .is_waiting_for_an_agent()
    );
    assert_eq!(open_units(&store, &agent_of("cola", 1)).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sweep_finds_room_that_nobody_announced() {
    let stack = office::open().await;
    let store = stack.store();
    let events: Vec<_> = (0..3)
        .map(|_| Customer::on_telegram().writes("turno"))
        .collect();
    stack.route_until_taken(&events).await.unwrap();
    let threads = threads_of(&store, &events).await;
    let waiting = threads
        .iter()
        .find(|thread| thread.is_waiting_for_an_agent())
        .expect("one too many");
    let held = threads
        .iter()
        .find(|thread| thread.agent.is_some())
        .unwrap();

    // An answer that frees the agent without anybody looking at the line: as if the process had died after it.
    let answer = domain::action::Answer {
        at: Timestamp::now(),
        agent: None,
        by: "operator",
        text: None,
        automatic: false,
        occasion: "by hand",
        follows_by: None,
    };
    let care = store.config().await.unwrap();
    let now = Timestamp::now();
    let change = domain::action::answer(&care, held.clone(), &answer, now).unwrap();
    let commit = store::Commit {
        event: None,
        change: Some(&change),
        identify: None,
    };
    assert_eq!(
        store.commit(&commit, Timestamp::now()).await.unwrap(),
        store::Committed::Yes
    );

    until("a sweep to assign the waiting thread", async || {
        stack.sweep().await?;
        Ok(store
            .thread(&waiting.id)
            .await?
            .filter(|thread| thread.agent.is_some()))
    })
    .await
    .unwrap();
}
