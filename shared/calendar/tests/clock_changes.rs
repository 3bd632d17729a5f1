//! Nights and days on which clocks change, by hand.
#![allow(clippy::unwrap_used)]

mod support;

use jiff::ToSpan;
use jiff::civil::{Weekday, date};
use rstest::rstest;
use support::{at, calendar, daily, daily_json, hours, minutes, office};

#[rstest]
#[case::both_sides_of_the_skip("01:30", "03:30", 60)]
#[case::opens_in_the_skip("02:30", "03:30", 30)]
#[case::closes_in_the_skip("01:30", "02:30", 30)]
#[case::all_of_it_skipped("02:10", "02:50", 0)]
#[case::up_to_the_end_of_the_skip("02:30", "03:00", 0)]
#[case::over_midnight("23:00", "04:00", 240)]
fn a_skipped_hour_is_no_time(#[case] begin: &str, #[case] end: &str, #[case] open: i64) {
    let madrid = daily("Europe/Madrid", begin, end);
    let (from, to) = (at("2024-03-30T12:00:00Z"), at("2024-03-31T12:00:00Z"));
    assert_eq!(madrid.elapsed(from, to), minutes(open));
}

#[rstest]
#[case::both_sides_of_the_fold("01:30", "03:30", 180)]
#[case::opens_in_the_fold("02:30", "03:30", 120)]
#[case::closes_in_the_fold("01:30", "02:30", 60)]
#[case::within_the_fold("02:10", "02:50", 40)]
#[case::over_midnight("23:00", "04:00", 360)]
fn a_repeated_hour_counts_for_what_is_open_at_its_end(
    #[case] begin: &str,
    #[case] end: &str,
    #[case] open: i64,
) {
    let madrid = daily("Europe/Madrid", begin, end);
    let (from, to) = (at("2024-10-26T12:00:00Z"), at("2024-10-27T12:00:00Z"));
    assert_eq!(madrid.elapsed(from, to), minutes(open));
}

#[test]
fn hours_that_are_apart_stay_apart_over_a_skip() {
    let split =
        r#"{"tz": "Europe/Madrid", "hours": {"sun": [["01:00", "02:30"], ["03:00", "04:00"]]}}"#;
    let segments: Vec<_> = calendar(split)
        .segments(at("2024-03-31T00:00:00Z"))
        .take(1)
        .collect();
    assert_eq!(
        segments,
        [at("2024-03-31T00:00:00Z")..at("2024-03-31T02:00:00Z")]
    );
    let midweek: Vec<_> = calendar(split)
        .segments(at("2024-04-01T00:00:00Z"))
        .take(2)
        .collect();
    assert_eq!(midweek[0].end, at("2024-04-07T00:30:00Z"));
    assert_eq!(midweek[1].start, at("2024-04-07T01:00:00Z"));
}

#[rstest]
#[case::lord_howe_forward("Australia/Lord_Howe", "2024-10-06", 23 * 60 + 30)]
#[case::lord_howe_back("Australia/Lord_Howe", "2024-04-07", 24 * 60 + 30)]
#[case::new_york_forward("America/New_York", "2024-03-10", 23 * 60)]
#[case::new_york_back("America/New_York", "2024-11-03", 25 * 60)]
#[case::santiago_without_midnight("America/Santiago", "2024-09-08", 23 * 60)]
#[case::santiago_with_two_last_hours("America/Santiago", "2024-04-06", 25 * 60)]
#[case::cairo_without_midnight("Africa/Cairo", "2024-04-26", 23 * 60)]
#[case::cairo_with_two_last_hours("Africa/Cairo", "2024-10-31", 25 * 60)]
#[case::apia_skips_it_whole("Pacific/Apia", "2011-12-30", 0)]
#[case::kolkata("Asia/Kolkata", "2024-03-31", 24 * 60)]
fn a_day_of_replacement_hours_is_as_long_as_the_day(
    #[case] zone: &str,
    #[case] date: &str,
    #[case] length: i64,
) {
    // One other open day, so that the calendar opens even where this one does not exist.
    let day = calendar(&format!(
        r#"{{"tz": "{zone}", "shifts": {{"{date}": [["00:00", "24:00"]], "2030-01-01": [["00:00", "24:00"]]}}}}"#
    ));
    assert_eq!(
        day.elapsed(at("2011-01-01T00:00:00Z"), at("2029-01-01T00:00:00Z")),
        minutes(length)
    );
}

