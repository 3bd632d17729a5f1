//! Instants and spans for people.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// The local time with its offset, RFC 3339: `2026-11-27T14:00:00+01:00`.
pub(crate) fn local(at: Timestamp, zone: &TimeZone) -> String {
    at.display_with_offset(zone.to_offset(at)).to_string()
}

/// The local time with its zone and day: `2026-11-27T14:00:00+01:00 Europe/Madrid, Friday`.
pub(crate) fn with_day(at: Timestamp, zone: &TimeZone) -> String {
    let zoned = at.to_zoned(zone.clone());
    let name = zone.iana_name().unwrap_or("local");
    format!("{} {name}, {}", local(at, zone), zoned.strftime("%A"))
}

/// The local time for a column: `2026-11-27 14:00:00`.
pub(crate) fn column(at: Timestamp, zone: &TimeZone) -> String {
    zone.to_datetime(at).strftime("%F %T").to_string()
}

/// How long ago, to the minute: `3d 4h`, `5h 20m`, `12m`.
pub(crate) fn ago(since: Timestamp, now: Timestamp) -> String {
    let minutes = now.duration_since(since).as_mins().max(0);
    match (minutes / 1440, minutes / 60 % 24, minutes % 60) {
        (0, 0, minutes) => format!("{minutes}m"),
        (0, hours, minutes) => format!("{hours}h {minutes}m"),
        (days, hours, _) => format!("{days}d {hours}h"),
    }
}

/// A span in hours, minutes and seconds: `4h 30m`.
pub(crate) fn span(span: SignedDuration) -> String {
    if span.is_zero() {
        "0s".to_owned()
    } else {
        format!("{span:#}")
    }
}

/// A span of so many seconds, to the minute, below an hour to the second: `4h 30m`, `2m 5s`.
pub(crate) fn seconds(seconds: i64) -> String {
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    match (hours, minutes) {
        (0, 0) => format!("{seconds}s"),
        (0, _) if seconds % 60 > 0 => format!("{minutes}m {}s", seconds % 60),
        (0, _) => format!("{minutes}m"),
        (_, 0) => format!("{hours}h"),
        _ => format!("{hours}h {minutes}m"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn times_are_shown_with_offset_and_zone() {
        let zone = TimeZone::get("Europe/Madrid").unwrap();
        let at = "2026-11-27T13:00:00Z".parse().unwrap();
        assert_eq!(
            with_day(at, &zone),
            "2026-11-27T14:00:00+01:00 Europe/Madrid, Friday"
        );
    }

    #[test]
    fn ages_are_shown_to_the_minute() {
        let now: Timestamp = "2026-11-27T13:00:00Z".parse().unwrap();
        let ago = |minutes| ago(now - SignedDuration::from_mins(minutes), now);
        assert_eq!(
            [ago(0), ago(59), ago(61), ago(1440 * 3 + 240), ago(-5)],
            ["0m", "59m", "1h 1m", "3d 4h", "0m"]
        );
    }

    #[test]
    fn spans_are_shown_in_hours_and_minutes() {
        assert_eq!(span(SignedDuration::from_mins(270)), "4h 30m");
        assert_eq!(span(SignedDuration::from_hours(100)), "100h");
        assert_eq!(span(SignedDuration::ZERO), "0s");
    }
}
