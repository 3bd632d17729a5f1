//! What hours, holidays, breaks and replacement hours mean, and which are refused.
#![allow(clippy::unwrap_used)]

mod support;

use calendar::{CalendarError, CalendarSpec, DayName};
use rstest::rstest;
use support::{at, calendar, daily_json, hours, minutes, office, office_json, refusal, spec};

#[rstest]
#[case::opening_instant("2024-01-17T09:00:00Z", true)]
#[case::just_before_opening("2024-01-17T08:59:59.999999999Z", false)]
#[case::just_before_closing("2024-01-17T16:59:59.999999999Z", true)]
#[case::closing_instant("2024-01-17T17:00:00Z", false)]
#[case::day_without_hours("2024-01-20T12:00:00Z", false)]
fn an_interval_holds_its_begin_and_not_its_end(#[case] instant: &str, #[case] open: bool) {
    assert_eq!(office("UTC").is_open(at(instant)), open);
}

#[rstest]
#[case::open_now(
    "2024-01-17T10:00:00Z",
    "2024-01-17T10:00:00Z",
    Some("2024-01-17T17:00:00Z")
)]
#[case::at_closing("2024-01-19T17:00:00Z", "2024-01-22T09:00:00Z", None)]
#[case::before_opening("2024-01-17T03:00:00Z", "2024-01-17T09:00:00Z", None)]
fn next_open_and_open_until_tell_the_segment(
    #[case] now: &str,
    #[case] next: &str,
    #[case] until: Option<&str>,
) {
    let office = office("UTC");
    assert_eq!(office.next_open(at(now)).unwrap(), at(next));
    assert_eq!(office.open_until(at(now)), until.map(at));
}

#[test]
fn fractions_of_a_second_are_kept() {
    let office = office("UTC");
    let start = at("2024-01-19T16:59:59.25Z");
    let due = at("2024-01-22T09:00:00.25Z");
    assert_eq!(
        office
            .due(start, jiff::SignedDuration::from_secs(1))
            .unwrap(),
        due
    );
    assert_eq!(
        office.elapsed(start, due),
        jiff::SignedDuration::from_secs(1)
    );
    assert_eq!(
        office
            .before(due, jiff::SignedDuration::from_secs(1))
            .unwrap(),
        start
    );
}

#[test]
fn a_holiday_outranks_replacement_hours_and_those_outrank_the_week() {
    let both = office_json(
        "UTC",
        r#""holidays": ["2024-01-17"],
           "shifts": {"2024-01-17": [["10:00", "12:00"]], "2024-01-18": [["10:00", "12:00"]]}"#,
    );
    let both = calendar(&both);
    let day = |date: &str| {
        both.elapsed(
            at(&format!("{date}T00:00:00Z")),
            at(&format!("{date}T23:59:59Z")),
        )
    };
    assert_eq!(day("2024-01-16"), hours(8));
    assert_eq!(day("2024-01-17"), hours(0));
    assert_eq!(day("2024-01-18"), hours(2));
}