#[test]
fn a_skipped_friday_gives_saturday_no_hours() {
    let apia = office("Pacific/Apia");
    let thursday_closing = at("2011-12-29T17:00:00-10:00");
    let monday_opening = at("2012-01-02T09:00:00+14:00");
    assert_eq!(apia.next_open(thursday_closing).unwrap(), monday_opening);
    assert_eq!(
        apia.before(monday_opening, hours(0)).unwrap(),
        thursday_closing
    );
}

#[test]
fn a_holiday_is_closed_through_its_repeated_hour() {
    let closed = daily_json(
        "Europe/Madrid",
        "00:00",
        "24:00",
        r#""holidays": ["2024-10-27"]"#,
    );
    let (from, to) = (
        at("2024-10-26T00:00:00+02:00"),
        at("2024-10-29T00:00:00+01:00"),
    );
    assert_eq!(calendar(&closed).elapsed(from, to), hours(48));
}

#[test]
fn a_question_may_come_from_any_zone() {
    let madrid = office("Europe/Madrid");
    let due = madrid
        .due(at("2024-07-05T16:30:00+02:00"), hours(1))
        .unwrap();
    for same in [
        "2024-07-05T14:30:00Z",
        "2024-07-05T20:00:00+05:30",
        "2024-07-05T04:30:00-10:00",
    ] {
        assert_eq!(madrid.due(at(same), hours(1)).unwrap(), due);
    }
    assert_eq!(due, at("2024-07-08T09:30:00+02:00"));
}

#[test]
fn years_ahead_are_as_exact_as_tomorrow() {
    let madrid = office("Europe/Madrid");
    let start = at("2024-01-01T09:00:00+01:00");
    let end = at("2054-01-01T09:00:00+01:00");
    let days = date(2024, 1, 1)
        .series(1.day())
        .take_while(|day| *day < date(2054, 1, 1));
    let weekdays = days.filter(|day| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday));
    let open = hours(8 * i64::try_from(weekdays.count()).unwrap());
    assert_eq!(madrid.elapsed(start, end), open);
    assert_eq!(
        madrid.due(start, open).unwrap(),
        at("2053-12-31T17:00:00+01:00")
    );
    assert_eq!(madrid.before(end, open).unwrap(), start);
    assert!(madrid.is_open(at("2053-07-01T16:59:59+02:00")));
    assert!(!madrid.is_open(at("2053-07-01T17:00:00+02:00")));
}

/// In St. John's, clocks once went back a minute after midnight: from 00:01 on Sunday to 23:01 on Saturday. Sunday
/// is Sunday from its first midnight on.
#[test]
fn a_day_that_has_begun_stays_begun_though_clocks_show_the_eve_again() {
    let sunday = calendar(r#"{"tz": "America/St_Johns", "hours": {"sun": [["00:00", "12:00"]]}}"#);
    let first_midnight = at("2006-10-29T00:00:00-02:30");
    let eve_again = at("2006-10-28T23:30:00-03:30");
    let midday = at("2006-10-29T12:00:00-03:30");
    assert!(sunday.is_open(eve_again));
    assert_eq!(
        sunday.next_open(at("2006-10-28T12:00:00-02:30")).unwrap(),
        first_midnight
    );
    assert_eq!(
        sunday.before(eve_again, minutes(30)).unwrap(),
        eve_again - minutes(30)
    );
    assert_eq!(
        sunday.due(eve_again, hours(1)).unwrap(),
        eve_again + hours(1)
    );
    assert_eq!(
        sunday.elapsed(first_midnight, eve_again),
        eve_again.duration_since(first_midnight)
    );
    assert_eq!(sunday.elapsed(eve_again, midday), minutes(12 * 60 + 30));
    let saturday =
        calendar(r#"{"tz": "America/St_Johns", "hours": {"sat": [["22:00", "24:00"]]}}"#);
    assert!(!saturday.is_open(eve_again));
    assert_eq!(
        saturday.before(eve_again, hours(0)).unwrap(),
        first_midnight
    );
}
