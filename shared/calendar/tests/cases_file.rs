//! Files of cases that are wrong somewhere, and how an answer is printed.
#![allow(clippy::unwrap_used)]

use calendar::cases::{CasesError, SolvedCase, solve};
use rstest::rstest;

const CALENDARS: &str = r#""calendars": {
    "good": {"tz": "UTC", "hours": {"wed": [["09:00", "17:00"]]}},
    "never": {"tz": "UTC", "hours": {}},
    "garbled": {"tz": "UTC", "hours": {"wed": [["09:00", "25:00"]]}},
    "unread": {"tz": "UTC", "open": 1},
    "list": []
}"#;

fn solved(cases: &str) -> Vec<String> {
    let file = format!("{{{CALENDARS}, \"cases\": [{cases}]}}");
    let line = |case: SolvedCase| serde_json::to_string(&case).unwrap();
    solve(&file).unwrap().map(line).collect()
}

#[rstest]
#[case::due(
    r#"{"id": "A", "op": "due", "calendar": "good", "start": "2024-01-17T10:00:00+01:00", "target_s": 3600}"#,
    r#"{"id":"A","op":"due","due":"2024-01-17T10:00:00Z"}"#
)]
#[case::fraction(
    r#"{"id": "A", "op": "due", "calendar": "good", "start": "2024-01-17T10:00:00.5Z", "target_s": 0}"#,
    r#"{"id":"A","op":"due","due":"2024-01-17T10:00:00.5Z"}"#
)]
#[case::before(
    r#"{"id": "A", "op": "before", "calendar": "good", "end": "2024-01-17T10:00:00Z", "target_s": 60}"#,
    r#"{"id":"A","op":"before","at":"2024-01-17T09:59:00Z"}"#
)]
#[case::elapsed(
    r#"{"id": "A", "op": "elapsed", "calendar": "good", "start": "2024-01-17T00:00:00Z", "end": "2024-01-18T00:00:00Z"}"#,
    r#"{"id":"A","op":"elapsed","elapsed_s":28800}"#
)]
#[case::endless_pause(
    r#"{"id": "A", "op": "elapsed", "calendar": "good", "start": "2024-01-17T00:00:00Z", "end": "2024-01-18T00:00:00Z",
        "pauses": [["2024-01-17T10:00:00Z", null]]}"#,
    r#"{"id":"A","op":"elapsed","elapsed_s":3600}"#
)]
#[case::never(
    r#"{"id": "A", "op": "due", "calendar": "never", "start": "2024-01-17T10:00:00Z", "target_s": 3600}"#,
    r#"{"id":"A","op":"due","due":null,"error":"calendar `never`: hours: the calendar never opens"}"#
)]
fn an_answer_is_one_flat_object(#[case] case: &str, #[case] line: &str) {
    assert_eq!(solved(case), [line]);
}

#[rstest]
#[case::calendar_unknown(
    r#"{"op": "due", "calendar": "none", "start": "2024-01-17T10:00:00Z", "target_s": 1}"#,
    "calendar `none`"
)]
#[case::calendar_missing(
    r#"{"op": "due", "start": "2024-01-17T10:00:00Z", "target_s": 1}"#,
    "calendar: is missing"
)]
#[case::calendar_garbled(
    r#"{"op": "due", "calendar": "garbled", "start": "2024-01-17T10:00:00Z", "target_s": 1}"#,
    "hours.wed[0]"
)]
#[case::calendar_unread(
    r#"{"op": "due", "calendar": "unread", "start": "2024-01-17T10:00:00Z", "target_s": 1}"#,
    "unknown field `open`"
)]
#[case::calendar_a_list(
    r#"{"op": "due", "calendar": "list", "start": "2024-01-17T10:00:00Z", "target_s": 1}"#,
    "calendar `list`"
)]
#[case::start_missing(
    r#"{"op": "due", "calendar": "good", "target_s": 1}"#,
    "start: is missing"
)]
#[case::start_without_zone(
    r#"{"op": "due", "calendar": "good", "start": "2024-01-17T10:00:00", "target_s": 1}"#,
    "start: "
)]
#[case::target_a_text(
    r#"{"op": "due", "calendar": "good", "start": "2024-01-17T10:00:00Z", "target_s": "1h"}"#,
    "target_s: "
)]
#[case::target_huge(
    r#"{"op": "due", "calendar": "good", "start": "2024-01-17T10:00:00Z", "target_s": 1e300}"#,
    "target_s: "
)]
#[case::target_negative(
    r#"{"op": "due", "calendar": "good", "start": "2024-01-17T10:00:00Z", "target_s": -1}"#,
    "negative"
)]
#[case::end_missing(
    r#"{"op": "before", "calendar": "good", "start": "2024-01-17T10:00:00Z", "target_s": 1}"#,
    "end: is missing"
)]
#[case::pauses_not_pairs(r#"{"op": "elapsed", "calendar": "good", "start": "2024-01-17T10:00:00Z", "end": "2024-01-17T11:00:00Z", "pauses": [["2024-01-17T10:00:00Z"]]}"#, "pauses: ")]
#[case::pause_backward(r#"{"op": "elapsed", "calendar": "good", "start": "2024-01-17T10:00:00Z", "end": "2024-01-17T11:00:00Z", "pauses": [["2024-01-17T10:00:00Z", "2024-01-17T09:00:00Z"]]}"#, "pauses: ")]
#[case::op_unknown(r#"{"op": "after", "calendar": "good"}"#, "op: `after`")]
#[case::op_missing(r#"{"calendar": "good"}"#, "op: is missing")]
#[case::not_an_object("7", "not an object")]
fn a_wrong_case_is_its_own_error_and_spoils_no_other(#[case] case: &str, #[case] error: &str) {
    let good = r#"{"id": "B", "op": "due", "calendar": "good", "start": "2024-01-17T10:00:00Z", "target_s": 60}"#;
    let lines = solved(&format!("{case}, {good}"));
    assert!(
        lines[0].contains(error) && lines[0].contains("\"error\":"),
        "{}",
        lines[0]
    );
    assert!(lines[0].starts_with(r##"{"id":"#1","##), "{}", lines[0]);
    assert_eq!(
        lines[1],
        r#"{"id":"B","op":"due","due":"2024-01-17T10:01:00Z"}"#
    );
}

#[test]
fn a_file_without_cases_is_an_error_of_the_file() {
    let failure = |text: &str| solve(text).map(|_| ()).unwrap_err();
    assert!(matches!(failure("{"), CasesError::NotJson(_)));
    assert!(matches!(
        failure(&"[".repeat(100_000)),
        CasesError::NotJson(_)
    ));
    assert!(matches!(failure("[]"), CasesError::NoCases));
    assert!(matches!(failure(r#"{"cases": {}}"#), CasesError::NoCases));
    assert_eq!(solve(r#"{"cases": []}"#).unwrap().count(), 0);
}
