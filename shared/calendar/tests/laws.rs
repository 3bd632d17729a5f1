//! Laws that hold for every calendar and question, and equality with the minute-by-minute oracle on the days on
//! which clocks change.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeMap;

use calendar::{Calendar, CalendarError, CalendarSpec, DayName, LocalInterval, Pause};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan, Zoned};
use proptest::prelude::*;
use support::oracle::Ticks;
use support::{CHANGES, clock, minutes};

/// Days before the change at which the window of the oracle begins, and its length.
const LEAD_DAYS: i64 = 2;
const WINDOW: usize = 5 * 24 * 60;

/// How many closed days are searched.
const THREE_YEARS: i32 = 3 * 366;

fn interval() -> impl Strategy<Value = LocalInterval> {
    // Half of the edges lie in the small hours, where clocks change.
    let minute = || prop_oneof![0..24 * 60i32, 0..4 * 60i32, (0..8i32).prop_map(|h| h * 30)];
    (minute(), minute(), prop::bool::weighted(0.2))
        .prop_filter("an interval has a length", |(begin, end, midnight)| {
            *midnight || begin != end
        })
        .prop_map(|(begin, end, midnight)| {
            let end = if midnight { 24 * 60 } else { end };
            (clock(begin), clock(end))
        })
}

fn dated(date: Date, entries: usize) -> impl Strategy<Value = BTreeMap<Date, Vec<LocalInterval>>> {
    let day = (-4..5i64).prop_map(move |days| date + days.days());
    prop::collection::btree_map(day, prop::collection::vec(interval(), 0..3), 0..=entries)
}

/// A calendar around one of the changes, and the instant at which its window begins.
fn spec() -> impl Strategy<Value = (CalendarSpec, Timestamp)> {
    prop::sample::select(CHANGES).prop_flat_map(|(zone, date)| {
        let date: Date = date.parse().unwrap();
        let week = prop::collection::vec(prop::collection::vec(interval(), 0..3), 7);
        let holidays =
            prop::collection::vec((-4..5i64).prop_map(move |d| (date + d.days()).into()), 0..3);
        (week, holidays, dated(date, 2), dated(date, 2)).prop_map(
            move |(week, holidays, breaks, shifts)| {
                let days = date.series(1.day()).map(|day| DayName::from(day.weekday()));
                let spec = CalendarSpec {
                    tz: zone.to_owned(),
                    hours: days.zip(week).collect(),
                    holidays,
                    breaks,
                    shifts,
                    ..CalendarSpec::default()
                };
                let begin = date - LEAD_DAYS.days();
                (spec, begin.in_tz("UTC").unwrap().timestamp())
            },
        )
    })
}

/// A calendar that opens, with its window.
fn opening() -> impl Strategy<Value = (Calendar, CalendarSpec, Timestamp)> {
    spec().prop_filter_map("the calendar opens", |(spec, from)| {
        let calendar = Calendar::new(spec.clone()).ok()?;
        Some((calendar, spec, from))
    })
}

/// Seconds and a fraction into the window.
fn moment() -> impl Strategy<Value = SignedDuration> {
    (0..5 * 86_400i64, prop_oneof![Just(0), 0..1_000_000_000i32])
        .prop_map(|(seconds, nanos)| SignedDuration::new(seconds, nanos))
}

fn target() -> impl Strategy<Value = SignedDuration> {
    (0..40 * 3_600i64, prop_oneof![Just(0), 0..1_000_000_000i32])
        .prop_map(|(seconds, nanos)| SignedDuration::new(seconds, nanos))
}

