//! Which thread a message belongs to.

use domain::customer::{Customer, OpenThread};
use domain::placement::{Placement, place};
use domain::*;
use rstest::rstest;

use crate::builders::*;

fn open(id: &str) -> OpenThread {
    OpenThread {
        thread: id.into(),
        topic: "pedido".into(),
        channel: "telegram".into(),
        orders: Vec::new(),
        subject: None,
        agent: None,
        home: None,
        name: None,
        withheld: false,
    }
}

fn customer(open: Vec<OpenThread>) -> Customer {
    Customer {
        open,
        ..Customer::new("c1".into())
    }
}

fn joins(id: &str) -> Placement {
    Placement::Join(id.into())
}

fn mail(subject: &str) -> ContactEvent {
    message("hola").on("email").subject(subject)
}

#[test]
fn without_an_open_thread_one_is_opened() {
    assert_eq!(
        place(&message("hola"), &customer(vec![]), None, None, &[]),
        Placement::Open
    );
}

#[test]
fn a_reply_joins_its_thread_before_all_else() {
    let on_order = OpenThread {
        orders: vec!["20418".to_owned()],
        ..open("TI-1")
    };
    let placed = place(
        &mail("Otra cosa"),
        &customer(vec![on_order]),
        Some(&"TI-9".into()),
        Some(&"general".into()),
        &["20418".to_owned()],
    );
    assert_eq!(
        placed,
        joins("TI-9"),
        "even one that is no longer among the open ones"
    );
}

#[test]
fn the_same_order_number_joins_across_channels_and_motives() {
    let on_order = OpenThread {
        orders: vec!["20418".to_owned()],
        ..open("TI-1")
    };
    let customer = customer(vec![on_order, open("TI-2")]);
    let orders = ["20511".to_owned(), "20418".to_owned()];
    assert_eq!(
        place(
            &mail("Sin relación"),
            &customer,
            None,
            Some(&"general".into()),
            &orders
        ),
        joins("TI-1")
    );
    assert_eq!(
        place(&message("20511"), &customer, None, None, &orders[..1]),
        latest(&["TI-1", "TI-2"])
    );
}

#[test]
fn of_two_threads_on_an_order_the_later_one_is_joined() {
    let on_order = |id: &str| OpenThread {
        orders: vec!["20418".to_owned()],
        ..open(id)
    };
    let placed = place(
        &message("?"),
        &customer(vec![on_order("TI-1"), on_order("TI-2")]),
        None,
        None,
        &["20418".to_owned()],
    );
    assert_eq!(placed, joins("TI-2"));
}

#[rstest]
#[case("pedido", joins("TI-1"))]
#[case("general", Placement::Open)]
fn an_explicit_motive_joins_its_topic_or_opens(#[case] motive: &str, #[case] expected: Placement) {
    assert_eq!(
        place(
            &message("hola"),
            &customer(vec![open("TI-1")]),
            None,
            Some(&motive.into()),
            &[]
        ),
        expected
    );
}

#[rstest]
#[case::another_subject("Factura de octubre", Placement::Open)]
#[case::the_same_subject("cambio de TALLA", joins("TI-1"))]
#[case::with_a_prefix("Re: RV: Cambio de talla", joins("TI-1"))]
fn a_mail_without_references_joins_by_its_subject_only(
    #[case] subject: &str,
    #[case] expected: Placement,
) {
    let by_mail = OpenThread {
        subject: Some("Cambio de talla".to_owned()),
        ..open("TI-1")
    };
    assert_eq!(
        place(
            &mail(subject),
            &customer(vec![by_mail, open("TI-2")]),
            None,
            None,
            &[]
        ),
        expected
    );
}

#[test]
fn a_mail_with_references_that_we_do_not_know_joins_the_open_thread() {
    let reply = ContactEvent {
        references: vec!["<x@shop.example>".to_owned()],
        ..mail("Otra cosa")
    };
    assert_eq!(
        place(&reply, &customer(vec![open("TI-1")]), None, None, &[]),
        joins("TI-1")
    );
}

fn latest(ids: &[&str]) -> Placement {
    Placement::JoinLatestOf(ids.iter().map(|id| ThreadId::new(*id)).collect())
}

#[test]
fn else_it_joins_the_most_recently_active_open_thread() {
    assert_eq!(
        place(
            &message("¿y?"),
            &customer(vec![open("TI-1")]),
            None,
            None,
            &[]
        ),
        joins("TI-1")
    );
    let two = customer(vec![open("TI-1"), open("TI-2")]);
    assert_eq!(
        place(&message("¿y?").on("whatsapp"), &two, None, None, &[]),
        latest(&["TI-1", "TI-2"])
    );
}

#[test]
fn a_customer_keeps_open_threads_and_forgets_resolved_ones() {
    let care = shop();
    let thread = anas_thread(&care, monday());
    let customer = Customer::new("c1".into())
        .with_thread(&thread)
        .with_thread(&thread);
    assert_eq!(customer.open.len(), 1, "the same thread once");
    assert_eq!(
        (customer.name.as_deref(), customer.language),
        (Some("Marta G."), Some("es".into()))
    );
}
