//! What the test files share: short ways to write calendars, instants and durations.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

pub mod oracle;

use calendar::{Calendar, CalendarError, CalendarSpec};
use jiff::{SignedDuration, Timestamp};

pub fn spec(json: &str) -> CalendarSpec {
    serde_json::from_str(json).unwrap()
}

pub fn calendar(json: &str) -> Calendar {
    Calendar::new(spec(json)).unwrap()
}

pub fn refusal(json: &str) -> CalendarError {
    Calendar::new(spec(json)).unwrap_err()
}

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}

pub fn hours(count: i64) -> SignedDuration {
    SignedDuration::from_hours(count)
}

/// Monday to Friday from nine to five in a zone.
pub fn office(zone: &str) -> Calendar {
    calendar(&office_json(zone, ""))
}

/// The same with further fields, such as `"holidays": ["2024-01-22"]`.
pub fn office_json(zone: &str, more: &str) -> String {
    let days = ["mon", "tue", "wed", "thu", "fri"];
    let hours = days.map(|day| format!(r#""{day}": [["09:00", "17:00"]]"#));
    let comma = if more.is_empty() { "" } else { ", " };
    format!(
        r#"{{"tz": "{zone}", "hours": {{{}}}{comma}{more}}}"#,
        hours.join(", ")
    )
}

/// The same hours on every day of the week.
pub fn daily(zone: &str, begin: &str, end: &str) -> Calendar {
    calendar(&daily_json(zone, begin, end, ""))
}

pub fn daily_json(zone: &str, begin: &str, end: &str, more: &str) -> String {
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let hours = days.map(|day| format!(r#""{day}": [["{begin}", "{end}"]]"#));
    let comma = if more.is_empty() { "" } else { ", " };
    format!(
        r#"{{"tz": "{zone}", "hours": {{{}}}{comma}{more}}}"#,
        hours.join(", ")
    )
}

/// Zones with a date around which their clocks change: by an hour, by half an hour, at midnight in both
/// directions, a minute after midnight, by a day, and not at all.
pub const CHANGES: &[(&str, &str)] = &[
    ("Europe/Madrid", "2024-03-31"),
    ("Europe/Madrid", "2024-10-27"),
    ("America/New_York", "2024-03-10"),
    ("America/New_York", "2024-11-03"),
    ("Australia/Lord_Howe", "2024-04-07"),
    ("Australia/Lord_Howe", "2024-10-06"),
    ("America/Santiago", "2024-04-07"),
    ("America/Santiago", "2024-09-08"),
    ("Africa/Cairo", "2024-04-26"),
    ("Africa/Cairo", "2024-11-01"),
    ("America/St_Johns", "2006-10-29"),
    ("America/St_Johns", "2007-03-11"),
    ("Pacific/Apia", "2011-12-30"),
    ("Asia/Kolkata", "2024-06-05"),
];

/// A minute of the day as times are written.
pub fn clock(minute: i32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}
