//! What each condition is there for: without it the check finds a way to break what it guards, or another one guards that
//! too.

use protocol::check::check;
use protocol::ledger::Ledger;
use protocol::ledger::properties::*;
use protocol::ledger::scenario::Scenario;
use protocol::ledger::table::Conditions;

use super::holds::holds;
use super::scenarios;

/// What breaks first is any of `breaks`.
fn breaks(scenario: Scenario, breaks: &[&str]) {
    let found = check(Ledger::new(scenario).unwrap());
    println!("{}", found.complaints());
    let first = found.broken.iter().find(|(name, _)| breaks.contains(name));
    assert!(first.is_some(), "not found in {} states", found.states);
}

fn without(change: impl FnOnce(&mut Conditions), scenario: Scenario) -> Scenario {
    let mut conditions = Conditions::ALL;
    change(&mut conditions);
    Scenario {
        conditions,
        ..scenario
    }
}

#[test]
fn without_the_condition_on_the_version_what_people_do_is_lost() {
    breaks(
        without(|c| c.version = false, scenarios::sweeps_race()),
        &[CLOCKS, JUDGED, WITHDRAWN, AGREE, ONCE],
    );
}

#[test]
fn without_the_condition_on_the_ledger_the_version_still_guards_each_step() {
    let scenario = without(|c| c.ledger = false, scenarios::sweeps_race());
    holds("no ledger", scenario, &[AT_ONCE, OVERTAKEN]);
}

#[test]
fn without_the_condition_on_the_version_the_ledger_still_guards_sweeps_from_each_other() {
    let scenario = without(|c| c.version = false, scenarios::two_sweeps());
    holds("no version", scenario, &[AT_ONCE]);
}

#[test]
fn without_both_a_step_fires_twice() {
    let neither = |c: &mut Conditions| (c.version, c.ledger) = (false, false);
    breaks(without(neither, scenarios::two_sweeps()), &[ONCE, ALARMS]);
}

#[test]
fn without_the_condition_on_unsent_members_a_digest_repeats_what_was_told() {
    breaks(
        without(|c| c.unsent = false, scenarios::digests()),
        &[ALARMS],
    );
}

#[test]
fn unless_the_notifier_leaves_alone_what_a_digest_tells_it_is_told_twice() {
    breaks(
        without(|c| c.alone = false, scenarios::digests()),
        &[ALARMS],
    );
}

#[test]
fn without_the_flush_a_crash_loses_a_notice() {
    let scenario = Scenario {
        flushes: false,
        ..scenarios::lagging()
    };
    breaks(scenario, &[IN_THE_END]);
}
