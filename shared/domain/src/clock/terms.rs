//! From a policy and a start to instants.

use calendar::{Calendar, CalendarError, Pause};
use jiff::{SignedDuration, Timestamp};

use super::{Awaits, Clock, ClockError, Promise, Step};
use crate::config::{
    Care, ClockKind, Commitment, FOLLOW_UP, KeptBy, Policy, RoleName, StepMoment, StepRule,
    WhenClosed, Within,
};
use crate::thread::Thread;

/// One hour: what the default gives an elapsed promise after the next opening.
const GRACE: SignedDuration = SignedDuration::from_hours(1);

type Computed<T> = Result<T, CalendarError>;

/// What a policy says to one who began to wait at an instant.
pub(super) struct Terms<'c> {
    policy: &'c Policy,
    calendar: &'c Calendar,
    started_at: Timestamp,
    awaits: Awaits,
    pauses: Vec<(Timestamp, Timestamp)>,
}

impl<'c> Terms<'c> {
    pub(super) fn new(
        care: &'c Care,
        policy: &'c Policy,
        started_at: Timestamp,
        awaits: Awaits,
    ) -> Result<Self, ClockError> {
        let calendar = care
            .calendars
            .get(&policy.calendar)
            .ok_or_else(|| ClockError::UnknownCalendar(policy.name.clone()))?;
        Ok(Self {
            policy,
            calendar,
            started_at,
            awaits,
            pauses: Vec::new(),
        })
    }

    pub(super) fn with_pauses(self, pauses: &[(Timestamp, Timestamp)]) -> Self {
        Self {
            pauses: pauses.to_vec(),
            ..self
        }
    }

    /// A clock that begins now, after those of the thread that ended.
    pub(super) fn clock_of(&self, thread: &Thread) -> Result<Clock, ClockError> {
        let clock = self.clock()?;
        Ok(Clock {
            number: thread.clocks_ended,
            ..clock
        })
    }

    pub(super) fn clock(&self) -> Result<Clock, ClockError> {
        let promises = self.promises().map_err(|source| self.failed(source))?;
        let steps = self
            .steps(&promises)
            .map_err(|source| self.failed(source))?;
        Ok(Clock {
            started_at: self.started_at,
            number: 0,
            policy: self.policy.name.clone(),
            calendar: self.policy.calendar.clone(),
            awaits: self.awaits,
            promises,
            steps,
            set_aside: Vec::new(),
            pauses: self.pauses.clone(),
            paused_since: None,
        })
    }

    pub(super) fn one_working_day(&self) -> Result<Timestamp, ClockError> {
        let day = self.calendar.add_working_days(self.started_at, 1);
        day.map_err(|source| self.failed(source))
    }

    fn failed(&self, source: CalendarError) -> ClockError {
        ClockError::Calendar {
            policy: self.policy.name.clone(),
            source,
        }
    }

    /// The policy's commitments to one who waits for this. A further question is promised what the first one was, where
    /// the policy says nothing else of it, and the other way round: nobody who waits is promised nothing.
    fn commitments(&self) -> Vec<&Commitment> {
        let kept_by = |wanted: &[KeptBy]| -> Vec<&Commitment> {
            let all = self.policy.commitments.iter();
            all.filter(|one| wanted.contains(&one.kept_by)).collect()
        };
        let answers = |wanted: KeptBy| {
            let found = kept_by(&[KeptBy::Answer, wanted]);
            if found.is_empty() {
                kept_by(&[KeptBy::FirstAnswer, KeptBy::NextAnswer])
            } else {
                found
            }
        };
        match self.awaits {
            Awaits::FirstAnswer => answers(KeptBy::FirstAnswer),
            Awaits::NextAnswer => answers(KeptBy::NextAnswer),
            Awaits::Resolution => kept_by(&[KeptBy::Resolution]),
            Awaits::Legal => kept_by(&[KeptBy::Legal]),
            Awaits::FollowUp { .. } => Vec::new(),
        }
    }

    fn promises(&self) -> Computed<Vec<Promise>> {
        if let Awaits::FollowUp { by } = self.awaits {
            return Ok(vec![follow_up(by)]);
        }
        let commitments = self.commitments();
        let first_business = self.first_business_due(&commitments)?;
        let promise = |commitment: &&Commitment| {
            Ok(Promise {
                commitment: commitment.name.clone(),
                within: commitment.written.clone(),
                clock: commitment.within.clock(),
                kept_by: commitment.kept_by,
                due_at: self.due(commitment, first_business)?,
            })
        };
        commitments.iter().map(promise).collect()
    }

    fn first_business_due(&self, commitments: &[&Commitment]) -> Computed<Option<Timestamp>> {
        let mut within = commitments.iter().filter_map(|one| match one.within {
            Within::Business(within) => Some(within),
            _ => None,
        });
        within
            .next()
            .map(|within| self.business(within))
            .transpose()
    }

    fn business(&self, within: SignedDuration) -> Computed<Timestamp> {
        let pauses = self.pauses.iter();
        let pauses: Vec<Pause> = pauses
            .map(|(from, to)| Pause::between(*from, *to))
            .collect::<Computed<_>>()?;
        self.calendar
            .due_with_pauses(self.started_at, within, &pauses)
    }

