//! One customer's wait, ended or not: what both kinds of facts come to.

use jiff::Timestamp;

use super::{Grouping, Outcome, PartName};
use crate::config::{ClockKind, KeptBy};
use crate::judgement::{ClockName, Judgement, Verdict};

/// A wait with what was promised.
#[derive(Clone, Debug)]
pub(super) struct Wait<'w> {
    pub(super) of: ClockName,
    pub(super) started_at: Timestamp,
    pub(super) channel: &'w str,
    pub(super) topic: &'w str,
    pub(super) agent: Option<&'w str>,
    pub(super) segment: Option<&'w str>,
    pub(super) state: State,
    /// Seconds of open time, where its calendar is known.
    pub(super) open: Option<i64>,
    /// Seconds on the wall.
    pub(super) wall: i64,
    pub(super) promises: Vec<Promised<'w>>,
}

/// Whether it is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It ended with what the customer waited for.
    Ended,
    /// It ended without.
    Dropped,
    /// The customer waits.
    Running,
}

/// A promise, and how it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Promised<'w> {
    pub(super) commitment: &'w str,
    pub(super) within: &'w str,
    pub(super) clock: ClockKind,
    pub(super) kept_by: KeptBy,
    pub(super) outcome: Outcome,
}

impl<'w> Wait<'w> {
    pub(super) fn judged(judgement: &'w Judgement) -> Self {
        let dropped = judgement
            .promises
            .iter()
            .any(|promise| promise.verdict == Verdict::Dropped);
        let promises = judgement.promises.iter().map(|promise| Promised {
            commitment: &promise.commitment,
            within: &promise.within,
            clock: promise.clock,
            kept_by: promise.kept_by,
            outcome: promise.verdict.into(),
        });
        Self {
            of: judgement.of,
            started_at: judgement.started_at,
            channel: judgement.channel.as_str(),
            topic: judgement.topic.as_str(),
            agent: judgement.agent.as_ref().map(|agent| agent.as_str()),
            segment: judgement.segment.as_deref(),
            state: if dropped {
                State::Dropped
            } else {
                State::Ended
            },
            open: Some(judgement.business_seconds.max(0)),
            wall: seconds_between(judgement.started_at, judgement.ended_at),
            promises: promises.collect(),
        }
    }

    /// What tells it from others in this grouping.
    pub(super) fn group(&self, by: Grouping) -> Option<&'w str> {
        match by {
            Grouping::Channel => Some(self.channel),
            Grouping::Topic => Some(self.topic),
            Grouping::Agent => self.agent,
            Grouping::Segment => self.segment,
        }
    }

    pub(super) fn promises_in(&self, part: PartName) -> impl Iterator<Item = &Promised<'w>> {
        self.promises
            .iter()
            .filter(move |promise| PartName::of(promise.kept_by) == part)
    }

    /// Whether it tells how long such things take. An announced answer comes when it was announced, so it does not.
    pub(super) fn is_measured(&self) -> bool {
        self.of != ClockName::FollowUp
    }
}

/// Whole seconds from one instant to a later one.
pub(super) fn seconds_between(from: Timestamp, to: Timestamp) -> i64 {
    to.duration_since(from).as_secs().max(0)
}
