#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use rstest::rstest;

use super::Clock;
use crate::builders::{madrid, monday, shop, shop_with, thread_since};
use crate::config::{Care, CareFile, ClockKind, WhenClosed};

fn clock_at(care: &Care, start: &str) -> Clock {
    thread_since(care, madrid(start)).clock.unwrap()
}

fn due(clock: &Clock, commitment: &str) -> Timestamp {
    clock
        .promises
        .iter()
        .find(|promise| promise.commitment == commitment)
        .unwrap()
        .due_at
}

fn step(clock: &Clock, commitment: &str, moment: &str) -> Timestamp {
    clock
        .steps
        .iter()
        .find(|step| step.commitment == commitment && step.moment == moment)
        .unwrap()
        .at
}

/// The shop, with its second promise changed.
fn shop_whose_limit(is: impl FnOnce(&mut crate::config::file::CommitmentEntry)) -> Care {
    shop_with(|file: &mut CareFile| is(&mut file.policies[1].commitments[1]))
}

#[rstest]
#[case::ends_at_closing("2026-11-16 10:00", "2026-11-16 14:00", "2026-11-17 10:00")]
#[case::over_lunch("2026-11-16 12:00", "2026-11-16 18:00", "2026-11-17 12:00")]
#[case::over_night("2026-11-16 17:00", "2026-11-17 11:00", "2026-11-17 17:00")]
#[case::seconds_are_kept("2026-11-16 17:00:07", "2026-11-17 11:00:07", "2026-11-17 17:00:07")]
#[case::an_hour_after_lunch("2026-11-16 15:00", "2026-11-17 10:00", "2026-11-17 17:00")]
#[case::at_closing_is_not_while_closed("2026-11-18 19:00", "2026-11-19 13:00", "2026-11-19 19:00")]
#[case::an_hour_after_the_weekend("2026-11-20 08:00", "2026-11-20 13:00", "2026-11-23 10:00")]
#[case::never_before_the_4h_and_an_hour("2026-11-20 14:00", "2026-11-23 12:00", "2026-11-23 13:00")]
#[case::friday_evening("2026-11-20 18:00", "2026-11-23 13:00", "2026-11-23 14:00")]
#[case::over_a_holiday("2026-12-07 18:00", "2026-12-09 12:00", "2026-12-09 13:00")]
fn the_default_policy_promises_4h_of_business_and_24h(
    #[case] start: &str,
    #[case] four: &str,
    #[case] day: &str,
) {
    let clock = clock_at(&shop(), start);
    assert_eq!(due(&clock, "respuesta"), madrid(four));
    assert_eq!(due(&clock, "tope"), madrid(day));
    assert_eq!(clock.first_due(), madrid(four));
}

#[test]
fn a_strict_promise_ends_where_it_ends_even_before_the_business_one() {
    let care = shop_whose_limit(|limit| limit.when_closed = WhenClosed::Strict);
    let clock = clock_at(&care, "2026-11-20 18:00");
    assert_eq!(due(&clock, "tope"), madrid("2026-11-21 18:00"));
    assert!(due(&clock, "tope") < due(&clock, "respuesta"));
    assert_eq!(
        clock.next_step_at(),
        Some(madrid("2026-11-21 18:00")),
        "steps fire by their instants"
    );
}

#[test]
fn elapsed_hours_are_real_ones_when_clocks_go_back() {
    let care = shop_whose_limit(|limit| limit.when_closed = WhenClosed::Strict);
    assert_eq!(
        due(&clock_at(&care, "2026-10-24 12:00"), "tope"),
        madrid("2026-10-25 11:00")
    );
}

#[rstest]
#[case(ClockKind::WorkingDays, "15", "2026-12-07 19:00")]
#[case(ClockKind::WorkingDays, "16", "2026-12-09 19:00")]
#[case(ClockKind::CalendarMonths, "1", "2026-12-16 10:00")]
fn legal_terms_count_days_and_months(
    #[case] kind: ClockKind,
    #[case] count: &str,
    #[case] end: &str,
) {
    let care = shop_whose_limit(|limit| {
        limit.clock = kind;
        limit.within = count.to_owned();
    });
    assert_eq!(
        due(&clock_at(&care, "2026-11-16 10:00"), "tope"),
        madrid(end)
    );
}

#[test]
fn a_reminder_is_counted_as_its_promise_is() {
    let clock = clock_at(&shop(), "2026-11-16 12:00");
    assert_eq!(
        step(&clock, "respuesta", "75%"),
        madrid("2026-11-16 17:00"),
        "3 h of business time"
    );
    assert_eq!(step(&clock, "respuesta", "due"), due(&clock, "respuesta"));
}

