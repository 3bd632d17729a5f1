//! Threads on which nobody works until somebody looked at them: what scores as spam, and one incident in many texts.
//! Nothing of them is deleted. They have no agent, clock, notice, acknowledgement or place in reports; one that is
//! released keeps its start.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::change::Change;
use crate::clock::{Clock, ClockError};
use crate::config::Care;
use crate::notice::{Notice, NoticeKind};
use crate::receive::begin_to_wait;
use crate::thread::{Status, Thread};
use crate::timeline::{ByEntry, What};

/// Why a thread is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "why")]
pub enum HeldBecause {
    /// Its text scores as spam.
    Spam {
        /// The score in percent.
        score: u8,
        /// The words and signs that decided.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        reasons: Vec<String>,
    },
    /// More than a few near-identical texts in ten minutes: one incident.
    Incident {
        /// What names the text.
        incident: String,
        /// Which of its texts this was.
        count: u32,
        /// The first that was held: the lead is told at once.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        first: bool,
    },
}

/// A thread that somebody must look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Why.
    #[serde(flatten)]
    pub because: HeldBecause,
    /// Since when its customer would wait.
    pub since: Timestamp,
    /// When the lead is reminded that nobody looked; none once they were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_by: Option<Timestamp>,
}

impl Held {
    /// Held since `since`, to be looked at within one business day of the thread's policy.
    ///
    /// # Errors
    /// [`ClockError`] when that day cannot be computed.
    pub fn new(
        care: &Care,
        thread: &Thread,
        because: HeldBecause,
        since: Timestamp,
    ) -> Result<Self, ClockError> {
        Ok(Self {
            because,
            since,
            review_by: Some(Clock::one_working_day(care, thread, since)?),
        })
    }
}

/// Releases a held thread: its clock runs from its start, and it needs an agent. None for one that is not held.
///
/// # Errors
/// [`ClockError`] when no due time can be computed.
pub fn release(
    care: &Care,
    thread: Thread,
    by: &str,
    now: Timestamp,
) -> Result<Option<Change>, ClockError> {
    if thread.held.is_none() {
        return Ok(None);
    }
    let mut change = Change::of(thread);
    release_in(care, &mut change, by, now)?;
    Ok(Some(change))
}

/// The same within a change.
pub(crate) fn release_in(
    care: &Care,
    change: &mut Change,
    by: &str,
    now: Timestamp,
) -> Result<(), ClockError> {
    let Some(held) = change.thread.held.take() else {
        return Ok(());
    };
    change.thread.status = Status::Open;
    begin_to_wait(care, &mut change.thread, false, held.since)?;
    let occasion = format!("released#{}", change.thread.version);
    let entry = ByEntry { by: by.to_owned() };
    change.record(now, &occasion, What::Released(entry));
    Ok(())
}

/// Reminds the lead of the topic, else whoever is told when nobody else can be, that nobody looked yet.
pub(crate) fn remind(care: &Care, change: &mut Change, now: Timestamp) {
    let Some(held) = change.thread.held.as_mut() else {
        return;
    };
    if held.review_by.is_none_or(|by| by > now) {
        return;
    }
    held.review_by = None;
    tell_lead(care, change, "review", now);
}

/// Tells the lead at once of the first thread of an incident that is held.
pub(crate) fn tell_of_incident(care: &Care, change: &mut Change, now: Timestamp) {
    let held = change.thread.held.as_ref().map(|held| &held.because);
    if matches!(held, Some(HeldBecause::Incident { first: true, .. })) {
        tell_lead(care, change, "incident", now);
    }
}

fn tell_lead(care: &Care, change: &mut Change, occasion: &str, now: Timestamp) {
    let lead = care.lead_of(&change.thread.topic);
    let Some(lead) = lead.or_else(|| care.agents.get(&care.fallback)) else {
        return;
    };
    let kind = NoticeKind::Review;
    let notice = Notice::about(care, &change.thread, lead, kind, &[occasion], now);
    change.notices.extend(notice);
}
