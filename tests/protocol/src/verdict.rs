//! What a decision changes, as far as the model keeps it.

use domain::change::{Change, Conduct, LoadChange};
use domain::notice::NoticeKind;

use crate::compact::{ThreadRow, small};
use crate::shop::{Minute, agent_index, minute};

/// A change of the domain as the model keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Verdict {
    /// The thread after it.
    pub row: ThreadRow,
    /// What it does to loads, in the order of the change.
    pub loads: [Option<LoadStep>; 2],
    /// Whom it tells that they have the thread.
    pub told: Option<u8>,
    /// It changes more loads than fit here, or tells two that they have the thread. No decision may.
    pub is_monstrous: bool,
}

/// [`LoadChange`] as the model keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LoadStep {
    /// They take units.
    Take {
        /// The agent.
        agent: u8,
        /// How many.
        weight: u8,
        /// The capacity that the decision saw.
        capacity: u8,
        /// The most they may hold afterwards.
        limit: u8,
        /// Also where they are absent.
        even_if_away: bool,
    },
    /// They give units back.
    Give {
        /// The agent.
        agent: u8,
        /// How many.
        weight: u8,
        /// How they left it.
        conduct: Manner,
    },
}

/// [`Conduct`] as the model keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Manner {
    /// Nothing is known.
    Unknown,
    /// They are there.
    Present,
    /// They missed the offer.
    Missed,
    /// They missed one too many.
    MissedTooMany(Minute),
}

impl Verdict {
    /// What the model keeps of a change.
    pub fn of(change: &Change) -> Self {
        let mut steps = change.loads.iter().filter_map(LoadStep::of);
        let loads = [steps.next(), steps.next()];
        let assigned = change.notices.iter();
        let mut assigned = assigned.filter(|notice| notice.kind == NoticeKind::Assigned);
        let told = assigned.next();
        Self {
            row: ThreadRow::of(&change.thread),
            loads,
            told: told.and_then(|notice| agent_index(&notice.to.agent)),
            is_monstrous: steps.next().is_some() || assigned.next().is_some(),
        }
    }

    /// Whom it finds absent.
    pub fn absentee(&self) -> Option<u8> {
        self.loads.iter().flatten().find_map(|step| match step {
            LoadStep::Give {
                agent,
                conduct: Manner::MissedTooMany(_),
                ..
            } => Some(*agent),
            _ => None,
        })
    }
}

impl LoadStep {
    fn of(change: &LoadChange) -> Option<Self> {
        Some(match change {
            LoadChange::Take {
                agent,
                weight,
                capacity,
                limit,
                even_if_away,
                ..
            } => Self::Take {
                agent: agent_index(agent)?,
                weight: small(*weight),
                capacity: small(*capacity),
                limit: small(*limit),
                even_if_away: *even_if_away,
            },
            LoadChange::Give {
                agent,
                weight,
                conduct,
            } => Self::Give {
                agent: agent_index(agent)?,
                weight: small(*weight),
                conduct: match conduct {
                    Conduct::Unknown => Manner::Unknown,
                    Conduct::Present => Manner::Present,
                    Conduct::Missed => Manner::Missed,
                    Conduct::MissedTooMany(at) => Manner::MissedTooMany(minute(*at)),
                },
            },
        })
    }

    /// Whose load it changes.
    pub fn agent(&self) -> u8 {
        match self {
            Self::Take { agent, .. } | Self::Give { agent, .. } => *agent,
        }
    }
}
