//! The clock of a thread: what was promised, since when, until when, and the steps on the way.
//!
//! A promise is judged by its instants, never by when a sweep ran. All instants are computed when the clock starts,
//! from its start and the configuration of that moment.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::config::{
    Care, ClockKind, Commitment, Policy, RoleName, StepMoment, WhenClosed, Within,
};
use crate::thread::Thread;

/// One hour: what the default gives an elapsed promise after the next opening.
const GRACE: SignedDuration = SignedDuration::from_hours(1);

/// A running clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// The customer's first unanswered message.
    pub started_at: Timestamp,
    /// The policy that holds.
    pub policy: String,
    /// The calendar that business time is counted in.
    pub calendar: String,
    /// What is promised, in the policy's order.
    pub promises: Vec<Promise>,
    /// The steps of the chain, earliest first.
    pub steps: Vec<Step>,
}

/// A promise with its instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// The commitment's name.
    pub commitment: String,
    /// As the configuration writes it: `4h`.
    pub within: String,
    /// What it is counted in.
    #[serde(default)]
    pub clock: ClockKind,
    /// The last instant at which an answer keeps it.
    pub due_at: Timestamp,
}

/// A step of the chain with its instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The commitment it watches.
    pub commitment: String,
    /// Which step of it: `75%` or `due`.
    pub moment: String,
    /// When it fires.
    pub at: Timestamp,
    /// Who is told.
    pub tell: Vec<RoleName>,
    /// Whether the ledger has it.
    pub fired: bool,
}

/// A clock that cannot be computed: the calendar is unknown or does not open in any reasonable time.
#[derive(Debug, thiserror::Error)]
pub enum ClockError {
    /// The policy names a calendar that the configuration does not have.
    #[error("policy `{0}` names a calendar that is not configured")]
    UnknownCalendar(String),
    /// No policy matches; a checked configuration always has one.
    #[error("no policy matches the thread")]
    NoPolicy,
    /// Business time could not be computed.
    #[error("the due time of policy `{policy}` cannot be computed")]
    Calendar {
        /// The policy.
        policy: String,
        /// Why.
        #[source]
        source: calendar::CalendarError,
    },
}

impl Clock {
    /// Starts the clock that the configuration promises to a thread.
    ///
    /// # Errors
    /// [`ClockError`] when no due time can be computed.
    pub fn start(care: &Care, thread: &Thread, started_at: Timestamp) -> Result<Self, ClockError> {
        let policy = policy_for(care, thread).ok_or(ClockError::NoPolicy)?;
        let calendar = care
            .calendars
            .get(&policy.calendar)
            .ok_or_else(|| ClockError::UnknownCalendar(policy.name.clone()))?;
        let terms = Terms {
            policy,
            calendar,
            started_at,
        };
        let promises = terms.promises().map_err(|source| terms.failed(source))?;
        let steps = terms
            .steps(&promises)
            .map_err(|source| terms.failed(source))?;
        Ok(Self {
            started_at,
            policy: policy.name.clone(),
            calendar: policy.calendar.clone(),
            promises,
            steps,
        })
    }

    /// One working day after an instant, by the calendar of the policy that holds for a thread.
    ///
    /// # Errors
    /// As [`Clock::start`].
    pub fn one_working_day(
        care: &Care,
        thread: &Thread,
        from: Timestamp,
    ) -> Result<Timestamp, ClockError> {
        let policy = policy_for(care, thread).ok_or(ClockError::NoPolicy)?;
        let calendar = care
            .calendars
            .get(&policy.calendar)
            .ok_or_else(|| ClockError::UnknownCalendar(policy.name.clone()))?;
        calendar
            .add_working_days(from, 1)
            .map_err(|source| ClockError::Calendar {
                policy: policy.name.clone(),
                source,
            })
    }

    /// The same promise counted from an earlier start: a message that was posted before the one that started it.
    /// Steps that fired stay fired.
    ///
    /// # Errors
    /// As [`Clock::start`].
    pub fn restart(
        &self,
        care: &Care,
        thread: &Thread,
        started_at: Timestamp,
    ) -> Result<Self, ClockError> {
        let mut clock = Self::start(care, thread, started_at)?;
        for step in &mut clock.steps {
            step.fired = self.steps.iter().any(|old| {
                old.fired && old.commitment == step.commitment && old.moment == step.moment
            });
        }
        Ok(clock)
    }

    /// When the next step fires.
    pub fn next_step_at(&self) -> Option<Timestamp> {
        self.steps
            .iter()
            .filter(|step| !step.fired)
            .map(|step| step.at)
            .min()
    }

    /// The earliest promise that is not past at `now`, else the latest one: what an agent should be shown.
    pub fn answer_before(&self, now: Timestamp) -> Option<&Promise> {
        let open = self
            .promises
            .iter()
            .filter(|promise| promise.due_at >= now)
            .min_by_key(|promise| promise.due_at);
        open.or_else(|| self.promises.iter().max_by_key(|promise| promise.due_at))
    }

    /// The earliest due time of all: what waiting lines are ordered by.
    pub fn first_due(&self) -> Timestamp {
        self.promises
            .iter()
            .map(|promise| promise.due_at)
            .min()
            .unwrap_or(self.started_at)
    }
}

