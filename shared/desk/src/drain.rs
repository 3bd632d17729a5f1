//! The waiting line: whoever is earliest due gets the room that appeared.

use std::collections::BTreeSet;

use domain::change::Change;
use domain::{AgentId, Care, Thread, ThreadId, receive};
use jiff::Timestamp;
use store::Commit;

use crate::Desk;
use crate::error::DeskError;

/// Threads of one topic that are looked at in one go, at most.
const MOST: usize = 500;
/// Threads that are read at once.
const PAGE: usize = 50;

impl Desk {
    /// Gives waiting threads to whoever can take them, earliest due first, then earliest come. With an `agent`, only lines
    /// of topics that they could serve are looked at. Returns who was assigned.
    pub(crate) async fn drain(
        &self,
        care: &Care,
        agent: Option<&AgentId>,
        now: Timestamp,
    ) -> Result<Vec<Thread>, DeskError> {
        let mut lines = Vec::new();
        for topic in care
            .topics
            .values()
            .filter(|topic| agent.is_none_or(|agent| could_serve(care, agent, topic)))
        {
            let line = self.store.waiting(&topic.id, MOST).await?;
            if !line.is_empty() {
                lines.push(line);
            }
        }
        let mut assigned = Vec::new();
        let mut hopeless = BTreeSet::new();
        for pages in pages(lines) {
            let mut waiting = self.store.threads(&pages).await?;
            waiting.retain(Thread::is_waiting_for_an_agent);
            waiting.sort_by_key(|thread| (thread.place_in_line(), thread.waiting_since));
            for thread in waiting {
                let sort = Sort::of(care, &thread, now);
                if hopeless.contains(&sort) {
                    continue;
                }
                // What it holds on its way is large, and whoever drains need not hold it.
                match Box::pin(self.assign_waiting(care, thread, now)).await? {
                    Found::Agent(thread) => assigned.push(*thread),
                    Found::Nobody => {
                        hopeless.insert(sort);
                    }
                    Found::TooLate => {}
                }
            }
        }
        Ok(assigned)
    }

    async fn assign_waiting(
        &self,
        care: &Care,
        thread: Thread,
        now: Timestamp,
    ) -> Result<Found, DeskError> {
        let customer = self.store.who_stands_for(&thread.customer).await?;
        let mut change = Change::of(thread);
        let customer = customer.as_ref().map(|standing| &standing.customer);
        let decision = self.decide(care, &change, customer, now).await?;
        if decision.chosen.is_none() {
            return Ok(Found::Nobody);
        }
        receive::assign(care, &mut change, decision, "waiting_line", now);
        let commit = Commit {
            event: None,
            change: Some(&change),
            identify: None,
        };
        let written = self.conclude(commit, now).await?;
        Ok(match written {
            Some(_) => Found::Agent(Box::new(change.thread)),
            None => Found::TooLate,
        })
    }
}

/// What looking for an agent gave.
enum Found {
    Agent(Box<Thread>),
    Nobody,
    TooLate,
}

/// What decides whether anybody can take a thread, apart from who knows its customer: where one of a sort found nobody,
/// another need not be tried.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Sort {
    topic: String,
    language: String,
    channel: String,
    given_up: usize,
    /// A thread that waits for somebody, or that somebody missed, is a sort of its own.
    own: Option<ThreadId>,
}

impl Sort {
    fn of(care: &Care, thread: &Thread, now: Timestamp) -> Self {
        let waits = thread
            .waiting_since
            .map_or(jiff::SignedDuration::ZERO, |since| {
                now.duration_since(since)
            });
        let relax = care.topic(&thread.topic).map(|topic| &topic.relax);
        let given_up = relax.map_or(0, |relax| {
            relax.iter().take_while(|step| step.after <= waits).count()
        });
        let is_own = thread.agent.is_some() || !thread.missed.is_empty();
        Self {
            topic: thread.topic.as_str().to_owned(),
            language: thread.language.as_str().to_owned(),
            channel: thread.channel.as_str().to_owned(),
            given_up,
            own: is_own.then(|| thread.id.clone()),
        }
    }
}

/// The lines side by side: the heads of all together, then what stands behind them.
fn pages(lines: Vec<Vec<ThreadId>>) -> Vec<Vec<ThreadId>> {
    let longest = lines.iter().map(Vec::len).max().unwrap_or(0);
    (0..longest)
        .step_by(PAGE)
        .map(|from| {
            let page = |line: &Vec<ThreadId>| {
                let until = line.len().min(from + PAGE);
                line.get(from..until).unwrap_or_default().to_vec()
            };
            lines.iter().flat_map(page).collect()
        })
        .collect()
}

/// Whether an agent has every skill of a topic at some level: levels may be relaxed, missing skills never.
fn could_serve(care: &Care, agent: &AgentId, topic: &domain::config::Topic) -> bool {
    care.agents.get(agent).is_some_and(|agent| {
        topic
            .skills
            .keys()
            .all(|skill| agent.skills.contains_key(skill))
    })
}
