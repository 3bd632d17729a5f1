//! States as people read them: one line a thread, an agent, a worker.

use std::fmt;

use crate::compact::{LoadRow, ThreadRow, Turn};
use crate::state::State;

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "  after {} minutes", self.now)?;
        for (thread, row) in self.table.threads.iter().enumerate() {
            match row {
                Some(row) => writeln!(f, "  thread {thread}: {row}")?,
                None => writeln!(f, "  thread {thread}: not there")?,
            }
        }
        for (agent, load) in self.table.loads.iter().enumerate() {
            let due = self.table.looked_after_at.get(agent).copied().flatten();
            writeln!(f, "  agent {agent}: {load}, looked after at {due:?}")?;
        }
        for worker in self.workers.iter().filter(|worker| !worker.is_idle()) {
            writeln!(f, "  {:?} {:?}", worker.role, worker.doing)?;
        }
        let table = &self.table;
        write!(
            f,
            "  messages handled {:#b}, off their queue {:#b}; unsent {:?}; indexes behind {:#b}; {:?}",
            table.seen, self.off_queue, table.unsent, table.behind, table.faults
        )
    }
}

impl fmt::Display for ThreadRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let turn = match self.turn {
            Turn::Ours => "open",
            Turn::Theirs => "waits on the customer",
            Turn::Nobodys => "resolved",
        };
        write!(
            f,
            "{turn}, {} messages, agent {:?}",
            self.messages, self.agent
        )?;
        write!(f, " weight {}, clock {:?}", self.weight, self.clock_since)?;
        if let Some(since) = self.waiting_since {
            write!(f, ", in the line since {since}")?;
        }
        if let Some((agent, until)) = self.waits_for {
            write!(f, " for agent {agent} until {until}")?;
        }
        if let Some(until) = self.offered_until {
            write!(f, ", offered until {until}")?;
        }
        if let Some(at) = self.wakes_at {
            write!(f, ", looked at again at {at}")?;
        }
        write!(f, ", missed by {:#b}", self.missed)
    }
}

impl fmt::Display for LoadRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} of {} units, {} misses",
            self.open, self.capacity, self.misses
        )?;
        match self.absent {
            Some((since, _)) => write!(f, ", absent since {since}"),
            None => Ok(()),
        }
    }
}
