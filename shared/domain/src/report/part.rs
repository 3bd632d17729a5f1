//! The parts of a report, and the rows of each.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::times::Spans;
use super::wait::{Promised, State, Wait};
use super::{Counts, Grouping, Times};
use crate::config::{ClockKind, KeptBy};

/// The parts of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartName {
    /// Promises of an answer.
    Answers,
    /// Promises of a resolution.
    Resolutions,
    /// What the law promises to those who complain.
    Complaints,
}

impl PartName {
    /// All, in their order.
    pub const ALL: [Self; 3] = [Self::Answers, Self::Resolutions, Self::Complaints];

    /// The part that a promise belongs to.
    pub fn of(kept_by: KeptBy) -> Self {
        match kept_by {
            KeptBy::Answer | KeptBy::FirstAnswer | KeptBy::NextAnswer | KeptBy::FollowUp => {
                Self::Answers
            }
            KeptBy::Resolution => Self::Resolutions,
            KeptBy::Legal => Self::Complaints,
        }
    }

    /// The word by which it is known.
    pub fn word(self) -> &'static str {
        match self {
            Self::Answers => "answers",
            Self::Resolutions => "resolutions",
            Self::Complaints => "complaints",
        }
    }
}

/// A part of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// All together.
    pub total: Row,
    /// Each commitment by itself.
    pub commitments: Vec<(CommitmentName, Row)>,
    /// Each group by itself; what has none (no agent, no segment) stands last, under none. Empty without a grouping.
    pub groups: Vec<(Option<String>, Row)>,
}

/// What a commitment is called: policies may give one name to promises of several lengths.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CommitmentName {
    /// Its name in its policy.
    pub name: String,
    /// As the configuration writes it: `4h`.
    pub within: String,
    /// What that is counted in.
    pub clock: ClockKind,
}

/// Numbers of some promises.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// How often a customer began to wait.
    pub waits: u64,
    /// What was promised to them: several promises may stand on one wait.
    pub promises: Counts,
    /// How long they waited in open time of their policies' calendars, in seconds.
    pub open: Times,
    /// How long they waited on the wall, in seconds.
    pub wall: Times,
}

/// A row in the making.
#[derive(Clone, Debug, Default)]
struct Tally {
    waits: u64,
    promises: Counts,
    open: Spans,
    wall: Spans,
}

impl Tally {
    fn add<'w>(&mut self, wait: &Wait<'w>, promises: impl IntoIterator<Item = &'w Promised<'w>>) {
        self.waits += 1;
        for promise in promises {
            self.promises.add(promise.outcome);
        }
        if !wait.is_measured() {
            return;
        }
        let spans = wait.open.map(|open| (&mut self.open, open));
        for (spans, seconds) in spans.into_iter().chain([(&mut self.wall, wait.wall)]) {
            match wait.state {
                State::Ended => spans.ended(seconds),
                State::Running => spans.runs(seconds),
                State::Dropped => {}
            }
        }
    }

    fn done(self) -> Row {
        Row {
            waits: self.waits,
            promises: self.promises,
            open: self.open.done(),
            wall: self.wall.done(),
        }
    }
}

/// A part in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct PartTally {
    total: Tally,
    commitments: BTreeMap<CommitmentName, Tally>,
    groups: BTreeMap<Option<String>, Tally>,
}

impl PartTally {
    /// Adds a wait, if any of its promises belongs here.
    pub(super) fn add(&mut self, name: PartName, wait: &Wait<'_>, by: Option<Grouping>) {
        if wait.promises_in(name).next().is_none() {
            return;
        }
        self.total.add(wait, wait.promises_in(name));
        if let Some(by) = by {
            let group = wait.group(by).map(str::to_owned);
            let tally = self.groups.entry(group).or_default();
            tally.add(wait, wait.promises_in(name));
        }
        for promise in wait.promises_in(name) {
            let tally = self.commitments.entry(promise.name()).or_default();
            tally.add(wait, [promise]);
        }
    }

    pub(super) fn done(mut self) -> Part {
        let without = self.groups.remove(&None).map(|tally| (None, tally));
        let groups = self.groups.into_iter().chain(without);
        let commitments = self.commitments.into_iter();
        Part {
            total: self.total.done(),
            commitments: commitments
                .map(|(name, tally)| (name, tally.done()))
                .collect(),
            groups: groups.map(|(group, tally)| (group, tally.done())).collect(),
        }
    }
}

impl Promised<'_> {
    pub(super) fn name(&self) -> CommitmentName {
        CommitmentName {
            name: self.commitment.to_owned(),
            within: self.within.to_owned(),
            clock: self.clock,
        }
    }
}
