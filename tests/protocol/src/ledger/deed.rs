//! What people, customers and the provider do with the thread while sweeps go by.

use crate::ledger::shop::Minute;

/// Something that is done once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Deed {
    /// It is answered: now, or at an earlier instant of which we only learn.
    Answer(Option<Minute>),
    /// It is answered for the time being, with a date by which the rest follows.
    Hold(Minute),
    /// It is resolved.
    Resolve,
    /// An operator gives it to an agent.
    Give(u8),
    /// The customer writes: now, or at an earlier instant of which we only learn.
    Write(Option<Minute>),
    /// It is moved to the calm topic, or back to the general one.
    Move {
        /// To the calm one.
        to_calm: bool,
    },
    /// The operator applies the second configuration, or the first again.
    Apply {
        /// The second one.
        second: bool,
    },
}

impl Deed {
    /// Its own time, where that is not the time at which we learn of it.
    pub fn happened_at(self, now: Minute) -> Minute {
        match self {
            Self::Answer(at) | Self::Write(at) => at.unwrap_or(now),
            _ => now,
        }
    }
}
