use jiff::civil::date;

use super::*;

fn spans(hours: &[(i64, i64)]) -> Vec<Span> {
    let at = |second| Timestamp::from_second(second).unwrap_or_default();
    let span = |(start, end): &(i64, i64)| Span {
        start: at(*start),
        end: at(*end),
    };
    hours.iter().map(span).collect()
}

fn left(open: &[(i64, i64)], taken: &[(i64, i64)]) -> Vec<Span> {
    minus(&spans(open), spans(taken).into_iter())
}

#[test]
fn what_is_taken_leaves_what_lies_before_between_and_after() {
    assert_eq!(
        left(&[(0, 10), (20, 30)], &[(2, 4), (8, 22), (25, 26)]),
        spans(&[(0, 2), (4, 8), (22, 25), (26, 30)])
    );
    assert_eq!(left(&[(0, 10), (20, 30)], &[(0, 40)]), spans(&[]));
    assert_eq!(left(&[(5, 10)], &[(0, 5), (10, 20)]), spans(&[(5, 10)]));
    assert_eq!(left(&[(5, 10)], &[]), spans(&[(5, 10)]));
}

#[test]
fn hours_of_a_day_are_taken_likewise() {
    let day = vec![(9, 14), (16, 19)];
    assert_eq!(hours_minus(&day, &vec![(10, 17)]), [(9, 10), (17, 19)]);
    assert_eq!(hours_minus(&day, &day), []);
    assert_eq!(hours_minus(&day, &vec![]), day);
}

#[test]
fn leave_counts_from_the_first_day_that_is_looked_at() {
    let first = date(2026, 11, 16);
    let leave = Days::of_leave(&[(date(2026, 11, 1), date(2026, 11, 17))], first);
    let on_leave: Vec<i64> = (-1..200).filter(|day| leave.has(*day)).collect();
    assert_eq!(on_leave, [0, 1]);
    let far = [
        (date(-9999, 1, 1), date(-9999, 1, 2)),
        (date(9999, 1, 1), date(9999, 12, 31)),
    ];
    assert!(Days::of_leave(&far, first).is_none());
    assert!(Days::of_leave(&[(date(-9999, 1, 1), date(9999, 12, 31))], first).has(100));
}

#[test]
fn a_night_is_cut_at_midnight_and_told_by_the_clock() {
    let zone = jiff::tz::TimeZoneDatabase::bundled().get("Europe/Madrid");
    let zone = zone.unwrap_or(TimeZone::UTC);
    // 24 October 2026, 22:00 to 06:00: clocks go back on the way.
    let night = spans(&[(1_792_872_000, 1_792_904_400)]);
    let told: Vec<_> = by_day(&zone, &night)
        .iter()
        .map(|part| (part.date, on_the_clock(&zone, part)))
        .collect();
    let hour = 3600;
    assert_eq!(
        told,
        [
            (date(2026, 10, 24), (22 * hour, 24 * hour)),
            (date(2026, 10, 25), (0, 6 * hour))
        ]
    );
}
