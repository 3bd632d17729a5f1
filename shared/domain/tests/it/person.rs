//! Who writes on a customer's line.

use domain::customer::Customer;
use domain::echo::note_own_echo;
use domain::people::Standing;
use domain::person::{Withheld, Writer, who_writes};
use domain::placement::{Placement, place};
use domain::receive::{self, Arrival};
use domain::timeline::{What, WhoFound};
use domain::*;
use rstest::rstest;

use crate::builders::*;

const ANOTHER_NAME: Writer = Writer::Stranger(Withheld::AnotherName);
const ANOTHER_ORDER: Writer = Writer::Stranger(Withheld::AnotherOrder);

/// Marta, with an open thread about order 20418.
fn marta(care: &Care) -> Customer {
    let mut thread = anas_thread(care, monday());
    thread.orders = vec!["20418".to_owned()];
    Customer::new("c1".into()).with_thread(&thread)
}

fn named(name: Option<&str>) -> ContactEvent {
    ContactEvent {
        sender_name: name.map(str::to_owned),
        ..message("hola")
    }
}

fn writer(name: Option<&str>, orders: &[&str]) -> Writer {
    let orders: Vec<String> = orders.iter().map(|order| (*order).to_owned()).collect();
    who_writes(&marta(&shop()), &named(name), &orders, true, false)
}

#[rstest]
#[case(Some("Marta G."), Writer::Plausible)]
#[case(Some("MARTA Núñez"), Writer::Plausible)]
#[case(None, Writer::Plausible)]
#[case::nothing_to_compare(Some("🌸 M."), Writer::Plausible)]
#[case(Some("Luis"), ANOTHER_NAME)]
#[case::particles_say_nothing(Some("Luis de la G."), ANOTHER_NAME)]
fn another_name_is_another_person(#[case] name: Option<&str>, #[case] expected: Writer) {
    assert_eq!(writer(name, &[]), expected);
}

#[test]
fn another_order_is_another_person_and_an_order_of_theirs_is_them() {
    assert_eq!(writer(Some("Marta"), &["20999"]), ANOTHER_ORDER);
    assert_eq!(writer(Some("Luis"), &["20999", "20418"]), Writer::Proved);
    let stranger_to_us = Customer::new("c2".into());
    let orders = ["20999".to_owned()];
    let first = who_writes(&stranger_to_us, &named(None), &orders, true, false);
    assert_eq!(first, Writer::Plausible, "their first order is theirs");
}

#[test]
fn an_address_of_theirs_is_them() {
    let orders = ["20999".to_owned()];
    let writer = who_writes(&marta(&shop()), &named(Some("Luis")), &orders, true, true);
    assert_eq!(writer, Writer::Proved);
}

#[test]
fn where_no_phone_leads_to_a_customer_a_name_says_nothing() {
    let orders = ["20999".to_owned()];
    let writer = who_writes(&marta(&shop()), &named(Some("Luis")), &orders, false, false);
    assert_eq!(writer, Writer::Plausible);
}

/// The change that a message of this writer makes on a thread.
fn joined(care: &Care, thread: Thread, writer: Writer, event: &ContactEvent) -> change::Change {
    let arrival = Arrival {
        writer,
        ..arrival(event)
    };
    receive::join(care, thread, &arrival, event.received_at).unwrap()
}

fn opened(
    care: &Care,
    customer: &Customer,
    writer: Writer,
    event: &ContactEvent,
) -> change::Change {
    let arrival = Arrival {
        writer,
        ..arrival(event)
    };
    receive::open(care, "TI-2".into(), customer.clone(), &arrival).unwrap()
}

fn found(change: &change::Change) -> Vec<WhoFound> {
    let who = change.entries.iter().filter_map(|entry| match &entry.what {
        What::Who(who) => Some(who.found),
        _ => None,
    });
    who.collect()
}

