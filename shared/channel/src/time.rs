//! Providers' times: seconds, milliseconds, numbers or text.

use jiff::{Span, Timestamp};

/// Numbers below this are seconds, others milliseconds: 10^11 s is the year 5138, 10^11 ms is 1973.
const SECONDS_BELOW: u64 = 100_000_000_000;

/// A time that a provider gave as a number of seconds or milliseconds since 1970.
/// None when it is absurd: before 2004, or more than a day after `received_at`.
pub fn from_number(number: i64, received_at: Timestamp) -> Option<Timestamp> {
    let time = if number.unsigned_abs() < SECONDS_BELOW {
        Timestamp::from_second(number).ok()?
    } else {
        Timestamp::from_millisecond(number).ok()?
    };
    plausible(time, received_at)
}

/// The same for a number written as text.
pub fn from_text(text: &str, received_at: Timestamp) -> Option<Timestamp> {
    from_number(text.trim().parse().ok()?, received_at)
}

/// The time itself unless it is absurd: before 2004, or more than a day after `received_at`.
pub fn plausible(time: Timestamp, received_at: Timestamp) -> Option<Timestamp> {
    let earliest = Timestamp::constant(1_072_915_200, 0);
    let latest = received_at.checked_add(Span::new().hours(24)).ok()?;
    (time >= earliest && time <= latest).then_some(time)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn seconds_and_milliseconds_are_told_apart_and_the_absurd_is_none() {
        let now: Timestamp = "2026-11-21T12:00:00Z".parse().unwrap();
        let expected: Timestamp = "2025-04-11T04:08:16Z".parse().unwrap();
        assert_eq!(from_number(1_744_344_496, now), Some(expected));
        assert_eq!(from_text("1744344496000", now), Some(expected));
        for absurd in [0, -5, i64::MAX, i64::MIN, now.as_second() + 90_000] {
            assert_eq!(from_number(absurd, now), None, "{absurd}");
        }
    }
}
