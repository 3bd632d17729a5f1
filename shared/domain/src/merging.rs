//! Merging customers, undoing it, and telling one person from another on the same line.
//!
//! A merge moves nothing but the list of open threads: the merged customer's item points to the one who stands for both,
//! and contacts, identities and threads keep leading to whom they led to. So it costs the same however much there is, and
//! undoing it finds everything where it was. See docs/adr/0008.

mod parting;
mod splitting;

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::customer::{Customer, MergedInto};
use crate::event::IdentityKind;
use crate::identity::LeadWrite;
use crate::ids::{AgentId, CustomerId, EventKey, MergeId, ThreadId};
use crate::people::Standing;
use crate::thread::Thread;
use crate::timeline::{Entry, What, WhoEntry, WhoFound};

pub use parting::{PartError, part};
pub use splitting::{Another, split};

/// Open threads whose timelines tell of a merge. A transaction has a hundred items.
const MOST_TOLD: usize = 40;

/// A merge as it stands in the table, undone or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// Its id.
    pub id: MergeId,
    /// Who stands for both.
    pub survivor: CustomerId,
    /// Who was merged into them.
    pub merged: CustomerId,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub because: Because,
    /// What the survivor's item said before.
    pub before: Profile,
    /// When it was undone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undone_at: Option<Timestamp>,
}

/// Why two customers were merged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum Because {
    /// An event's contact and verified identities lead to both.
    Event {
        /// The event.
        event: EventKey,
        /// The kinds of what leads to the merged one.
        kinds: Vec<IdentityKind>,
    },
    /// An operator said so.
    Operator,
}

/// What a merge may change of its survivor, so that undoing it can put it back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Their name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The agent who knows them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_agent: Option<AgentId>,
    /// Their last resolved thread.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_resolved: Option<ThreadId>,
    /// Their orders.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<String>,
}

/// What merging, undoing a merge and splitting write together, or not at all.
#[derive(Clone, Debug, Default)]
pub struct Regrouping {
    /// Customers in their new state, with the version in which they were read; 0 for one who must not exist.
    pub customers: Vec<Customer>,
    /// Customers who must be as they were read, and are not written.
    pub unchanged: Vec<(CustomerId, u64)>,
    /// Threads in their new state; the table must hold the version before.
    pub threads: Vec<Thread>,
    /// What leads elsewhere from now on.
    pub leads: Vec<LeadWrite>,
    /// The merge, made or undone.
    pub merge: Option<Merge>,
    /// What the threads' timelines tell of it.
    pub entries: Vec<(ThreadId, Entry)>,
}

/// Merges two customers, neither of whom is merged into another. Who has more merges behind them stands for both, which
/// keeps the ways short; of equals the elder.
pub fn merge(
    one: Standing,
    other: Standing,
    id: MergeId,
    because: Because,
    at: Timestamp,
) -> Regrouping {
    let unchanged = [one.way, other.way].concat();
    let (one, other) = (one.customer, other.customer);
    let elder_first = (other.height, &one.id) <= (one.height, &other.id);
    let (survivor, merged) = if elder_first {
        (one, other)
    } else {
        (other, one)
    };
    let record = Merge {
        id,
        survivor: survivor.id.clone(),
        merged: merged.id.clone(),
        at,
        because,
        before: Profile::of(&survivor),
        undone_at: None,
    };
    let survivor = absorbing(survivor, &merged);
    let merged = Customer {
        open: Vec::new(),
        past: Vec::new(),
        merged_into: Some(MergedInto {
            customer: survivor.id.clone(),
            merge: record.id.clone(),
        }),
        ..merged
    };
    let found = WhoFound::Merged;
    Regrouping {
        entries: told(&survivor, found, &record, at),
        customers: vec![survivor, merged],
        unchanged,
        merge: Some(record),
        ..Regrouping::default()
    }
}

/// The survivor with what the merged customer had.
fn absorbing(mut survivor: Customer, merged: &Customer) -> Customer {
    let theirs = merged.open.iter().cloned().map(|mut open| {
        open.home.get_or_insert_with(|| merged.id.clone());
        open
    });
    survivor.open.extend(theirs);
    survivor.name = survivor.name.or_else(|| merged.name.clone());
    survivor.language = survivor.language.or_else(|| merged.language.clone());
    survivor.known_agent = survivor.known_agent.or_else(|| merged.known_agent.clone());
    survivor.last_resolved = survivor
        .last_resolved
        .or_else(|| merged.last_resolved.clone());
    let past = merged.past.iter().cloned().map(|mut past| {
        past.home.get_or_insert_with(|| merged.id.clone());
        past
    });
    survivor.past.splice(0..0, past);
    survivor.learn_orders(&merged.orders);
    survivor.line |= merged.line;
    survivor.height = survivor.height.max(merged.height.saturating_add(1));
    keep_apart(&mut survivor, &merged.apart);
    survivor
}

/// Adds customers whom nothing is to join with this one by itself.
fn keep_apart(customer: &mut Customer, others: &[CustomerId]) {
    for other in others {
        if *other != customer.id && !customer.apart.contains(other) {
            customer.apart.push(other.clone());
        }
    }
}

/// Tells the customer's open threads, each once: two items that were not read in one moment may list the same.
fn told(
    customer: &Customer,
    found: WhoFound,
    merge: &Merge,
    at: Timestamp,
) -> Vec<(ThreadId, Entry)> {
    let entry = Entry {
        at,
        id: format!("{}#{}", merge.id, found.word()),
        what: What::Who(WhoEntry {
            found,
            merge: Some(merge.id.clone()),
        }),
    };
    let threads: BTreeSet<&ThreadId> = customer.open.iter().map(|open| &open.thread).collect();
    let told = threads.into_iter().take(MOST_TOLD);
    told.map(|thread| (thread.clone(), entry.clone())).collect()
}

impl Profile {
    fn of(customer: &Customer) -> Self {
        Self {
            name: customer.name.clone(),
            known_agent: customer.known_agent.clone(),
            last_resolved: customer.last_resolved.clone(),
            orders: customer.orders.clone(),
        }
    }
}
