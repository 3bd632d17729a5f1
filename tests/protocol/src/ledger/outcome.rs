//! What one decision writes, as far as the model looks at it, and what is wrong with it by itself.

use std::collections::BTreeSet;

use domain::Thread;
use domain::change::{Change, LoadChange, StepKey};
use domain::clock::{Clock, Step};
use domain::judgement::{ClockName, Judgement, Verdict};
use domain::notice::{Notice, NoticeKind};
use domain::timeline::What;
use jiff::Timestamp;

use crate::ledger::kept::{Kept, name_of};
use crate::ledger::shop::{Minute, instant, minute, who};
use crate::ledger::table::Faults;

/// A step's key in the ledger, short.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// The start of the clock.
    pub started: Minute,
    /// What names the rest of it.
    pub rest: u64,
}

/// A notice, short.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Seed {
    /// What it is about.
    pub kind: Kind,
    /// Whom it tells.
    pub to: u8,
    /// The promise, where it is about one.
    pub promise: Option<Promised>,
    /// The step, where it is an alarm.
    pub key: Option<Key>,
    /// What names its id.
    pub id: u64,
}

/// A promise of a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Promised {
    /// The start of the clock.
    pub since: Minute,
    /// What names the commitment.
    pub commitment: u64,
}

/// What a notice is about, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A promise is at risk.
    Reminder,
    /// A promise is broken.
    Breached,
    /// An alarm is taken back.
    Withdrawn,
    /// Several alarms at once.
    Digest,
    /// Anything else.
    Other,
}

/// A clock that a decision stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Judged {
    /// Which.
    pub of: ClockName,
    /// Its start.
    pub started: Minute,
    /// What names its place in the table.
    pub place: u64,
}

/// When and how clocks were to stop, by what was done and nothing else.
#[derive(Clone, Copy, Debug)]
pub struct Stops {
    /// The instant that judges.
    pub at: Timestamp,
    /// What was promised happened.
    pub met: bool,
}

/// What one decision writes.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The thread after it.
    pub thread: Kept,
    /// Steps for the ledger.
    pub keys: Vec<Key>,
    /// Those of them that were overtaken.
    pub overtaken: Vec<Key>,
    /// Notices to send.
    pub notices: Vec<Seed>,
    /// Clocks that it judges.
    pub judged: Vec<Judged>,
    /// Promises that were kept: nobody's alarm about them may stand.
    pub kept: Vec<Promised>,
    /// What is wrong with it by itself.
    pub faults: Faults,
}

impl Outcome {
    /// What a change writes. `stops` says when clocks stop by what was done; none where none may.
    pub fn of(before: &Thread, change: &Change, stops: Option<Stops>) -> Self {
        let mut outcome = Self {
            thread: Kept::of(change.thread.clone()),
            keys: change.steps.iter().map(Key::of).collect(),
            overtaken: overtaken(change),
            notices: change.notices.iter().map(|it| seed(change, it)).collect(),
            judged: change.judgements.iter().map(judged).collect(),
            kept: Vec::new(),
            faults: Faults::default(),
        };
        outcome
            .faults
            .note(Faults::ITEM_TWICE, writes_twice(change));
        outcome.judge(before, change, stops);
        outcome
    }

    /// Compares what was judged with what was to be judged.
    fn judge(&mut self, before: &Thread, change: &Change, stops: Option<Stops>) {
        let begun = |clock: &Clock| stops.is_some_and(|it| !it.met || clock.started_at <= it.at);
        let to_judge: Vec<_> = before.clocks().filter(|(_, clock)| begun(clock)).collect();
        let all = to_judge.len() == change.judgements.len();
        self.faults.note(Faults::NOT_JUDGED, !all);
        let Some(stops) = stops else { return };
        for (name, clock) in to_judge {
            let same = |it: &&Judgement| it.of == name && it.started_at == clock.started_at;
            let found = change.judgements.iter().find(same);
            let right = found.is_some_and(|judgement| is_right(clock, judgement, stops));
            self.faults.note(Faults::NOT_JUDGED, !right);
            self.settle(clock, change, stops);
        }
    }

    /// Each step that was reached before the clock stopped is in the ledger now.
    fn settle(&mut self, clock: &Clock, change: &Change, stops: Stops) {
        for step in &clock.steps {
            let reached = if step.is_breach() {
                step.at < stops.at
            } else {
                step.at <= stops.at
            };
            let has = step.fired || change.steps.contains(&StepKey::of(clock, step));
            self.faults.note(Faults::STEP_MISSED, reached && !has);
        }
        for promise in clock.promises.iter().filter(|it| it.due_at >= stops.at) {
            self.kept.push(Promised::of(clock, &promise.commitment));
        }
    }
}

