//! A promise is judged by timestamps, and each step fires once, ever.

use futures::future::join_all;
use jiff::{SignedDuration, Timestamp};
use testkit::Customer;
use testkit::wait::until;

use crate::office::{self, count, mails_about, step_notices, thread_of};

#[tokio::test(flavor = "multi_thread")]
async fn five_sweeps_at_once_fire_each_step_once_and_tell_each_recipient_once() {
    let stack = office::open().await;
    let store = stack.store();
    let posted = Timestamp::now() - SignedDuration::from_hours(5);
    let event = Customer::on_telegram().writes_at("plazo", posted);
    stack
        .route_until_taken(std::slice::from_ref(&event))
        .await
        .unwrap();
    for report in join_all((0..5).map(|_| stack.sweep())).await {
        report.unwrap();
    }
    let thread = thread_of(&store, &event).await.unwrap().unwrap();
    assert_eq!(
        count(&store, &thread.id, "step").await,
        2,
        "the reminder, overtaken, and the breach"
    );
    let notices = step_notices(&store.timeline(&thread.id).await.unwrap());
    assert_eq!(notices.len(), 1, "the agent, who has no lead");
    stack.sweep().await.unwrap();
    assert_eq!(count(&store, &thread.id, "step").await, 2, "never again");
    let mails = until("assignment and breach by mail", async || {
        Ok(Some(mails_about(&stack, &thread.id).await).filter(|mails| mails.len() >= 2))
    })
    .await
    .unwrap();
    assert_eq!(mails.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_sweep_catches_up_completely_and_an_answer_ends_it() {
    let stack = office::open().await;
    let store = stack.store();
    let posted = Timestamp::now() - SignedDuration::from_hours(25);
    let event = Customer::on_telegram().writes_at("tarde", posted);
    stack
        .route_until_taken(std::slice::from_ref(&event))
        .await
        .unwrap();
    stack.sweep().await.unwrap();
    let thread = thread_of(&store, &event).await.unwrap().unwrap();
    assert_eq!(count(&store, &thread.id, "step").await, 3);
    assert!(thread.next_told_at().is_none(), "nobody is left to be told");

    let now = Timestamp::now();
    let acted = stack
        .desk()
        .answered(&thread.id, now, None, Some("Perdona la espera."), None, now)
        .await
        .unwrap();
    assert!(acted.thread.clock.is_none());
    let timeline = store.timeline(&thread.id).await.unwrap();
    let judged = timeline.iter().find_map(|entry| match &entry.what {
        domain::timeline::What::Answer(answer) => Some(answer.promises.clone()),
        _ => None,
    });
    assert!(
        judged.unwrap().iter().all(|promise| !promise.kept),
        "both promises were broken"
    );
}
