//! Agents who are not there: what they have goes to others, and what waits goes to whoever comes. And customers who change
//! the channel.

use domain::presence::Availability;
use jiff::{SignedDuration, Timestamp};
use testkit::Customer;
use testkit::shop::agent_of;
use testkit::wait::until;

use crate::office::{self, mails_about, open_units, thread_of, threads_of};

#[tokio::test(flavor = "multi_thread")]
async fn who_is_absent_hands_over_and_both_are_told() {
    let stack = office::open().await;
    let _road = office::road().await;
    let (store, desk) = (stack.store(), stack.desk());
    let event = Customer::on_telegram().writes("relevo");
    stack
        .route_until_taken(std::slice::from_ref(&event))
        .await
        .unwrap();
    let thread = thread_of(&store, &event).await.unwrap().unwrap();
    let had = thread.agent.clone().unwrap();
    let now = Timestamp::now();
    let left = desk
        .set_availability(&had, Availability::Absent, now)
        .await
        .unwrap();
    assert_eq!(left.handed_over.len(), 1);
    let thread = thread_of(&store, &event).await.unwrap().unwrap();
    assert_ne!(thread.agent, Some(had.clone()));
    assert_eq!(open_units(&store, &had).await, 0);
    assert_eq!(open_units(&store, thread.agent.as_ref().unwrap()).await, 1);
    until(
        "a mail to each: assigned, taken over, assigned",
        async || {
            let mails = mails_about(&stack, &thread.id).await;
            Ok((mails.len() >= 3).then_some(()))
        },
    )
    .await
    .unwrap();
    desk.set_availability(&had, Availability::Available, now)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_who_stands_in_the_due_index_is_looked_after_within_one_sweep() {
    let stack = office::open().await;
    let (store, desk) = (stack.store(), stack.desk());
    let agent = agent_of("mudanza", 1);
    let now = Timestamp::now();
    desk.set_availability(&agent, Availability::Away, now)
        .await
        .unwrap();
    let event = Customer::on_telegram().writes("mudanza");
    stack
        .route_until_taken(std::slice::from_ref(&event))
        .await
        .unwrap();
    assert!(
        thread_of(&store, &event)
            .await
            .unwrap()
            .unwrap()
            .is_waiting_for_an_agent()
    );
    // As if whoever wrote that they are back had died after it.
    store
        .write_availability(&agent, Availability::Available, now)
        .await
        .unwrap();
    store
        .look_after(&agent, now - SignedDuration::from_secs(1))
        .await
        .unwrap();
    until("a sweep to give them what waits", async || {
        stack.sweep().await?;
        let thread = thread_of(&store, &event).await?;
        Ok(thread.filter(|thread| thread.agent.as_ref() == Some(&agent)))
    })
    .await
    .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_wrote_on_whatsapp_and_then_by_sms_is_one_customer_with_one_thread_and_one_agent() {
    let stack = office::open().await;
    let store = stack.store();
    let marta = Customer::on_whatsapp();
    let first = marta.writes("correo: ¿cuándo llega?");
    stack
        .route_until_taken(std::slice::from_ref(&first))
        .await
        .unwrap();
    let second = marta.also_on("sms").writes("¿y bien?");
    stack
        .route_until_taken(std::slice::from_ref(&second))
        .await
        .unwrap();
    let threads = threads_of(&store, &[first, second]).await;
    assert_eq!(threads.len(), 1);
    let thread = &threads[0];
    assert_eq!((thread.messages, thread.channel.as_str()), (2, "sms"));
    assert_eq!(thread.agent, Some(agent_of("correo", 1)));
    let told = thread.told_channel.as_ref().map(|channel| channel.as_str());
    assert_eq!(
        told,
        Some("sms"),
        "the agent hears at once where an answer goes now"
    );
    assert_eq!(thread.untold, 0);
}