fn pauses(from: Timestamp, lengths: &[(SignedDuration, i64)]) -> Vec<Pause> {
    let pause = |(offset, length): &(SignedDuration, i64)| {
        let begin = from + *offset;
        Pause::between(begin, begin + minutes(*length)).unwrap()
    };
    lengths.iter().map(pause).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn every_answer_is_what_counting_minutes_gives(
        (calendar, spec, from) in opening(),
        a in 0..WINDOW, b in 0..WINDOW, target in 0..2_000usize,
    ) {
        let oracle = Ticks::minutes(&spec, from, WINDOW);
        let (start, end) = (a.min(b), a.max(b));
        let (first, last) = (oracle.instant(start), oracle.instant(end));
        prop_assert_eq!(calendar.elapsed(first, last), oracle.elapsed(start, end));
        prop_assert_eq!(calendar.is_open(first), oracle.open[start]);
        let length = minutes(i64::try_from(target).unwrap());
        if let Some(due) = oracle.due(start, target) {
            prop_assert_eq!(calendar.due(first, length).unwrap(), due);
        }
        if let Some(at) = oracle.before(end, target) {
            prop_assert_eq!(calendar.before(last, length).unwrap(), at);
        }
    }

    #[test]
    fn segments_are_the_open_minutes_in_both_directions((calendar, spec, from) in opening()) {
        let oracle = Ticks::minutes(&spec, from, WINDOW);
        let end = oracle.instant(WINDOW);
        let cut = |s: std::ops::Range<Timestamp>| s.start.max(from)..s.end.min(end);
        let later: Vec<_> = calendar.segments(from).take_while(|s| s.start < end).map(cut).collect();
        prop_assert_eq!(&later, &oracle.segments());
        let mut earlier: Vec<_> =
            calendar.segments_before(end).take_while(|s| s.end > from).map(cut).collect();
        earlier.reverse();
        prop_assert_eq!(earlier, later);
    }

    #[test]
    fn open_until_is_the_end_of_the_run_of_open_minutes(
        (calendar, spec, from) in opening(), minute in 0..WINDOW,
    ) {
        let oracle = Ticks::minutes(&spec, from, WINDOW);
        let now = oracle.instant(minute);
        match calendar.open_until(now) {
            None => prop_assert!(!oracle.open[minute]),
            Some(closing) => {
                let run = oracle.segments().into_iter().find(|s| s.contains(&now));
                let end = oracle.instant(WINDOW);
                prop_assert_eq!(run.map(|s| s.end), Some(closing.min(end)));
            }
        }
    }

    #[test]
    fn time_elapsed_until_the_due_instant_is_the_target(
        (calendar, _, from) in opening(), start in moment(), target in target(),
    ) {
        let start = from + start;
        if let Ok(due) = calendar.due(start, target) {
            prop_assert_eq!(calendar.elapsed(start, due), target);
        }
    }

    #[test]
    fn a_later_start_or_a_longer_target_is_never_due_earlier(
        (calendar, _, from) in opening(),
        start in moment(), wait in moment(), target in target(), more in target(),
    ) {
        let start = from + start;
        if let Ok(late) = calendar.due(start + wait, target + more) {
            prop_assert!(calendar.due(start, target).unwrap() <= late);
        }
    }

    #[test]
    fn a_target_may_be_used_up_in_two_parts(
        (calendar, _, from) in opening(), start in moment(), one in target(), two in target(),
    ) {
        prop_assume!(two > SignedDuration::ZERO);
        let start = from + start;
        if let Ok(whole) = calendar.due(start, one + two) {
            let half = calendar.due(start, one).unwrap();
            prop_assert_eq!(calendar.due(half, two).unwrap(), whole);
        }
    }

    #[test]
    fn elapsed_time_adds_up(
        (calendar, _, from) in opening(), a in moment(), b in moment(), c in moment(),
    ) {
        let mut three = [from + a, from + b, from + c];
        three.sort();
        let [a, b, c] = three;
        prop_assert_eq!(calendar.elapsed(a, b) + calendar.elapsed(b, c), calendar.elapsed(a, c));
        prop_assert_eq!(calendar.elapsed(c, a).max(SignedDuration::ZERO), SignedDuration::ZERO);
    }

    #[test]
    fn before_undoes_due_from_an_open_instant(
        (calendar, _, from) in opening(), start in moment(), target in target(),
    ) {
        prop_assume!(target > SignedDuration::ZERO);
        let Ok(start) = calendar.next_open(from + start) else { return Ok(()) };
        if let Ok(due) = calendar.due(start, target) {
            prop_assert_eq!(calendar.before(due, target).unwrap(), start);
        }
    }

    #[test]
    fn pauses_count_as_closed_in_any_order(
        (calendar, spec, from) in opening(),
        start in 0..WINDOW, end in 0..WINDOW, target in 0..600usize,
        lengths in prop::collection::vec((0..WINDOW, 0..600usize), 0..5),
    ) {
        let mut oracle = Ticks::minutes(&spec, from, WINDOW);
        let as_minutes = |count: usize| i64::try_from(count).unwrap();
        let written: Vec<_> = lengths.iter()
            .map(|(begin, length)| (minutes(as_minutes(*begin)), as_minutes(*length)))
            .collect();
        for (begin, length) in lengths {
            oracle.open[begin..(begin + length).min(WINDOW)].fill(false);
        }
        let pauses = pauses(from, &written);
        let (start, end) = (start.min(end), start.max(end));
        let (first, last) = (oracle.instant(start), oracle.instant(end));
        prop_assert_eq!(
            calendar.elapsed_with_pauses(first, last, &pauses),
            oracle.elapsed(start, end)
        );
        let length = minutes(as_minutes(target));
        if let Some(due) = oracle.due(start, target) {
            prop_assert_eq!(calendar.due_with_pauses(first, length, &pauses).unwrap(), due);
        }
        if let Some(at) = oracle.before(end, target) {
            prop_assert_eq!(calendar.before_with_pauses(last, length, &pauses).unwrap(), at);
        }
    }

    #[test]
    fn hours_told_in_an_equivalent_zone_are_the_same_hours(
        (_, spec, _) in opening(), start in moment(), target in target(),
    ) {
        let from = support::at("2024-06-03T00:00:00Z");
        let told = |zone: &str| Calendar::new(CalendarSpec { tz: zone.to_owned(), ..spec.clone() });
        let utc = told("UTC").map(|c| c.due(from + start, target).ok()).ok();
        for zone in ["Etc/UTC", "Etc/GMT", "Africa/Abidjan", "Atlantic/Reykjavik"] {
            prop_assert_eq!(told(zone).map(|c| c.due(from + start, target).ok()).ok(), utc);
        }
    }

    #[test]
    fn an_instant_told_in_another_zone_has_the_same_answers(
        (calendar, _, from) in opening(), start in moment(), wait in moment(), target in target(),
        zone in prop::sample::select(CHANGES),
    ) {
        let elsewhere = TimeZone::get(zone.0).unwrap();
        let told = |at: Timestamp| -> Timestamp {
            let text = at.to_zoned(elsewhere.clone()).to_string();
            text.parse::<Zoned>().unwrap().timestamp()
        };
        let (start, end) = (from + start, from + start + wait);
        prop_assert_eq!(calendar.due(told(start), target).ok(), calendar.due(start, target).ok());
        prop_assert_eq!(calendar.elapsed(told(start), told(end)), calendar.elapsed(start, end));
        prop_assert_eq!(calendar.is_open(told(start)), calendar.is_open(start));
    }

    #[test]
    fn a_closure_is_searched_for_three_years_and_no_longer(
        zone in prop::sample::select(CHANGES), closed in 1_000..1_200i32,
    ) {
        let first: Date = "2024-01-18".parse().unwrap();
        let again = first + i64::from(closed).days();
        let hours = |from: &str, to: &str| vec![(from.to_owned(), to.to_owned())];
        let shifts = [(first, hours("09:00", "12:00")), (again, hours("09:00", "12:00"))];
        let spec = CalendarSpec { tz: zone.0.to_owned(), shifts: shifts.into(), ..CalendarSpec::default() };
        let calendar = Calendar::new(spec).unwrap();
        let local = |date: Date, hour| date.at(hour, 0, 0, 0).in_tz(zone.0).unwrap().timestamp();
        let (closing, opening) = (local(first, 12), local(again, 9));
        let (later, earlier) = (calendar.next_open(closing), calendar.before(opening, SignedDuration::ZERO));
        if closed < THREE_YEARS {
            prop_assert_eq!((later.unwrap(), earlier.unwrap()), (opening, closing));
        } else if closed > THREE_YEARS {
            let gave_up = |answer: &Result<Timestamp, CalendarError>, begun: Timestamp| matches!(
                answer,
                Err(CalendarError::NoOpeningWithin { days, from }) if *days >= THREE_YEARS && *from == begun
            );
            prop_assert!(gave_up(&later, closing), "{later:?}");
            prop_assert!(gave_up(&earlier, opening), "{earlier:?}");
        }
    }
}
