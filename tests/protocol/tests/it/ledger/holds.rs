//! Every state of every scenario is looked at, and everything holds in each.

use protocol::check::check;
use protocol::ledger::Ledger;
use protocol::ledger::properties::*;
use protocol::ledger::scenario::Scenario;

use super::scenarios;

pub(super) fn holds(name: &str, scenario: Scenario, happens: &[&str]) {
    let found = check(Ledger::new(scenario).unwrap());
    println!("{name}: {} states, {} deep", found.states, found.depth);
    assert!(found.broken.is_empty(), "{}", found.complaints());
    for what in happens {
        assert!(found.happened.contains(what), "never: {what}");
    }
}

#[test]
fn when_two_sweeps_meet() {
    holds(
        "two sweeps",
        scenarios::two_sweeps(),
        &[AT_ONCE, HANDED_OVER],
    );
}

#[test]
fn when_five_sweeps_meet_an_answer() {
    holds(
        "five sweeps",
        scenarios::five_sweeps(),
        &[AT_ONCE, OVERTAKEN, HANDED_OVER],
    );
}

#[test]
fn when_telling_lags_behind() {
    holds(
        "lagging",
        scenarios::lagging(),
        &[AT_ONCE, OVERTAKEN, TAKEN_BACK, HANDED_OVER],
    );
}

#[test]
fn when_people_act_between_two_sweeps() {
    holds(
        "sweeps race",
        scenarios::sweeps_race(),
        &[AT_ONCE, OVERTAKEN, HANDED_OVER],
    );
}

#[test]
fn when_alarms_become_digests() {
    holds("digests", scenarios::digests(), &[AT_ONCE, TOGETHER]);
}

#[test]
fn when_answers_are_learnt_of_late() {
    holds(
        "late answers",
        scenarios::late_answers(),
        &[AT_ONCE, OVERTAKEN, TAKEN_BACK],
    );
}

#[test]
fn when_people_race() {
    holds(
        "people race",
        scenarios::people_race(),
        &[AT_ONCE, OVERTAKEN, HANDED_OVER],
    );
}

#[test]
fn when_an_answer_only_holds() {
    holds(
        "holding",
        scenarios::holding(),
        &[AT_ONCE, FOLLOWS, OVERTAKEN],
    );
}

#[test]
fn when_a_message_of_the_same_instant_comes_after_the_answer() {
    holds(
        "same instant",
        scenarios::a_message_of_the_same_instant(),
        &[AT_ONCE, OVERTAKEN],
    );
}

#[test]
fn when_a_thread_moves_away_and_back() {
    holds("topics", scenarios::counted_anew(), &[AT_ONCE, OVERTAKEN]);
}

#[test]
fn when_the_configuration_changes_and_changes_back() {
    holds(
        "configurations",
        scenarios::configured_anew(),
        &[AT_ONCE, TAKEN_BACK],
    );
}
