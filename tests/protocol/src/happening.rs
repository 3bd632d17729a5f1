//! Something that happens, and what it does at once.

use crate::Acting;
use crate::compact::{ThreadRow, Turn};
use crate::model::Protocol;
use crate::shop::LEAP;
use crate::state::State;

/// Something that happens. Workers are told by where they stand in the state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// A router is given a message: for the first time, again after a crash, or twice.
    IsGiven {
        /// The router.
        worker: usize,
        /// The message.
        message: u8,
    },
    /// A person acts on a thread.
    Acts {
        /// The person.
        worker: usize,
        /// What they do.
        acting: Acting,
        /// With which thread.
        thread: u8,
    },
    /// A sweep comes to a thread that is due.
    Sweeps {
        /// The sweep.
        worker: usize,
        /// The thread.
        thread: u8,
    },
    /// An agent is looked after.
    Attends {
        /// By whom.
        worker: usize,
        /// The agent.
        agent: u8,
        /// Threads that the index does not show yet, a bit each.
        missed: u8,
    },
    /// The waiting line is read.
    ReadsLine {
        /// By whom.
        worker: usize,
        /// Threads that the index does not show yet, a bit each.
        missed: u8,
    },
    /// Somebody takes their next step.
    Steps {
        /// Who.
        worker: usize,
    },
    /// Somebody forgets everything.
    Crashes {
        /// Who.
        worker: usize,
    },
    /// A sweep queues the notices that nobody queued.
    Flushes,
    /// The operator sets a capacity.
    SetsCapacity {
        /// Whose.
        agent: u8,
        /// Units.
        units: u8,
    },
    /// Somebody says that an agent is absent, or is there.
    SaysAbsent {
        /// By whom it is written.
        worker: usize,
        /// The agent.
        agent: u8,
        /// Whether they are absent.
        is_absent: bool,
    },
    /// The indexes show a thread's latest change.
    IndexShows {
        /// The thread.
        thread: u8,
    },
    /// Half an hour goes by.
    TimeGoesBy,
}

impl Protocol {
    /// Lets something happen.
    pub fn happens(&self, state: &mut State, happening: Happening) {
        match happening {
            Happening::IsGiven { worker, message } => self.work(state, worker).take_up(message),
            Happening::Acts {
                worker,
                acting,
                thread,
            } => {
                state.words_left -= u8::from(acting.is_word());
                self.work(state, worker).act(acting, thread);
            }
            Happening::Sweeps { worker, thread } => self.work(state, worker).sweep(thread),
            Happening::Attends {
                worker,
                agent,
                missed,
            } => self.work(state, worker).attend(agent, missed),
            Happening::ReadsLine { worker, missed } => self.work(state, worker).read_line(missed),
            Happening::Steps { worker } => {
                self.work(state, worker).step();
            }
            Happening::Crashes { worker } => self.work(state, worker).end(),
            Happening::SaysAbsent {
                worker,
                agent,
                is_absent,
            } => {
                state.words_left -= 1;
                self.work(state, worker).set_absent(agent, is_absent);
            }
            Happening::Flushes => state.table.unsent.clear(),
            Happening::SetsCapacity { agent, units } => {
                if let Some(load) = state.table.loads.get_mut(usize::from(agent)) {
                    load.capacity = units;
                }
            }
            Happening::IndexShows { thread } => state.table.behind &= !(1 << thread),
            Happening::TimeGoesBy => state.now += LEAP,
        }
    }
}

impl Acting {
    /// Whether an operator may only do it so often.
    pub(crate) fn is_word(self) -> bool {
        matches!(self, Self::Give(_))
    }

    /// Whether anybody would do it with a thread as it stands.
    pub(crate) fn makes_sense(self, row: &ThreadRow) -> bool {
        match self {
            Self::Accept => row.offered_until.is_some(),
            Self::Answer => row.turn == Turn::Ours,
            Self::Resolve => row.turn != Turn::Nobodys,
            Self::Give(agent) => row.turn == Turn::Ours && row.agent != Some(agent),
        }
    }
}
