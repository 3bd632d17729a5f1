//! What agents do with what they hold: one thread after the other, earliest due first, in their working time.

use domain::action::{self, Answer};
use domain::thread::Status;
use domain::timeline::RulingOutcome;
use domain::{AgentId, Care};
use jiff::Timestamp;

use crate::agenda::Occurrence;
use crate::error::SimulationError;
use crate::floor::{Floor, Work};

impl Floor<'_> {
    /// An agent who is at work and works on nothing begins with what is due first.
    pub(crate) fn work(&mut self, agent: &AgentId, now: Timestamp) -> Result<(), SimulationError> {
        if self.works.contains_key(agent) || !works_at(self.care, agent, now) {
            return Ok(());
        }
        let Some(place) = self.due_first(agent) else {
            return Ok(());
        };
        let (Some(thread), Some(who)) = (self.threads.get(place), self.care.agents.get(agent))
        else {
            return Ok(());
        };
        let takes = self.assumptions.handling(&thread.channel);
        let through = who
            .shift
            .due(now, takes)
            .map_err(|source| SimulationError::Shift {
                agent: agent.clone(),
                source,
            })?;
        self.works_begun += 1;
        let number = self.works_begun;
        let work = Work {
            thread: place,
            number,
        };
        self.works.insert(agent.clone(), work);
        let agent = agent.clone();
        let answered = Occurrence::Answered {
            agent,
            work: number,
        };
        self.agenda.put(through, answered);
        Ok(())
    }

    fn due_first(&self, agent: &AgentId) -> Option<usize> {
        let held = self.held.get(agent)?.iter().copied();
        held.min_by_key(|place| {
            let thread = self.threads.get(*place);
            let due = thread.and_then(domain::Thread::first_due);
            let opened = thread.map(|thread| thread.opened_at);
            (due.unwrap_or(Timestamp::MAX), opened, *place)
        })
    }

    /// An agent is through with a thread: it is answered, they have room for another, and go on with the next.
    pub(crate) fn answered(
        &mut self,
        agent: &AgentId,
        number: u64,
        now: Timestamp,
    ) -> Result<(), SimulationError> {
        let Some(work) = self
            .works
            .get(agent)
            .copied()
            .filter(|work| work.number == number)
        else {
            return Ok(());
        };
        self.works.remove(agent);
        let occasion = format!("answered#{now}");
        let answer = Answer {
            at: now,
            agent: Some(agent.clone()),
            by: "operator",
            text: None,
            automatic: false,
            occasion: &occasion,
            follows_by: None,
        };
        let thread = self.threads.get(work.thread).cloned();
        let change = thread.and_then(|thread| action::answer(self.care, thread, &answer, now).ok());
        if let Some(change) = change {
            self.apply(work.thread, change, now);
            let silent_until = now.saturating_add(self.assumptions.resolved_after);
            let silence = Occurrence::Silence {
                thread: work.thread,
                since: now,
            };
            self.agenda
                .put(silent_until.unwrap_or(Timestamp::MAX), silence);
        }
        self.drain_to(agent, now)?;
        self.work(agent, now)
    }

    /// A customer stayed silent since an answer: their thread is resolved.
    pub(crate) fn silent(&mut self, place: usize, since: Timestamp, now: Timestamp) {
        let waits = |thread: &&domain::Thread| {
            thread.status == Status::WaitingOnCustomer && thread.answered_at == Some(since)
        };
        let Some(thread) = self.threads.get(place).filter(waits) else {
            return;
        };
        let standing = self.standing(&thread.customer);
        let ruling = thread
            .complaint
            .is_some()
            .then_some((RulingOutcome::Accepted, "simulated"));
        let resolved = action::resolve(
            self.care,
            thread.clone(),
            &standing,
            "operator",
            ruling,
            now,
        );
        if let Ok(change) = resolved {
            self.apply(place, change, now);
        }
    }
}

pub(crate) fn works_at(care: &Care, agent: &AgentId, now: Timestamp) -> bool {
    care.agents
        .get(agent)
        .is_some_and(|agent| agent.works_at(now))
}
