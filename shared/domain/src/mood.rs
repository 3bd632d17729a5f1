//! How a message sounds: what an agent should know before they read it.

use serde::{Deserialize, Serialize};

/// From here on, in percent, people are told of it.
const TOLD_FROM: u8 = 60;

/// Anger and urgency of a message in percent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mood {
    /// How angry it sounds.
    pub anger: u8,
    /// How urgent it is said to be.
    pub urgency: u8,
}

impl Mood {
    /// Neither angry nor urgent in the least.
    pub fn is_calm(&self) -> bool {
        *self == Self::default()
    }

    /// Whether an agent is told that it sounds angry.
    pub fn is_angry(self) -> bool {
        self.anger >= TOLD_FROM
    }

    /// Whether an agent is told that it is urgent.
    pub fn is_urgent(self) -> bool {
        self.urgency >= TOLD_FROM
    }
}
