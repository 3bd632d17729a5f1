//! Who works on the table, and what each has in mind between two steps. A crash forgets it.

use crate::ledger::decisions::Matter;
use crate::ledger::kept::Kept;
use crate::ledger::shop::Minute;

/// What somebody is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Sweeps.
    Sweep,
    /// Answers, resolves, writes.
    Person,
}

/// Somebody who works on the table.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Worker {
    /// What for.
    pub role: Role,
    /// What they have in mind.
    pub doing: Doing,
}

/// What somebody is at: they go by its time and configuration until its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Job {
    /// What is to be decided.
    pub matter: Matter,
    /// When it began.
    pub now: Minute,
    /// By the second configuration.
    pub second: bool,
}

/// What somebody has in mind between two steps.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Doing {
    /// Nothing.
    Idle,
    /// An index or an event led them to the thread, which they read next.
    Began(Job),
    /// They read the thread and decided, and write it next.
    HasDecided(Job, Kept),
    /// It is written or nothing was to be: these are left to do.
    Tells(Vec<Todo>),
}

/// One call on the way of a notice.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Todo {
    /// Queue these.
    Send(Vec<u64>),
    /// Note that a queue has it.
    Mark(u64),
    /// Put a digest in the place of these, as far as nobody queued them.
    Together(Vec<u64>),
}

impl Worker {
    /// Somebody with nothing in mind.
    pub fn idle(role: Role) -> Self {
        Self {
            role,
            doing: Doing::Idle,
        }
    }

    /// Whether they have nothing in mind.
    pub fn is_idle(&self) -> bool {
        self.doing == Doing::Idle
    }
}