#[rstest]
#[case::waits_for_opening(false, "2026-11-17 09:00")]
#[case::urgent(true, "2026-11-17 04:00")]
fn a_reminder_waits_for_opening_hours_unless_urgent(#[case] urgent: bool, #[case] at: &str) {
    let care = shop_with(|file| {
        let mut reminder = file.policies[1].chain[0].clone();
        reminder.commitment = "tope".to_owned();
        reminder.urgent = Some(urgent);
        file.policies[1].chain.push(reminder);
    });
    assert_eq!(
        step(&clock_at(&care, "2026-11-16 10:00"), "tope", "75%"),
        madrid(at)
    );
}

#[test]
fn no_reminder_comes_after_its_promise_is_broken() {
    let care = shop_with(|file| {
        let mut reminder = file.policies[1].chain[0].clone();
        reminder.commitment = "tope".to_owned();
        file.policies[1].chain.push(reminder);
        file.policies[1].commitments[1].when_closed = WhenClosed::Strict;
    });
    let clock = clock_at(&care, "2026-11-20 14:00");
    let of_limit: Vec<_> = clock
        .steps
        .iter()
        .filter(|step| step.commitment == "tope")
        .collect();
    assert_eq!(
        of_limit.len(),
        1,
        "75 % of it would wait until Monday, two days after the end"
    );
}

#[test]
fn a_clock_that_starts_earlier_keeps_what_fired() {
    let care = shop();
    let thread = thread_since(&care, monday());
    let mut clock = thread.clock.clone().unwrap();
    clock.steps[0].fired = true;
    let earlier = clock
        .restart(&care, &thread, madrid("2026-11-16 09:00"))
        .unwrap();
    assert_eq!(earlier.started_at, madrid("2026-11-16 09:00"));
    assert_eq!(due(&earlier, "respuesta"), madrid("2026-11-16 13:00"));
    let fired: Vec<_> = earlier.steps.iter().map(|step| step.fired).collect();
    assert_eq!(fired, [true, false, false]);
}

#[test]
fn the_next_step_is_the_earliest_that_has_not_fired() {
    let mut clock = clock_at(&shop(), "2026-11-16 10:00");
    assert_eq!(clock.next_step_at(), Some(madrid("2026-11-16 13:00")));
    clock.steps[0].fired = true;
    assert_eq!(clock.next_step_at(), Some(madrid("2026-11-16 14:00")));
    clock.steps.iter_mut().for_each(|step| step.fired = true);
    assert_eq!(clock.next_step_at(), None);
}

#[rstest]
#[case("2026-11-16 14:00", "respuesta")]
#[case("2026-11-16 14:00:01", "tope")]
#[case("2026-11-30 10:00", "tope")]
fn an_agent_is_shown_the_promise_that_can_still_be_kept(#[case] now: &str, #[case] shown: &str) {
    let clock = clock_at(&shop(), "2026-11-16 10:00");
    assert_eq!(clock.answer_before(madrid(now)).unwrap().commitment, shown);
}

#[test]
fn the_first_policy_that_matches_holds() {
    let care = shop_with(|file| {
        let mut social = file.policies[0].clone();
        social.segments.clear();
        social.name = "Telegram y pedidos".to_owned();
        social.channels = vec!["telegram".to_owned()];
        social.topics = vec!["pedido".to_owned()];
        file.policies.insert(1, social);
    });
    let mut thread = thread_since(&care, monday());
    let mut policy = |change: fn(&mut crate::Thread)| {
        change(&mut thread);
        super::policy_for(&care, &thread, monday(), None)
            .unwrap()
            .name
            .clone()
    };
    assert_eq!(policy(|_| {}), "Telegram y pedidos");
    assert_eq!(
        policy(|thread| thread.segment = Some("vip".to_owned())),
        "VIP"
    );
    assert_eq!(
        policy(|thread| thread.segment = Some("nuevo".to_owned())),
        "Telegram y pedidos"
    );
    assert_eq!(policy(|thread| thread.topic = "general".into()), "General");
    assert_eq!(
        policy(|thread| (thread.topic, thread.channel) = ("pedido".into(), "email".into())),
        "General"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn at_any_start_the_promises_are_what_they_say(second in 1_767_225_600_i64..1_830_297_600) {
        let care = shop();
        let start = Timestamp::from_second(second).unwrap();
        let clock = thread_since(&care, start).clock.unwrap();
        let (four, day) = (due(&clock, "respuesta"), due(&clock, "tope"));
        prop_assert_eq!(care.calendars["oficina"].elapsed(start, four), SignedDuration::from_hours(4));
        prop_assert!(day.duration_since(start) >= SignedDuration::from_hours(24));
        let moved = day.duration_since(start) > SignedDuration::from_hours(24);
        prop_assert!(!moved || day.duration_since(four) >= SignedDuration::from_hours(1));
        prop_assert!(clock.steps.is_sorted_by_key(|step| step.at));
        prop_assert!(clock.steps.iter().all(|step| start <= step.at && step.at <= day.max(four)));
        prop_assert!(step(&clock, "respuesta", "75%") < four);
    }
}
