//! The person behind one or many contacts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ids::{AgentId, ChannelId, CustomerId, Language, MergeId, ThreadId, TopicId};
use crate::thread::{Status, Thread};

/// Order numbers of a customer that are remembered; the oldest are forgotten first.
const MOST_ORDERS: usize = 20;
/// Resolved threads of each home that are remembered.
const MOST_PAST: usize = 5;

/// A customer, with what is needed to place their next message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// Their id.
    pub id: CustomerId,
    /// Counts every change; opening, resolving and merging condition on it.
    pub version: u64,
    /// Their threads that are not resolved, oldest first. Empty for one who was merged into another: theirs stand there.
    #[serde(default)]
    pub open: Vec<OpenThread>,
    /// Their last thread that was resolved: where a late courtesy goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_resolved: Option<ThreadId>,
    /// Their latest resolved threads, oldest first, at most five of their own and five of each customer who was merged into
    /// them; none in which somebody else seems to have written. Empty for one who was merged into another.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past: Vec<PastThread>,
    /// The agent who knows them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_agent: Option<AgentId>,
    /// Their name as they gave it last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The language they write in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// Order numbers that they named, oldest first, at most twenty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<String>,
    /// A phone leads to them, so somebody else who holds it may write.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub line: bool,
    /// Customers whom people told apart from this one, or from one that was merged into this one: nothing joins them by
    /// itself again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub apart: Vec<CustomerId>,
    /// Whom they were merged into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<MergedInto>,
    /// How many merges one behind the other may end here, at most.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub height: u32,
}

/// Where a merged customer's threads stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergedInto {
    /// The customer who stands for both, unless they were merged into another in turn.
    pub customer: CustomerId,
    /// The merge.
    pub merge: MergeId,
}

/// What is told of a thread that was resolved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastThread {
    /// The thread.
    pub thread: ThreadId,
    /// Its topic when it was resolved.
    pub topic: TopicId,
    /// Whose it is, where that is a customer who was merged into this one: with them it goes if the merge is undone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home: Option<CustomerId>,
}

/// What must be known of an open thread to place a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenThread {
    /// The thread.
    pub thread: ThreadId,
    /// Its topic when it was opened.
    pub topic: TopicId,
    /// The channel it was opened on.
    pub channel: ChannelId,
    /// Order numbers named in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<String>,
    /// A mail's subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Who had it when it was opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<AgentId>,
    /// Whose it is, where that is one who was merged into this customer: with them it goes if the merge is undone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home: Option<CustomerId>,
    /// The name that its writer gave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Somebody else seems to write in it, on the customer's line.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withheld: bool,
}

impl Customer {
    /// Somebody of whom nothing is known yet.
    pub fn new(id: CustomerId) -> Self {
        Self {
            id,
            version: 0,
            open: Vec::new(),
            last_resolved: None,
            past: Vec::new(),
            known_agent: None,
            name: None,
            language: None,
            orders: Vec::new(),
            line: false,
            apart: Vec::new(),
            merged_into: None,
            height: 0,
        }
    }

    /// The same customer with this thread among the open ones, or no longer, as its status says. Name and orders of a
    /// thread in which somebody else seems to write are not theirs.
    pub fn with_thread(mut self, thread: &Thread) -> Self {
        if thread.history_withheld.is_none() {
            self.name = thread.customer_name.clone().or(self.name);
            self.learn_orders(&thread.orders);
        }
        self.language = Some(thread.language.clone());
        self.known_agent = thread.agent.clone().or(self.known_agent);
        self.learn_past(thread);
        let place = self.open.iter().position(|open| open.thread == thread.id);
        match place {
            _ if thread.status == Status::Resolved => {
                self.open.retain(|open| open.thread != thread.id);
                self.last_resolved = Some(thread.id.clone());
            }
            None => self.open.push(OpenThread::of(thread, &self.id)),
            Some(place) => self.open[place] = OpenThread::of(thread, &self.id),
        }
        self
    }

