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
