//! One instant of the world: the table, the queue of messages, and what everybody has in mind.

use crate::compact::LoadRow;
use crate::scenario::Scenario;
use crate::shop::Minute;
use crate::table::{Faults, Table};
use crate::worker::{Role, Worker};
use crate::{AGENTS, THREADS};

/// One instant of the world.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct State {
    /// What time it is.
    pub now: Minute,
    /// All that is durable.
    pub table: Table,
    /// Messages that were taken off their queue, a bit each.
    pub off_queue: u8,
    /// How often an operator may still say something.
    pub words_left: u8,
    /// Everybody who works: routers first.
    pub workers: Vec<Worker>,
}

impl State {
    /// How a scenario begins: nobody has written, nobody holds anything.
    pub fn beginning(scenario: &Scenario) -> Self {
        let load = |capacity| LoadRow {
            capacity,
            ..LoadRow::default()
        };
        let mut looked_after_at = [None; AGENTS];
        if scenario.shop.first_goes_home {
            looked_after_at[0] = Some(20);
        }
        let workers = [
            (Role::Router, scenario.routers),
            (Role::Escalator, scenario.escalators),
            (Role::Person, scenario.people),
        ];
        Self {
            now: 0,
            table: Table {
                threads: [None; THREADS],
                versions: [0; THREADS],
                told: [0; THREADS],
                loads: scenario.shop.capacity.map(load),
                seen: 0,
                unsent: Vec::new(),
                looked_after_at,
                behind: 0,
                faults: Faults::default(),
            },
            off_queue: 0,
            words_left: scenario.words,
            workers: workers
                .into_iter()
                .flat_map(|(role, count)| vec![Worker::idle(role); count])
                .collect(),
        }
    }

    /// Whether a message still stands on its queue.
    pub fn is_on_queue(&self, message: u8) -> bool {
        self.off_queue & 1 << message == 0
    }

    /// Whether nobody has anything in mind.
    pub fn all_idle(&self) -> bool {
        self.workers.iter().all(Worker::is_idle)
    }

    /// The same state for all that is to come, told the same way: a version only counts by its distance to those that
    /// somebody still has in mind.
    pub(crate) fn simplify(&mut self) {
        let mut earliest = self.table.versions;
        for notice in &self.table.unsent {
            lower(&mut earliest, notice.thread, notice.version);
        }
        for worker in &mut self.workers {
            worker.each_version(&mut |thread, version| lower(&mut earliest, thread, *version));
        }
        let shift = |thread: u8, version: &mut u8| {
            let earliest = earliest.get(usize::from(thread)).copied().unwrap_or(0);
            *version = version.saturating_sub(earliest.saturating_sub(1));
        };
        for thread in 0..THREADS {
            let index = u8::try_from(thread).unwrap_or(u8::MAX);
            if let Some(version) = self.table.versions.get_mut(thread) {
                shift(index, version);
            }
            if let Some(told) = self.table.told.get_mut(thread) {
                shift(index, told);
            }
        }
        for told in self.table.told.iter_mut().filter(|told| **told <= 1) {
            *told = 0;
        }
        for notice in &mut self.table.unsent {
            shift(notice.thread, &mut notice.version);
        }
        for worker in &mut self.workers {
            worker.each_version(&mut |thread, version| shift(thread, version));
        }
        self.workers.sort_unstable();
    }
}

fn lower(earliest: &mut [u8; THREADS], thread: u8, version: u8) {
    if let Some(earliest) = earliest.get_mut(usize::from(thread)) {
        // Version 0 stands for a thread that does not exist, and is no distance from any.
        *earliest = (*earliest).min(version.max(1));
    }
}
