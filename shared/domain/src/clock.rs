//! The clocks of a thread: what was promised, since when, until when, and the steps on the way.
//!
//! A promise is judged by its instants, never by when a sweep ran. All instants are computed when the clock starts, from
//! its start and the configuration of that moment, and again from the same start when that configuration changes.

mod recount;
mod terms;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::config::{Care, ClockKind, KeptBy, Policy, RoleName};
use crate::ids::AgentId;
use crate::thread::Thread;

pub use recount::Recounted;
use terms::Terms;

/// A running clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// The customer's first unanswered message; of a follow-up, the answer that announced it.
    pub started_at: Timestamp,
    /// How many clocks of its thread had ended when it began: tells it from an earlier one of the same start.
    #[serde(default, skip_serializing_if = "crate::thread::is_zero")]
    pub number: u32,
    /// The policy that holds.
    pub policy: String,
    /// The calendar that business time is counted in.
    pub calendar: String,
    /// What the customer waits for.
    #[serde(default, skip_serializing_if = "Awaits::is_first_answer")]
    pub awaits: Awaits,
    /// What is promised, in the policy's order.
    pub promises: Vec<Promise>,
    /// The steps of the chain, earliest first.
    pub steps: Vec<Step>,
    /// Steps that the ledger has, and that the configuration does not know any more: should it know them again, they are
    /// not new.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub set_aside: Vec<Step>,
    /// From when to when it stood still: the customer's turn, or resolved.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<(Timestamp, Timestamp)>,
    /// Since when it stands still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused_since: Option<Timestamp>,
}

/// What a customer waits for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "awaits")]
pub enum Awaits {
    /// The first answer to their request.
    #[default]
    FirstAnswer,
    /// The answer to a further question.
    NextAnswer,
    /// What a holding answer announced.
    FollowUp {
        /// The date that it named.
        by: Timestamp,
    },
    /// That their request is resolved.
    Resolution,
    /// A reasoned answer to their complaint.
    Legal,
}

impl Awaits {
    #[allow(clippy::trivially_copy_pass_by_ref)] // as serde asks for it
    fn is_first_answer(&self) -> bool {
        *self == Self::FirstAnswer
    }

    /// Whether its clock stands still while we wait for the customer.
    pub fn pauses(self) -> bool {
        self == Self::Resolution
    }
}

/// A promise with its instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// The commitment's name.
    pub commitment: String,
    /// As the configuration writes it: `4h`; empty for a date that somebody named.
    pub within: String,
    /// What it is counted in.
    #[serde(default)]
    pub clock: ClockKind,
    /// What keeps it.
    #[serde(default, skip_serializing_if = "KeptBy::is_answer")]
    pub kept_by: KeptBy,
    /// The last instant at which it is kept.
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
    /// Who was told of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<AgentId>,
    /// How often it was taken back: a promise that had been broken holds longer now. Each time it may fire once more.
    #[serde(default, skip_serializing_if = "crate::thread::is_zero")]
    pub round: u32,
    /// The thread goes to another agent who can take it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reassign: bool,
    /// The thread goes before others in its waiting line.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub raise: bool,
}

impl Step {
    /// The word of the step that tells that a promise is broken.
    pub const DUE: &str = "due";

    /// Whether it tells that a promise is broken.
    pub fn is_breach(&self) -> bool {
        self.moment == Self::DUE
    }

    /// Whether it is the same step of the same commitment.
    pub fn is_same(&self, other: &Self) -> bool {
        self.commitment == other.commitment && self.moment == other.moment
    }
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
    /// Starts the clock that the configuration promises to a thread whose customer waits for an answer.
    ///
    /// # Errors
    /// [`ClockError`] when no due time can be computed.
    pub fn start(care: &Care, thread: &Thread, started_at: Timestamp) -> Result<Self, ClockError> {
        let awaits = match thread.answered_at {
            None => Awaits::FirstAnswer,
            Some(_) => Awaits::NextAnswer,
        };
        let policy = policy_for(care, thread, started_at, None).ok_or(ClockError::NoPolicy)?;
        Terms::new(care, policy, started_at, awaits)?.clock_of(thread)
    }

    /// Starts the clock of what a holding answer announced for `by`.
    ///
    /// # Errors
    /// As [`Clock::start`].
    pub fn follow_up(
        care: &Care,
        thread: &Thread,
        answered_at: Timestamp,
        by: Timestamp,
    ) -> Result<Self, ClockError> {
        let policy = policy_for(care, thread, answered_at, None).ok_or(ClockError::NoPolicy)?;
        Terms::new(care, policy, answered_at, Awaits::FollowUp { by })?.clock_of(thread)
    }

    /// Starts the clock of a resolution; none where the policy promises none.
    ///
    /// # Errors
    /// As [`Clock::start`].
    pub fn resolution(
        care: &Care,
        thread: &Thread,
        started_at: Timestamp,
    ) -> Result<Option<Self>, ClockError> {
        let policy = policy_for(care, thread, started_at, None).ok_or(ClockError::NoPolicy)?;
        let clock = Terms::new(care, policy, started_at, Awaits::Resolution)?.clock_of(thread)?;
        Ok(Some(clock).filter(|clock| !clock.promises.is_empty()))
    }

    /// Starts the clock of a complaint; none where no term is configured for it, or the thread is none.
    ///
    /// # Errors
    /// As [`Clock::start`].
    pub fn legal(
        care: &Care,
        thread: &Thread,
        received_at: Timestamp,
    ) -> Result<Option<Self>, ClockError> {
        let Some(term) = legal_term(care, thread) else {
            return Ok(None);
        };
        Terms::new(care, term, received_at, Awaits::Legal)?
            .clock_of(thread)
            .map(Some)
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
        let policy = policy_for(care, thread, from, None).ok_or(ClockError::NoPolicy)?;
        let terms = Terms::new(care, policy, from, Awaits::FirstAnswer)?;
        terms.one_working_day()
    }

    /// When the next step fires. None while the clock stands still.
    pub fn next_step_at(&self) -> Option<Timestamp> {
        if self.paused_since.is_some() {
            return None;
        }
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

    /// The instant by which a promise is judged that is met at `at`: a clock that stands still is met when it stopped.
    pub fn met_at(&self, at: Timestamp) -> Timestamp {
        self.paused_since.map_or(at, |since| since.min(at))
    }
}

/// The first policy that matches a thread whose customer began to wait at an instant. A dated one holds for clocks that
/// start on its days; one that is running already takes up none, and keeps that which it has (`running`).
pub fn policy_for<'c>(
    care: &'c Care,
    thread: &Thread,
    started_at: Timestamp,
    running: Option<&str>,
) -> Option<&'c Policy> {
    care.policies.iter().find(|policy| {
        let taken_up = || match running {
            None => day_of(care, policy, started_at).is_some_and(|day| policy.holds_on(day)),
            Some(running) => running == policy.name,
        };
        policy.fits(thread) && (!policy.is_dated() || taken_up())
    })
}

fn day_of(care: &Care, policy: &Policy, at: Timestamp) -> Option<jiff::civil::Date> {
    let calendar = care.calendars.get(&policy.calendar)?;
    Some(calendar.time_zone().to_datetime(at).date())
}

/// The legal term that holds for a thread, where it is a complaint.
pub fn legal_term<'c>(care: &'c Care, thread: &Thread) -> Option<&'c Policy> {
    let is_complaint = care.is_complaint(&thread.topic);
    let mut terms = care.legal.terms.iter().filter(|_| is_complaint);
    terms.find(|term| term.fits(thread))
}

#[cfg(test)]
mod tests;
