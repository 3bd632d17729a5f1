//! The same clock by another configuration, topic or start.

use jiff::Timestamp;

use super::terms::Terms;
use super::{Awaits, Clock, ClockError, Step, legal_term, policy_for};
use crate::config::{Care, Policy};
use crate::thread::Thread;

/// A clock that was counted anew.
#[derive(Clone, Debug)]
pub struct Recounted {
    /// The clock; none where the configuration promises nothing of the kind any more.
    pub clock: Option<Clock>,
    /// Steps that had fired and whose instant is yet to come: what they told holds no more. They may fire once more.
    pub taken_back: Vec<Step>,
}

impl Clock {
    /// The same promise counted from an earlier start: a message that was posted before the one that started it. Steps
    /// that fired stay fired.
    ///
    /// # Errors
    /// As [`Clock::start`].
    pub fn restart(
        &self,
        care: &Care,
        thread: &Thread,
        started_at: Timestamp,
    ) -> Result<Self, ClockError> {
        let policy = policy_for(care, thread, started_at, None).ok_or(ClockError::NoPolicy)?;
        let mut clock = self.by(care, policy, started_at)?;
        self.carry_to(&mut clock);
        Ok(clock)
    }

    /// The same clock from the same start, by the configuration and the thread's topic as they are at `now`. A promise that
    /// ends later now is no longer broken: the step that told so is taken back, and fires anew where it is broken after all.
    ///
    /// # Errors
    /// As [`Clock::start`].
    pub fn recount(
        &self,
        care: &Care,
        thread: &Thread,
        now: Timestamp,
    ) -> Result<Recounted, ClockError> {
        let policy = match self.awaits {
            Awaits::Legal => legal_term(care, thread),
            _ => policy_for(care, thread, self.started_at, Some(&self.policy)),
        };
        let clock = policy.map(|policy| self.by(care, policy, self.started_at));
        let clock = clock
            .transpose()?
            .filter(|clock| !clock.promises.is_empty());
        let Some(mut clock) = clock else {
            return Ok(Recounted {
                clock: None,
                taken_back: Vec::new(),
            });
        };
        self.carry_to(&mut clock);
        let mut taken_back = Vec::new();
        for step in &mut clock.steps {
            if step.fired && step.at > now {
                taken_back.push(step.clone());
                step.fired = false;
                step.told.clear();
                step.round += 1;
            }
        }
        Ok(Recounted {
            clock: Some(clock),
            taken_back,
        })
    }

    /// Stands still from an instant on, where it is one that does.
    pub fn pause(&mut self, at: Timestamp) {
        if self.awaits.pauses() && self.paused_since.is_none() {
            self.paused_since = Some(at.max(self.started_at));
        }
    }

    /// Goes on: what it stood still is added to every promise that counts so.
    ///
    /// # Errors
    /// As [`Clock::start`].
    pub fn resume(
        &mut self,
        care: &Care,
        thread: &Thread,
        at: Timestamp,
    ) -> Result<(), ClockError> {
        let Some(since) = self.paused_since.take() else {
            return Ok(());
        };
        if at > since {
            self.pauses.push((since, at));
        }
        let recounted = self.recount(care, thread, at)?;
        if let Some(clock) = recounted.clock {
            *self = clock;
        }
        Ok(())
    }

    fn by(&self, care: &Care, policy: &Policy, started_at: Timestamp) -> Result<Self, ClockError> {
        let terms = Terms::new(care, policy, started_at, self.awaits)?;
        let clock = terms.with_pauses(&self.pauses).clock()?;
        Ok(Self {
            number: self.number,
            paused_since: self.paused_since,
            ..clock
        })
    }

    /// What is known of the steps from before, also of those that were gone for a while. What was ever written is kept: a
    /// step that comes back must not be written to the ledger once more, which would refuse it and all that goes with it.
    fn carry_to(&self, clock: &mut Self) {
        let known = || self.steps.iter().chain(&self.set_aside);
        for step in &mut clock.steps {
            if let Some(before) = known().find(|before| before.is_same(step)) {
                step.fired = before.fired;
                step.told.clone_from(&before.told);
                step.round = before.round;
            }
        }
        let is_written = |step: &&Step| step.fired || step.round > 0;
        let is_gone = |step: &&Step| !clock.steps.iter().any(|other| other.is_same(step));
        let gone = known().filter(is_written).filter(is_gone).cloned();
        clock.set_aside = gone.collect();
    }
}
