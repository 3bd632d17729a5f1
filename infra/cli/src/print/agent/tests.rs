#![allow(clippy::unwrap_used)]

use domain::Care;
use domain::config::read_file;
use domain::presence::presence;
use serde_json::json;

use super::*;

const MONDAY_MORNING: &str = "2026-11-23T09:00:00Z";
const MONDAY_EVENING: &str = "2026-11-23T18:00:00Z";

fn care() -> Care {
    let leave = "shift = \"mañanas\"\nleave = [[\"2026-11-01\", \"2026-11-02\"], [\"2026-11-24\", \"2026-11-30\"]]";
    let text = include_str!("../../../tests/fixtures/care.toml");
    let text = text.replacen("shift = \"mañanas\"", leave, 1);
    read_file(&text).unwrap().1
}

fn load(load: Value) -> Load {
    serde_json::from_value(load).unwrap()
}

/// What is told of an agent with a load at a moment.
fn told<T>(id: &str, load: &Load, now: &str, tell: impl Fn(&Shown<'_>, &TimeZone) -> T) -> T {
    let (care, id, now) = (care(), AgentId::new(id), now.parse().unwrap());
    let shown = Shown {
        id: &id,
        agent: care.agents.get(&id),
        load,
        presence: presence(&care, &id, load, now),
        now,
    };
    tell(&shown, &care.zone)
}

fn row(id: &str, load: &Load, now: &str) -> String {
    let listed = told(id, load, now, |shown, zone| {
        table::render(&[], [shown.row(zone)])
    });
    listed.trim().to_owned()
}

#[test]
fn a_list_tells_who_is_there_and_what_they_hold() {
    let holds = |open: u32| load(json!({ "open": open, "capacity": 3 }));
    insta::assert_snapshot!(row("ana", &holds(2), MONDAY_MORNING), @"ana  Ana  working  until 2026-11-23 14:00:00  2 of 3  0  2026-11-24..2026-11-30");
    insta::assert_snapshot!(row("ana", &holds(0), MONDAY_EVENING), @"ana  Ana  off shift  from 2026-12-01 09:00:00  0 of 3  0  2026-11-24..2026-11-30");
    insta::assert_snapshot!(row("ana", &holds(0), "2026-11-25T10:00:00Z"), @"ana  Ana  on leave  from 2026-12-01 09:00:00  0 of 3  0  2026-11-24..2026-11-30");
    let away = load(json!({ "open": 1, "capacity": 3, "away": true }));
    insta::assert_snapshot!(row("ana", &away, MONDAY_MORNING), @"ana  Ana  away  until 2026-11-23 14:00:00  1 of 3  0  2026-11-24..2026-11-30");
    insta::assert_snapshot!(row("gone", &holds(1), MONDAY_MORNING), @"gone  -  not in the configuration     1 of 3  0");
}

#[test]
fn one_who_is_absent_is_told_with_how_that_is_known() {
    let absent = json!({ "since": "2026-11-23T08:40:00Z", "by_misses": true });
    let load = load(
        json!({ "open": 3, "capacity": 2, "misses": 2, "absent": absent, "last_assigned_at": "2026-11-23T08:20:00Z" }),
    );
    let whole = told("ana", &load, MONDAY_MORNING, |shown, zone| {
        whole(shown, zone)
    });
    insta::assert_snapshot!(whole, @r"
    agent      ana, Ana
    now        absent
    absent     since 2026-11-23 09:40:00: they missed offers
    works      until 2026-11-23 14:00:00
    holds      3 of 2, up to 3 with threads that return
    missed     2 offers in a row
    last got   2026-11-23 09:20:00
    languages  es, en
    channels   all
    leave      2026-11-24..2026-11-30
    ");
}

#[test]
fn programs_are_told_the_same() {
    let load = load(json!({ "open": 2, "capacity": 3, "misses": 1 }));
    let json = told("ana", &load, MONDAY_MORNING, |shown, _| shown.json());
    assert_eq!(
        (&json["now"], &json["works_until"], &json["missed"]),
        (&json!("working"), &json!("2026-11-23T13:00:00Z"), &json!(1))
    );
    assert_eq!(json["leave"][1], json!(["2026-11-24", "2026-11-30"]));
}
