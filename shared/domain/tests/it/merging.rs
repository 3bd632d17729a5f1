//! Merging customers, undoing it and splitting them, in any order: nothing is lost, doubled or left in two places.

use domain::customer::Customer;
use domain::merging::{self, Because, Merge, PartError, Regrouping};
use domain::people::Standing;
use domain::*;
use proptest::prelude::*;

use crate::builders::*;
use crate::world::{Happening, World, happening, nth};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_happens_every_message_contact_and_thread_has_its_one_place(
        happenings in prop::collection::vec(happening(), 1..60)
    ) {
        let mut world = World::new();
        for happening in &happenings {
            world.happens(happening);
            world.check();
        }
    }

    #[test]
    fn an_undone_merge_leaves_everything_whose_it_was(
        before in prop::collection::vec(happening(), 1..40),
        one in 0..6_u8,
        other in 0..6_u8,
    ) {
        let mut world = World::new();
        for happening in &before {
            world.happens(happening);
        }
        let (owners, open, merges) = (world.owners(), world.open(), world.merges.len());
        let past = world.past();
        world.happens(&Happening::Merges { one, other });
        if world.merges.len() > merges {
            prop_assert_ne!(&world.owners(), &owners);
            let merge = world.merges.last().unwrap().clone();
            world.undo(merge);
        }
        prop_assert_eq!(world.owners(), owners);
        prop_assert_eq!(world.open(), open);
        prop_assert_eq!(world.past(), past);
        world.check();
    }

    #[test]
    fn what_people_told_apart_no_message_joins_again(
        before in prop::collection::vec(happening(), 1..30),
        number in any::<u8>(),
        after in prop::collection::vec((0..6_u8, prop::collection::vec(0..5_u8, 0..3)), 1..20),
    ) {
        let mut world = World::new();
        for happening in &before {
            world.happens(happening);
        }
        let open: Vec<Merge> = world
            .merges
            .iter()
            .filter(|merge| merge.undone_at.is_none())
            .cloned()
            .collect();
        let Some(merge) = nth(&open, number).cloned() else { return Ok(()) };
        world.undo(merge.clone());
        for (contact, phones) in after {
            world.happens(&Happening::Writes { contact, phones });
            world.check();
            let stands = |id| world.standing(id).customer.id;
            prop_assert_ne!(stands(&merge.survivor), stands(&merge.merged));
        }
    }
}

/// Two customers, each with one open thread.
fn two() -> (World, Standing, Standing) {
    let mut world = World::new();
    world.writes(0, &[]);
    world.writes(3, &[]);
    let stands = |id: &str| world.standing(&id.into());
    let (one, other) = (stands("c0001"), stands("c0002"));
    (world, one, other)
}

#[test]
fn both_customers_threads_are_the_survivors_and_the_elder_survives() {
    let (mut world, one, other) = two();
    world.merge(other, one, Because::Operator);
    let survivor = &world.customers["c0001"];
    let listed: Vec<_> = survivor
        .open
        .iter()
        .map(|open| {
            (
                open.thread.as_str(),
                open.home.as_ref().map(CustomerId::as_str),
            )
        })
        .collect();
    assert_eq!(listed, [("TI-0001", None), ("TI-0002", Some("c0002"))]);
    let merged = &world.customers["c0002"];
    assert_eq!(
        merged.merged_into.as_ref().unwrap().customer.as_str(),
        "c0001"
    );
}

#[test]
fn a_merge_tells_the_open_threads_of_both() {
    let (_, one, other) = two();
    let regrouping = merging::merge(one, other, "M-1".into(), Because::Operator, monday());
    let told: Vec<_> = regrouping
        .entries
        .iter()
        .map(|(thread, entry)| (thread.as_str(), entry.what.word()))
        .collect();
    assert_eq!(told, [("TI-0001", "who"), ("TI-0002", "who")]);
}

#[test]
fn a_merge_is_undone_once() {
    let (mut world, one, other) = two();
    world.merge(one, other, Because::Operator);
    let merge = world.merges[0].clone();
    world.undo(merge);
    let again = merging::part(world.merges[0].clone(), &world.people(), monday());
    assert!(matches!(again, Err(PartError::Undone(_))));
    let never = Merge {
        undone_at: None,
        ..world.merges[0].clone()
    };
    let never = merging::part(never, &world.people(), monday());
    assert!(matches!(never, Err(PartError::NotMerged(_))));
}

