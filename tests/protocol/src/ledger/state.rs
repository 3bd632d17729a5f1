//! One instant of the world: the table, and what everybody has in mind.

use std::fmt;

use crate::ledger::kept::Kept;
use crate::ledger::scenario::Scenario;
use crate::ledger::shop::Minute;
use crate::ledger::table::Table;
use crate::ledger::worker::{Role, Worker};

/// One instant of the world.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct State {
    /// Which of the scenario's times it is.
    pub time: usize,
    /// All that is durable.
    pub table: Table,
    /// What was done already, a bit each.
    pub done: u8,
    /// Everybody who works.
    pub workers: Vec<Worker>,
}

impl State {
    /// How a scenario begins: the customer has written, and nobody has done anything.
    pub fn beginning(scenario: &Scenario, thread: Kept) -> Self {
        let sweeps = vec![Worker::idle(Role::Sweep); scenario.sweeps];
        let people = vec![Worker::idle(Role::Person); scenario.people];
        Self {
            time: 0,
            table: Table::beginning(thread),
            done: 0,
            workers: sweeps.into_iter().chain(people).collect(),
        }
    }

    /// What time it is.
    pub fn now(&self, scenario: &Scenario) -> Minute {
        scenario.times.get(self.time).copied().unwrap_or_default()
    }

    /// Whether nobody has anything in mind.
    pub fn all_idle(&self) -> bool {
        self.workers.iter().all(Worker::is_idle)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "time {}: {:?}", self.time, self.table.thread)?;
        writeln!(f, "ledger {:?}", self.table.ledger)?;
        for row in &self.table.notices {
            writeln!(f, "{row:?}")?;
        }
        for worker in &self.workers {
            writeln!(f, "{worker:?}")?;
        }
        write!(f, "{:?}", self.table.faults)
    }
}
