//! Nothing is lost, nothing is doubled; one open thread per request.

use futures::future::join_all;
use testkit::Customer;
use testkit::wait::until;

use crate::office::{self, count, mails_about, thread_of, threads_of};

#[tokio::test(flavor = "multi_thread")]
async fn the_same_event_twenty_times_at_once_is_one_message_one_assignment_and_one_notice() {
    let stack = office::open().await;
    let store = stack.store();
    let event = Customer::on_telegram().writes("un repetido, por favor");
    let batches: Vec<_> = (0..20).map(|_| vec![event.clone()]).collect();
    for outcome in join_all(batches.iter().map(|batch| stack.route_until_taken(batch))).await {
        outcome.unwrap();
    }
    let thread = thread_of(&store, &event).await.unwrap().unwrap();
    assert_eq!(thread.messages, 1);
    assert_eq!(count(&store, &thread.id, "message").await, 1);
    assert_eq!(count(&store, &thread.id, "decision").await, 1);
    let mails = until("the mail of the assignment", async || {
        Ok(Some(mails_about(&stack, &thread.id).await).filter(|mails| !mails.is_empty()))
    })
    .await
    .unwrap();
    assert_eq!(mails.len(), 1, "one notice to one recipient");
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_first_messages_of_a_new_contact_at_once_are_one_thread() {
    let stack = office::open().await;
    let store = stack.store();
    let customer = Customer::on_whatsapp();
    let events: Vec<_> = (0..10)
        .map(|number| customer.writes(&format!("tormenta {number}")))
        .collect();
    let batches: Vec<_> = events.iter().map(|event| vec![event.clone()]).collect();
    for outcome in join_all(batches.iter().map(|batch| stack.route_until_taken(batch))).await {
        outcome.unwrap();
    }
    let threads = threads_of(&store, &events).await;
    assert_eq!(threads.len(), 1);
    assert_eq!(threads[0].messages, 10);
    assert_eq!(count(&store, &threads[0].id, "message").await, 10);
    assert_eq!(
        count(&store, &threads[0].id, "decision").await,
        1,
        "assigned once"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn one_person_on_two_channels_with_the_same_phone_is_one_customer_with_one_thread() {
    let stack = office::open().await;
    let store = stack.store();
    let on_whatsapp = Customer::on_whatsapp();
    let on_sms = on_whatsapp.also_on("sms");
    let first = on_whatsapp.writes("cliente: ¿dónde está mi pedido?");
    let second = on_sms.writes("cliente: sigo esperando");
    stack
        .route_until_taken(std::slice::from_ref(&first))
        .await
        .unwrap();
    stack
        .route_until_taken(std::slice::from_ref(&second))
        .await
        .unwrap();
    assert_eq!(threads_of(&store, &[first, second]).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_somebody_only_claims_joins_nobody() {
    let stack = office::open().await;
    let store = stack.store();
    let first = Customer::on("webchat")
        .claiming("marta@clienta.example")
        .writes("cliente: una pregunta");
    let other = Customer::on("webchat")
        .claiming("marta@clienta.example")
        .writes("cliente: soy Marta, de verdad");
    stack
        .route_until_taken(std::slice::from_ref(&first))
        .await
        .unwrap();
    stack
        .route_until_taken(std::slice::from_ref(&other))
        .await
        .unwrap();
    let threads = threads_of(&store, &[first, other]).await;
    assert_eq!(threads.len(), 2);
    assert_ne!(threads[0].customer, threads[1].customer);
}
