//! Everything that may happen next.

use std::sync::Arc;

use domain::clock::ClockError;
use stateright::{Model, Property};

use crate::decisions::Decisions;
use crate::happening::Happening;
use crate::properties;
use crate::scenario::Scenario;
use crate::shop::{ShopError, shop};
use crate::state::State;
use crate::work::Work;
use crate::worker::{Doing, Job, Role};
use crate::{AGENTS, THREADS};

/// A scenario with the decisions that are made in it.
#[derive(Clone, Debug)]
pub struct Protocol {
    /// The scenario.
    pub scenario: Scenario,
    /// The domain's decisions.
    pub decisions: Arc<Decisions>,
}

/// A model that cannot be built.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// Its shop.
    #[error("the scenario's shop cannot be built")]
    Shop(#[from] ShopError),
    /// Its promise.
    #[error("the scenario's promise cannot be computed")]
    Clock(#[from] ClockError),
}

impl Protocol {
    /// The model of a scenario.
    ///
    /// # Errors
    /// [`ModelError`] where its shop is none.
    pub fn new(scenario: Scenario) -> Result<Self, ModelError> {
        let care = shop(&scenario.shop)?;
        let decisions = Arc::new(Decisions::new(care, scenario.channels())?);
        Ok(Self {
            scenario,
            decisions,
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

    fn of_worker(&self, state: &State, worker: usize, happenings: &mut Vec<Happening>) {
        let Some(who) = state.workers.get(worker) else {
            return;
        };
        if !who.is_idle() {
            happenings.push(Happening::Crashes { worker });
        }
        match (&who.doing, who.role) {
            (Doing::Idle, Role::Router) => {
                for message in 0..count(self.scenario.messages.len()) {
                    happenings.push(Happening::IsGiven { worker, message });
                }
            }
            (Doing::Idle, Role::Escalator) => self.sweeping(state, worker, happenings),
            (Doing::Idle, Role::Person) => self.acting(state, worker, happenings),
            (Doing::GoesOn(Job::Act(_)), _) => reading_line(state, worker, happenings),
            (Doing::GoesOn(Job::LookAfter(agent)), _) => {
                attending(state, worker, *agent, happenings);
            }
            _ => happenings.push(Happening::Steps { worker }),
        }
    }

    fn sweeping(&self, state: &State, worker: usize, happenings: &mut Vec<Happening>) {
        for (thread, row) in (0..).zip(&state.table.threads) {
            if row.is_some_and(|row| self.decisions.is_due(&row, state.now)) {
                happenings.push(Happening::Sweeps { worker, thread });
            }
        }
        for (agent, due) in (0..).zip(&state.table.looked_after_at) {
            if due.is_some_and(|due| due <= state.now) {
                attending(state, worker, agent, happenings);
            }
        }
        let waits = state.table.threads.iter().flatten().any(|row| row.waits());
        if waits && self.scenario.habits.sweeps_line {
            reading_line(state, worker, happenings);
        }
    }

    fn acting(&self, state: &State, worker: usize, happenings: &mut Vec<Happening>) {
        for (thread, row) in (0..).zip(&state.table.threads) {
            let Some(row) = row else { continue };
            let acts = self.scenario.acts.iter().filter(|acting| {
                acting.makes_sense(row) && (state.words_left > 0 || !acting.is_word())
            });
            for acting in acts {
                happenings.push(Happening::Acts {
                    worker,
                    acting: *acting,
                    thread,
                });
            }
        }
        let sayable = self.scenario.may_be_absent.iter();
        for agent in sayable.filter(|_| state.words_left > 0) {
            let load = state.table.loads.get(usize::from(*agent));
            let is_absent = load.is_some_and(|load| load.absent.is_none());
            happenings.push(Happening::SaysAbsent {
                worker,
                agent: *agent,
                is_absent,
            });
        }
    }
}

impl Model for Protocol {
    type State = State;
    type Action = Happening;

    fn init_states(&self) -> Vec<State> {
        vec![State::beginning(&self.scenario)]
    }

    fn actions(&self, state: &State, happenings: &mut Vec<Happening>) {
        for worker in 0..state.workers.len() {
            self.of_worker(state, worker, happenings);
        }
        if self.scenario.habits.flushes && !state.table.unsent.is_empty() {
            happenings.push(Happening::Flushes);
        }
        for (agent, units) in &self.scenario.capacities {
            let load = state.table.loads.get(usize::from(*agent));
            if load.is_some_and(|load| load.capacity != *units) {
                happenings.push(Happening::SetsCapacity {
                    agent: *agent,
                    units: *units,
                });
            }
        }
        for thread in (0..count(THREADS)).filter(|thread| state.table.behind & 1 << thread != 0) {
            happenings.push(Happening::IndexShows { thread });
        }
        if state.now < self.scenario.ends {
            happenings.push(Happening::TimeGoesBy);
        }
    }

    fn next_state(&self, last: &State, happening: Happening) -> Option<State> {
        let mut state = last.clone();
        self.happens(&mut state, happening);
        state.simplify();
        (state != *last).then_some(state)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        properties::all()
    }
}

/// Every way in which the indexes may be behind for somebody who reads one.
fn ways_to_miss(behind: u8) -> impl Iterator<Item = u8> {
    (0..=behind).filter(move |missed| missed & !behind == 0)
}

fn reading_line(state: &State, worker: usize, happenings: &mut Vec<Happening>) {
    let ways = ways_to_miss(state.table.behind);
    happenings.extend(ways.map(|missed| Happening::ReadsLine { worker, missed }));
}

fn attending(state: &State, worker: usize, agent: u8, happenings: &mut Vec<Happening>) {
    happenings.extend(
        ways_to_miss(state.table.behind).map(|missed| Happening::Attends {
            worker,
            agent,
            missed,
        }),
    );
}

pub(crate) fn count(number: usize) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

const _: () = assert!(AGENTS <= 8 && THREADS <= 8, "sets are bits of a byte");
