//! The road from each provider's request to an agent's mail.

use domain::{ContactEvent, EventKey};
use jiff::Timestamp;
use serde_json::json;
use testkit::shop::agent_of;
use testkit::wait::until;
use testkit::webhooks::{telegram_text, whatsapp_text};
use testkit::{Customer, Stack};
use uuid::Uuid;

use crate::office::{self, inbox, mails_about, thread_of};

#[tokio::test(flavor = "multi_thread")]
async fn a_telegram_message_reaches_an_agent_and_a_repeat_changes_nothing() {
    let stack = office::open().await;
    let number = i64::from(Uuid::new_v4().as_fields().0);
    let update = telegram_text(
        number,
        number,
        7,
        Timestamp::now().as_second(),
        "telegrama, por favor",
    );
    for _ in 0..3 {
        assert_eq!(stack.telegram(&update).await.unwrap(), 200);
    }
    let event = seen_as("telegram", &format!("{number}:7"));
    reaches(&stack, &event, "telegrama", 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whatsapp_message_reaches_an_agent() {
    let stack = office::open().await;
    let (phone, id) = (
        Customer::on_whatsapp().phone().unwrap()[1..].to_owned(),
        format!("wamid.{}", Uuid::new_v4()),
    );
    let body = whatsapp_text(
        &phone,
        &id,
        Timestamp::now().as_second(),
        "guasap: ¿dónde está mi pedido?",
    );
    assert_eq!(stack.whatsapp(&body).await.unwrap(), 200);
    reaches(&stack, &seen_as("whatsapp", &id), "guasap", 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_web_form_reaches_an_agent() {
    let stack = office::open().await;
    let form = json!({
        "client_message_id": Uuid::new_v4().to_string(),
        "name": "Ana Ruiz",
        "email": "ana@clienta.example",
        "motive": "formulario",
        "text": "Una pregunta sobre otra cosa",
        "hp": "",
    });
    let status = stack.web_form(&form).await.unwrap();
    assert!(status.is_success(), "{status}");
    let agent = agent_of("formulario", 1);
    until("the form's thread", async || {
        Ok(inbox(&stack.store(), &agent).await.pop())
    })
    .await
    .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forged_request_is_refused_and_an_authentic_unreadable_one_is_kept() {
    let stack = office::open().await;
    assert_eq!(stack.telegram_with_token("{}", "wrong").await.unwrap(), 401);
    let before = stack
        .vault()
        .list("quarantine/telegram/", 1000)
        .await
        .unwrap()
        .len();
    let token = stack.secret("telegram", "secret_token").to_owned();
    let nonsense = format!("this is no update {}", Uuid::new_v4());
    assert_eq!(
        stack.telegram_with_token(nonsense, &token).await.unwrap(),
        200
    );
    let after = stack
        .vault()
        .list("quarantine/telegram/", 1000)
        .await
        .unwrap()
        .len();
    assert_eq!(after, before + 1);
}

/// The event of a message as its channel names it.
fn seen_as(channel: &str, message: &str) -> ContactEvent {
    let mut event = Customer::on(channel).writes("");
    event.event_key = EventKey::of(&event.channel, &["message", message]);
    event
}

async fn reaches(stack: &Stack, event: &ContactEvent, counter: &str, messages: u32) {
    let store = stack.store();
    let thread = until("the message's thread", async || {
        thread_of(&store, event).await
    })
    .await
    .unwrap();
    assert_eq!(thread.agent, Some(agent_of(counter, 1)));
    assert_eq!(thread.messages, messages);
    let mails = until("the agent's mail", async || {
        Ok(Some(mails_about(stack, &thread.id).await).filter(|mails| !mails.is_empty()))
    })
    .await
    .unwrap();
    assert_eq!(mails.len(), 1);
}
