//! How promises stand, counted.

use serde::{Deserialize, Serialize};

use crate::judgement::Verdict;

/// How a promise stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was kept.
    Kept,
    /// It was broken, and what was promised came later.
    Broken,
    /// It is broken, and the customer still waits.
    Overdue,
    /// The thread was resolved without what was promised.
    Dropped,
    /// The customer waits, and it is not due yet.
    Running,
}

impl From<Verdict> for Outcome {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Kept => Self::Kept,
            Verdict::Broken => Self::Broken,
            Verdict::Dropped => Self::Dropped,
        }
    }
}

/// Promises by how they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Kept.
    pub kept: u64,
    /// Broken, those that are overdue among them.
    pub broken: u64,
    /// Of the broken: those whose customers still wait.
    pub overdue: u64,
    /// Resolved without what was promised.
    pub dropped: u64,
    /// Not due yet.
    pub running: u64,
}

impl Counts {
    /// Counts one more.
    pub(super) fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Kept => self.kept += 1,
            Outcome::Broken => self.broken += 1,
            Outcome::Overdue => {
                self.broken += 1;
                self.overdue += 1;
            }
            Outcome::Dropped => self.dropped += 1,
            Outcome::Running => self.running += 1,
        }
    }

    /// All promises.
    pub fn promises(&self) -> u64 {
        self.kept + self.broken + self.dropped + self.running
    }

    /// The share that was kept, in thousandths, rounded down so that 1000 means all; none where nothing is decided.
    pub fn share_kept(&self) -> Option<u64> {
        let decided = self.kept + self.broken;
        (self.kept * 1000).checked_div(decided)
    }
}
