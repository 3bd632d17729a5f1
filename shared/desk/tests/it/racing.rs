//! Messages, merges, undos and splits at once: whoever is first, everything stands in one place afterwards.

use domain::{ContactEvent, CustomerId, Identity, IdentityKind, Proof};
use futures::future::join_all;
use jiff::Timestamp;
use proptest::prelude::*;
use testkit::Customer;

use crate::live::{self, Live};

/// One of several things that happen at once.
#[derive(Clone, Debug)]
enum Act {
    Writes { who: usize, phones: Vec<u8> },
    Merges { one: usize, other: usize },
    Undoes(usize),
    Splits(usize),
    Resolves(usize),
}

fn act() -> impl Strategy<Value = Act> {
    let phones = prop::collection::vec(0..3_u8, 0..3);
    prop_oneof![
        5 => (0..4_usize, phones).prop_map(|(who, phones)| Act::Writes { who, phones }),
        2 => (0..8_usize, 0..8_usize).prop_map(|(one, other)| Act::Merges { one, other }),
        2 => (0..8_usize).prop_map(Act::Undoes),
        1 => (0..8_usize).prop_map(Act::Splits),
        1 => (0..8_usize).prop_map(Act::Resolves),
    ]
}

fn message(customer: &Customer, phones: &[u8]) -> ContactEvent {
    let mut event = customer.writes("cola");
    event.identities = phones
        .iter()
        .map(|phone| Identity {
            kind: IdentityKind::Phone,
            value: format!("+3460000000{phone}"),
            proof: Proof::Verified,
        })
        .collect();
    event
}

/// Does one thing. What cannot be done (nothing to undo, resolved already) is none of this test's business.
async fn does(live: &Live, people: &[Customer], act: &Act) -> usize {
    let (desk, now) = (&live.office.desk, Timestamp::now());
    let threads = live.threads();
    let thread = |number: usize| threads.get(number % threads.len().max(1));
    match act {
        Act::Writes { who, phones } => {
            live.receives(&message(&people[*who], phones)).await;
            return 1;
        }
        Act::Merges { one, other } => {
            if let (Some(one), Some(other)) = (thread(*one), thread(*other)) {
                let _ = desk.merge(&one.customer, &other.customer, now).await;
            }
        }
        Act::Undoes(number) => {
            let merges = all_merges(live).await;
            if let Some(merge) = merges.get(number % merges.len().max(1)) {
                let _ = desk.unmerge(merge, now).await;
            }
        }
        Act::Splits(number) => {
            if let Some(thread) = thread(*number) {
                let _ = desk.split(&thread.id, now).await;
            }
        }
        Act::Resolves(number) => {
            if let Some(thread) = thread(*number) {
                let _ = desk.resolve(&thread.id, "ana", None, now).await;
            }
        }
    }
    0
}

async fn all_merges(live: &Live) -> Vec<domain::MergeId> {
    let mut merges = Vec::new();
    let homes = live.threads().into_iter().map(|thread| thread.customer);
    for home in homes.collect::<std::collections::BTreeSet<CustomerId>>() {
        let found = live
            .office
            .desk
            .store()
            .merges_into(&home, 10)
            .await
            .unwrap();
        merges.extend(found.into_iter().map(|merge| merge.id));
    }
    merges
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_is_lost_however_much_happens_at_once(
        rounds in prop::collection::vec(prop::collection::vec(act(), 1..6), 1..6)
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let live = live::open().await;
            let people: Vec<Customer> = (0..4).map(|_| Customer::on_telegram()).collect();
            let mut messages = 0;
            for round in &rounds {
                let done = round.iter().map(|act| does(&live, &people, act));
                messages += join_all(done).await.into_iter().sum::<usize>();
                live.is_sound(messages);
            }
        });
    }
}

#[tokio::test]
async fn two_merges_of_the_same_two_at_once_are_one() {
    let live = live::open().await;
    let people = [Customer::on_telegram(), Customer::on("whatsapp")];
    for customer in &people {
        live.receives(&message(customer, &[])).await;
    }
    let shared = |customer| message(customer, &[1]);
    live.receives(&shared(&people[0])).await;
    let both: Vec<ContactEvent> = (0..4).map(|n| shared(&people[n % 2])).collect();
    join_all(both.iter().map(|event| live.receives(event))).await;
    assert_eq!(live.count("MERGE#"), 1);
    live.is_sound(7);
}
