//! The table: what one transaction writes, and on which conditions. Those are the store's, and each of them can be switched
//! off to see what it is there for.

use domain::clock::Clock;
use domain::judgement::ClockName;

use crate::ledger::kept::{Kept, name_of};
use crate::ledger::outcome::{Judged, Key, Kind, Outcome, Promised, Seed};
use crate::ledger::shop::minute;

/// Which conditions transactions carry.
#[derive(Clone, Copy, Debug)]
pub struct Conditions {
    /// The thread has the version that was read.
    pub version: bool,
    /// The ledger does not have the step, and the table no notice of that id.
    pub ledger: bool,
    /// A digest stands only for notices that no queue has yet.
    pub unsent: bool,
    /// Nobody sends a notice for which a digest stands.
    pub alone: bool,
}

impl Conditions {
    /// All of them.
    pub const ALL: Self = Self {
        version: true,
        ledger: true,
        unsent: true,
        alone: true,
    };
}

/// What must never happen, and can only be seen when it does. A bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Faults(u8);

impl Faults {
    /// The ledger was given a step that it has.
    pub const STEP_TWICE: Self = Self(1);
    /// A step fired for a clock that the thread does not have.
    pub const NO_SUCH_CLOCK: Self = Self(2);
    /// A transaction writes one item twice.
    pub const ITEM_TWICE: Self = Self(4);
    /// A clock stopped that was judged wrongly or not once, or one was judged that did not stop.
    pub const NOT_JUDGED: Self = Self(8);
    /// A clock stopped, and a step that it had reached is not in the ledger.
    pub const STEP_MISSED: Self = Self(16);
    /// A promise was kept, and an alarm about it stands.
    pub const ALARM_STANDS: Self = Self(32);

    /// Whether any of `those` happened.
    pub fn has(self, those: Self) -> bool {
        self.0 & those.0 != 0
    }

    pub(crate) fn note(&mut self, fault: Self, happened: bool) {
        if happened {
            self.0 |= fault.0;
        }
    }
}

/// A notice as the table keeps it, and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NoticeRow {
    /// The notice.
    pub seed: Seed,
    /// It stands in the index of those that no queue has.
    pub unsent: bool,
    /// The digest that stands for it.
    pub with: Option<u64>,
    /// A queue has it.
    pub queued: bool,
    /// Its recipient was told.
    pub told: bool,
}

/// All that is durable.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Table {
    /// The thread.
    pub thread: Kept,
    /// The ledger.
    pub ledger: Vec<Key>,
    /// Those of its steps that an answer overtook.
    pub overtaken: Vec<Key>,
    /// Clocks that were judged.
    pub judged: Vec<Judged>,
    /// Notices.
    pub notices: Vec<NoticeRow>,
    /// The second configuration holds.
    pub second: bool,
    /// What must not have happened.
    pub faults: Faults,
}

impl Table {
    /// A thread that was just opened.
    pub fn beginning(thread: Kept) -> Self {
        Self {
            thread,
            ledger: Vec::new(),
            overtaken: Vec::new(),
            judged: Vec::new(),
            notices: Vec::new(),
            second: false,
            faults: Faults::default(),
        }
    }

    /// Writes all of a decision about a thread that was read as `before`, or nothing. False where a condition does not hold.
    pub fn transact(&mut self, before: &Kept, outcome: &Outcome, conditions: Conditions) -> bool {
        let version = |kept: &Kept| kept.thread().version;
        if conditions.version && version(&self.thread) != version(before) {
            return false;
        }
        let has_step = outcome.keys.iter().any(|key| self.ledger.contains(key));
        let has_notice = outcome.notices.iter().any(|it| self.row(it.id).is_some());
        if conditions.ledger && (has_step || has_notice) {
            return false;
        }
        self.note_faults(outcome, has_step);
        self.write(outcome);
        let alarm_stands = outcome.kept.iter().any(|it| self.alarm_stands(*it));
        self.faults.note(Faults::ALARM_STANDS, alarm_stands);
        true
    }

    fn note_faults(&mut self, outcome: &Outcome, has_step: bool) {
        self.faults.note(Faults::STEP_TWICE, has_step);
        let clocks = self.thread.thread().clocks();
        let starts: Vec<_> = clocks.map(|(_, it)| minute(it.started_at)).collect();
        let no_clock = outcome.keys.iter().any(|it| !starts.contains(&it.started));
        self.faults.note(Faults::NO_SUCH_CLOCK, no_clock);
        let known = |it: &Judged| self.judged.iter().any(|other| other.place == it.place);
        let again = outcome.judged.iter().any(known);
        self.faults.note(Faults::NOT_JUDGED, again);
        self.faults.0 |= outcome.faults.0;
    }