#[test]
fn a_strangers_thread_is_shown_without_history_and_teaches_nothing_of_the_customer() {
    let care = shop();
    let customer = marta(&care);
    let change = opened(&care, &customer, ANOTHER_NAME, &named(Some("Luis")));
    assert_eq!(change.thread.history_withheld, Some(Withheld::AnotherName));
    assert_eq!(found(&change), [WhoFound::Stranger(Withheld::AnotherName)]);
    let mut thread = change.thread;
    thread.orders = vec!["20999".to_owned()];
    let after = customer.with_thread(&thread);
    assert_eq!(after.name.as_deref(), Some("Marta G."));
    assert!(!after.owns_order("20999") && after.open[1].withheld);
}

#[test]
fn a_stranger_without_a_name_is_not_called_by_the_customers() {
    let care = shop();
    let change = opened(&care, &marta(&care), ANOTHER_ORDER, &named(None));
    assert_eq!(change.thread.customer_name, None);
    let plausible = opened(&care, &marta(&care), Writer::Plausible, &named(None));
    assert_eq!(plausible.thread.customer_name.as_deref(), Some("Marta G."));
}

#[test]
fn an_order_or_address_of_the_customers_shows_the_history_again() {
    let care = shop();
    let customer = marta(&care);
    let withheld = opened(&care, &customer, ANOTHER_NAME, &named(Some("Tienda M."))).thread;
    let customer = customer.with_thread(&withheld);
    let plausible = joined(&care, withheld.clone(), Writer::Plausible, &named(None));
    assert!(plausible.thread.history_withheld.is_some() && found(&plausible).is_empty());
    let proved = joined(&care, withheld, Writer::Proved, &named(None));
    assert_eq!(proved.thread.history_withheld, None);
    assert_eq!(found(&proved), [WhoFound::Proved]);
    let customer = customer.in_step_with(&proved.thread, false).unwrap();
    assert_eq!(customer.name.as_deref(), Some("Tienda M."));
}

#[test]
fn somebody_may_say_that_it_is_the_same_person() {
    let care = shop();
    let customer = marta(&care);
    let thread = opened(&care, &customer, ANOTHER_NAME, &named(Some("Tita"))).thread;
    let standing = Standing::alone(customer.with_thread(&thread));
    let change = action::same_person(thread, &standing, monday()).unwrap();
    assert_eq!(change.thread.history_withheld, None);
    assert_eq!(change.customer.unwrap().name.as_deref(), Some("Tita"));
    let again = action::same_person(change.thread, &standing, monday());
    assert_eq!(again.unwrap_err(), action::ActionError::NotWithheld);
}

/// The threads that a message may join, of Marta's own and one that Luis wrote on her line.
fn seen(name: Option<&str>, orders: &[&str]) -> Placement {
    let care = shop();
    let customer = marta(&care);
    let luis = opened(&care, &customer, ANOTHER_NAME, &named(Some("Luis"))).thread;
    let customer = customer.with_thread(&luis);
    let orders: Vec<String> = orders.iter().map(|order| (*order).to_owned()).collect();
    let event = named(name);
    let writer = who_writes(&customer, &event, &orders, true, false);
    place(
        &event,
        &writer.sees(&customer, &event, &orders, true),
        None,
        None,
        &orders,
    )
}

#[test]
fn a_stranger_joins_their_own_thread_and_nobody_elses() {
    assert_eq!(seen(Some("Luis"), &[]), Placement::Join("TI-2".into()));
    assert_eq!(
        seen(Some("Marta"), &[]),
        Placement::Join("TI-100000".into())
    );
    assert_eq!(seen(Some("Eva"), &[]), Placement::Open);
    assert_eq!(seen(Some("Marta"), &["20999"]), Placement::Open);
    assert_eq!(
        seen(Some("Eva"), &["20418"]),
        Placement::Join("TI-100000".into())
    );
    let both = ["TI-100000", "TI-2"].map(ThreadId::new).to_vec();
    assert_eq!(
        seen(None, &[]),
        Placement::JoinLatestOf(both),
        "nothing tells"
    );
}

