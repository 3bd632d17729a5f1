//! What happens without anybody writing: steps fire, shifts and leave begin and end, threads are handed over.

use domain::change::Change;
use domain::presence::{Presence, presence};
use domain::reassign::{self, Cause};
use domain::routing::Load;
use domain::thread::Status;
use domain::{AgentId, step};
use jiff::{SignedDuration, Timestamp};

use crate::agenda::Occurrence;
use crate::error::SimulationError;
use crate::floor::{Floor, holder};
use crate::working::works_at;

/// The sweep runs so often: what is still due after it is looked at again with the next.
const SWEEP: SignedDuration = SignedDuration::from_mins(1);

impl Floor<'_> {
    /// Does what is due on a thread.
    pub(crate) fn due(&mut self, place: usize, now: Timestamp) -> Result<(), SimulationError> {
        let is_due = |thread: &&domain::Thread| {
            thread.status == Status::Open && thread.next_step_at().is_some_and(|at| at <= now)
        };
        let Some(thread) = self.threads.get(place).filter(is_due) else {
            return Ok(());
        };
        let told = step::fire_due(self.care, thread.clone(), now);
        let has_stepped = told.as_ref().is_some_and(|told| !told.steps.is_empty());
        if let Some(change) = told {
            self.apply(place, change, now);
        }
        let cause = self.cause(place, has_stepped, now);
        if let Some(cause) = cause {
            self.look_for_another(place, cause, now)?;
        }
        self.come_back_to(place, now);
        Ok(())
    }

    /// Why an agent must be looked for: what stands on the thread, or that its agent was not there when a step fired.
    fn cause(&self, place: usize, has_stepped: bool, now: Timestamp) -> Option<Cause> {
        let thread = self.threads.get(place)?;
        if let Some(cause) = reassign::due(thread, now) {
            return Some(cause);
        }
        let agent = holder(thread).filter(|_| has_stepped)?;
        match presence(self.care, agent, &self.load(agent), now) {
            Presence::Working => None,
            Presence::Off { .. } => Some(Cause::OffShift),
            gone => reassign::by_presence(self.care, thread, gone, now),
        }
    }

    /// What is still due is looked at with the next sweep, and not over and over at the same instant.
    fn come_back_to(&mut self, place: usize, now: Timestamp) {
        let next = self
            .threads
            .get(place)
            .and_then(domain::Thread::next_step_at);
        if next.is_some_and(|at| at <= now) {
            let later = now.saturating_add(SWEEP).unwrap_or(Timestamp::MAX);
            self.agenda.put(later, Occurrence::Due(place));
        }
    }

    /// Looks for another agent than the one who has it, if somebody has.
    fn look_for_another(
        &mut self,
        place: usize,
        cause: Cause,
        now: Timestamp,
    ) -> Result<(), SimulationError> {
        let Some(thread) = self.threads.get(place) else {
            return Ok(());
        };
        let had = holder(thread).cloned();
        let need = self.need(self.care, thread, now);
        let need = match &had {
            Some(had) => need.map(|need| need.taken_from(had)),
            None => need,
        };
        let decision = self.decide(need.as_ref(), now);
        let load = had
            .as_ref()
            .map_or_else(Load::default, |had| self.load(had));
        let mut change = Change::of(thread.clone());
        reassign::carry_out(self.care, &mut change, decision, cause, &load, now);
        let leaves = had
            .as_ref()
            .is_some_and(|had| holder(&change.thread) != Some(had));
        self.apply(place, change, now);
        self.take_up(place, now)?;
        if let Some(had) = had.filter(|_| leaves) {
            self.book.handed_over(place);
            self.drain_to(&had, now)?;
            self.work(&had, now)?;
        }
        Ok(())
    }

    /// An agent begins or ceases to work, or goes on leave.
    pub(crate) fn comes_or_goes(
        &mut self,
        agent: &AgentId,
        now: Timestamp,
    ) -> Result<(), SimulationError> {
        self.watched.remove(agent);
        if works_at(self.care, agent, now) {
            self.drain_to(agent, now)?;
            self.work(agent, now)?;
        } else {
            let there = presence(self.care, agent, &self.load(agent), now);
            for place in self.held.get(agent).cloned().unwrap_or_default() {
                self.hand_over_if_due(place, there, now)?;
            }
        }
        if self.is_busy() {
            self.watch(agent, now);
        }
        Ok(())
    }

    fn hand_over_if_due(
        &mut self,
        place: usize,
        there: Presence,
        now: Timestamp,
    ) -> Result<(), SimulationError> {
        let thread = self.threads.get(place);
        let cause = thread.and_then(|thread| reassign::by_presence(self.care, thread, there, now));
        match cause {
            Some(cause) => self.look_for_another(place, cause, now),
            None => Ok(()),
        }
    }

    /// Everybody's next coming or going stands on the agenda while there is anything to do.
    pub(crate) fn watch_all(&mut self, now: Timestamp) {
        let unwatched: Vec<AgentId> = self
            .alone
            .keys()
            .filter(|agent| !self.watched.contains(*agent))
            .cloned()
            .collect();
        for agent in unwatched {
            self.watch(&agent, now);
        }
    }

    fn watch(&mut self, agent: &AgentId, now: Timestamp) {
        let next = self
            .care
            .agents
            .get(agent)
            .and_then(|agent| agent.next_change(now));
        if let Some(next) = next.filter(|next| *next > now) {
            self.watched.insert(agent.clone());
            self.agenda.put(next, Occurrence::Presence(agent.clone()));
        }
    }
}
