//! What must always hold, and what must come of every state.

use stateright::Property;

use crate::compact::{LoadRow, ThreadRow, Turn};
use crate::model::Protocol;
use crate::shop::Minute;
use crate::state::State;
use crate::table::Faults;
use crate::worker::Role;

/// Nobody takes a thread above what they may hold.
pub const CAPACITY: &str = "nobody takes more than they may hold";
/// Loads and threads tell the same.
pub const LOADS: &str = "what agents hold is what their threads weigh";
/// A thread has one place.
pub const PLACE: &str =
    "an open thread is with one agent or in the line, never both, never neither";
/// One version of a thread is told of once.
pub const NOTICES: &str = "each assignment is told of once";
/// Handled messages are on their threads.
pub const MESSAGES: &str = "each handled message is once on its thread";
/// DynamoDB takes the transactions.
pub const TRANSACTIONS: &str = "no transaction writes one item twice";
/// Absence holds.
pub const ABSENCE: &str = "nobody takes a thread while absent";
/// What comes of every state.
pub const IN_THE_END: &str = "left alone, everything comes right";

/// Two routers are at work at once.
pub const AT_ONCE: &str = "two routers are at work at once";
/// An agent has no room.
pub const AGENT_FULL: &str = "an agent holds all they may";
/// A returning thread passed `capacity`.
pub const ABOVE: &str = "an agent holds more than their capacity because a thread returned";
/// A capacity was lowered below what is held.
pub const LOWERED: &str = "an agent holds more than their lowered capacity";
/// Somebody waits.
pub const WAITS: &str = "somebody waits";
/// An offer was missed.
pub const MISSED: &str = "somebody missed an offer";
/// Somebody is absent.
pub const ABSENT: &str = "somebody is absent";

/// All of them, and what must happen somewhere for them to say anything.
pub fn all() -> Vec<Property<Protocol>> {
    vec![
        Property::always(CAPACITY, |_, s| no(s, Faults::OVER_CAPACITY)),
        Property::always(LOADS, |_, s| loads_are_sums(s)),
        Property::always(PLACE, |_, s| threads_have_one_place(s)),
        Property::always(NOTICES, |_, s| no(s, Faults::TOLD_TWICE)),
        Property::always(MESSAGES, messages_are_kept),
        Property::always(TRANSACTIONS, |_, s| no(s, Faults::MONSTROUS)),
        Property::always(ABSENCE, |_, s| no(s, Faults::NOT_THERE)),
        Property::always(IN_THE_END, |m, s| wrong_in_the_end(m, s).is_none()),
        Property::sometimes(AT_ONCE, |_, s| two_routers_work(s)),
        Property::sometimes(AGENT_FULL, |_, s| {
            loads(s, |l| l.open > 0 && l.open == l.capacity)
        }),
        Property::sometimes(ABOVE, |m, s| {
            m.scenario.capacities.is_empty() && loads(s, |l| l.open > l.capacity)
        }),
        Property::sometimes(LOWERED, |m, s| {
            !m.scenario.capacities.is_empty() && loads(s, |l| l.open > l.capacity)
        }),
        Property::sometimes(WAITS, |_, s| somebody_waits(s)),
        Property::sometimes(MISSED, |_, s| loads(s, |l| l.misses > 0)),
        Property::sometimes(ABSENT, |_, s| loads(s, |l| l.absent.is_some())),
    ]
}

fn loads(state: &State, is: fn(&LoadRow) -> bool) -> bool {
    state.table.loads.iter().any(is)
}

fn somebody_waits(state: &State) -> bool {
    state.table.threads.iter().flatten().any(ThreadRow::waits)
}

fn two_routers_work(state: &State) -> bool {
    let routers = state.workers.iter().filter(|w| w.role == Role::Router);
    routers.filter(|w| !w.is_idle()).count() > 1
}

fn no(state: &State, fault: Faults) -> bool {
    !state.table.faults.has(fault)
}