#[test]
fn an_undone_merge_gives_back_name_orders_and_agent() {
    let (mut world, one, other) = two();
    let (mut one, mut other) = (one.customer, other.customer);
    one.name = None;
    one.orders = vec!["1".to_owned()];
    other.orders = vec!["2".to_owned(), "1".to_owned()];
    other.known_agent = Some("ana".into());
    world.write(Regrouping {
        customers: vec![one.clone(), other.clone()],
        ..Regrouping::default()
    });
    let (one, other) = (
        world.customers["c0001"].clone(),
        world.customers["c0002"].clone(),
    );
    let stands = |id: &str| world.standing(&id.into());
    let (first, second) = (stands("c0001"), stands("c0002"));
    world.merge(first, second, Because::Operator);
    let both = &world.customers["c0001"];
    assert_eq!((both.name.as_deref(), both.orders.len()), (Some("Ana"), 2));
    world.undo(world.merges[0].clone());
    let parted = &world.customers["c0001"];
    assert_eq!((&parted.name, &parted.orders), (&one.name, &one.orders));
    assert_eq!(parted.known_agent, None);
    let back = &world.customers["c0002"];
    assert_eq!((&back.name, &back.orders), (&other.name, &other.orders));
}

#[test]
fn another_person_takes_thread_contact_and_line_with_them() {
    let mut world = World::new();
    world.writes(0, &[1]);
    world.split(world.threads["TI-0001"].clone());
    let new = world.threads["TI-0001"].customer.clone();
    assert_ne!(new.as_str(), "c0001");
    assert!(
        world
            .contacts
            .values()
            .all(|contact| contact.lead.customer == new)
    );
    assert!(world.aliases.values().all(|lead| lead.customer == new));
    let before = &world.customers["c0001"];
    assert!(before.open.is_empty() && before.name.is_none());
    world.writes(0, &[1]);
    assert_eq!(world.threads.len(), 1, "they go on in their own thread");
    assert_ne!(world.standing(&new).customer.id.as_str(), "c0001");
}

fn resolved(id: &str, customer: &str) -> Thread {
    Thread {
        id: id.into(),
        customer: customer.into(),
        status: Status::Resolved,
        ..anas_thread(&shop(), monday())
    }
}

fn past(customer: &Customer) -> Vec<&str> {
    let past = customer.past.iter();
    past.map(|past| past.thread.as_str()).collect()
}

fn with_resolved(id: &str, threads: std::ops::Range<u32>) -> Customer {
    threads.fold(Customer::new(id.into()), |customer, number| {
        customer.with_thread(&resolved(&format!("TI-{number}"), id))
    })
}

#[test]
fn the_five_threads_that_were_resolved_last_are_remembered() {
    let customer = with_resolved("c1", 1..8);
    assert_eq!(past(&customer), ["TI-3", "TI-4", "TI-5", "TI-6", "TI-7"]);
    let again = customer.with_thread(&resolved("TI-4", "c1"));
    assert_eq!(past(&again), ["TI-3", "TI-5", "TI-6", "TI-7", "TI-4"]);
}

#[test]
fn what_is_opened_again_and_what_a_stranger_wrote_is_not_past() {
    let open = Thread {
        status: Status::Open,
        ..resolved("TI-2", "c1")
    };
    let withheld = Thread {
        history_withheld: Some(person::Withheld::AnotherName),
        ..resolved("TI-3", "c1")
    };
    let customer = with_resolved("c1", 1..3).with_thread(&open);
    assert_eq!(past(&customer.with_thread(&withheld)), ["TI-1"]);
}

#[test]
fn a_merge_takes_the_past_of_both_and_undoing_it_gives_each_their_own() {
    let (one, other) = (with_resolved("c1", 1..6), with_resolved("c2", 6..11));
    let (one_had, other_had) = (one.past.clone(), other.past.clone());
    let [one, other] = [one, other].map(Standing::alone);
    let merged = merging::merge(one, other, "M-1".into(), Because::Operator, monday());
    let [both, gone] = merged.customers.as_slice() else {
        panic!("two customers")
    };
    assert_eq!((both.past.len(), gone.past.len()), (10, 0));
    let both = both.clone().with_thread(&resolved("TI-11", "c2"));
    let mut people = people::People::default();
    people.extend([both, gone.clone()]);
    let parted = merging::part(merged.merge.unwrap(), &people, monday()).unwrap();
    let of = |id: &str| parted.customers.iter().find(|one| one.id.as_str() == id);
    assert_eq!(of("c1").unwrap().past, one_had);
    let back = of("c2").unwrap();
    assert_eq!(past(back), ["TI-7", "TI-8", "TI-9", "TI-10", "TI-11"]);
    assert_eq!(back.past[..4], other_had[1..]);
}

#[test]
fn customers_of_before_have_no_past() {
    let customer: Customer = serde_json::from_str(r#"{"id":"c1","version":3}"#).unwrap();
    assert!(customer.past.is_empty());
}