impl Key {
    /// Of a step's key: all of it tells it from others.
    pub fn of(key: &StepKey) -> Self {
        Self {
            started: minute(key.clock_started_at),
            rest: name_of(&format!("{key:?}")),
        }
    }

    /// Of a step of a clock.
    pub fn of_step(clock: &Clock, step: &Step) -> Self {
        Self::of(&StepKey::of(clock, step))
    }
}

/// The instants alone judge: in time is what came at the due time or before.
fn is_right(clock: &Clock, judgement: &Judgement, stops: Stops) -> bool {
    let verdict = |due: Timestamp| match (stops.at <= due, stops.met) {
        (true, true) => Verdict::Kept,
        (true, false) => Verdict::Dropped,
        (false, _) => Verdict::Broken,
    };
    clock.promises.len() == judgement.promises.len()
        && clock.promises.iter().all(|promise| {
            let mut found = judgement.promises.iter();
            found.any(|it| {
                it.commitment == promise.commitment && it.verdict == verdict(promise.due_at)
            })
        })
}

fn judged(judgement: &Judgement) -> Judged {
    Judged {
        of: judgement.of,
        started: minute(judgement.started_at),
        place: place_of(judgement),
    }
}

/// Where the table keeps it.
fn place_of(judgement: &Judgement) -> u64 {
    let (at, of) = (judgement.started_at, judgement.of.word());
    name_of(&format!(
        "{at}#{}#{of}#{}",
        judgement.thread, judgement.number
    ))
}

fn overtaken(change: &Change) -> Vec<Key> {
    let of_entry = |what: &What| match what {
        What::Step(step) if step.overtaken => Some((step.commitment.clone(), step.moment.clone())),
        _ => None,
    };
    let entries: Vec<_> = change
        .entries
        .iter()
        .filter_map(|it| of_entry(&it.what))
        .collect();
    let steps = change.steps.iter();
    let found = steps.filter(|key| entries.contains(&(key.commitment.clone(), key.moment.clone())));
    found.map(Key::of).collect()
}

/// A notice with the step that it is an alarm of.
fn seed(change: &Change, notice: &Notice) -> Seed {
    let promise = notice.promise.as_ref();
    let step = change.entries.iter().find_map(|entry| match &entry.what {
        What::Step(step) if step.notices.contains(&notice.id) => Some(step),
        _ => None,
    });
    let key = step.and_then(|step| {
        let mut keys = change.steps.iter();
        keys.find(|key| {
            key.clock_started_at == step.clock_started_at
                && key.commitment == step.commitment
                && key.moment == step.moment
        })
    });
    Seed {
        kind: Kind::of(notice.kind),
        to: who(&notice.to.agent),
        promise: promise.map(|promise| Promised {
            since: minute(promise.since),
            commitment: name_of(&promise.commitment),
        }),
        key: key.map(Key::of),
        id: name_of(notice.id.as_str()),
    }
}

impl Kind {
    /// What the model tells apart.
    pub fn of(kind: NoticeKind) -> Self {
        match kind {
            NoticeKind::Reminder => Self::Reminder,
            NoticeKind::Breached => Self::Breached,
            NoticeKind::Withdrawn => Self::Withdrawn,
            NoticeKind::Digest => Self::Digest,
            _ => Self::Other,
        }
    }

    /// Whether a digest may stand for it.
    pub fn is_alarm(self) -> bool {
        matches!(self, Self::Reminder | Self::Breached)
    }
}

/// Whether a transaction of this change would write one item twice, which DynamoDB refuses.
fn writes_twice(change: &Change) -> bool {
    let mut seen = BTreeSet::new();
    let entries = change.entries.iter();
    let entries = entries.map(|it| format!("entry {} {} {}", it.at, it.what.word(), it.id));
    let steps = change.steps.iter().map(|it| format!("step {it:?}"));
    let notices = change.notices.iter().map(|it| format!("notice {}", it.id));
    let loads = change.loads.iter().map(|it| match it {
        LoadChange::Take { agent, .. } | LoadChange::Give { agent, .. } => format!("load {agent}"),
    });
    let judgements = change.judgements.iter();
    let judgements = judgements.map(|it| format!("judgement {}", place_of(it)));
    let all = entries.chain(steps).chain(notices).chain(loads);
    !all.chain(judgements).all(|item| seen.insert(item))
}

/// The instant that judges an answer, or a resolution.
impl Stops {
    /// It was answered at a minute.
    pub fn answered(at: Minute) -> Self {
        Self {
            at: instant(at),
            met: true,
        }
    }

    /// It was resolved at a minute, answered or not.
    pub fn resolved(at: Minute) -> Self {
        Self {
            at: instant(at),
            met: false,
        }
    }
}