    /// Whether what stands here of a thread is what the thread itself says. If not, the two were not read in one moment.
    pub fn fits(&self, thread: &Thread) -> bool {
        let known = self.open.iter().find(|open| open.thread == thread.id);
        let now = (thread.status != Status::Resolved).then(|| OpenThread::of(thread, &self.id));
        match (known, &now) {
            (None, None) => true,
            (Some(known), Some(now)) => known.places_like(now),
            _ => false,
        }
    }

    /// The customer as it must be written because of this thread; none where nothing that matters to the next message
    /// is new.
    pub fn in_step_with(&self, thread: &Thread, line: bool) -> Option<Self> {
        let mut next = self.clone();
        next.line |= line;
        if !self.fits(thread) {
            next = next.with_thread(thread);
        }
        (next != *self).then_some(next)
    }

    /// A thread that is resolved is the latest past one; one that was opened again is none.
    fn learn_past(&mut self, thread: &Thread) {
        self.past.retain(|past| past.thread != thread.id);
        if thread.status == Status::Resolved && thread.history_withheld.is_none() {
            let home = (thread.customer != self.id).then(|| thread.customer.clone());
            let (thread, topic) = (thread.id.clone(), thread.topic.clone());
            let past = PastThread {
                thread,
                topic,
                home,
            };
            self.past.push(past);
            self.forget_old_past();
        }
    }

    /// Keeps the latest of each home, so that undoing a merge gives back what it took.
    fn forget_old_past(&mut self) {
        let mut kept: BTreeMap<Option<CustomerId>, usize> = BTreeMap::new();
        self.past.reverse();
        self.past.retain(|past| {
            let kept = kept.entry(past.home.clone()).or_default();
            *kept += 1;
            *kept <= MOST_PAST
        });
        self.past.reverse();
    }

    pub(crate) fn learn_orders(&mut self, orders: &[String]) {
        for order in orders {
            if !self.orders.contains(order) {
                self.orders.push(order.clone());
            }
        }
        let excess = self.orders.len().saturating_sub(MOST_ORDERS);
        self.orders.drain(..excess);
    }

    /// Whether an order is theirs: they named it, or it stands on an open thread of theirs.
    pub fn owns_order(&self, order: &str) -> bool {
        let own = self.open.iter().filter(|open| !open.withheld);
        own.flat_map(|open| &open.orders)
            .chain(&self.orders)
            .any(|own| own == order)
    }

    /// Whether any order of theirs is known.
    pub fn has_orders(&self) -> bool {
        let own = self.open.iter().filter(|open| !open.withheld);
        !self.orders.is_empty() || own.flat_map(|open| &open.orders).next().is_some()
    }

    /// The agent who knows them: of their latest open thread, else of the one before.
    pub fn agent_who_knows(&self) -> Option<&AgentId> {
        self.open
            .iter()
            .rev()
            .find_map(|open| open.agent.as_ref())
            .or(self.known_agent.as_ref())
    }
}

impl OpenThread {
    /// What the customer's item holds of a thread.
    fn of(thread: &Thread, customer: &CustomerId) -> Self {
        Self {
            thread: thread.id.clone(),
            topic: thread.topic.clone(),
            channel: thread.channel.clone(),
            orders: thread.orders.clone(),
            subject: thread.subject.clone(),
            agent: thread.agent.clone(),
            home: (thread.customer != *customer).then(|| thread.customer.clone()),
            name: thread.customer_name.clone(),
            withheld: thread.history_withheld.is_some(),
        }
    }

    /// Whether a message would be placed the same by either. Who has the thread, and its last channel, do not matter.
    fn places_like(&self, other: &Self) -> bool {
        let essence = |open: &Self| {
            let Self {
                thread,
                orders,
                subject,
                home,
                name,
                withheld,
                ..
            } = open.clone();
            (thread, orders, subject, home, name, withheld)
        };
        essence(self) == essence(other)
    }
}

#[allow(clippy::trivially_copy_pass_by_ref)] // what `skip_serializing_if` asks for
fn is_zero(count: &u32) -> bool {
    *count == 0
}
