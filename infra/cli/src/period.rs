//! A stretch of days or instants as an operator types it.

use std::fmt;
use std::str::FromStr;

use domain::report::Period;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::moment::Moment;
use crate::outcome::UsageError;

/// Days of a period of which no beginning was given.
const USUAL_DAYS: i64 = 7;

/// Where a period begins or ends, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bound {
    typed: String,
    at: At,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum At {
    /// A whole day of the brand's zone: the end of a period includes it.
    Day(Date),
    Moment(Moment),
}

impl FromStr for Bound {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let is_day = text.len() == "2026-11-27".len();
        let day = is_day.then(|| text.parse().ok()).flatten();
        let at = match day {
            Some(day) => At::Day(day),
            None => At::Moment(text.parse().map_err(|_| {
                format!(
                    "`{text}` is no day and no time; write 2026-11-27, 2026-11-27T09:00:00Z or now"
                )
            })?),
        };
        Ok(Self {
            typed: text.to_owned(),
            at,
        })
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.typed)
    }
}

impl Bound {
    fn begins(&self, zone: &TimeZone, now: Timestamp) -> Result<Timestamp, UsageError> {
        match &self.at {
            At::Day(day) => start_of(*day, zone),
            At::Moment(moment) => moment.instant(zone, now),
        }
    }

    /// The first instant behind it.
    fn ends(&self, zone: &TimeZone, now: Timestamp) -> Result<Timestamp, UsageError> {
        match &self.at {
            At::Day(day) => start_of(day.saturating_add(1.day()), zone),
            At::Moment(moment) => moment.instant(zone, now),
        }
    }
}

/// The period between two bounds. Without an end it ends with today, without a beginning it has seven days. What begins
/// longer ago than `kept` begins there.
pub(crate) fn period(
    [from, to]: [Option<&Bound>; 2],
    zone: &TimeZone,
    now: Timestamp,
    kept: SignedDuration,
) -> Result<Period, UsageError> {
    let today = zone.to_datetime(now).date();
    let tomorrow = start_of(today.saturating_add(1.day()), zone)?;
    let end = to.map_or(Ok(tomorrow), |to| to.ends(zone, now))?;
    let begin = match from {
        Some(from) => from.begins(zone, now)?,
        None => days_before(end, zone)?,
    };
    if begin >= end {
        let from = from.map_or("the beginning".to_owned(), |from| format!("--from {from}"));
        return Err(UsageError(match to {
            Some(to) => format!("{from} is not before --to {to}"),
            None => format!("{from} has not come yet"),
        }));
    }
    if begin >= tomorrow {
        return Err(UsageError(format!("{begin} has not come yet")));
    }
    let oldest = now.checked_sub(kept).unwrap_or(Timestamp::MIN);
    if end <= oldest {
        return Err(UsageError(format!(
            "nothing is known of then any more: judgements are kept for {} days",
            kept.as_hours() / 24
        )));
    }
    Ok(Period {
        from: begin.max(oldest),
        to: end.min(tomorrow),
    })
}

/// The beginning of the usual number of days, of which the last is the one that ends here or is not over.
fn days_before(end: Timestamp, zone: &TimeZone) -> Result<Timestamp, UsageError> {
    let inside = end
        .saturating_sub(SignedDuration::from_nanos(1))
        .unwrap_or(end);
    let last = zone.to_datetime(inside).date();
    start_of(last.saturating_sub((USUAL_DAYS - 1).days()), zone)
}

/// The first instant of a day, also of one that begins late because clocks change.
fn start_of(day: Date, zone: &TimeZone) -> Result<Timestamp, UsageError> {
    let start = day.to_zoned(zone.clone());
    start
        .map(|start| start.timestamp())
        .map_err(|_| UsageError(format!("{day} lies outside the range of dates")))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// The period in Madrid, asked for on a Saturday at noon.
    fn told(from: &str, to: &str) -> Result<String, String> {
        let bound = |text: &str| (!text.is_empty()).then(|| text.parse::<Bound>().unwrap());
        let (from, to) = (bound(from), bound(to));
        let zone = TimeZone::get("Europe/Madrid").unwrap();
        let now = "2026-11-21T12:00:00Z".parse().unwrap();
        let kept = SignedDuration::from_hours(24 * 800);
        period([from.as_ref(), to.as_ref()], &zone, now, kept)
            .map(|period| format!("{} {}", period.from, period.to))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn days_are_whole_local_ones_and_the_last_is_part_of_it() {
        assert_eq!(
            told("2026-10-24", "2026-10-25").unwrap(),
            "2026-10-23T22:00:00Z 2026-10-25T23:00:00Z"
        );
        assert_eq!(
            told("2026-11-20", "2026-11-20").unwrap(),
            "2026-11-19T23:00:00Z 2026-11-20T23:00:00Z"
        );
        assert_eq!(
            told("2026-11-20T08:00:00Z", "2026-11-20T10:00").unwrap(),
            "2026-11-20T08:00:00Z 2026-11-20T09:00:00Z"
        );
    }

    #[test]
    fn without_bounds_it_is_the_last_seven_days_with_today() {
        let week = "2026-11-14T23:00:00Z 2026-11-21T23:00:00Z";
        assert_eq!(told("", "").unwrap(), week);
        assert_eq!(told("2026-11-15", "").unwrap(), week);
        assert_eq!(told("", "2026-11-21").unwrap(), week);
        assert_eq!(
            told("", "2026-11-10").unwrap(),
            "2026-11-03T23:00:00Z 2026-11-10T23:00:00Z"
        );
        assert_eq!(
            told("", "now").unwrap(),
            "2026-11-14T23:00:00Z 2026-11-21T12:00:00Z"
        );
    }

    #[test]
    fn what_has_not_come_or_is_forgotten_is_no_part_of_it() {
        assert_eq!(
            told("2026-11-20", "2027-01-31").unwrap(),
            "2026-11-19T23:00:00Z 2026-11-21T23:00:00Z"
        );
        assert_eq!(
            told("1999-01-01", "").unwrap(),
            "2024-09-12T12:00:00Z 2026-11-21T23:00:00Z"
        );
        assert!(
            told("", "2020-01-01")
                .unwrap_err()
                .contains("kept for 800 days")
        );
        assert_eq!(
            told("2026-11-22", "").unwrap_err(),
            "--from 2026-11-22 has not come yet"
        );
        assert!(
            told("2026-12-01", "2026-12-02")
                .unwrap_err()
                .ends_with("has not come yet")
        );
    }

    #[test]
    fn a_period_that_ends_before_it_begins_is_refused_in_the_words_that_were_typed() {
        assert_eq!(
            told("2026-11-20", "2026-11-10").unwrap_err(),
            "--from 2026-11-20 is not before --to 2026-11-10"
        );
        assert_eq!(
            told("now", "now").unwrap_err(),
            "--from now is not before --to now"
        );
    }

    #[test]
    fn what_is_no_day_is_told_with_what_would_be_one() {
        for text in ["", "27.11.2026", "2026-13-01", "ayer", "2026-11"] {
            let error = text.parse::<Bound>().unwrap_err();
            assert!(error.contains("write 2026-11-27, "), "{error}");
        }
    }
}
