//! What must always hold, and what must come of every state.

use stateright::Property;

use crate::ledger::Ledger;
use crate::ledger::outcome::Kind;
use crate::ledger::shop::{instant, minute};
use crate::ledger::state::State;
use crate::ledger::table::{Faults, NoticeRow};
use crate::ledger::worker::{Doing, Role};

/// The ledger holds each step once.
pub const ONCE: &str = "each step is once in the ledger";
/// Thread and ledger agree.
pub const AGREE: &str = "no step is still to fire that the ledger has";
/// Nobody is alarmed twice of one step.
pub const ALARMS: &str = "nobody is alarmed twice of one step";
/// DynamoDB takes the transactions.
pub const TRANSACTIONS: &str = "no transaction writes one item twice";
/// A step belongs to a clock.
pub const CLOCKS: &str = "no step fires for a clock that the thread does not have";
/// Judged once, by instants.
pub const JUDGED: &str = "each clock that stops is judged once, by instants alone";
/// Reached steps are in the ledger.
pub const REACHED: &str = "a clock that stops leaves each step that it reached in the ledger";
/// No alarm stands about a kept promise.
pub const WITHDRAWN: &str = "whoever was alarmed of a promise that was kept is told so";
/// What comes of every state.
pub const IN_THE_END: &str = "left alone, everything comes right";

/// Sweeps are at the thread at once.
pub const AT_ONCE: &str = "every sweep is at the thread at once";
/// A step was overtaken.
pub const OVERTAKEN: &str = "an answer overtakes a step";
/// An alarm is taken back.
pub const TAKEN_BACK: &str = "an alarm is taken back";
/// A digest is told.
pub const TOGETHER: &str = "a digest is told";
/// It went to another agent.
pub const HANDED_OVER: &str = "a broken promise hands the thread over";
/// A clock of a holding answer runs.
pub const FOLLOWS: &str = "a holding answer's clock runs";

/// All of them, and what must happen somewhere for them to say anything.
pub fn all() -> Vec<Property<Ledger>> {
    vec![
        Property::always(ONCE, |_, s| no(s, Faults::STEP_TWICE)),
        Property::always(AGREE, |_, s: &State| !s.table.ledger_differs(|_| false)),
        Property::always(ALARMS, |_, s| nobody_is_alarmed_twice(s)),
        Property::always(TRANSACTIONS, |_, s| no(s, Faults::ITEM_TWICE)),
        Property::always(CLOCKS, |_, s| no(s, Faults::NO_SUCH_CLOCK)),
        Property::always(JUDGED, |_, s| no(s, Faults::NOT_JUDGED)),
        Property::always(REACHED, |_, s| no(s, Faults::STEP_MISSED)),
        Property::always(WITHDRAWN, |_, s| no(s, Faults::ALARM_STANDS)),
        Property::always(IN_THE_END, |m, s| wrong_in_the_end(m, s).is_none()),
        Property::sometimes(AT_ONCE, |_, s| all_sweeps_have_decided(s)),
        Property::sometimes(OVERTAKEN, |_, s: &State| !s.table.overtaken.is_empty()),
        Property::sometimes(TAKEN_BACK, |_, s| told(s, Kind::Withdrawn)),
        Property::sometimes(TOGETHER, |_, s| told(s, Kind::Digest)),
        Property::sometimes(HANDED_OVER, |_, s: &State| {
            let agent = s.table.thread.thread().agent.as_ref();
            agent.is_some_and(|agent| agent.as_str() == "agent1")
        }),
        Property::sometimes(FOLLOWS, |_, s: &State| {
            s.table.runs(domain::judgement::ClockName::FollowUp)
        }),
    ]
}

fn no(state: &State, fault: Faults) -> bool {
    !state.table.faults.has(fault)
}

fn told(state: &State, kind: Kind) -> bool {
    let mut rows = state.table.notices.iter();
    rows.any(|row| row.seed.kind == kind && row.told)
}

fn all_sweeps_have_decided(state: &State) -> bool {
    let mut sweeps = state.workers.iter().filter(|it| it.role == Role::Sweep);
    sweeps.all(|it| matches!(it.doing, Doing::HasDecided(..)))
}

/// Once by one notice, and once by that: by itself or in a digest, never both.
fn nobody_is_alarmed_twice(state: &State) -> bool {
    let rows = &state.table.notices;
    rows.iter().filter(|it| it.seed.key.is_some()).all(|row| {
        let same =
            |other: &&NoticeRow| other.seed.key == row.seed.key && other.seed.to == row.seed.to;
        rows.iter().filter(same).count() == 1 && state.table.times_told(row) <= 1
    })
}

/// What is wrong once everybody was left alone, asked of every state from which they can be: one in which nobody has
/// anything in mind, be it because they are through or because they crashed.
pub fn wrong_in_the_end(model: &Ledger, state: &State) -> Option<&'static str> {
    if !state.all_idle() {
        return None;
    }
    let (end, sweep_ended) = model.left_alone(state);
    let now = end.now(&model.scenario);
    let is_due = |at| minute(at) <= now;
    let next = end.table.thread.thread().next_step_at();
    let rows = &end.table.notices;
    [
        (sweep_ended, "a sweep never comes to its end"),
        (
            !end.table.ledger_differs(|step| step.at <= instant(now)),
            "a step that was reached is not in the ledger",
        ),
        (
            !next.is_some_and(is_due),
            "the due index holds what is past",
        ),
        (
            !rows.iter().any(|row| row.unsent),
            "a notice is on no queue",
        ),
        (
            rows.iter().all(|row| end.table.times_told(row) > 0),
            "a notice is not told",
        ),
        (
            model.can_be_answered(&end),
            "the thread cannot be answered any more",
        ),
    ]
    .into_iter()
    .find_map(|(holds, wrong)| (!holds).then_some(wrong))
}
