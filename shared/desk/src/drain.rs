//! The waiting line: whoever is earliest due gets the room that appeared.

use domain::change::Change;
use domain::{AgentId, Care, Thread, receive};
use jiff::Timestamp;
use store::{Commit, ThreadFilter};

use crate::Desk;
use crate::error::DeskError;

/// Threads of one topic that are looked at in one go.
const MOST: usize = 50;

impl Desk {
    /// Gives waiting threads to whoever can take them, earliest due first. With an `agent`, only lines of topics that
    /// they could serve are looked at. Returns who was assigned.
    pub(crate) async fn drain(
        &self,
        care: &Care,
        agent: Option<&AgentId>,
        now: Timestamp,
    ) -> Result<Vec<Thread>, DeskError> {
        let mut waiting = Vec::new();
        for topic in care
            .topics
            .values()
            .filter(|topic| agent.is_none_or(|agent| could_serve(care, agent, topic)))
        {
            waiting.extend(
                self.store
                    .list_threads(&ThreadFilter::Waiting(topic.id.clone()), MOST)
                    .await?,
            );
        }
        waiting.retain(Thread::is_waiting_for_an_agent);
        waiting.sort_by_key(|thread| (thread.first_due(), thread.waiting_since));
        let mut assigned = Vec::new();
        for thread in waiting {
            assigned.extend(self.assign_waiting(care, thread, now).await?);
        }
        Ok(assigned)
    }

    /// None when nobody can take it, or somebody else was faster.
    async fn assign_waiting(
        &self,
        care: &Care,
        thread: Thread,
        now: Timestamp,
    ) -> Result<Option<Thread>, DeskError> {
        let customer = self.store.who_stands_for(&thread.customer).await?;
        let mut change = Change::of(thread);
        let customer = customer.as_ref().map(|standing| &standing.customer);
        let decision = self.decide(care, &change, customer, now).await?;
        if decision.chosen.is_none() {
            return Ok(None);
        }
        receive::assign(care, &mut change, decision, "waiting_line", now);
        let commit = Commit {
            event: None,
            change: Some(&change),
            identify: None,
        };
        let written = self.conclude(commit, now).await?;
        Ok(written.map(|_| change.thread))
    }
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
