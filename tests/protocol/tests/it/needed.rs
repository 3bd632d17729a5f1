//! Each condition and each habit is needed: without it the check finds a way to break what it guards. So the check is able
//! to find it.

use protocol::check::check;
use protocol::model::Protocol;
use protocol::properties::{ABSENCE, CAPACITY, IN_THE_END, LOADS, MESSAGES, NOTICES, PLACE};
use protocol::scenario::{Habits, Scenario};
use protocol::table::Conditions;

use crate::scenarios;

/// What breaks first is any of `breaks`.
fn breaks(scenario: Scenario, breaks: &[&str]) {
    let found = check(Protocol::new(scenario).unwrap());
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

fn unless(change: impl FnOnce(&mut Habits), scenario: Scenario) -> Scenario {
    let mut habits = Habits::ALL;
    change(&mut habits);
    Scenario { habits, ..scenario }
}

#[test]
fn without_the_condition_on_room_agents_take_too_much() {
    breaks(without(|c| c.room = false, scenarios::rush()), &[CAPACITY]);
}

#[test]
fn without_the_condition_on_capacity_a_lowered_one_is_passed() {
    breaks(
        without(|c| c.capacity = false, scenarios::capacities()),
        &[CAPACITY],
    );
}

#[test]
fn without_the_condition_on_the_version_changes_are_lost() {
    let changes = [LOADS, MESSAGES, NOTICES, PLACE];
    breaks(
        without(|c| c.version = false, scenarios::resolving()),
        &changes,
    );
}

#[test]
fn without_the_condition_on_the_event_a_message_counts_twice() {
    breaks(
        without(|c| c.event_unseen = false, scenarios::same_thread()),
        &[MESSAGES],
    );
}

#[test]
fn without_the_condition_on_absence_absent_agents_get_threads() {
    breaks(
        without(|c| c.there = false, scenarios::absence()),
        &[ABSENCE],
    );
}

#[test]
fn a_message_that_leaves_its_queue_too_early_is_lost() {
    breaks(
        unless(|h| h.takes_off_late = false, scenarios::rush()),
        &[IN_THE_END],
    );
}

#[test]
fn without_the_waiting_line_in_the_sweep_a_crash_leaves_somebody_waiting() {
    breaks(
        unless(|h| h.sweeps_line = false, scenarios::resolving()),
        &[IN_THE_END],
    );
}

#[test]
fn without_the_flush_a_crash_loses_a_notice() {
    breaks(
        unless(|h| h.flushes = false, scenarios::resolving()),
        &[IN_THE_END],
    );
}

#[test]
fn unless_absence_is_written_with_its_due_row_a_crash_leaves_threads_with_the_absent() {
    breaks(
        unless(|h| h.absence_is_due = false, scenarios::absence()),
        &[IN_THE_END],
    );
}

#[test]
fn unless_the_sweep_looks_again_an_index_that_was_behind_leaves_threads_with_the_absent() {
    breaks(
        unless(|h| h.looks_again = false, scenarios::absence()),
        &[IN_THE_END],
    );
}
