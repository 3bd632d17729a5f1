//! What our own account sent and what became of it.

use desk::Received;
use domain::timeline::What;
use domain::{ContactEvent, EventKey, EventKind, Status};
use jiff::{SignedDuration, Timestamp};
use testkit::Customer;

use crate::live::{self, Live};

/// An answer of ours that the provider's app or our own application sent a minute after the question.
fn echo(customer: &Customer, text: &str) -> ContactEvent {
    customer.is_answered_in_the_app(text, Timestamp::now() + SignedDuration::from_mins(1))
}

async fn asked(live: &Live) -> (Customer, ContactEvent) {
    let customer = Customer::on("messenger");
    let question = customer.writes("cola");
    live.receives(&question).await;
    (customer, question)
}

#[tokio::test]
async fn an_answer_of_a_person_in_the_app_stops_the_clock() {
    let live = live::open().await;
    let (customer, question) = asked(&live).await;
    live.receives(&echo(&customer, "Sale hoy")).await;
    let thread = live.thread_of(&question).await.unwrap();
    assert_eq!(thread.status, Status::WaitingOnCustomer);
    assert_eq!(live.told(&thread.id, "answer").len(), 1);
}

#[tokio::test]
async fn our_own_send_that_comes_back_is_no_answer_and_is_known_by_its_id() {
    let live = live::open().await;
    let (customer, question) = asked(&live).await;
    let mut own = echo(&customer, "Sale hoy");
    own.sent_by_us = true;
    let thread = live.thread_of(&question).await.unwrap().id;
    for expected in [
        Received::Joined(thread.clone()),
        Received::Repeated(Some(thread)),
    ] {
        assert_eq!(live.receives(&own).await, expected);
    }
    let thread = live.thread_of(&question).await.unwrap();
    assert_eq!(thread.status, Status::Open);
    assert!(thread.clock.is_some() && live.told(&thread.id, "answer").is_empty());
    let noted = live.told(&thread.id, "event");
    let What::Event(entry) = &noted[0].what else {
        panic!("{noted:?}")
    };
    assert_eq!((&entry.text, noted.len()), (&None, 1));
    assert_eq!(entry.target_message_id, own.external_message_id);
    assert_eq!(
        live.thread_of(&own).await.unwrap().id,
        thread.id,
        "a sender finds it"
    );
}

#[tokio::test]
async fn our_own_send_to_somebody_unknown_is_remembered_and_nothing_else() {
    let live = live::open().await;
    let mut own = echo(&Customer::on("messenger"), "Hola");
    own.sent_by_us = true;
    assert_eq!(live.receives(&own).await, Received::Ignored);
    assert_eq!(live.receives(&own).await, Received::Repeated(None));
}

/// What became of a message.
fn status(customer: &Customer, of: &str, status: &str) -> ContactEvent {
    let mut event = customer.writes("");
    event.kind = EventKind::Status;
    event.opens_thread = false;
    event.text = None;
    event.event_key = EventKey::of(&event.channel, &["status", of, status]);
    event.target_message_id = Some(of.to_owned());
    event.status = Some(status.to_owned());
    event
}

#[tokio::test]
async fn a_status_stands_on_the_thread_of_its_message_also_of_mail() {
    for channel in ["whatsapp", "email"] {
        let live = live::open().await;
        let customer = Customer::on(channel);
        let mut first = customer.writes("cola");
        first.subject = (channel == "email").then(|| "Talla".to_owned());
        live.receives(&first).await;
        let mut later = customer.writes("cola");
        later.subject = (channel == "email").then(|| "Otra cosa".to_owned());
        live.receives(&later).await;
        let id = first.external_message_id.clone().unwrap();
        let delivered = status(&customer, &id, "delivered");
        let thread = live.thread_of(&first).await.unwrap().id;
        assert_eq!(
            live.receives(&delivered).await,
            Received::Joined(thread.clone())
        );
        assert_eq!(live.told(&thread, "event").len(), 1, "{channel}");
        let unknown = status(&customer, "never sent", "delivered");
        assert_eq!(live.receives(&unknown).await, Received::Ignored);
    }
}

#[tokio::test]
async fn a_mail_is_found_by_its_message_id_when_its_event_is_named_otherwise() {
    let live = live::open().await;
    let customer = Customer::on("email");
    let mut mail = customer.writes("cola");
    mail.subject = Some("Talla".to_owned());
    mail.event_key = EventKey::of(
        &mail.channel,
        &["message", "an-id", "and a hash of its body"],
    );
    live.receives(&mail).await;
    let id = mail.external_message_id.clone().unwrap();
    let bounced = live.receives(&status(&customer, &id, "failed")).await;
    assert_eq!(
        bounced,
        Received::Joined(live.thread_of(&mail).await.unwrap().id)
    );
}
