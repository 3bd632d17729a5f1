//! Whom a change of the configuration moves, told of the threads that are given.
//!
//! Threads go where they would go if everything happened at once, one after the other: what an agent takes in this list
//! fills them for the next.

use jiff::Timestamp;
use serde::Serialize;

use crate::clock::Clock;
use crate::config::Care;
use crate::ids::{AgentId, ThreadId, TopicId};
use crate::presence::presence;
use crate::reassign::{Cause, by_presence};
use crate::routing::{Load, Loads, Need, decide};
use crate::thread::Thread;

/// Whom a change moves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Moves {
    /// Threads that are taken from their agents.
    pub taken_from: Vec<TakenFrom>,
    /// Agents who hold more than they may from then on: they keep it and get nothing new.
    pub overfull: Vec<Overfull>,
    /// Threads that wait for an agent, and find one.
    pub taken: Vec<Taken>,
    /// Threads whose topic is there no more.
    pub topics_gone: Vec<TopicGone>,
    /// Threads to which something else would be promised, counted from the same start.
    pub promised_anew: Vec<PromisedAnew>,
}

/// A thread that is taken from its agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TakenFrom {
    /// The thread.
    pub thread: ThreadId,
    /// Who has it.
    pub from: AgentId,
    /// Who gets it; none means the waiting line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<AgentId>,
    /// Why.
    pub cause: Cause,
}

/// An agent who holds more than they may.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Overfull {
    /// The agent.
    pub agent: AgentId,
    /// Units they hold.
    pub open: u32,
    /// Units they may hold.
    pub capacity: u32,
}

/// A waiting thread that finds an agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Taken {
    /// The thread.
    pub thread: ThreadId,
    /// Its topic.
    pub topic: TopicId,
    /// Who takes it.
    pub agent: AgentId,
}

/// A thread whose topic is there no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TopicGone {
    /// The thread.
    pub thread: ThreadId,
    /// The topic that it had.
    pub topic: TopicId,
    /// The topic whose skills it asks for from then on.
    pub goes_on_as: TopicId,
}

/// A thread to which something else would be promised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PromisedAnew {
    /// The thread.
    pub thread: ThreadId,
    /// The policy that held when its clock began.
    pub policy_was: String,
    /// The policy that would hold.
    pub policy: String,
    /// Its first due time.
    pub due_was: Timestamp,
    /// Its first due time by the new configuration.
    pub due: Timestamp,
}

/// Whom a change moves, of these threads. `loads` are as the table has them.
pub fn moves(old: &Care, new: &Care, threads: &[Thread], loads: &Loads, now: Timestamp) -> Moves {
    let mut moving = Moving {
        old,
        new,
        loads,
        filled: with_new_capacities(new, loads),
        now,
    };
    let mut by_due: Vec<&Thread> = threads.iter().collect();
    by_due.sort_by_key(|thread| (thread.first_due(), thread.waiting_since, thread.id.clone()));
    by_due.dedup_by(|one, other| one.id == other.id);
    let each = || by_due.iter().copied();
    Moves {
        taken_from: each()
            .filter_map(|thread| moving.taken_from(thread))
            .collect(),
        overfull: moving.overfull(),
        taken: each().filter_map(|thread| moving.taken(thread)).collect(),
        topics_gone: each()
            .filter_map(|thread| moving.topic_gone(thread))
            .collect(),
        promised_anew: each()
            .filter_map(|thread| moving.promised_anew(thread))
            .collect(),
    }
}

fn with_new_capacities(new: &Care, loads: &Loads) -> Loads {
    let load = |id: &AgentId, capacity: u32| Load {
        capacity,
        ..loads.get(id).cloned().unwrap_or_default()
    };
    let agents = new.agents.values();
    agents
        .map(|agent| (agent.id.clone(), load(&agent.id, agent.capacity)))
        .collect()
}

struct Moving<'c> {
    old: &'c Care,
    new: &'c Care,
    /// As the table has them.
    loads: &'c Loads,
    /// With the new capacities, and what threads that were told of already took and gave back.
    filled: Loads,
    now: Timestamp,
}

impl Moving<'_> {
    fn taken_from(&mut self, thread: &Thread) -> Option<TakenFrom> {
        let from = thread.agent.as_ref().filter(|_| thread.weight > 0)?;
        let load = self.loads.get(from).cloned().unwrap_or_default();
        let cause = |care: &Care| {
            let there = presence(care, from, &load, self.now);
            by_presence(care, thread, there, self.now)
        };
        let why = cause(self.new).filter(|why| cause(self.old) != Some(*why))?;
        let need = Need::of(self.new, thread, None, self.now)?.taken_from(from);
        let weight = need.weight;
        let decision = decide(self.new, &need, &self.filled, self.now);
        let to = decision.chosen.map(|chosen| chosen.agent);
        if to.is_none() && why == Cause::OffShift {
            return None; // It stays where nobody else is there.
        }
        if let Some(load) = self.filled.get_mut(from) {
            load.open = load.open.saturating_sub(thread.weight);
        }
        self.fill(to.as_ref(), weight);
        Some(TakenFrom {
            thread: thread.id.clone(),
            from: from.clone(),
            to,
            cause: why,
        })
    }

    fn fill(&mut self, agent: Option<&AgentId>, weight: u32) {
        if let Some(load) = agent.and_then(|agent| self.filled.get_mut(agent)) {
            load.open = load.open.saturating_add(weight);
            load.last_assigned_at = Some(self.now);
        }
    }

    fn overfull(&self) -> Vec<Overfull> {
        let lowered = |agent: &&AgentId, capacity: u32| {
            let before = self.loads.get(*agent).map(|load| load.capacity);
            before.is_some_and(|before| capacity < before)
        };
        let over = self.filled.iter().filter(|(agent, load)| {
            load.capacity > 0 && load.open > load.capacity && lowered(agent, load.capacity)
        });
        let told = over.map(|(agent, load)| Overfull {
            agent: agent.clone(),
            open: load.open,
            capacity: load.capacity,
        });
        told.collect()
    }

    fn taken(&mut self, thread: &Thread) -> Option<Taken> {
        thread.waiting_since?;
        let finds = |care: &Care, loads: &Loads| {
            let need = Need::of(care, thread, None, self.now)?;
            let decision = decide(care, &need, loads, self.now);
            Some((decision.chosen?.agent, need.weight))
        };
        let (agent, weight) = finds(self.new, &self.filled)?;
        let found_before = finds(self.old, self.loads).is_some();
        self.fill(Some(&agent), weight);
        (!found_before).then(|| Taken {
            thread: thread.id.clone(),
            topic: thread.topic.clone(),
            agent,
        })
    }

    fn topic_gone(&self, thread: &Thread) -> Option<TopicGone> {
        let gone = self.old.topics.contains_key(&thread.topic)
            && !self.new.topics.contains_key(&thread.topic);
        gone.then(|| TopicGone {
            thread: thread.id.clone(),
            topic: thread.topic.clone(),
            goes_on_as: self.new.general_topic.clone(),
        })
    }

    fn promised_anew(&self, thread: &Thread) -> Option<PromisedAnew> {
        let running = thread.clock.as_ref()?;
        let counted = |care: &Care| Clock::start(care, thread, running.started_at).ok();
        // What the old configuration would say now is compared, not the clock: it may be older than that, too.
        let (before, after) = (counted(self.old)?, counted(self.new)?);
        (before.promises != after.promises).then(|| PromisedAnew {
            thread: thread.id.clone(),
            policy_was: running.policy.clone(),
            policy: after.policy.clone(),
            due_was: running.first_due(),
            due: after.first_due(),
        })
    }
}
