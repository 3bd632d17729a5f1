//! A thread as the table keeps it: the domain's own, whole. Equal threads count as one state, and are compared by what
//! names their content.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use domain::Thread;

use crate::ledger::shop::minute;

/// A whole thread that is cheap to copy and compare.
#[derive(Clone)]
pub struct Kept(Arc<(u64, Thread)>);

impl Kept {
    /// A thread with its name.
    pub fn of(thread: Thread) -> Self {
        Self(Arc::new((name_of(&format!("{thread:?}")), thread)))
    }

    /// The thread.
    pub fn thread(&self) -> &Thread {
        &self.0.1
    }

    fn name(&self) -> u64 {
        self.0.0
    }
}

/// A number that names a text.
pub fn name_of(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Kept {}

impl PartialOrd for Kept {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Kept {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.name().cmp(&other.name())
    }
}

impl Hash for Kept {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name().hash(state);
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let thread = self.thread();
        write!(f, "v{} {:?}", thread.version, thread.status)?;
        if let Some(agent) = &thread.agent {
            write!(f, " {agent}")?;
        }
        for (name, clock) in thread.clocks() {
            write!(f, " {name:?} since {}:", minute(clock.started_at))?;
            for step in &clock.steps {
                let fired = if step.fired { "!" } else { "" };
                let (commitment, moment) = (&step.commitment, &step.moment);
                write!(f, " {commitment} {moment} at {}{fired}", minute(step.at))?;
            }
        }
        Ok(())
    }
}
