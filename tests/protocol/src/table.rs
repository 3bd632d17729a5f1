//! The table: what one transaction writes, and on which conditions. These are the conditions of the store, each of which
//! a test can switch off to see what it is there for.

use crate::compact::{LoadRow, ThreadRow};
use crate::shop::Minute;
use crate::verdict::{LoadStep, Manner, Verdict};
use crate::{AGENTS, THREADS};

/// Which conditions a transaction carries. All of them, but in tests of what each is there for.
#[derive(Clone, Copy, Debug)]
pub struct Conditions {
    /// The event was never handled.
    pub event_unseen: bool,
    /// The thread has the version that was read.
    pub version: bool,
    /// An agent who takes units has room for them.
    pub room: bool,
    /// Their capacity is the one that the decision saw.
    pub capacity: bool,
    /// They are not absent.
    pub there: bool,
}

impl Conditions {
    /// All of them.
    pub const ALL: Self = Self {
        event_unseen: true,
        version: true,
        room: true,
        capacity: true,
        there: true,
    };
}

/// The notice that tells an agent that they have a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Notice {
    /// The thread.
    pub thread: u8,
    /// The version that it speaks of.
    pub version: u8,
    /// The message that it was made of; a repeat of that sends it.
    pub message: Option<u8>,
}

/// A thread as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reading {
    /// Which.
    pub thread: u8,
    /// What stood there; none where there was no such thread.
    pub row: Option<ThreadRow>,
    /// Its version; 0 where there was none.
    pub version: u8,
}

/// What one transaction is to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Proposal {
    /// The message that it handles.
    pub message: Option<u8>,
    /// The thread.
    pub thread: u8,
    /// The version that it was read with.
    pub version: u8,
    /// Who had it then.
    pub had: Option<u8>,
    /// What was decided.
    pub verdict: Verdict,
}

/// How a transaction went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All of it is written.
    Written,
    /// Nothing: the message was handled before.
    SeenBefore,
    /// Nothing: something else is not what the decision saw.
    Changed,
}

/// What must never happen, and can only be seen when it does. A bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Faults(u8);

impl Faults {
    /// Somebody took a thread above what they may hold.
    pub const OVER_CAPACITY: Self = Self(1);
    /// Two notices told of one version of a thread.
    pub const TOLD_TWICE: Self = Self(2);
    /// A transaction writes one load twice, which DynamoDB refuses, or more than any decision may.
    pub const MONSTROUS: Self = Self(4);
    /// An absent agent took a thread.
    pub const NOT_THERE: Self = Self(8);

    /// Whether any of `those` happened.
    pub fn has(self, those: Self) -> bool {
        self.0 & those.0 != 0
    }

    fn note(&mut self, fault: Self, happened: bool) {
        if happened {
            self.0 |= fault.0;
        }
    }
}

/// All that is durable.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Table {
    /// Threads.
    pub threads: [Option<ThreadRow>; THREADS],
    /// Their versions; 0 for one that does not exist.
    pub versions: [u8; THREADS],
    /// The latest version of which an agent was told.
    pub told: [u8; THREADS],
    /// What agents hold.
    pub loads: [LoadRow; AGENTS],
    /// Messages that were handled, a bit each.
    pub seen: u8,
    /// Notices that nobody queued yet.
    pub unsent: Vec<Notice>,
    /// When an agent is next looked after.
    pub looked_after_at: [Option<Minute>; AGENTS],
    /// Threads whose latest change the indexes do not show yet, a bit each.
    pub behind: u8,
    /// What must not have happened.
    pub faults: Faults,
}

impl Table {
    /// A thread as it stands there now.
    pub fn read(&self, thread: u8) -> Reading {
        let at = usize::from(thread);
        Reading {
            thread,
            row: self.threads.get(at).copied().flatten(),
            version: self.versions.get(at).copied().unwrap_or(0),
        }
    }

    /// Whether a message was handled.
    pub fn has_seen(&self, message: u8) -> bool {
        self.seen & 1 << message != 0
    }

