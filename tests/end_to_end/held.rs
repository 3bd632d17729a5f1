//! Spam, and contacts that are blocked.

use jiff::Timestamp;
use store::ThreadFilter;
use testkit::Customer;

use crate::office::{self, mails_about, thread_of};

const OFFER: &str = "Ofrecemos posicionamiento SEO para su web y enlaces de calidad, primera página de Google \
    garantizada. Gane dinero con criptomonedas, inversión garantizada: https://ofertas.example";

#[tokio::test(flavor = "multi_thread")]
async fn spam_gets_no_agent_and_no_notice_and_keeps_its_start_when_released() {
    let stack = office::open().await;
    let store = stack.store();
    let event = Customer::on_telegram().writes(OFFER);
    stack
        .route_until_taken(std::slice::from_ref(&event))
        .await
        .unwrap();
    let thread = thread_of(&store, &event).await.unwrap().unwrap();
    assert!(thread.held.is_some() && thread.agent.is_none() && thread.clock.is_none());
    let listed = store.list_threads(&ThreadFilter::Held, 100).await.unwrap();
    assert!(listed.iter().any(|held| held.id == thread.id));
    assert!(mails_about(&stack, &thread.id).await.is_empty());
    let released = stack
        .desk()
        .release(&thread.id, "jefa", Timestamp::now())
        .await
        .unwrap();
    let clock = released.thread.clock.unwrap();
    assert_eq!(clock.started_at, thread.held.unwrap().since);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_blocked_contact_writes_goes_nowhere() {
    let stack = office::open().await;
    let (store, desk) = (stack.store(), stack.desk());
    let troll = Customer::on_telegram();
    let first = troll.writes("bloqueo");
    stack
        .route_until_taken(std::slice::from_ref(&first))
        .await
        .unwrap();
    let thread = thread_of(&store, &first).await.unwrap().unwrap();
    desk.block(&thread.id, Timestamp::now()).await.unwrap();
    let second = troll.writes("bloqueo otra vez");
    stack
        .route_until_taken(std::slice::from_ref(&second))
        .await
        .unwrap();
    assert!(thread_of(&store, &second).await.unwrap().is_none());
    assert_eq!(store.thread(&thread.id).await.unwrap().unwrap().messages, 1);
    desk.unblock(&thread.id).await.unwrap();
    stack
        .route_until_taken(std::slice::from_ref(&second))
        .await
        .unwrap();
    assert_eq!(store.thread(&thread.id).await.unwrap().unwrap().messages, 2);
}
