//! Where questions have no answer: ends of time, closures without end, pauses without end. An error, no panic.
#![allow(clippy::unwrap_used)]

mod support;

use calendar::{Calendar, CalendarError, Pause};
use jiff::{SignedDuration, Timestamp};
use support::{at, calendar, hours, office};

/// One of each kind: hours of the week east and west, always, dates only.
fn calendars() -> [Calendar; 5] {
    [
        office("Pacific/Kiritimati"),
        office("Pacific/Niue"),
        calendar(r#"{"tz": "UTC", "always": true}"#),
        calendar(r#"{"tz": "Europe/Madrid", "always": true}"#),
        calendar(r#"{"tz": "UTC", "shifts": {"2024-01-18": [["09:00", "12:00"]]}}"#),
    ]
}

#[test]
fn the_ends_of_time_are_errors() {
    for calendar in calendars() {
        for end in [Timestamp::MIN, Timestamp::MAX] {
            let _ = calendar.is_open(end);
            let _ = calendar.open_until(end);
            let _ = calendar.next_open(end);
            let _ = calendar.add_working_days(end, 1);
            let _ = calendar.add_calendar_months(end, 1);
            assert!(calendar.segments(end).take(3).count() <= 3);
            assert!(calendar.segments_before(end).take(3).count() <= 3);
        }
        assert!(calendar.due(Timestamp::MAX, hours(1)).is_err());
        assert!(calendar.before(Timestamp::MIN, hours(1)).is_err());
    }
}

#[test]
fn a_target_beyond_the_end_of_time_is_out_of_range() {
    let now = at("2024-01-17T10:00:00Z");
    for calendar in [
        office("Europe/Madrid"),
        calendar(r#"{"tz": "UTC", "always": true}"#),
    ] {
        let due = calendar.due(now, SignedDuration::MAX);
        assert!(matches!(due, Err(CalendarError::OutOfRange)), "{due:?}");
        let before = calendar.before(now, SignedDuration::MAX);
        assert!(
            matches!(before, Err(CalendarError::OutOfRange)),
            "{before:?}"
        );
    }
}

#[test]
fn all_of_time_can_be_counted() {
    let always = calendar(r#"{"tz": "UTC", "always": true}"#);
    let all = Timestamp::MAX.duration_since(Timestamp::MIN);
    assert_eq!(always.elapsed(Timestamp::MIN, Timestamp::MAX), all);
    let once = calendar(r#"{"tz": "UTC", "shifts": {"2024-01-18": [["09:00", "12:00"]]}}"#);
    assert_eq!(
        once.elapsed(at("0001-01-01T00:00:00Z"), at("3000-01-01T00:00:00Z")),
        hours(3)
    );
}

#[test]
fn a_negative_target_is_refused_and_a_backward_span_is_empty() {
    let (early, late) = (at("2024-01-17T10:00:00Z"), at("2024-01-17T12:00:00Z"));
    let office = office("UTC");
    let negative = SignedDuration::from_nanos(-1);
    assert!(matches!(
        office.due(early, negative),
        Err(CalendarError::NegativeTarget)
    ));
    assert!(matches!(
        office.before(early, negative),
        Err(CalendarError::NegativeTarget)
    ));
    assert!(matches!(
        office.due(early, SignedDuration::MIN),
        Err(CalendarError::NegativeTarget)
    ));
    assert_eq!(office.elapsed(late, early), SignedDuration::ZERO);
}

#[test]
fn after_its_last_date_a_calendar_of_dates_stays_closed() {
    let once = calendar(r#"{"tz": "UTC", "shifts": {"2024-01-18": [["09:00", "12:00"]]}}"#);
    assert_eq!(
        once.due(at("2024-01-01T00:00:00Z"), hours(3)).unwrap(),
        at("2024-01-18T12:00:00Z")
    );
    let due = once.due(at("2024-01-01T00:00:00Z"), hours(4));
    assert!(
        matches!(due, Err(CalendarError::NoOpeningWithin { .. })),
        "{due:?}"
    );
    let before = once.before(at("2024-01-18T09:00:00Z"), hours(0));
    assert!(
        matches!(before, Err(CalendarError::NoOpeningWithin { .. })),
        "{before:?}"
    );
    assert!(matches!(
        once.next_open(at("2020-01-01T00:00:00Z")),
        Err(CalendarError::NoOpeningWithin { .. })
    ));
    assert_eq!(once.segments(at("2024-01-01T00:00:00Z")).count(), 1);
    assert_eq!(once.segments_before(at("2025-01-01T00:00:00Z")).count(), 1);
}

#[test]
fn a_pause_without_end_lets_only_what_comes_first_be_used_up() {
    let paused = [Pause::since(at("2024-01-17T12:00:00Z"))];
    for calendar in [office("UTC"), calendar(r#"{"tz": "UTC", "always": true}"#)] {
        let start = at("2024-01-17T10:00:00Z");
        let due = calendar.due_with_pauses(start, hours(2), &paused).unwrap();
        assert_eq!(due, at("2024-01-17T12:00:00Z"));
        let longer = calendar
            .due_with_pauses(start, hours(3), &paused)
            .unwrap_err();
        let from = paused[0].from();
        assert!(
            matches!(longer, CalendarError::PausedWithoutEnd { from: f } if f == from),
            "{longer}"
        );
        let later = at("2024-03-01T00:00:00Z");
        assert_eq!(
            calendar.elapsed_with_pauses(start, later, &paused),
            hours(2)
        );
        assert_eq!(
            calendar
                .before_with_pauses(later, hours(1), &paused)
                .unwrap(),
            at("2024-01-17T11:00:00Z")
        );
    }
}

#[test]
fn a_target_used_up_where_a_pause_begins_is_due_there() {
    let pause = Pause::between(at("2024-01-17T12:00:00Z"), at("2024-01-17T13:00:00Z")).unwrap();
    let due = |target| office("UTC").due_with_pauses(at("2024-01-17T11:00:00Z"), target, &[pause]);
    assert_eq!(due(hours(1)).unwrap(), at("2024-01-17T12:00:00Z"));
    let zero = office("UTC").due_with_pauses(at("2024-01-17T12:00:00Z"), hours(0), &[pause]);
    assert_eq!(zero.unwrap(), at("2024-01-17T13:00:00Z"));
    assert_eq!(pause.to(), Some(at("2024-01-17T13:00:00Z")));
}

#[test]
fn a_segment_of_many_years_is_told_in_parts_that_touch() {
    let open = calendar(&support::daily_json(
        "UTC",
        "00:00",
        "24:00",
        r#""holidays": ["2020-01-01"]"#,
    ));
    let parts: Vec<_> = open.segments(at("2024-01-01T00:00:00Z")).take(3).collect();
    assert_eq!(parts[0].end, parts[1].start);
    assert_eq!(parts[1].end, parts[2].start);
    assert!(open.open_until(at("2024-01-01T00:00:00Z")) > Some(at("2026-12-01T00:00:00Z")));
}

#[test]
fn a_pause_within_a_pause_adds_nothing() {
    let pause = |from: &str, to: &str| Pause::between(at(from), at(to)).unwrap();
    let pauses = [
        pause("2024-01-17T11:00:00Z", "2024-01-17T12:00:00Z"),
        pause("2024-01-17T10:00:00Z", "2024-01-17T15:00:00Z"),
        pause("2024-01-17T13:00:00Z", "2024-01-17T13:00:00Z"),
    ];
    let due = office("UTC").due_with_pauses(at("2024-01-17T09:00:00Z"), hours(2), &pauses);
    assert_eq!(due.unwrap(), at("2024-01-17T16:00:00Z"));
}
