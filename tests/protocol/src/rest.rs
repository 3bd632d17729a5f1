//! What comes of a state when everybody is left alone: each message that still stands on its queue is handled, the indexes
//! show everything, and the sweep comes by. No crash and no new message any more.

use crate::happening::Happening;
use crate::model::Protocol;
use crate::state::State;
use crate::worker::Role;

/// How often the sweep comes by before everything must be in order.
pub const SWEEPS: usize = 2;

/// More steps than any job takes alone.
const MOST_STEPS: usize = 100;

impl Protocol {
    /// The state after everybody was left alone. Only for a state in which nobody has anything in mind.
    #[must_use]
    pub fn left_alone(&self, state: &State) -> State {
        let mut state = state.clone();
        state.table.behind = 0;
        for message in (0..).take(self.scenario.messages.len()) {
            if state.is_on_queue(message) {
                self.alone(&mut state, Role::Router, |worker| Happening::IsGiven {
                    worker,
                    message,
                });
            }
        }
        for _ in 0..SWEEPS {
            self.sweep_alone(&mut state);
        }
        state
    }

    fn sweep_alone(&self, state: &mut State) {
        for thread in 0..state.table.threads.len() {
            let row = state.table.threads.get(thread).copied().flatten();
            if row.is_some_and(|row| self.decisions.is_due(&row, state.now)) {
                let thread = crate::model::count(thread);
                self.alone(state, Role::Escalator, |worker| Happening::Sweeps {
                    worker,
                    thread,
                });
            }
        }
        for agent in 0..state.table.loads.len() {
            let due = state.table.looked_after_at.get(agent).copied().flatten();
            if due.is_some_and(|due| due <= state.now) {
                let agent = crate::model::count(agent);
                self.alone(state, Role::Escalator, |worker| Happening::Attends {
                    worker,
                    agent,
                    missed: 0,
                });
            }
        }
        if self.scenario.habits.sweeps_line {
            self.alone(state, Role::Escalator, |worker| Happening::ReadsLine {
                worker,
                missed: 0,
            });
        }
        if self.scenario.habits.flushes {
            state.table.unsent.clear();
        }
    }

    /// One of a role begins something and brings it to its end.
    fn alone(&self, state: &mut State, role: Role, begins: impl Fn(usize) -> Happening) {
        let Some(worker) = state.workers.iter().position(|worker| worker.role == role) else {
            return;
        };
        self.happens(state, begins(worker));
        for _ in 0..MOST_STEPS {
            if !self.work(state, worker).step() {
                break;
            }
            if !self.scenario.indexes_lag {
                state.table.behind = 0;
            }
        }
        state.table.behind = 0;
    }
}
