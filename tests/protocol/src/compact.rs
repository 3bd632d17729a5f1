//! Threads and loads as the model keeps them: what decides, and nothing else. Both ways, to and from the domain's own.

use domain::clock::{Clock, ClockError};
use domain::routing::{Absence, Load, WaitsFor};
use domain::thread::Offer;
use domain::{Care, Status, Thread};

use crate::shop::{Minute, agent_id, agent_index, instant, minute};

/// Whose turn it is: [`domain::Status`], hashable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Turn {
    /// The customer waits for us.
    Ours,
    /// We wait for the customer.
    Theirs,
    /// Resolved.
    Nobodys,
}

/// A thread as the model keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ThreadRow {
    /// Whose turn it is.
    pub turn: Turn,
    /// Who has it, or had it last.
    pub agent: Option<u8>,
    /// The units that it weighs on them.
    pub weight: u8,
    /// Since when it stands in the waiting line.
    pub waiting_since: Option<Minute>,
    /// The agent for whose room it waits, and until when.
    pub waits_for: Option<(u8, Minute)>,
    /// When an agent is looked for again.
    pub wakes_at: Option<Minute>,
    /// When its offer is missed.
    pub offered_until: Option<Minute>,
    /// Who missed its offer, a bit each.
    pub missed: u8,
    /// Since when its clock runs.
    pub clock_since: Option<Minute>,
    /// How many messages it holds.
    pub messages: u8,
}

impl ThreadRow {
    /// Whether it stands in the waiting line.
    pub fn waits(&self) -> bool {
        self.waiting_since.is_some()
    }

    /// What it weighs on whom.
    pub fn burden(&self) -> Option<(u8, u8)> {
        let agent = self.agent.filter(|_| self.weight > 0)?;
        Some((agent, self.weight))
    }

    /// What the model keeps of a thread.
    pub fn of(thread: &Thread) -> Self {
        let waits_for = thread.waits_for.as_ref();
        let missed = thread.missed.iter().filter_map(agent_index);
        Self {
            turn: match thread.status {
                Status::Open => Turn::Ours,
                Status::WaitingOnCustomer => Turn::Theirs,
                Status::Resolved => Turn::Nobodys,
            },
            agent: thread.agent.as_ref().and_then(agent_index),
            weight: small(thread.weight),
            waiting_since: thread.waiting_since.map(minute),
            waits_for: waits_for
                .and_then(|waits| Some((agent_index(&waits.agent)?, minute(waits.until)))),
            wakes_at: thread.wakes_at.map(minute),
            offered_until: thread.offer.as_ref().map(|offer| minute(offer.until)),
            missed: missed.fold(0, |all, agent| all | 1 << agent),
            clock_since: thread.clock.as_ref().map(|clock| minute(clock.started_at)),
            messages: small(thread.messages),
        }
    }

    /// A thread of which the model keeps this. `like` gives all that the model does not keep.
    ///
    /// # Errors
    /// [`ClockError`] when its clock cannot be computed.
    pub fn thread(&self, like: &Thread, care: &Care) -> Result<Thread, ClockError> {
        let mut thread = like.clone();
        thread.status = match self.turn {
            Turn::Ours => Status::Open,
            Turn::Theirs => Status::WaitingOnCustomer,
            Turn::Nobodys => Status::Resolved,
        };
        thread.agent = self.agent.map(agent_id);
        thread.weight = u32::from(self.weight);
        thread.waiting_since = self.waiting_since.map(instant);
        thread.waits_for = self.waits_for.map(|(agent, until)| WaitsFor {
            agent: agent_id(agent),
            until: instant(until),
        });
        thread.wakes_at = self.wakes_at.map(instant);
        thread.offer = self.offered_until.map(|until| Offer {
            since: instant(0),
            until: instant(until),
        });
        let missed = (0..8).filter(|agent| self.missed & 1 << agent != 0);
        thread.missed = missed.map(agent_id).collect();
        thread.messages = u32::from(self.messages);
        thread.clock = match self.clock_since {
            Some(since) => Some(Clock::start(care, &thread, instant(since))?),
            None => None,
        };
        Ok(thread)
    }
}

/// An agent's load as the model keeps it. Who went longest without a new thread is not kept: it only chooses between
/// equals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LoadRow {
    /// Units that they hold.
    pub open: u8,
    /// Units that the table allows.
    pub capacity: u8,
    /// Offers that they missed in a row.
    pub misses: u8,
    /// Since when they are absent, and whether missed offers said so.
    pub absent: Option<(Minute, bool)>,
}

impl LoadRow {
    /// The load as the domain has it.
    pub fn load(&self) -> Load {
        Load {
            open: u32::from(self.open),
            capacity: u32::from(self.capacity),
            misses: u32::from(self.misses),
            absent: self.absent.map(|(since, by_misses)| Absence {
                since: instant(since),
                by_misses,
            }),
            ..Load::default()
        }
    }
}

/// A number of the domain in the model's width.
pub(crate) fn small(number: u32) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}
