//! Legal terms: working days and calendar months.
#![allow(clippy::unwrap_used)]

mod support;

use calendar::CalendarError;
use rstest::rstest;
use support::{at, calendar, office, office_json};

#[rstest]
#[case::from_the_middle_of_a_day("2024-01-17T10:00:00+01:00", 1, "2024-01-18T17:00:00+01:00")]
#[case::from_after_closing("2024-01-17T23:59:59+01:00", 1, "2024-01-18T17:00:00+01:00")]
#[case::from_a_closed_day("2024-01-20T10:00:00+01:00", 1, "2024-01-22T17:00:00+01:00")]
#[case::over_a_weekend("2024-01-19T10:00:00+01:00", 1, "2024-01-22T17:00:00+01:00")]
#[case::the_local_day_counts("2024-01-17T23:30:00Z", 1, "2024-01-19T17:00:00+01:00")]
#[case::fifteen("2024-03-20T10:00:00+01:00", 15, "2024-04-10T17:00:00+02:00")]
#[case::zero_today("2024-01-17T10:00:00+01:00", 0, "2024-01-17T17:00:00+01:00")]
#[case::zero_on_a_closed_day("2024-01-20T10:00:00+01:00", 0, "2024-01-22T17:00:00+01:00")]
fn the_day_of_the_start_does_not_count(#[case] start: &str, #[case] days: u32, #[case] end: &str) {
    assert_eq!(
        office("Europe/Madrid")
            .add_working_days(at(start), days)
            .unwrap(),
        at(end)
    );
}

#[rstest]
#[case::holiday(r#""holidays": ["2024-01-18"]"#, "2024-01-19T17:00:00Z")]
#[case::replacement(
    r#""shifts": {"2024-01-18": [["09:00", "12:00"]]}"#,
    "2024-01-18T12:00:00Z"
)]
#[case::closed_by_replacement(r#""shifts": {"2024-01-18": []}"#, "2024-01-19T17:00:00Z")]
#[case::broken_at_the_end(
    r#""breaks": {"2024-01-18": [["15:00", "24:00"]]}"#,
    "2024-01-18T15:00:00Z"
)]
#[case::broken_whole(
    r#""breaks": {"2024-01-18": [["00:00", "24:00"]]}"#,
    "2024-01-19T17:00:00Z"
)]
fn the_next_working_day_keeps_to_the_exceptions(#[case] more: &str, #[case] end: &str) {
    let office = calendar(&office_json("UTC", more));
    assert_eq!(
        office
            .add_working_days(at("2024-01-17T10:00:00Z"), 1)
            .unwrap(),
        at(end)
    );
}

#[rstest]
#[case::whole("", "2024-01-20T06:00:00Z")]
#[case::cut_by_a_holiday(r#", "holidays": ["2024-01-20"]"#, "2024-01-20T00:00:00Z")]
#[case::cut_by_a_break(
    r#", "breaks": {"2024-01-20": [["04:00", "12:00"]]}"#,
    "2024-01-20T04:00:00Z"
)]
fn a_night_closes_on_the_day_after_it_begins(#[case] more: &str, #[case] end: &str) {
    let night = calendar(&format!(
        r#"{{"tz": "UTC", "hours": {{"fri": [["22:00", "06:00"]]}}{more}}}"#
    ));
    let start = at("2024-01-17T10:00:00Z");
    assert_eq!(night.add_working_days(start, 1).unwrap(), at(end));
    // Saturday has no hours of its own, so the second working day is a week later.
    assert_eq!(
        night.add_working_days(start, 2).unwrap(),
        at("2024-01-27T06:00:00Z")
    );
}

#[test]
fn a_day_that_is_always_open_ends_at_midnight() {
    let always = calendar(r#"{"tz": "Europe/Madrid", "always": true}"#);
    let start = at("2024-03-29T10:00:00+01:00");
    assert_eq!(
        always.add_working_days(start, 2).unwrap(),
        at("2024-04-01T00:00:00+02:00")
    );
    assert_eq!(
        always.add_working_days(start, 0).unwrap(),
        at("2024-03-30T00:00:00+01:00")
    );
    let apia = calendar(r#"{"tz": "Pacific/Apia", "always": true}"#);
    let thursday = at("2011-12-29T12:00:00-10:00");
    assert_eq!(
        apia.add_working_days(thursday, 1).unwrap(),
        at("2012-01-01T00:00:00+14:00")
    );
}

#[test]
fn a_term_that_cannot_end_is_an_error() {
    let start = at("2024-01-17T10:00:00Z");
    let error = office("UTC").add_working_days(start, u32::MAX).unwrap_err();
    assert!(matches!(error, CalendarError::OutOfRange), "{error}");
    let always = calendar(r#"{"tz": "UTC", "always": true}"#);
    let error = always.add_working_days(start, u32::MAX).unwrap_err();
    assert!(matches!(error, CalendarError::OutOfRange), "{error}");
    let once = calendar(r#"{"tz": "UTC", "shifts": {"2024-01-18": [["09:00", "12:00"]]}}"#);
    assert!(once.add_working_days(start, 1).is_ok());
    let error = once.add_working_days(start, 2).unwrap_err();
    assert!(
        matches!(error, CalendarError::NoOpeningWithin { .. }),
        "{error}"
    );
}

#[rstest]
#[case::same_day("2024-01-17T10:00:00+01:00", 1, "2024-02-17T10:00:00+01:00")]
#[case::shorter_month("2024-01-31T10:00:00+01:00", 1, "2024-02-29T10:00:00+01:00")]
#[case::not_a_leap_year("2025-01-31T10:00:00+01:00", 1, "2025-02-28T10:00:00+01:00")]
#[case::over_the_year("2024-11-30T10:00:00+01:00", 3, "2025-02-28T10:00:00+01:00")]
#[case::into_summer_time("2024-03-17T10:00:00+01:00", 1, "2024-04-17T10:00:00+02:00")]
#[case::into_the_skip("2024-02-29T02:30:00+01:00", 1, "2024-03-29T02:30:00+01:00")]
#[case::skipped("2024-01-31T02:30:00+01:00", 2, "2024-03-31T03:30:00+02:00")]
#[case::repeated("2024-09-27T02:30:00+02:00", 1, "2024-10-27T02:30:00+02:00")]
#[case::the_local_day_counts("2024-01-31T23:30:00Z", 1, "2024-03-01T00:30:00+01:00")]
#[case::fractions_stay("2024-01-17T10:00:00.125+01:00", 1, "2024-02-17T10:00:00.125+01:00")]
#[case::none("2024-01-17T10:00:00+01:00", 0, "2024-01-17T10:00:00+01:00")]
fn a_month_later_is_the_same_local_time(
    #[case] start: &str,
    #[case] months: u32,
    #[case] end: &str,
) {
    let end = at(end);
    assert_eq!(
        office("Europe/Madrid")
            .add_calendar_months(at(start), months)
            .unwrap(),
        end
    );
}

#[test]
fn months_beyond_the_calendar_are_an_error() {
    for months in [100_000, u32::MAX] {
        let end = office("UTC").add_calendar_months(at("2024-01-17T10:00:00Z"), months);
        assert!(matches!(end, Err(CalendarError::OutOfRange)));
    }
}
