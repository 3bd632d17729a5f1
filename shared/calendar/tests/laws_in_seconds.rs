//! Equality with the oracle that counts seconds, around the change of clocks itself.
#![allow(clippy::unwrap_used)]

mod support;

use calendar::{Calendar, CalendarSpec, DayName, LocalInterval};
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use support::oracle::Ticks;
use support::{CHANGES, clock, minutes};

/// The window that is counted.
const SECONDS: usize = 3 * 60 * 60;

/// Hours of a day to the second, short ones and close together, in the morning when clocks change.
fn day_in_seconds() -> impl Strategy<Value = Vec<LocalInterval>> {
    let begin = 0..6 * 3_600i32;
    let lengths = prop::collection::vec((prop_oneof![1..60i32, 1..3_000i32], 0..40i32), 1..6);
    (begin, lengths).prop_map(|(mut now, lengths)| {
        let told = |second: i32| format!("{}:{:02}", clock(second / 60), second % 60);
        let interval = |(length, gap): (i32, i32)| {
            let from = now;
            now += length + gap;
            (told(from), told(from + length))
        };
        lengths.into_iter().map(interval).collect()
    })
}

/// A calendar with seconds in its hours, and an hour and a half before one of the changes (or any midnight).
fn spec_in_seconds() -> impl Strategy<Value = (CalendarSpec, Timestamp)> {
    prop::sample::select(CHANGES).prop_flat_map(|(zone, date)| {
        let midnight = date
            .parse::<Date>()
            .unwrap()
            .in_tz("UTC")
            .unwrap()
            .timestamp();
        let eve = midnight - SignedDuration::from_hours(36);
        let change = TimeZone::get(zone)
            .unwrap()
            .following(eve)
            .next()
            .map(|it| it.timestamp());
        let near = change.filter(|it| it.duration_since(eve) < SignedDuration::from_hours(96));
        let from = near.unwrap_or(midnight) - minutes(90);
        prop::collection::vec(day_in_seconds(), 7).prop_map(move |week| {
            let days = Weekday::Monday.cycle_forward().map(DayName::from);
            let spec = CalendarSpec {
                tz: zone.to_owned(),
                hours: days.zip(week).collect(),
                ..CalendarSpec::default()
            };
            (spec, from)
        })
    })
}

proptest! {
    // Every case counts some thousand seconds.
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn every_answer_is_what_counting_seconds_gives(
        (spec, from) in spec_in_seconds(),
        a in 0..SECONDS, b in 0..SECONDS, target in 0..SECONDS / 2,
    ) {
        let calendar = Calendar::new(spec.clone()).unwrap();
        let oracle = Ticks::seconds(&spec, from, SECONDS);
        let (start, end) = (a.min(b), a.max(b));
        let (first, last) = (oracle.instant(start), oracle.instant(end));
        prop_assert_eq!(calendar.elapsed(first, last), oracle.elapsed(start, end));
        prop_assert_eq!(calendar.is_open(first), oracle.open[start]);
        let length = oracle.time(target);
        if let Some(due) = oracle.due(start, target) {
            prop_assert_eq!(calendar.due(first, length).unwrap(), due);
        }
        if let Some(at) = oracle.before(end, target) {
            prop_assert_eq!(calendar.before(last, length).unwrap(), at);
        }
    }
}
