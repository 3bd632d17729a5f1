//! What another configuration would change, field by field, and whom it would move.

mod entries;
mod moves;
mod values;
mod words;

use std::collections::BTreeSet;

use serde::Serialize;

use super::CareFile;
use crate::ids::AgentId;

pub use moves::{Moves, Overfull, PromisedAnew, Taken, TakenFrom, TopicGone, moves};

/// What differs between two configurations; empty where they say the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct ConfigDiff {
    /// Part by part: agents first, then topics, promises, hours, and the rest.
    pub entries: Vec<EntryDiff>,
}

/// What becomes of one entry of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntryDiff {
    /// The part of the file.
    pub part: Part,
    /// Its name or id; empty where the part has but one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What becomes of it.
    #[serde(flatten)]
    pub change: EntryChange,
}

/// A part of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Part {
    Agent,
    Topic,
    Policy,
    Calendar,
    Shift,
    Routing,
    Spam,
    Crm,
    Team,
    Escalation,
    Segment,
    Brand,
    Orders,
    Legal,
}

/// What becomes of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "change")]
pub enum EntryChange {
    /// It is new.
    Added {
        /// What it says, in words.
        fields: Vec<FieldDiff>,
    },
    /// It is there no more.
    Removed,
    /// It says something else.
    Changed {
        /// What, field by field.
        fields: Vec<FieldDiff>,
    },
}

/// What becomes of a field, in words: `capacity` and `6, was 8`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldDiff {
    /// The field as the file calls it.
    pub field: String,
    /// What it says, and what it said.
    pub words: String,
}

/// Whose threads must be looked at to tell whom a change moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Everybody's: promises, hours or topics change.
    All,
    /// Those of agents who change.
    These(BTreeSet<AgentId>),
}

/// Compares two files.
pub fn diff(old: &CareFile, new: &CareFile) -> ConfigDiff {
    ConfigDiff {
        entries: entries::compared(old, new),
    }
}

impl ConfigDiff {
    /// Whether the two say the same.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whose threads must be looked at, by the agents of the old file.
    pub fn whose_threads(&self, old: &CareFile) -> Whose {
        let of_all = [
            Part::Policy,
            Part::Calendar,
            Part::Topic,
            Part::Routing,
            Part::Legal,
        ];
        if self
            .entries
            .iter()
            .any(|entry| of_all.contains(&entry.part))
        {
            return Whose::All;
        }
        let changes = |part: Part, name: &str| {
            let mut entries = self.entries.iter();
            entries.any(|entry| entry.part == part && entry.name == name)
        };
        let changed = old
            .agents
            .iter()
            .filter(|agent| changes(Part::Agent, &agent.id) || changes(Part::Shift, &agent.shift));
        Whose::These(changed.map(|agent| AgentId::new(&agent.id)).collect())
    }
}
