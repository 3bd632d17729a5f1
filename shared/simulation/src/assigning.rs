//! Who gets a thread: the decision is the desk's own.

use std::collections::{BTreeMap, BTreeSet};

use domain::action;
use domain::change::Change;
use domain::config::Topic;
use domain::customer::Customer;
use domain::routing::{self, Decision, Need};
use domain::thread::Thread;
use domain::{AgentId, Care, ChannelId, Language, TopicId, receive};
use jiff::Timestamp;

use crate::error::SimulationError;
use crate::floor::{Floor, InLine, holder};

/// Threads of one topic that are looked at when room appears, as the desk does.
const MOST_OF_A_TOPIC: usize = 500;

impl Floor<'_> {
    /// What a thread asks for at an instant.
    pub(crate) fn need<'n>(
        &self,
        care: &'n Care,
        thread: &Thread,
        now: Timestamp,
    ) -> Option<Need<'n>> {
        let customer = self.customers.get(&thread.customer);
        let knows = customer.and_then(Customer::agent_who_knows).cloned();
        Need::of(care, thread, knows, now)
    }

    /// Who gets it; nobody where there is no topic at all.
    pub(crate) fn decide(&self, need: Option<&Need<'_>>, now: Timestamp) -> Decision {
        let decided = need.map(|need| routing::decide(self.care, need, &self.loads, now));
        decided.unwrap_or_default()
    }

    /// Looks for an agent, and adds to the change what comes of it.
    pub(crate) fn assign(&self, change: &mut Change, occasion: &str, now: Timestamp) {
        let need = self.need(self.care, &change.thread, now);
        let decision = self.decide(need.as_ref(), now);
        receive::assign(self.care, change, decision, occasion, now);
    }

    /// Whoever got a thread accepts it if they are at work, and begins if they work on nothing.
    pub(crate) fn take_up(&mut self, place: usize, now: Timestamp) -> Result<(), SimulationError> {
        let Some(thread) = self.threads.get(place) else {
            return Ok(());
        };
        let Some(agent) = holder(thread).cloned() else {
            return Ok(());
        };
        let works = self
            .care
            .agents
            .get(&agent)
            .is_some_and(|who| who.works_at(now));
        let accepted = match &thread.offer {
            Some(_) if works => action::accept(thread.clone(), &agent, now).ok(),
            _ => None,
        };
        if let Some(change) = accepted {
            self.apply(place, change, now);
        }
        self.work(&agent, now)
    }

    /// Gives waiting threads to an agent who has room, earliest due first. Nothing else changed for anybody else, so a
    /// thread that this agent could not take is not looked at further.
    pub(crate) fn drain_to(
        &mut self,
        agent: &AgentId,
        now: Timestamp,
    ) -> Result<(), SimulationError> {
        let mut hopeless = BTreeSet::new();
        for (_, _, place) in self.could_take(agent) {
            if !self.has_room(agent) {
                break;
            }
            let Some(thread) = self.threads.get(place) else {
                continue;
            };
            let sort = self.sort(place, thread, now);
            if hopeless.contains(&sort) {
                continue;
            }
            if !self.would_take(agent, thread, now) {
                hopeless.insert(sort);
                continue;
            }
            let decision = self.decide(self.need(self.care, thread, now).as_ref(), now);
            if decision.chosen.is_none() {
                continue;
            }
            let mut change = Change::of(thread.clone());
            receive::assign(self.care, &mut change, decision, "waiting_line", now);
            self.apply(place, change, now);
            self.take_up(place, now)?;
        }
        Ok(())
    }

    /// What of a thread decides whether an agent can take it: where one of a sort could not, another need not be tried.
    fn sort(&self, place: usize, thread: &Thread, now: Timestamp) -> Sort {
        let since = thread.waiting_since.unwrap_or(now);
        let relax = self.care.topic(&thread.topic).map(|topic| &topic.relax);
        let given_up = relax.map_or(0, |relax| {
            let waits = now.duration_since(since);
            relax.iter().take_while(|step| step.after <= waits).count()
        });
        let is_own = thread.agent.is_some() || !thread.missed.is_empty();
        Sort {
            topic: thread.topic.clone(),
            language: thread.language.clone(),
            channel: thread.channel.clone(),
            given_up,
            own: is_own.then_some(place),
        }
    }

    fn has_room(&self, agent: &AgentId) -> bool {
        let most = self
            .care
            .agents
            .get(agent)
            .map_or(0, |who| who.capacity.max(who.capacity_max));
        self.load(agent).open < most
    }

    /// Those in the waiting line whose topic an agent could serve at any level.
    fn could_take(&self, agent: &AgentId) -> Vec<InLine> {
        let mut seen = BTreeMap::new();
        let serves = |thread: &Thread| {
            let topic = self.care.topic(&thread.topic);
            topic.is_some_and(|topic| could_serve(self.care, agent, topic))
        };
        let of_topic = |here: &&InLine| {
            self.threads.get(here.2).is_some_and(|thread| {
                let count: &mut usize = seen.entry(&thread.topic).or_default();
                *count += 1;
                *count <= MOST_OF_A_TOPIC && serves(thread)
            })
        };
        self.line.iter().filter(of_topic).copied().collect()
    }

    /// Whether an agent would get a thread if there were nobody else.
    pub(crate) fn would_take(&self, agent: &AgentId, thread: &Thread, now: Timestamp) -> bool {
        let Some(care) = self.alone.get(agent) else {
            return false;
        };
        let need = self.need(care, thread, now);
        need.is_some_and(|need| {
            routing::decide(care, &need, &self.loads, now)
                .chosen
                .is_some()
        })
    }
}

/// See [`Floor::sort`]. A thread that waits for somebody is a sort of its own.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Sort {
    topic: TopicId,
    language: Language,
    channel: ChannelId,
    given_up: usize,
    own: Option<usize>,
}

/// Whether an agent has every skill of a topic at some level: levels may be given up, missing skills never.
fn could_serve(care: &Care, agent: &AgentId, topic: &Topic) -> bool {
    care.agents.get(agent).is_some_and(|agent| {
        let mut skills = topic.skills.keys();
        skills.all(|skill| agent.skills.contains_key(skill))
    })
}