/// The first policy that matches.
pub fn policy_for<'c>(care: &'c Care, thread: &Thread) -> Option<&'c Policy> {
    care.policies.iter().find(|policy| {
        (policy.channels.is_empty() || policy.channels.contains(&thread.channel))
            && (policy.topics.is_empty() || policy.topics.contains(&thread.topic))
            && (policy.segments.is_empty()
                || thread
                    .segment
                    .as_ref()
                    .is_some_and(|segment| policy.segments.contains(segment)))
    })
}

struct Terms<'c> {
    policy: &'c Policy,
    calendar: &'c calendar::Calendar,
    started_at: Timestamp,
}

type Computed<T> = Result<T, calendar::CalendarError>;

impl Terms<'_> {
    fn failed(&self, source: calendar::CalendarError) -> ClockError {
        ClockError::Calendar {
            policy: self.policy.name.clone(),
            source,
        }
    }

    fn promises(&self) -> Computed<Vec<Promise>> {
        let first_business = self.first_business_due()?;
        self.policy
            .commitments
            .iter()
            .map(|commitment| {
                let due_at = self.due(commitment, first_business)?;
                Ok(Promise {
                    commitment: commitment.name.clone(),
                    within: commitment.written.clone(),
                    clock: commitment.within.clock(),
                    due_at,
                })
            })
            .collect()
    }

    fn first_business_due(&self) -> Computed<Option<Timestamp>> {
        let business =
            self.policy
                .commitments
                .iter()
                .find_map(|commitment| match commitment.within {
                    Within::Business(within) => Some(within),
                    _ => None,
                });
        business
            .map(|within| self.calendar.due(self.started_at, within))
            .transpose()
    }

    fn due(
        &self,
        commitment: &Commitment,
        first_business: Option<Timestamp>,
    ) -> Computed<Timestamp> {
        match commitment.within {
            Within::Business(within) => self.calendar.due(self.started_at, within),
            Within::WorkingDays(days) => self.calendar.add_working_days(self.started_at, days),
            Within::CalendarMonths(months) => {
                self.calendar.add_calendar_months(self.started_at, months)
            }
            Within::Elapsed(within) => {
                let bare = later(self.started_at, within)?;
                match commitment.when_closed {
                    WhenClosed::Strict => Ok(bare),
                    WhenClosed::NextOpening => self.not_while_closed(bare, first_business),
                }
            }
        }
    }

    /// Where an elapsed promise ends while closed: an hour after the next opening, and never before the business
    /// promise's end plus an hour.
    fn not_while_closed(
        &self,
        bare: Timestamp,
        first_business: Option<Timestamp>,
    ) -> Computed<Timestamp> {
        if self.calendar.is_open(bare) || self.calendar.open_until(previous(bare)) == Some(bare) {
            return Ok(bare);
        }
        let moved = later(self.calendar.next_open(bare)?, GRACE)?;
        let floor = first_business.map(|due| later(due, GRACE)).transpose()?;
        Ok(floor.map_or(moved, |floor| moved.max(floor)))
    }

    fn steps(&self, promises: &[Promise]) -> Computed<Vec<Step>> {
        let mut steps = Vec::new();
        for rule in &self.policy.chain {
            let Some(commitment) = self
                .policy
                .commitments
                .iter()
                .find(|c| c.name == rule.commitment)
            else {
                continue;
            };
            let Some(promise) = promises.iter().find(|p| p.commitment == rule.commitment) else {
                continue;
            };
            let at = match rule.moment {
                StepMoment::Due => promise.due_at,
                StepMoment::Share(share) => {
                    self.reminder(commitment, promise, share, rule.urgent)?
                }
            };
            if rule.moment != StepMoment::Due && at >= promise.due_at {
                continue; // It waits for an opening that comes too late: nobody is reminded of what is broken.
            }
            let (commitment, moment) = (rule.commitment.clone(), rule.moment.word());
            steps.push(Step {
                commitment,
                moment,
                at,
                tell: rule.tell.clone(),
                fired: false,
            });
        }
        steps.sort_by_key(|step| step.at);
        Ok(steps)
    }

    /// A share of the promised time, counted as the promise itself is; one that is not urgent waits for opening hours.
    fn reminder(
        &self,
        commitment: &Commitment,
        promise: &Promise,
        share: u8,
        urgent: bool,
    ) -> Computed<Timestamp> {
        let part = |whole: SignedDuration| whole * i32::from(share) / 100;
        match commitment.within {
            Within::Business(within) => self.calendar.due(self.started_at, part(within)),
            _ => {
                let at = later(
                    self.started_at,
                    part(promise.due_at.duration_since(self.started_at)),
                )?;
                if urgent || self.calendar.is_open(at) {
                    Ok(at)
                } else {
                    self.calendar.next_open(at)
                }
            }
        }
    }
}

fn later(at: Timestamp, by: SignedDuration) -> Computed<Timestamp> {
    Ok(at.checked_add(by).unwrap_or(Timestamp::MAX))
}

fn previous(at: Timestamp) -> Timestamp {
    at.checked_sub(SignedDuration::from_nanos(1)).unwrap_or(at)
}

#[cfg(test)]
#[path = "clock_tests.rs"]
mod tests;