fn loads_are_sums(state: &State) -> bool {
    (0..).zip(&state.table.loads).all(|(agent, load)| {
        let theirs = state.table.threads.iter().flatten();
        let theirs = theirs.filter_map(ThreadRow::burden);
        let sum: u8 = theirs
            .filter(|(who, _)| *who == agent)
            .map(|(_, weight)| weight)
            .sum();
        sum == load.open
    })
}

fn threads_have_one_place(state: &State) -> bool {
    state.table.threads.iter().flatten().all(has_one_place)
}

fn has_one_place(row: &ThreadRow) -> bool {
    let weighs = row.weight > 0;
    match row.turn {
        Turn::Ours => weighs != row.waits() && (!weighs || row.agent.is_some()),
        Turn::Theirs | Turn::Nobodys => !weighs && !row.waits(),
    }
}

fn messages_are_kept(model: &Protocol, state: &State) -> bool {
    (0..).zip(&state.table.threads).all(|(thread, row)| {
        let messages = (0..).zip(&model.scenario.messages);
        let seen = messages
            .filter(|(m, of)| **of == thread && state.table.has_seen(*m))
            .count();
        row.map_or(0, |row| usize::from(row.messages)) == seen
    })
}

/// What is wrong once everybody was left alone, asked of every state from which they can be: one in which nobody has
/// anything in mind, be it because they are through or because they crashed.
pub fn wrong_in_the_end(model: &Protocol, state: &State) -> Option<&'static str> {
    if !state.all_idle() {
        return None;
    }
    let end = model.left_alone(state);
    [
        (
            nothing_is_lost(model, &end),
            "a message or a notice is lost",
        ),
        (
            nobody_waits_in_vain(model, &end),
            "somebody waits although an agent has room",
        ),
        (
            all_is_handed_over(model, &end),
            "an absent agent has a thread, or an offer is overdue",
        ),
    ]
    .into_iter()
    .find_map(|(holds, wrong)| (!holds).then_some(wrong))
}

fn nothing_is_lost(model: &Protocol, end: &State) -> bool {
    let messages = (0..).take(model.scenario.messages.len());
    messages.clone().all(|message| end.table.has_seen(message))
        && messages.clone().all(|message| !end.is_on_queue(message))
        && end.table.unsent.is_empty()
        && messages_are_kept(model, end)
        && loads_are_sums(end)
}

fn nobody_waits_in_vain(model: &Protocol, end: &State) -> bool {
    let rows = end.table.threads.iter().zip(model.scenario.weights);
    rows.filter_map(|(row, weight)| Some(((*row)?, weight)))
        .filter(|(row, _)| row.waits() && !waits_for_their_own(row, end.now))
        .all(|(_, weight)| !(0..end.table.loads.len()).any(|a| has_room(model, end, a, weight)))
}

/// It returned to an agent who has no room, and less than half of its time is gone.
fn waits_for_their_own(row: &ThreadRow, now: Minute) -> bool {
    row.waits_for.is_some_and(|(_, until)| until > now)
}

fn has_room(model: &Protocol, end: &State, agent: usize, weight: u8) -> bool {
    let went_home = agent == 0 && model.scenario.shop.first_goes_home && end.now >= 20;
    let load = end.table.loads.get(agent);
    load.is_some_and(|load| {
        !went_home && load.absent.is_none() && load.open + weight <= load.capacity
    })
}

fn all_is_handed_over(model: &Protocol, end: &State) -> bool {
    let with_the_absent = |row: &ThreadRow| {
        let load = row
            .burden()
            .and_then(|(agent, _)| end.table.loads.get(usize::from(agent)));
        load.is_some_and(|load| load.absent.is_some())
    };
    let mut rows = end.table.threads.iter().flatten();
    rows.all(|row| !with_the_absent(row) && !model.decisions.is_due(row, end.now))
}
