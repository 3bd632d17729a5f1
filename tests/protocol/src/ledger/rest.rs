//! What comes of a state when everybody is left alone: all times go by, a sweep comes, the queue is emptied. No crash and
//! nothing new any more.

use crate::ledger::Ledger;
use crate::ledger::decisions::{Matter, Question};
use crate::ledger::deed::Deed;
use crate::ledger::state::State;
use crate::ledger::worker::Role;

/// More steps than a sweep takes alone.
const MOST_STEPS: usize = 60;

impl Ledger {
    /// The state after everybody was left alone, and whether the sweep came to its end. Only for a state in which nobody has
    /// anything in mind.
    #[must_use]
    pub fn left_alone(&self, state: &State) -> (State, bool) {
        let mut state = state.clone();
        state.time = self.scenario.times.len().saturating_sub(1);
        let sweep = state.workers.iter().position(|it| it.role == Role::Sweep);
        let sweep = sweep.unwrap_or(0);
        let mut ended = self.to_its_end(&mut state, sweep, Matter::Sweep);
        if self.scenario.flushes {
            ended &= self.to_its_end(&mut state, sweep, Matter::Flush);
        }
        let queued = state.table.notices.clone();
        for row in queued.iter().filter(|row| row.queued) {
            state.table.tell(row.seed.id, self.scenario.conditions);
        }
        (state, ended)
    }

    fn to_its_end(&self, state: &mut State, worker: usize, matter: Matter) -> bool {
        self.work(state, worker).begin(matter);
        let is_idle = |state: &State| state.workers.get(worker).is_some_and(|it| it.is_idle());
        for _ in 0..MOST_STEPS {
            if is_idle(state) {
                return true;
            }
            self.work(state, worker).step();
        }
        is_idle(state)
    }

    /// Whether the thread can still be answered: no row of the ledger stands in the way.
    pub fn can_be_answered(&self, state: &State) -> bool {
        let question = Question {
            thread: state.table.thread.clone(),
            matter: Matter::Deed(Deed::Answer(None)),
            now: state.now(&self.scenario),
            second: state.table.second,
        };
        let answer = self.decisions.ask(&question);
        answer.is_none_or(|answer| {
            let mut table = state.table.clone();
            table.transact(&question.thread, &answer, self.scenario.conditions)
        })
    }
}
