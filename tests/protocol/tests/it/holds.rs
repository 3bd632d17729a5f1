//! Every state of every scenario is looked at, and everything holds in each. What a scenario is there for must happen in
//! it: where nothing goes on, everything holds.

use protocol::check::check;
use protocol::model::Protocol;
use protocol::properties::{ABOVE, ABSENT, AGENT_FULL, AT_ONCE, LOWERED, MISSED, WAITS};
use protocol::scenario::Scenario;

use crate::scenarios;

fn holds(name: &str, scenario: Scenario, happens: &[&str]) {
    let found = check(Protocol::new(scenario).unwrap());
    println!("{name}: {} states, {} deep", found.states, found.depth);
    assert!(found.broken.is_empty(), "{}", found.complaints());
    for what in happens {
        assert!(found.happened.contains(what), "never: {what}");
    }
}

#[test]
fn in_a_rush_of_customers() {
    holds("rush", scenarios::rush(), &[AT_ONCE, AGENT_FULL]);
}

#[test]
fn when_one_customer_writes_twice_at_once() {
    holds("same thread", scenarios::same_thread(), &[AT_ONCE]);
}

#[test]
fn when_agents_resolve() {
    holds(
        "resolving",
        scenarios::resolving(),
        &[AT_ONCE, AGENT_FULL, WAITS],
    );
}

#[test]
fn when_threads_return_to_their_agent() {
    holds("returning", scenarios::returning(), &[ABOVE, AGENT_FULL]);
}

#[test]
fn when_capacities_rise_and_fall() {
    holds(
        "capacities",
        scenarios::capacities(),
        &[AT_ONCE, LOWERED, WAITS],
    );
}

#[test]
fn when_offers_are_accepted_or_missed() {
    holds("accepting", scenarios::accepting(), &[MISSED]);
}

#[test]
fn when_nobody_accepts_anything() {
    holds(
        "nobody accepts",
        scenarios::nobody_accepts(),
        &[MISSED, ABSENT],
    );
}

#[test]
fn when_a_shift_ends() {
    holds("end of shift", scenarios::end_of_shift(), &[AGENT_FULL]);
}

#[test]
fn when_agents_are_absent_and_indexes_behind() {
    holds("absence", scenarios::absence(), &[ABSENT]);
}

#[test]
fn when_operators_give_by_hand() {
    holds("by hand", scenarios::by_hand(), &[LOWERED, AGENT_FULL]);
}
