//! The report on promises: what was kept, what was broken, and how long customers waited. From promises as they were
//! judged and the clocks that still run; nothing here asks when a sweep ran.
//!
//! - A promise belongs to the period in which its customer began to wait: `from <= start < to`.
//! - A clock that still runs past the due time of a promise breaks it, though nobody has judged it yet.
//! - The *share kept* is kept / (kept + broken). What was dropped (resolved without what was promised) and what still runs in
//!   time is neither.
//! - Times are in whole seconds, counted twice: in open time of the calendar of the clock's policy, and on the wall. Median and
//!   90th percentile are *nearest rank*: of n sorted times the one in place ⌈n · p / 100⌉, so each is a time that somebody
//!   waited. They are of clocks that were answered; the longest also of those that still run.
//! - A clock without an agent or segment has a row of its own.

mod clocks;
mod counts;
mod day;
mod part;
mod times;
mod wait;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

pub use clocks::{OpenComplaint, RunningClock};
pub use counts::{Counts, Outcome};
pub use day::Day;
pub use part::{CommitmentName, Part, PartName, Row};
pub use times::Times;

use crate::ids::ThreadId;
use crate::judgement::{ClockName, Judgement};
use clocks::nearest_ends;
use day::Days;
use part::PartTally;
use wait::Wait;

/// By what rows are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    /// The channel that the customer wrote on.
    Channel,
    /// The topic.
    Topic,
    /// Who had the thread, or answered it.
    Agent,
    /// The customer's segment.
    Segment,
}

/// From one instant to another, which is no longer part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first instant.
    pub from: Timestamp,
    /// The first one after it.
    pub to: Timestamp,
}

impl Period {
    /// Whether an instant lies in it.
    pub fn contains(&self, at: Timestamp) -> bool {
        self.from <= at && at < self.to
    }
}

/// The report as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What it is about.
    pub period: Period,
    /// By what the groups of its parts are told apart.
    pub by: Option<Grouping>,
    /// Promises of an answer, also of one that was announced.
    pub answers: Part,
    /// Promises of a resolution.
    pub resolutions: Part,
    /// What the law promises to those who complain.
    pub complaints: Part,
    /// Complaints that are open, whenever they began: those nearest to their end, the nearest first.
    pub nearest_ends: Vec<OpenComplaint>,
    /// Promises of an answer by the local day on which their customers began to wait, every day of the period.
    pub days: Vec<Day>,
}

/// A report in the making: it is given judgements in any order, and keeps two numbers of each.
#[derive(Clone, Debug)]
pub struct Reporting {
    period: Period,
    by: Option<Grouping>,
    running: BTreeMap<ClockKey, RunningClock>,
    parts: [PartTally; 3],
    days: Days,
}

/// What tells a clock from all others.
type ClockKey = (ThreadId, Timestamp, ClockName);

impl Reporting {
    /// Begins a report. `running` are the clocks that run, whenever they began; `zone` is that of the days.
    ///
    /// Read them before the judgements: one that stops meanwhile is then counted as it was judged, and not twice or never.
    pub fn new(
        period: Period,
        by: Option<Grouping>,
        zone: &TimeZone,
        running: impl IntoIterator<Item = RunningClock>,
    ) -> Self {
        let running = running.into_iter().map(|clock| (clock.key(), clock));
        Self {
            period,
            by,
            running: running.collect(),
            parts: Default::default(),
            days: Days::of(period, zone),
        }
    }

    /// Takes a judgement. One of another period changes nothing.
    pub fn judged(&mut self, judgement: &Judgement) {
        let key = (judgement.thread.clone(), judgement.started_at, judgement.of);
        self.running.remove(&key);
        self.add(&Wait::judged(judgement));
    }

    /// The report.
    pub fn done(mut self) -> Report {
        let running = std::mem::take(&mut self.running);
        for clock in running.values() {
            self.add(&clock.wait());
        }
        let [answers, resolutions, complaints] = self.parts.map(PartTally::done);
        Report {
            period: self.period,
            by: self.by,
            answers,
            resolutions,
            complaints,
            nearest_ends: nearest_ends(running.values()),
            days: self.days.done(),
        }
    }

    fn add(&mut self, wait: &Wait<'_>) {
        if !self.period.contains(wait.started_at) {
            return;
        }
        for (name, part) in PartName::ALL.into_iter().zip(&mut self.parts) {
            part.add(name, wait, self.by);
        }
        for promise in wait.promises_in(PartName::Answers) {
            self.days.add(wait.started_at, promise.outcome);
        }
    }
}
