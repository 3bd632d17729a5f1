//! Everything that may happen next.

use std::sync::Arc;

use stateright::{Model, Property};

use crate::check::Told;
use crate::ledger::decisions::{Decisions, Matter};
use crate::ledger::kept::Kept;
use crate::ledger::properties;
use crate::ledger::scenario::Scenario;
use crate::ledger::state::State;
use crate::ledger::work::Work;
use crate::ledger::worker::Role;
use crate::model::ModelError;

/// A scenario with the decisions that are made in it.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// The scenario.
    pub scenario: Scenario,
    /// The domain's decisions.
    pub decisions: Arc<Decisions>,
    thread: Kept,
}

/// Something that happens. Workers are told by where they stand in the state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// Somebody begins: a sweep that an index led to the thread, rightly or not; or somebody who does something with it.
    Begins {
        /// Who.
        worker: usize,
        /// What.
        matter: Matter,
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
    /// The notifier is given a notice by its queue.
    IsTold {
        /// The name of the notice.
        notice: u64,
    },
    /// Time goes by.
    TimeGoesBy,
}

impl Ledger {
    /// The model of a scenario.
    ///
    /// # Errors
    /// [`ModelError`] where its shop is none.
    pub fn new(scenario: Scenario) -> Result<Self, ModelError> {
        let decisions = Arc::new(Decisions::new(scenario.shop)?);
        let thread = decisions.first_thread()?;
        Ok(Self {
            scenario,
            decisions,
            thread,
        })
    }

    pub(crate) fn work<'w>(&'w self, state: &'w mut State, worker: usize) -> Work<'w> {
        Work {
            scenario: &self.scenario,
            decisions: &self.decisions,
            state,
            worker,
        }
    }

    /// Lets something happen.
    pub fn happens(&self, state: &mut State, happening: Happening) {
        match happening {
            Happening::Begins { worker, matter } => self.work(state, worker).begin(matter),
            Happening::Steps { worker } => self.work(state, worker).step(),
            Happening::Crashes { worker } => self.work(state, worker).end(),
            Happening::IsTold { notice } => state.table.tell(notice, self.scenario.conditions),
            Happening::TimeGoesBy => state.time += 1,
        }
    }

    fn of_worker(&self, state: &State, worker: usize, happenings: &mut Vec<Happening>) {
        let Some(who) = state.workers.get(worker) else {
            return;
        };
        if !who.is_idle() {
            happenings.push(Happening::Crashes { worker });
            happenings.push(Happening::Steps { worker });
            return;
        }
        match who.role {
            Role::Sweep => {
                let matters = [Matter::Sweep, Matter::Flush].into_iter();
                let matters = matters.filter(|it| *it == Matter::Sweep || self.scenario.flushes);
                happenings.extend(matters.map(|matter| Happening::Begins { worker, matter }));
            }
            Role::Person => happenings.extend(
                self.deeds(state)
                    .map(|matter| Happening::Begins { worker, matter }),
            ),
        }
    }

    /// What is not done yet, and may have happened by now.
    fn deeds(&self, state: &State) -> impl Iterator<Item = Matter> {
        let now = state.now(&self.scenario);
        let done = state.done;
        let deeds = (0..).zip(self.scenario.deeds.iter());
        let open = deeds
            .filter(move |(index, deed)| done & 1 << *index == 0 && deed.happened_at(now) <= now);
        open.map(|(_, deed)| Matter::Deed(*deed))
    }
}

impl Model for Ledger {
    type State = State;
    type Action = Happening;

    fn init_states(&self) -> Vec<State> {
        vec![State::beginning(&self.scenario, self.thread.clone())]
    }

    fn actions(&self, state: &State, happenings: &mut Vec<Happening>) {
        for worker in 0..state.workers.len() {
            let same = |other: usize| state.workers.get(other) == state.workers.get(worker);
            // Two who have the same in mind do the same.
            if !(0..worker).any(same) {
                self.of_worker(state, worker, happenings);
            }
        }
        let on_queue = state.table.notices.iter();
        for row in on_queue.filter(|row| row.queued && row.unsent && !row.told) {
            happenings.push(Happening::IsTold {
                notice: row.seed.id,
            });
        }
        if state.time + 1 < self.scenario.times.len() {
            happenings.push(Happening::TimeGoesBy);
        }
    }

    fn next_state(&self, last: &State, happening: Happening) -> Option<State> {
        let mut state = last.clone();
        self.happens(&mut state, happening);
        state.table.tell_the_rest(self.scenario.conditions);
        state.workers.sort_unstable();
        (state != *last).then_some(state)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        properties::all()
    }
}

impl Told for Ledger {
    fn told_of_the_end(&self, state: &State) -> Option<String> {
        let wrong = properties::wrong_in_the_end(self, state)?;
        let (end, _) = self.left_alone(state);
        Some(format!("{wrong}:\n{end}"))
    }
}