#[test]
fn an_empty_replacement_closes_the_day() {
    let closed = calendar(&office_json("UTC", r#""shifts": {"2024-01-17": []}"#));
    assert_eq!(
        closed.next_open(at("2024-01-16T17:00:00Z")).unwrap(),
        at("2024-01-18T09:00:00Z")
    );
}

#[test]
fn a_break_is_taken_out_of_the_middle_and_out_of_replacement_hours() {
    let broken = calendar(&office_json(
        "UTC",
        r#""breaks": {"2024-01-17": [["12:00", "13:00"], ["12:30", "13:30"]], "2024-01-20": [["10:00", "11:00"]]},
           "shifts": {"2024-01-20": [["10:00", "12:00"]]}"#,
    ));
    assert_eq!(
        broken.due(at("2024-01-17T11:30:00Z"), hours(1)).unwrap(),
        at("2024-01-17T14:00:00Z")
    );
    assert_eq!(
        broken.next_open(at("2024-01-19T17:00:00Z")).unwrap(),
        at("2024-01-20T11:00:00Z")
    );
}

/// Friday 19 January 2024, ten in the evening to six in the morning.
const NIGHT: &str = r#"{"tz": "UTC", "hours": {"fri": [["22:00", "06:00"]]}, "#;

#[rstest]
#[case::untouched(r#""holidays": []"#, 8)]
#[case::cut_at_midnight_by_a_holiday(r#""holidays": ["2024-01-20"]"#, 2)]
#[case::gone_with_the_holiday_it_begins_on(r#""holidays": ["2024-01-19"]"#, 0)]
#[case::left_alone_by_the_next_days_replacement(r#""shifts": {"2024-01-20": []}"#, 8)]
#[case::gone_with_its_own_replacement(r#""shifts": {"2024-01-19": []}"#, 0)]
#[case::broken_after_midnight(r#""breaks": {"2024-01-20": [["01:00", "02:00"]]}"#, 7)]
#[case::broken_over_midnight(r#""breaks": {"2024-01-19": [["23:00", "02:00"]]}"#, 5)]
fn hours_over_midnight_belong_to_the_day_they_begin_on(#[case] more: &str, #[case] open: i64) {
    let night = calendar(&format!("{NIGHT}{more}}}"));
    let (from, to) = (at("2024-01-19T12:00:00Z"), at("2024-01-20T12:00:00Z"));
    assert_eq!(night.elapsed(from, to), hours(open));
}

#[test]
fn midnight_does_not_part_a_segment() {
    let night = calendar(&format!("{NIGHT}\"holidays\": []}}"));
    let night_of_friday = at("2024-01-19T22:00:00Z")..at("2024-01-20T06:00:00Z");
    assert_eq!(
        night.segments(at("2024-01-19T00:00:00Z")).next(),
        Some(night_of_friday.clone())
    );
    assert_eq!(
        night.segments_before(at("2024-01-21T00:00:00Z")).next(),
        Some(night_of_friday)
    );
    assert_eq!(
        night.open_until(at("2024-01-19T23:00:00Z")),
        Some(at("2024-01-20T06:00:00Z"))
    );
}

#[test]
fn intervals_that_overlap_or_touch_are_one() {
    let joined = calendar(
        r#"{"tz": "UTC", "hours": {"wed": [["12:00", "15:00"], ["09:00", "12:00"], ["10:00", "13:00"]]}}"#,
    );
    assert_eq!(
        joined.elapsed(at("2024-01-17T00:00:00Z"), at("2024-01-18T00:00:00Z")),
        hours(6)
    );
    assert_eq!(
        joined.open_until(at("2024-01-17T09:00:00Z")),
        Some(at("2024-01-17T15:00:00Z"))
    );
}

#[test]
fn always_is_never_closed_whatever_else_is_written() {
    let json = r#"{"tz": "UTC", "always": true, "holidays": ["2024-01-17"]}"#;
    let always = calendar(json);
    assert!(always.is_always_open() && always.is_open(at("2024-01-17T12:00:00Z")));
    assert_eq!(spec(json).ignored_fields(), ["holidays"]);
    assert_eq!(
        always.open_until(at("2024-01-17T12:00:00Z")),
        Some(jiff::Timestamp::MAX)
    );
    let now = at("2024-01-17T12:00:00.5Z");
    assert_eq!(
        always.due(now, minutes(90)).unwrap(),
        at("2024-01-17T13:30:00.5Z")
    );
    assert_eq!(
        always.before(now, minutes(90)).unwrap(),
        at("2024-01-17T10:30:00.5Z")
    );
}

#[test]
fn a_week_written_without_a_gap_is_always_open() {
    assert!(calendar(&daily_json("Europe/Madrid", "00:00", "24:00", "")).is_always_open());
    let holiday = daily_json(
        "Europe/Madrid",
        "00:00",
        "24:00",
        r#""holidays": ["2024-01-17"]"#,
    );
    assert!(!calendar(&holiday).is_always_open());
}

#[rstest]
#[case::no_such_zone(r#"{"tz": "Europe/Madird"}"#, "tz")]
#[case::empty_zone(r#"{"tz": ""}"#, "tz")]
#[case::unknown_zone(r#"{"tz": "Etc/Unknown"}"#, "tz")]
#[case::path_as_zone(r#"{"tz": "../../etc/passwd"}"#, "tz")]
#[case::nothing_open(r#"{"tz": "UTC"}"#, "hours")]
#[case::empty_day(r#"{"tz": "UTC", "hours": {"mon": []}}"#, "hours")]
#[case::hour_25(
    r#"{"tz": "UTC", "hours": {"mon": [["09:00", "25:00"]]}}"#,
    "hours.mon[0]"
)]
#[case::begins_at_24(
    r#"{"tz": "UTC", "hours": {"tue": [["24:00", "09:00"]]}}"#,
    "hours.tue[0]"
)]
#[case::past_24(
    r#"{"tz": "UTC", "hours": {"mon": [["09:00", "24:01"]]}}"#,
    "hours.mon[0]"
)]
#[case::minute_60(
    r#"{"tz": "UTC", "hours": {"mon": [["09:60", "17:00"]]}}"#,
    "hours.mon[0]"
)]
#[case::one_digit(
    r#"{"tz": "UTC", "hours": {"mon": [["9:00", "17:00"]]}}"#,
    "hours.mon[0]"
)]
#[case::sign(
    r#"{"tz": "UTC", "hours": {"mon": [["+9:00", "17:00"]]}}"#,
    "hours.mon[0]"
)]
#[case::other_digits(
    r#"{"tz": "UTC", "hours": {"mon": [["٠٩:٠٠", "17:00"]]}}"#,
    "hours.mon[0]"
)]
#[case::too_many_parts(
    r#"{"tz": "UTC", "hours": {"mon": [["09:00:00:00", "17:00"]]}}"#,
    "hours.mon[0]"
)]
#[case::no_text(r#"{"tz": "UTC", "hours": {"mon": [["", "17:00"]]}}"#, "hours.mon[0]")]
#[case::length_zero(
    r#"{"tz": "UTC", "hours": {"mon": [["09:00", "10:00"], ["12:00", "12:00:00"]]}}"#,
    "hours.mon[1]"
)]
#[case::bad_break(
    r#"{"tz": "UTC", "breaks": {"2024-12-24": [["x", "y"]]}}"#,
    "breaks.2024-12-24[0]"
)]
#[case::bad_shift(
    r#"{"tz": "UTC", "shifts": {"2024-12-24": [["x", "y"]]}}"#,
    "shifts.2024-12-24[0]"
)]
#[case::only_a_holiday(
    r#"{"tz": "UTC", "shifts": {"2024-12-24": [["09:00", "17:00"]]}, "holidays": ["2024-12-24"]}"#,
    "hours"
)]
#[case::all_broken(r#"{"tz": "UTC", "shifts": {"2024-12-24": [["22:00", "02:00"]]}, "breaks": {"2024-12-24": [["20:00", "02:00"]]}}"#, "hours")]
#[case::a_day_that_was_skipped(
    r#"{"tz": "Pacific/Apia", "shifts": {"2011-12-30": [["09:00", "17:00"]]}}"#,
    "hours"
)]
fn what_is_wrong_is_refused_with_its_field(#[case] json: &str, #[case] field: &str) {
    let error = refusal(json);
    assert_eq!(error.field(), Some(field), "{error}");
    assert!(error.to_string().starts_with(field), "{error}");
}