    /// Writes all of a proposal, or nothing. `most` is how much each agent may hold with threads that return to them.
    pub fn transact(
        &mut self,
        proposal: &Proposal,
        conditions: Conditions,
        most: &[u8; AGENTS],
    ) -> Outcome {
        if conditions.event_unseen && proposal.message.is_some_and(|m| self.has_seen(m)) {
            return Outcome::SeenBefore;
        }
        let at = usize::from(proposal.thread);
        let changed = self
            .versions
            .get(at)
            .is_some_and(|version| *version != proposal.version);
        let steps = proposal.verdict.loads.iter().flatten();
        if (conditions.version && changed) || !steps.clone().all(|s| self.allows(s, conditions)) {
            return Outcome::Changed;
        }
        for step in steps {
            self.change_load(step, proposal, most);
        }
        self.write_thread(proposal);
        Outcome::Written
    }

    fn allows(&self, step: &LoadStep, conditions: Conditions) -> bool {
        let Some(load) = self.loads.get(usize::from(step.agent())) else {
            return false;
        };
        match *step {
            LoadStep::Take {
                weight,
                capacity,
                limit,
                even_if_away,
                ..
            } => {
                let room = !conditions.room || load.open + weight <= limit;
                let seen = !conditions.capacity || load.capacity == capacity;
                let there = !conditions.there || even_if_away || load.absent.is_none();
                room && seen && there
            }
            LoadStep::Give { weight, .. } => load.open >= weight,
        }
    }

    fn change_load(&mut self, step: &LoadStep, proposal: &Proposal, most: &[u8; AGENTS]) {
        let at = usize::from(step.agent());
        let Some(load) = self.loads.get_mut(at) else {
            return;
        };
        match *step {
            LoadStep::Take {
                agent,
                weight,
                even_if_away,
                ..
            } => {
                load.open += weight;
                let returns = proposal.had == Some(agent) && !even_if_away;
                let most = most.get(at).copied().filter(|_| returns).unwrap_or(0);
                let over = load.open > most.max(load.capacity);
                self.faults.note(Faults::OVER_CAPACITY, over);
                let gone = load.absent.is_some() && !even_if_away;
                self.faults.note(Faults::NOT_THERE, gone);
            }
            LoadStep::Give {
                weight, conduct, ..
            } => {
                load.open -= weight;
                load.conduct(conduct);
                if let Manner::MissedTooMany(now) = conduct
                    && let Some(due) = self.looked_after_at.get_mut(at)
                {
                    *due = Some(now);
                }
            }
        }
    }

    fn write_thread(&mut self, proposal: &Proposal) {
        let at = usize::from(proposal.thread);
        let verdict = &proposal.verdict;
        let version = proposal.version + 1;
        let mut agents = verdict.loads.iter().flatten().map(LoadStep::agent);
        let twice = agents
            .next()
            .is_some_and(|first| agents.any(|other| other == first));
        self.faults
            .note(Faults::MONSTROUS, twice || verdict.is_monstrous);
        if let (Some(row), Some(held)) = (self.threads.get_mut(at), self.versions.get_mut(at)) {
            *row = Some(verdict.row);
            *held = version;
        }
        if let (Some(_), Some(told)) = (verdict.told, self.told.get_mut(at)) {
            self.faults.note(Faults::TOLD_TWICE, *told >= version);
            *told = version;
            self.unsent.push(Notice {
                thread: proposal.thread,
                version,
                message: proposal.message,
            });
            self.unsent.sort_unstable();
        }
        self.seen |= proposal.message.map_or(0, |message| 1 << message);
        self.behind |= 1 << proposal.thread;
    }
}

impl LoadRow {
    fn conduct(&mut self, conduct: Manner) {
        match conduct {
            Manner::Unknown => {}
            Manner::Present => {
                self.misses = 0;
                self.absent = None;
            }
            Manner::Missed => self.misses += 1,
            Manner::MissedTooMany(now) => {
                self.misses += 1;
                self.absent = Some((now, true));
            }
        }
    }
}
