//! Undoing a merge.

use jiff::Timestamp;

use super::{Merge, Profile, Regrouping, keep_apart, told};
use crate::customer::{Customer, OpenThread, PastThread};
use crate::ids::{CustomerId, MergeId};
use crate::people::People;
use crate::timeline::WhoFound;

/// Why a merge cannot be undone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PartError {
    /// It was undone before.
    #[error("the merge {0} is undone already")]
    Undone(MergeId),
    /// The customers are not as a merge leaves them.
    #[error("the customers of the merge {0} are not merged by it")]
    NotMerged(MergeId),
}

/// Undoes a merge: whoever was merged stands for themselves again, with the open threads of their contacts, and nothing
/// joins the two by itself any more. `people` are the merged customer, the way from them, and the way from every
/// customer whom an open or past thread of the one who stands for them names as its home.
///
/// # Errors
/// [`PartError`] when there is nothing to undo.
pub fn part(merge: Merge, people: &People, at: Timestamp) -> Result<Regrouping, PartError> {
    if merge.undone_at.is_some() {
        return Err(PartError::Undone(merge.id));
    }
    let way = people.way_from(&merge.merged);
    let [merged, between @ .., standing] = way.as_slice() else {
        return Err(PartError::NotMerged(merge.id));
    };
    if !is_merged_by(merged, &merge) {
        return Err(PartError::NotMerged(merge.id));
    }
    let goes = |home: Option<&CustomerId>| goes_with(&merged.id, home, people);
    let open = parted(&standing.open, |open| goes(open.home.as_ref()));
    let past = parted(&standing.past, |past| goes(past.home.as_ref()));
    let standing = without(standing, merged, &open.back, open.stay, &merge);
    let merged = standing_alone(merged, open.back, &merge);
    let (standing, merged) = with_past(standing, merged, past);
    let told = [&standing, &merged].map(|customer| told(customer, WhoFound::Parted, &merge, at));
    let (survivor, unchanged) = on_the_way(between, &merge);
    Ok(Regrouping {
        customers: survivor.into_iter().chain([standing, merged]).collect(),
        unchanged,
        entries: told.into_iter().flatten().collect(),
        merge: Some(Merge {
            undone_at: Some(at),
            ..merge
        }),
        ..Regrouping::default()
    })
}

fn is_merged_by(customer: &Customer, merge: &Merge) -> bool {
    let into = customer.merged_into.as_ref();
    into.is_some_and(|into| into.merge == merge.id && into.customer == merge.survivor)
}

/// The survivor, where they were merged into another in turn: they are told apart too. The others on the way must be as
/// they were read.
fn on_the_way(between: &[&Customer], merge: &Merge) -> (Option<Customer>, Vec<(CustomerId, u64)>) {
    let (survivor, others): (Vec<&Customer>, Vec<&Customer>) = between
        .iter()
        .partition(|customer| customer.id == merge.survivor);
    let survivor = survivor.into_iter().next().map(|survivor| {
        let mut survivor = survivor.clone();
        keep_apart(&mut survivor, std::slice::from_ref(&merge.merged));
        survivor
    });
    let others = others
        .into_iter()
        .map(|customer| (customer.id.clone(), customer.version));
    (survivor, others.collect())
}

/// Threads that go with the parted customer, and those that stay.
struct Parted<T> {
    back: Vec<T>,
    stay: Vec<T>,
}

fn parted<T: Clone>(all: &[T], goes: impl Fn(&T) -> bool) -> Parted<T> {
    let (back, stay) = all.iter().cloned().partition(goes);
    Parted { back, stay }
}

/// Whether what is at home with a customer goes with the parted one.
fn goes_with(merged: &CustomerId, home: Option<&CustomerId>, people: &People) -> bool {
    home.is_some_and(|home| {
        let way = people.way_from(home);
        home == merged || way.iter().any(|customer| customer.id == *merged)
    })
}

/// Both with their own past threads.
fn with_past(
    mut standing: Customer,
    mut merged: Customer,
    past: Parted<PastThread>,
) -> (Customer, Customer) {
    standing.past = past.stay;
    merged.past = past.back;
    for past in &mut merged.past {
        past.home = past.home.take().filter(|home| *home != merged.id);
    }
    (standing, merged)
}

/// The one who stood for both, without what was the parted customer's.
fn without(
    standing: &Customer,
    merged: &Customer,
    back: &[OpenThread],
    stay: Vec<OpenThread>,
    merge: &Merge,
) -> Customer {
    let mut standing = standing.clone();
    standing.open = stay;
    let was = if standing.id == merge.survivor {
        merge.before.clone()
    } else {
        Profile::default()
    };
    if standing.name == merged.name || back.iter().any(|open| open.name == standing.name) {
        standing.name = was.name;
    }
    if standing.known_agent == merged.known_agent {
        standing.known_agent = was.known_agent;
    }
    if standing.last_resolved == merged.last_resolved {
        standing.last_resolved = was.last_resolved;
    }
    let theirs = |order: &String| {
        merged.orders.contains(order) || back.iter().any(|open| open.orders.contains(order))
    };
    standing
        .orders
        .retain(|order| was.orders.contains(order) || !theirs(order));
    keep_apart(&mut standing, std::slice::from_ref(&merged.id));
    standing
}

/// The parted customer with their open threads.
fn standing_alone(merged: &Customer, back: Vec<OpenThread>, merge: &Merge) -> Customer {
    let mut alone = merged.clone();
    alone.merged_into = None;
    alone.open = back;
    for open in &mut alone.open {
        open.home = open.home.take().filter(|home| *home != merged.id);
        if !open.withheld {
            for order in &open.orders {
                if !alone.orders.contains(order) {
                    alone.orders.push(order.clone());
                }
            }
        }
    }
    keep_apart(&mut alone, std::slice::from_ref(&merge.survivor));
    alone
}
