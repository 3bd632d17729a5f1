//! The model decides as the domain does, and its larger steps reach what its smaller ones do.

use std::collections::HashSet;

use domain::Thread;
use proptest::prelude::*;
use protocol::compact::{LoadRow, ThreadRow};
use protocol::decisions::{Decisions, Matter, Question};
use protocol::model::Protocol;
use protocol::scenario::Scenario;
use protocol::shop::ShopRules;
use protocol::state::State;
use protocol::table::Table;
use protocol::verdict::Verdict;
use protocol::{AGENTS, Acting};
use stateright::Model;

use crate::scenarios;

/// Something that is done with a thread, and how loads and time stand then.
type Deed = (Matter, [LoadRow; AGENTS], u8);

fn matter() -> impl Strategy<Value = Matter> {
    prop_oneof![
        Just(Matter::Message),
        Just(Matter::Line),
        Just(Matter::Due),
        Just(Matter::Presence(0, None)),
        Just(Matter::Presence(1, Some((0, false)))),
        Just(Matter::Act(Acting::Accept)),
        Just(Matter::Act(Acting::Answer)),
        Just(Matter::Act(Acting::Resolve)),
        Just(Matter::Act(Acting::Give(1))),
    ]
}

fn load() -> impl Strategy<Value = LoadRow> {
    (0..3_u8, 0..3_u8, 0..3_u8, any::<bool>()).prop_map(|(open, capacity, misses, absent)| {
        LoadRow {
            open,
            capacity,
            misses,
            absent: (absent && misses > 1).then_some((0, true)),
        }
    })
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = (matter(), [load(), load()], 0..2_u8);
    prop::collection::vec(deed, 1..14)
}

proptest! {
    /// A thread that is only ever kept whole goes the same way as one of which the model keeps its few fields.
    #[test]
    fn what_the_model_forgets_decides_nothing(deeds in deeds(), heavy: bool, goes_home: bool) {
        let rules = ShopRules { first_goes_home: goes_home, offers_lapse: true, ..scenarios::shop([1, 2], [2, 2]) };
        let scenario = Scenario { shop: rules, weights: [if heavy { 2 } else { 1 }; 3], ..Scenario::default() };
        let decisions = Protocol::new(scenario).unwrap().decisions;
        let mut thread: Option<Thread> = None;
        let mut now = 0;
        for (matter, loads, half_hours) in deeds {
            now = (now + 30 * half_hours).min(210);
            thread = both_ways(&decisions, thread, matter, loads, now)?;
        }
    }
}

/// Decides about the whole thread and about what the model keeps of it, and gives the whole thread after it.
fn both_ways(
    decisions: &Decisions,
    thread: Option<Thread>,
    matter: Matter,
    loads: [LoadRow; AGENTS],
    now: u8,
) -> Result<Option<Thread>, TestCaseError> {
    let row = thread.as_ref().map(ThreadRow::of);
    let question = Question {
        matter,
        thread: 0,
        row,
        loads,
        now,
    };
    let whole = decisions.change(&question, thread.clone());
    prop_assert_eq!(whole.as_ref().map(Verdict::of), decisions.ask(&question));
    Ok(whole.map(|change| change.thread).or(thread))
}

/// Every table that stands once nobody has anything in mind.
fn tables_at_rest(scenario: Scenario) -> HashSet<Table> {
    let model = Protocol::new(scenario).unwrap();
    let mut seen: HashSet<State> = HashSet::new();
    let mut next = model.init_states();
    while let Some(state) = next.pop() {
        if seen.insert(state.clone()) {
            next.extend(model.next_states(&state));
        }
    }
    let at_rest = seen.into_iter().filter(State::all_idle);
    at_rest.map(|state| state.table).collect()
}

#[test]
fn large_steps_reach_what_small_ones_do() {
    let of = |is_fine| {
        tables_at_rest(Scenario {
            messages: vec![0, 1],
            shop: scenarios::shop([1, 0], [1, 0]),
            people: 1,
            acts: vec![Acting::Resolve],
            is_fine,
            ..Scenario::default()
        })
    };
    let (small, large) = (of(true), of(false));
    assert!(small.len() > 20, "only {} tables", small.len());
    assert!(
        small == large,
        "{} tables by small steps, {} by large",
        small.len(),
        large.len()
    );
}