    fn due(
        &self,
        commitment: &Commitment,
        first_business: Option<Timestamp>,
    ) -> Computed<Timestamp> {
        match commitment.within {
            Within::Business(within) => self.business(within),
            Within::WorkingDays(days) => {
                let days = days.saturating_add(self.working_days_paused()?);
                self.calendar.add_working_days(self.started_at, days)
            }
            Within::CalendarMonths(months) => {
                let due = self.calendar.add_calendar_months(self.started_at, months)?;
                Ok(self.paused_until(due))
            }
            Within::Elapsed(within) => {
                let bare = self.paused_until(later(self.started_at, within));
                match commitment.when_closed {
                    WhenClosed::Strict => Ok(bare),
                    WhenClosed::NextOpening => self.not_while_closed(bare, first_business),
                }
            }
        }
    }

    /// A time on the wall, moved on by the pauses that begin before it.
    fn paused_until(&self, due: Timestamp) -> Timestamp {
        self.pauses.iter().fold(due, |due, (from, to)| {
            if *from < due {
                later(due, to.duration_since(*from))
            } else {
                due
            }
        })
    }

    /// Working days whose closing lies within a pause.
    fn working_days_paused(&self) -> Computed<u32> {
        let mut days = 0;
        for (from, to) in &self.pauses {
            let mut closing = self.calendar.add_working_days(*from, 0)?;
            while closing < *to {
                days += u32::from(closing >= *from);
                closing = self.calendar.add_working_days(closing, 1)?;
            }
        }
        Ok(days)
    }

    /// Where an elapsed promise ends while closed: an hour after the next opening, and never before the business
    /// promise's end plus an hour.
    fn not_while_closed(
        &self,
        bare: Timestamp,
        first_business: Option<Timestamp>,
    ) -> Computed<Timestamp> {
        if self.is_in_hours(bare) {
            return Ok(bare);
        }
        let moved = later(self.calendar.next_open(bare)?, GRACE);
        let floor = first_business.map(|due| later(due, GRACE));
        Ok(floor.map_or(moved, |floor| moved.max(floor)))
    }

    /// Open, or the very instant of closing.
    fn is_in_hours(&self, at: Timestamp) -> bool {
        self.calendar.is_open(at) || self.calendar.open_until(previous(at)) == Some(at)
    }

    fn steps(&self, promises: &[Promise]) -> Computed<Vec<Step>> {
        let mut steps = Vec::new();
        for promise in promises {
            let of_it = |rule: &&StepRule| rule.commitment == promise.commitment;
            let mut rules: Vec<StepRule> =
                self.policy.chain.iter().filter(of_it).cloned().collect();
            if rules.is_empty() && promise.kept_by == KeptBy::FollowUp {
                rules = usual_steps_of_a_follow_up();
            }
            for rule in rules {
                steps.extend(self.step(promise, &rule)?);
            }
        }
        steps.sort_by_key(|step: &Step| step.at);
        Ok(steps)
    }

    fn step(&self, promise: &Promise, rule: &StepRule) -> Computed<Option<Step>> {
        let at = match rule.moment {
            StepMoment::Due => promise.due_at,
            StepMoment::Share(share) => self.share(promise, share)?,
        };
        let at = if rule.urgent || self.is_in_hours(at) {
            at
        } else {
            self.calendar.next_open(at)?
        };
        // A reminder that waits for an opening that comes too late reminds nobody of what is broken.
        if rule.moment != StepMoment::Due && at >= promise.due_at {
            return Ok(None);
        }
        Ok(Some(Step {
            commitment: rule.commitment.clone(),
            moment: rule.moment.word(),
            at,
            tell: rule.tell.clone(),
            fired: false,
            told: Vec::new(),
            round: 0,
            reassign: rule.reassign,
            raise: rule.raise,
        }))
    }

    /// The instant at which a share of the promised time is gone, in percent: counted in open time where the promise is,
    /// and for a date that somebody named.
    fn share(&self, promise: &Promise, share: u8) -> Computed<Timestamp> {
        let part = |whole: SignedDuration| whole * i32::from(share) / 100;
        let commitment = self.policy.commitments.iter();
        let mut within = commitment
            .filter(|one| one.name == promise.commitment)
            .map(|one| one.within);
        if let Some(Within::Business(within)) = within.next() {
            return self.business(part(within));
        }
        let until_then = self.calendar.elapsed(self.started_at, promise.due_at);
        if promise.kept_by == KeptBy::FollowUp && !until_then.is_zero() {
            return self.calendar.due(self.started_at, part(until_then));
        }
        let on_the_wall = promise.due_at.duration_since(self.started_at);
        Ok(later(self.started_at, part(on_the_wall)))
    }
}

fn follow_up(by: Timestamp) -> Promise {
    Promise {
        commitment: FOLLOW_UP.to_owned(),
        within: String::new(),
        clock: ClockKind::Elapsed,
        kept_by: KeptBy::FollowUp,
        due_at: by,
    }
}

/// What holds where a policy's chain says nothing of follow-ups.
fn usual_steps_of_a_follow_up() -> Vec<StepRule> {
    let rule = |moment, tell: &[RoleName]| StepRule {
        commitment: FOLLOW_UP.to_owned(),
        moment,
        tell: tell.to_vec(),
        urgent: moment == StepMoment::Due,
        reassign: false,
        raise: false,
    };
    vec![
        rule(StepMoment::Share(75), &[RoleName::Agent]),
        rule(StepMoment::Due, &[RoleName::Agent, RoleName::Lead]),
    ]
}

fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}

fn previous(at: Timestamp) -> Timestamp {
    at.checked_sub(SignedDuration::from_nanos(1)).unwrap_or(at)
}