    fn write(&mut self, outcome: &Outcome) {
        self.thread = outcome.thread.clone();
        self.ledger.extend(&outcome.keys);
        self.overtaken.extend(&outcome.overtaken);
        self.judged.extend(&outcome.judged);
        let rows = outcome.notices.iter().copied().map(NoticeRow::new);
        self.notices.extend(rows);
        self.ledger.sort_unstable();
        self.overtaken.sort_unstable();
        self.judged.sort_unstable();
        self.notices.sort_unstable();
    }

    /// Puts a digest in the place of alarms. False where somebody queued one of them.
    pub fn put_together(&mut self, digest: Seed, of: &[u64], conditions: Conditions) -> bool {
        let unsent = |id: &u64| self.row(*id).is_some_and(|row| row.unsent);
        let is_new = self.row(digest.id).is_none();
        if !is_new || (conditions.unsent && !of.iter().all(unsent)) {
            return false;
        }
        for row in self
            .notices
            .iter_mut()
            .filter(|it| of.contains(&it.seed.id))
        {
            row.unsent = false;
            row.with = Some(digest.id);
        }
        self.notices.push(NoticeRow::new(digest));
        self.notices.sort_unstable();
        true
    }

    /// The notifier tells a notice that its queue gave it, unless it was told or a digest stands for it.
    pub fn tell(&mut self, id: u64, conditions: Conditions) {
        let rows = self.notices.iter_mut();
        for row in rows.filter(|row| row.seed.id == id && !row.told) {
            if row.with.is_none() || !conditions.alone {
                row.told = true;
                row.unsent = false;
            }
        }
    }

    /// What is queued and marked, so that no digest can stand for it any more, may as well be told at once; and what is no
    /// alarm as soon as it is queued.
    pub fn tell_the_rest(&mut self, conditions: Conditions) {
        let settled = |row: &NoticeRow| row.queued && (!row.unsent || !row.seed.kind.is_alarm());
        let rows = self.notices.iter().filter(|row| settled(row));
        let settled: Vec<u64> = rows.map(|row| row.seed.id).collect();
        for id in settled {
            self.tell(id, conditions);
        }
    }

    /// A notice.
    pub fn row(&self, id: u64) -> Option<&NoticeRow> {
        self.notices.iter().find(|row| row.seed.id == id)
    }

    /// The same, to change it.
    pub fn row_mut(&mut self, id: u64) -> Option<&mut NoticeRow> {
        self.notices.iter_mut().find(|row| row.seed.id == id)
    }

    /// How often the recipient of a notice was told of it: by itself, and in a digest.
    pub fn times_told(&self, row: &NoticeRow) -> usize {
        let with = row.with.and_then(|id| self.row(id));
        usize::from(row.told) + usize::from(with.is_some_and(|with| with.told))
    }

    /// Whether somebody was alarmed about a promise who was not told that it was kept.
    fn alarm_stands(&self, promise: Promised) -> bool {
        let about = |row: &&NoticeRow| row.seed.promise == Some(promise);
        let of = |kind: Kind, to: Option<u8>| {
            let rows = self.notices.iter().filter(about);
            let rows = rows.filter(|row| row.seed.kind == kind);
            rows.filter(|row| to.is_none_or(|to| row.seed.to == to))
                .count()
        };
        let mut alarms = self.notices.iter().filter(about);
        alarms.any(|row| {
            let to = Some(row.seed.to);
            row.seed.kind == Kind::Breached && of(Kind::Withdrawn, to) != of(Kind::Breached, to)
        })
    }

    /// Steps of the thread's clocks whose instant came, and the ledger does not have them; or that are to fire although it
    /// has them.
    pub fn ledger_differs(&self, is_due: impl Fn(&domain::clock::Step) -> bool) -> bool {
        let differs = |clock: &Clock| {
            clock.steps.iter().any(|step| {
                let has = self.ledger.contains(&Key::of_step(clock, step));
                !step.fired && (has || is_due(step))
            })
        };
        self.thread
            .thread()
            .clocks()
            .any(|(_, clock)| differs(clock))
    }

    /// Whether one of the clocks has this name.
    pub fn runs(&self, name: ClockName) -> bool {
        self.thread.thread().clocks().any(|(it, _)| it == name)
    }
}

impl NoticeRow {
    /// Written, and on no queue yet.
    pub fn new(seed: Seed) -> Self {
        Self {
            seed,
            unsent: true,
            with: None,
            queued: false,
            told: false,
        }
    }
}

impl Promised {
    /// Of a clock's promise.
    pub fn of(clock: &Clock, commitment: &str) -> Self {
        Self {
            since: minute(clock.started_at),
            commitment: name_of(commitment),
        }
    }
}
