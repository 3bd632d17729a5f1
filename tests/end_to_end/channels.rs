//! The road from each provider's request to an agent's mail.

use domain::{ContactEvent, EventKey, hashed};
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
    let _road = office::road().await;
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
    let _road = office::road().await;
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
    let _road = office::road().await;
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
    let _road = office::road().await;
    assert_eq!(stack.telegram_with_token("{}", "wrong").await.unwrap(), 401);
    let token = stack.secret("telegram", "secret_token").to_owned();
    let nonsense = format!("this is no update {}", Uuid::new_v4());
    let kept_as = format!("-{}.json", hashed(&nonsense));
    let status = stack.telegram_with_token(nonsense.clone(), &token).await;
    assert_eq!(status.unwrap(), 200);
    let vault = stack.vault();
    let mut kept = vault.list("quarantine/telegram/", 1000).await.unwrap();
    kept.retain(|object| object.key.ends_with(&kept_as));
    assert_eq!(kept.len(), 1, "kept once");
    let request = vault.quarantined(&kept[0].key).await.unwrap();
    assert_eq!(request.bytes().unwrap(), nonsense.as_bytes(), "and whole");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_reaches_an_agent_and_its_reply_joins_the_same_thread() {
    let stack = office::open().await;
    let _road = office::road().await;
    let (mark, agent) = (Uuid::new_v4().simple().to_string(), agent_of("carta", 1));
    let mail = |id: &str, more: &str, text: &str| {
        format!(
            "From: Berta <berta-{mark}@clienta.example>\r\nTo: hola@tienda.example\r\nSubject: Una carta\r\n\
             Message-ID: <{id}.{mark}@clienta.example>\r\n{more}\r\n{text}\r\n"
        )
    };
    stack
        .mail(&mail("uno", "", "Quiero cambiar una carta."), "PASS")
        .await
        .unwrap();
    let store = stack.store();
    let of_berta = async |messages: u32| {
        let inbox = inbox(&store, &agent).await;
        Ok(inbox
            .into_iter()
            .find(|thread| thread.contact_id.contains(&mark) && thread.messages == messages))
    };
    let thread = until("the mail's thread", async || of_berta(1).await)
        .await
        .unwrap();
    let reply = format!("In-Reply-To: <uno.{mark}@clienta.example>\r\n");
    stack
        .mail(&mail("dos", &reply, "Otra cosa: la de ayer."), "PASS")
        .await
        .unwrap();
    let joined = until("the reply", async || of_berta(2).await)
        .await
        .unwrap();
    assert_eq!(joined.id, thread.id);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_whose_sender_is_not_proved_joins_nobodys_thread() {
    let stack = office::open().await;
    let _road = office::road().await;
    let mark = Uuid::new_v4().simple().to_string();
    let mail = |id: &str, more: &str| {
        format!(
            "From: eva-{mark}@clienta.example\r\nTo: hola@tienda.example\r\nSubject: Una carta\r\n\
             Message-ID: <{id}.{mark}@clienta.example>\r\n{more}\r\nMi carta.\r\n"
        )
    };
    stack.mail(&mail("proved", ""), "PASS").await.unwrap();
    let store = stack.store();
    let of_eva = async |threads: usize| {
        let mut inbox = inbox(&store, &agent_of("carta", 1)).await;
        inbox.retain(|thread| thread.contact_id.contains(&mark));
        Ok(Some(inbox).filter(|inbox| inbox.len() == threads))
    };
    until("the proved mail", async || of_eva(1).await)
        .await
        .unwrap();
    let reply = format!("In-Reply-To: <proved.{mark}@clienta.example>\r\n");
    stack.mail(&mail("forged", &reply), "FAIL").await.unwrap();
    let threads = until("the forged mail", async || of_eva(2).await)
        .await
        .unwrap();
    assert_ne!(threads[0].customer, threads[1].customer);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_out_of_office_mail_opens_no_thread() {
    let stack = office::open().await;
    let _road = office::road().await;
    let mark = Uuid::new_v4().simple().to_string();
    let mail = |id: &str, more: &str| {
        format!(
            "From: ausente-{mark}@clienta.example\r\nTo: hola@tienda.example\r\nSubject: Una carta {id}\r\n\
             Message-ID: <{id}.{mark}@clienta.example>\r\n{more}\r\nEstoy de vacaciones. Carta.\r\n"
        )
    };
    stack
        .mail(&mail("ausente", "Auto-Submitted: auto-replied\r\n"), "PASS")
        .await
        .unwrap();
    stack.mail(&mail("presente", ""), "PASS").await.unwrap();
    let store = stack.store();
    let thread = until("the thread of the mail that a person wrote", async || {
        let inbox = inbox(&store, &agent_of("carta", 1)).await;
        Ok(inbox
            .into_iter()
            .find(|thread| thread.contact_id.contains(&mark)))
    })
    .await
    .unwrap();
    assert_eq!(thread.messages, 1);
    assert!(thread.subject.unwrap().contains("presente"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_who_is_told_in_slack_reads_it_there_once() {
    let stack = office::open().await;
    let event = Customer::on_telegram().writes("charla: <!channel> ¿hay alguien?");
    for _ in 0..3 {
        stack
            .route_until_taken(std::slice::from_ref(&event))
            .await
            .unwrap();
    }
    let thread = thread_of(&stack.store(), &event).await.unwrap().unwrap();
    let address = format!(
        "{}/_sandbox/calls?service=slack&method=chat.postMessage",
        stack.made.sandbox
    );
    let posted = until("the Slack message", async || {
        let calls: serde_json::Value = stack.http.get(&address).send().await?.json().await?;
        let all = calls
            .as_array()
            .or_else(|| calls["calls"].as_array())
            .cloned()
            .unwrap_or_default();
        let about: Vec<_> = all
            .into_iter()
            .filter(|call| call.to_string().contains(thread.id.as_str()))
            .collect();
        Ok(Some(about).filter(|about| !about.is_empty()))
    })
    .await
    .unwrap();
    assert_eq!(posted.len(), 1);
    assert!(posted[0].to_string().contains("C0CHARLA"));
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