#[test]
fn a_hostile_text_does_not_fill_the_error() {
    let long = "9".repeat(100_000);
    let time = format!(r#"{{"tz": "UTC", "hours": {{"mon": [["{long}", "17:00"]]}}}}"#);
    assert!(refusal(&time).to_string().len() < 200);
    assert!(refusal(&format!(r#"{{"tz": "{long}"}}"#)).to_string().len() < 200);
}

#[rstest]
#[case::unknown_key(r#"{"tz": "UTC", "opens": "09:00"}"#)]
#[case::unknown_day(r#"{"tz": "UTC", "hours": {"monday": []}}"#)]
#[case::day_twice(r#"{"tz": "UTC", "hours": {"mon": [], "mon": [["09:00", "17:00"]]}}"#)]
#[case::date_twice(r#"{"tz": "UTC", "breaks": {"2024-12-24": [], "20241224": []}}"#)]
#[case::both_names(r#"{"tz": "UTC", "shifts": {}, "replacement_hours": {}}"#)]
#[case::no_such_date(r#"{"tz": "UTC", "holidays": ["2024-02-30"]}"#)]
#[case::three_times(r#"{"tz": "UTC", "hours": {"mon": [["09:00", "12:00", "17:00"]]}}"#)]
#[case::no_zone(r#"{"hours": {}}"#)]
fn what_cannot_be_read_is_an_error_of_reading(#[case] json: &str) {
    assert!(serde_json::from_str::<CalendarSpec>(json).is_err());
}

#[test]
fn a_calendar_is_written_as_it_is_read() {
    let json = r#"{"tz":"UTC","hours":{"mon":[["09:00","17:00"]]},"shifts":{"2024-12-24":[["09:00","12:00"]]}}"#;
    let read = spec(json);
    assert_eq!(serde_json::to_string(&read).unwrap(), json);
    assert_eq!(spec(&json.replace("shifts", "replacement_hours")), read);
    assert!(read.hours.contains_key(&DayName::Mon));
}

#[test]
fn a_pause_cannot_end_before_it_begins() {
    let (early, late) = (at("2024-01-17T09:00:00Z"), at("2024-01-17T10:00:00Z"));
    let error = calendar::Pause::between(late, early).unwrap_err();
    assert!(
        matches!(error, CalendarError::BackwardPause { .. }),
        "{error}"
    );
    assert_eq!(error.field(), None);
}
