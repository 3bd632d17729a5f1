//! Who works on the table, and what each has in mind between two steps. A crash forgets it.

use crate::Acting;
use crate::shop::Minute;
use crate::table::{Notice, Proposal, Reading};
use crate::{THREADS, table::Table};

/// What somebody is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Handles customers' messages.
    Router,
    /// Sweeps: does what is due, and looks at the waiting line.
    Escalator,
    /// An agent or operator, with a button or a command.
    Person,
}

/// Somebody who works on the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Worker {
    /// What for.
    pub role: Role,
    /// When what they do began: they go by that time until its end.
    pub since: Minute,
    /// What they have in mind.
    pub doing: Doing,
}

/// What somebody has in mind between two steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Doing {
    /// Nothing.
    Idle,
    /// They looked a message up: it was not handled before.
    LookedUp(u8),
    /// They read a thread, and look at loads next.
    HasRead(Job, Reading),
    /// They decided, and write it next.
    HasDecided(Job, Proposal),
    /// They wrote it, and queue its notice next.
    HasWritten(Job, Notice),
    /// One part of it is through.
    GoesOn(Job),
}

/// What somebody is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Job {
    /// A customer's message.
    Message(u8),
    /// An action of a person, after which the waiting line is looked at.
    Act(Acting),
    /// One thread that is due.
    Due,
    /// The waiting line: what is left of it, as it was read, in its order.
    Line([Option<Reading>; THREADS]),
    /// An agent of whom somebody said whether they are there: they are looked after next.
    LookAfter(u8),
    /// What an agent has, who may not be there.
    Attend(Attending),
}

/// Looking after an agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Attending {
    /// Who.
    pub agent: u8,
    /// Their absence, as it was read.
    pub absent: Option<(Minute, bool)>,
    /// When they were to be looked after, as the index said; none where somebody acted.
    pub due: Option<Minute>,
    /// Threads of theirs that are still to be looked at, a bit each.
    pub left: u8,
}

impl Worker {
    /// Somebody with nothing in mind.
    pub fn idle(role: Role) -> Self {
        Self {
            role,
            since: 0,
            doing: Doing::Idle,
        }
    }

    /// Whether they have nothing in mind.
    pub fn is_idle(&self) -> bool {
        self.doing == Doing::Idle
    }

    /// The message that they are at.
    pub fn message(&self) -> Option<u8> {
        match self.doing {
            Doing::LookedUp(message) => Some(message),
            _ => match self.doing.job()? {
                Job::Message(message) => Some(*message),
                _ => None,
            },
        }
    }

    /// Has a look at every version of a thread that they have in mind, and may change it.
    pub(crate) fn each_version(&mut self, look: &mut impl FnMut(u8, &mut u8)) {
        match &mut self.doing {
            Doing::HasRead(_, reading) => look(reading.thread, &mut reading.version),
            Doing::HasDecided(_, proposal) => look(proposal.thread, &mut proposal.version),
            Doing::HasWritten(_, notice) => look(notice.thread, &mut notice.version),
            _ => {}
        }
        if let Some(Job::Line(left)) = self.doing.job_mut() {
            for reading in left.iter_mut().flatten() {
                look(reading.thread, &mut reading.version);
            }
        }
    }
}

impl Doing {
    fn job(&self) -> Option<&Job> {
        match self {
            Self::Idle | Self::LookedUp(_) => None,
            Self::HasRead(job, _)
            | Self::HasDecided(job, _)
            | Self::HasWritten(job, _)
            | Self::GoesOn(job) => Some(job),
        }
    }

    pub(crate) fn job_mut(&mut self) -> Option<&mut Job> {
        match self {
            Self::Idle | Self::LookedUp(_) => None,
            Self::HasRead(job, _)
            | Self::HasDecided(job, _)
            | Self::HasWritten(job, _)
            | Self::GoesOn(job) => Some(job),
        }
    }
}

/// The waiting line as somebody reads it: the earliest due first, then the earliest come. Of the threads that the index
/// does not show yet, those in `missed` are not found.
pub fn line(table: &Table, missed: u8) -> [Option<Reading>; THREADS] {
    let mut found: Vec<Reading> = (0..)
        .zip(&table.threads)
        .filter(|(thread, row)| {
            let hidden = table.behind & missed & 1 << thread != 0;
            !hidden && row.is_some_and(|row| row.waits())
        })
        .map(|(thread, _)| table.read(thread))
        .collect();
    found.sort_by_key(|reading| reading.row.map(|row| (row.clock_since, row.waiting_since)));
    let mut line = [None; THREADS];
    for (place, reading) in line.iter_mut().zip(found) {
        *place = Some(reading);
    }
    line
}
