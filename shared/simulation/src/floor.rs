//! The desk's state: threads, customers, what agents hold, who waits.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::change::{Change, Conduct, LoadChange};
use domain::customer::Customer;
use domain::people::Standing;
use domain::routing::{Absence, Load, Loads};
use domain::thread::{Status, Thread};
use domain::{AgentId, Care, ChannelId, CustomerId, ThreadId};
use jiff::Timestamp;

use crate::agenda::{Agenda, Occurrence};
use crate::assumptions::Assumptions;
use crate::book::Book;
use crate::reader::Reads;

/// A place in the waiting line: due time, then arrival, then the thread.
pub(crate) type InLine = (Timestamp, Timestamp, usize);

/// What an agent works on, and which piece of work that is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Work {
    pub(crate) thread: usize,
    pub(crate) number: u64,
}

/// A desk in memory.
pub(crate) struct Floor<'c> {
    pub(crate) care: &'c Care,
    pub(crate) reader: &'c dyn Reads,
    pub(crate) assumptions: &'c Assumptions,
    /// The configuration with one agent only: whether room of theirs helps a thread is asked of it first.
    pub(crate) alone: BTreeMap<AgentId, Care>,
    pub(crate) threads: Vec<Thread>,
    pub(crate) places: HashMap<ThreadId, usize>,
    pub(crate) customers: HashMap<CustomerId, Customer>,
    /// The threads of messages, by channel and the provider's id.
    pub(crate) messages: HashMap<(ChannelId, String), usize>,
    pub(crate) loads: Loads,
    /// Open threads by the agent on whom they weigh.
    pub(crate) held: BTreeMap<AgentId, BTreeSet<usize>>,
    pub(crate) line: BTreeSet<InLine>,
    in_line: HashMap<usize, InLine>,
    pub(crate) works: BTreeMap<AgentId, Work>,
    pub(crate) works_begun: u64,
    /// Agents whose next coming or going stands on the agenda.
    pub(crate) watched: BTreeSet<AgentId>,
    pub(crate) agenda: Agenda,
    pub(crate) book: Book,
}

impl<'c> Floor<'c> {
    /// A desk on which nobody holds anything.
    pub(crate) fn new(care: &'c Care, reader: &'c dyn Reads, assumptions: &'c Assumptions) -> Self {
        let load = |capacity| Load {
            capacity,
            ..Load::default()
        };
        let agents = || care.agents.values().filter(|agent| agent.capacity > 0);
        Self {
            care,
            reader,
            assumptions,
            alone: agents()
                .map(|agent| (agent.id.clone(), alone(care, &agent.id)))
                .collect(),
            threads: Vec::new(),
            places: HashMap::new(),
            customers: HashMap::new(),
            messages: HashMap::new(),
            loads: agents()
                .map(|agent| (agent.id.clone(), load(agent.capacity)))
                .collect(),
            held: BTreeMap::new(),
            line: BTreeSet::new(),
            in_line: HashMap::new(),
            works: BTreeMap::new(),
            works_begun: 0,
            watched: BTreeSet::new(),
            agenda: Agenda::default(),
            book: Book::default(),
        }
    }

    /// What an agent holds.
    pub(crate) fn load(&self, agent: &AgentId) -> Load {
        self.loads.get(agent).cloned().unwrap_or_default()
    }

    /// Whether any customer waits for us.
    pub(crate) fn is_busy(&self) -> bool {
        !self.line.is_empty() || self.held.values().any(|held| !held.is_empty())
    }

    /// The customer as they are known so far.
    pub(crate) fn customer(&self, id: &CustomerId) -> Customer {
        let known = self.customers.get(id).cloned();
        known.unwrap_or_else(|| Customer::new(id.clone()))
    }

    /// A customer who stands for themselves: nobody is merged.
    pub(crate) fn standing(&self, id: &CustomerId) -> Standing {
        Standing::alone(self.customer(id))
    }

    /// Adds a thread that was opened, and gives its place. Its change is applied afterwards.
    pub(crate) fn add(&mut self, thread: Thread) -> usize {
        let place = self.threads.len();
        self.places.insert(thread.id.clone(), place);
        self.threads.push(thread);
        place
    }

    /// Carries a change out, as the store would write it.
    pub(crate) fn apply(&mut self, place: usize, change: Change, at: Timestamp) {
        let Some(before) = self.threads.get(place) else {
            return;
        };
        let since = before.clock.as_ref().map(|clock| clock.started_at);
        let had = holder(before).cloned();
        for load in &change.loads {
            self.apply_load(load, at);
        }
        self.book.changed(place, since, &change, at);
        if let Some(customer) = change.customer {
            self.customers.insert(customer.id.clone(), customer);
        }
        self.move_between(place, had, &change.thread);
        self.stand_in_line(place, &change.thread);
        let next = change
            .thread
            .next_step_at()
            .filter(|_| change.thread.status == Status::Open);
        if let Some(next) = next {
            self.agenda.put(next, Occurrence::Due(place));
        }
        if let Some(thread) = self.threads.get_mut(place) {
            *thread = change.thread;
        }
    }

    fn apply_load(&mut self, change: &LoadChange, at: Timestamp) {
        let (LoadChange::Take { agent, .. } | LoadChange::Give { agent, .. }) = change;
        let load = self.loads.entry(agent.clone()).or_default();
        match change {
            LoadChange::Take { weight, .. } => {
                load.open = load.open.saturating_add(*weight);
                load.last_assigned_at = Some(at);
            }
            LoadChange::Give {
                weight, conduct, ..
            } => {
                load.open = load.open.saturating_sub(*weight);
                note_conduct(load, *conduct);
            }
        }
        let units = load.open;
        self.book.holds(agent, units, at);
    }

    /// The thread weighs on another agent now, or on none: whoever worked on it stops.
    fn move_between(&mut self, place: usize, had: Option<AgentId>, thread: &Thread) {
        let has = holder(thread);
        if had.as_ref() == has {
            return;
        }
        if let Some(had) = had {
            self.held.entry(had.clone()).or_default().remove(&place);
            if self
                .works
                .get(&had)
                .is_some_and(|work| work.thread == place)
            {
                self.works.remove(&had);
            }
        }
        if let Some(has) = has {
            self.held.entry(has.clone()).or_default().insert(place);
        }
    }

    fn stand_in_line(&mut self, place: usize, thread: &Thread) {
        if let Some(before) = self.in_line.remove(&place) {
            self.line.remove(&before);
        }
        if let Some(since) = thread.waiting_since {
            let here = (
                thread.place_in_line().unwrap_or(Timestamp::MAX),
                since,
                place,
            );
            self.line.insert(here);
            self.in_line.insert(place, here);
        }
    }
}

/// On whom a thread weighs.
pub(crate) fn holder(thread: &Thread) -> Option<&AgentId> {
    thread.agent.as_ref().filter(|_| thread.weight > 0)
}

fn note_conduct(load: &mut Load, conduct: Conduct) {
    match conduct {
        Conduct::Unknown => {}
        Conduct::Present => {
            load.misses = 0;
            load.absent = None;
        }
        Conduct::Missed => load.misses += 1,
        Conduct::MissedTooMany(since) => {
            load.misses += 1;
            load.absent = Some(Absence {
                since,
                by_misses: true,
            });
        }
    }
}

fn alone(care: &Care, agent: &AgentId) -> Care {
    let mut alone = care.clone();
    alone.agents.retain(|id, _| id == agent);
    alone
}