#[test]
fn a_stranger_who_names_their_order_again_joins_their_own_thread() {
    let care = shop();
    let customer = marta(&care);
    let orders = vec!["20999".to_owned()];
    let event = named(None);
    let arrival = Arrival {
        writer: ANOTHER_ORDER,
        orders: orders.clone(),
        ..arrival(&event)
    };
    let theirs = receive::open(&care, "TI-2".into(), customer.clone(), &arrival).unwrap();
    let customer = customer.with_thread(&theirs.thread);
    let writer = who_writes(&customer, &event, &orders, true, false);
    assert_eq!(writer, ANOTHER_ORDER);
    let seen = writer.sees(&customer, &event, &orders, true);
    assert_eq!(
        place(&event, &seen, None, None, &orders),
        Placement::Join("TI-2".into())
    );
}

#[test]
fn a_strangers_reply_into_the_customers_thread_does_not_make_it_theirs() {
    let care = shop();
    let thread = anas_thread(&care, monday());
    let change = joined(&care, thread, ANOTHER_NAME, &named(Some("Luis")));
    assert_eq!(change.thread.customer_name.as_deref(), Some("Marta G."));
    assert!(change.thread.history_withheld.is_some());
}

#[test]
fn a_stranger_is_not_led_to_what_the_customer_had_resolved() {
    let care = shop();
    let customer = Customer {
        open: Vec::new(),
        last_resolved: Some("TI-1".into()),
        ..marta(&care)
    };
    let event = named(Some("Luis"));
    assert_eq!(
        ANOTHER_NAME
            .sees(&customer, &event, &[], true)
            .last_resolved,
        None
    );
    assert_eq!(
        Writer::Plausible.sees(&customer, &event, &[], true),
        customer
    );
}

#[test]
fn a_customer_is_written_anew_only_where_it_matters_to_the_next_message() {
    let care = shop();
    let customer = marta(&care);
    let mut thread = anas_thread(&care, monday());
    thread.orders = vec!["20418".to_owned()];
    assert_eq!(customer.in_step_with(&thread, false), None);
    thread.agent = Some("bea".into());
    thread.topic = "general".into();
    assert_eq!(customer.in_step_with(&thread, false), None);
    assert!(customer.in_step_with(&thread, true).unwrap().line);
    thread.orders.push("20511".to_owned());
    let next = customer.in_step_with(&thread, false).unwrap();
    assert!(next.owns_order("20511") && next.open[0].orders.len() == 2);
}

#[test]
fn twenty_orders_of_a_customer_are_remembered() {
    let care = shop();
    let mut thread = anas_thread(&care, monday());
    let mut customer = Customer::new("c1".into());
    for order in 0..30 {
        thread.orders = vec![order.to_string()];
        customer = customer.with_thread(&thread);
    }
    assert_eq!(customer.orders.len(), 20);
    assert!(customer.owns_order("29") && !customer.owns_order("9"));
}

#[test]
fn items_that_were_written_before_are_read() {
    let customer: Customer = serde_json::from_value(serde_json::json!({
        "id": "c1", "version": 3, "name": "Marta",
        "open": [{ "thread": "TI-1", "topic": "pedido", "channel": "telegram" }],
    }))
    .unwrap();
    assert!(!customer.line && customer.orders.is_empty() && customer.merged_into.is_none());
    let mut thread = serde_json::to_value(anas_thread(&shop(), monday())).unwrap();
    thread.as_object_mut().unwrap().remove("history_withheld");
    let thread: Thread = serde_json::from_value(thread).unwrap();
    assert_eq!(thread.history_withheld, None);
}

#[test]
fn our_own_send_that_comes_back_is_no_answer_and_stops_nothing() {
    let care = shop();
    let thread = anas_thread(&care, monday());
    let echo = ContactEvent {
        kind: EventKind::Echo,
        sent_by_us: true,
        ..message("Sale hoy")
    };
    let change = note_own_echo(thread.clone(), &echo);
    let What::Event(entry) = &change.entries[0].what else {
        panic!("{:?}", change.entries)
    };
    assert_eq!((entry.event, &entry.text), (EventKind::Echo, &None));
    assert_eq!(entry.target_message_id, echo.external_message_id);
    assert_eq!(change.thread.clock, thread.clock);
    assert_eq!(change.thread.status, Status::Open);
}
