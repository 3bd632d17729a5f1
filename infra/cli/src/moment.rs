//! Instants and time spans as an operator types them.

use std::str::FromStr;

use calendar::Pause;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp, Zoned};

use crate::outcome::UsageError;

/// An instant as it was typed: a local time is one only once its zone is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    /// `now`
    Now,
    /// With an offset: `2026-11-27T10:00:00+01:00`.
    Instant(Timestamp),
    /// Without one: `2026-11-27T10:00`.
    Local(DateTime),
}

/// A stretch as it was typed: `FROM/TO`, or `FROM/` for one that has not ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    from: Moment,
    to: Option<Moment>,
}

impl FromStr for Moment {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "now" {
            return Ok(Self::Now);
        }
        if let Ok(instant) = text.parse() {
            return Ok(Self::Instant(instant));
        }
        if text.contains('[') {
            let zoned: Result<Zoned, _> = text.parse();
            return zoned
                .map(|zoned| Self::Instant(zoned.timestamp()))
                .map_err(|_| no_moment(text));
        }
        text.parse().map(Self::Local).map_err(|_| no_moment(text))
    }
}

fn no_moment(text: &str) -> String {
    format!(
        "`{text}` is no time; write 2026-11-27T10:00:00+01:00, 2026-11-27T09:00:00Z, 2026-11-27T10:00 \
         (in the calendar's zone) or now"
    )
}

impl FromStr for Stretch {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (from, to) = text
            .split_once('/')
            .ok_or_else(|| format!("`{text}` is no pause; write FROM/TO, or FROM/"))?;
        let to = if to.is_empty() {
            None
        } else {
            Some(to.parse()?)
        };
        Ok(Self {
            from: from.parse()?,
            to,
        })
    }
}

impl Moment {
    /// The instant, where a local time is one of `zone`.
    pub(crate) fn instant(&self, zone: &TimeZone, now: Timestamp) -> Result<Timestamp, UsageError> {
        match self {
            Self::Now => Ok(now),
            Self::Instant(instant) => Ok(*instant),
            Self::Local(local) => settled(*local, zone),
        }
    }
}

impl Stretch {
    /// The pause, where local times are those of `zone`.
    pub(crate) fn pause(&self, zone: &TimeZone, now: Timestamp) -> Result<Pause, UsageError> {
        let from = self.from.instant(zone, now)?;
        let Some(to) = &self.to else {
            return Ok(Pause::since(from));
        };
        Pause::between(from, to.instant(zone, now)?).map_err(|error| UsageError(error.to_string()))
    }
}

/// A local time that the zone skips or repeats is not guessed at.
fn settled(local: DateTime, zone: &TimeZone) -> Result<Timestamp, UsageError> {
    let name = zone.iana_name().unwrap_or("this zone");
    let ambiguous = zone.to_ambiguous_timestamp(local);
    match ambiguous.offset() {
        AmbiguousOffset::Unambiguous { offset } => offset
            .to_timestamp(local)
            .map_err(|_| UsageError(format!("{local} lies outside the range of dates"))),
        AmbiguousOffset::Gap { .. } => Err(UsageError(format!(
            "{local} does not exist in {name}: the clocks skip it"
        ))),
        AmbiguousOffset::Fold { before, after } => Err(UsageError(format!(
            "{local} comes twice in {name}; write {local}{before} or {local}{after}"
        ))),
    }
}

/// Reads a time span: `4h`, `90m`, `1h 30m`, or a number of seconds.
pub(crate) fn span(text: &str) -> Result<SignedDuration, String> {
    let seconds = text.parse().map(SignedDuration::from_secs);
    let span: SignedDuration = match seconds {
        Ok(span) => span,
        Err(_) => text.parse().map_err(|_| {
            format!("`{text}` is no time span; write 4h, 90m, \"1h 30m\", or a number of seconds")
        })?,
    };
    if span.is_negative() {
        return Err(format!("`{text}` is negative"));
    }
    Ok(span)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn madrid() -> TimeZone {
        TimeZone::get("Europe/Madrid").unwrap()
    }

    fn instant(text: &str) -> Result<String, String> {
        let moment: Moment = text.parse()?;
        let now = "2026-11-21T12:00:00Z".parse().unwrap();
        moment
            .instant(&madrid(), now)
            .map(|at| at.to_string())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn a_moment_is_an_instant_a_local_time_or_now() {
        assert_eq!(
            instant("2026-11-27T10:00:00+01:00").unwrap(),
            "2026-11-27T09:00:00Z"
        );
        assert_eq!(
            instant("2026-11-27T09:00:00.5Z").unwrap(),
            "2026-11-27T09:00:00.5Z"
        );
        assert_eq!(instant("2026-07-27T10:00").unwrap(), "2026-07-27T08:00:00Z");
        assert_eq!(instant("2026-11-27").unwrap(), "2026-11-26T23:00:00Z");
        assert_eq!(
            instant("2026-11-27T10:00[Asia/Tokyo]").unwrap(),
            "2026-11-27T01:00:00Z"
        );
        assert_eq!(instant("now").unwrap(), "2026-11-21T12:00:00Z");
    }

    #[test]
    fn what_is_no_moment_is_told_with_what_would_be_one() {
        for text in [
            "",
            "10:00",
            "27.11.2026",
            "2026-02-30T10:00",
            "2026-11-27T10:00[Mars/Olympus]",
            "mañana",
        ] {
            let error = text.parse::<Moment>().unwrap_err();
            assert!(
                error.starts_with(&format!("`{text}` is no time; write 2026-")),
                "{error}"
            );
        }
    }

    #[test]
    fn a_local_time_that_comes_twice_or_never_is_not_guessed() {
        assert_eq!(
            instant("2026-10-25T02:30").unwrap_err(),
            "2026-10-25T02:30:00 comes twice in Europe/Madrid; write 2026-10-25T02:30:00+02 or 2026-10-25T02:30:00+01"
        );
        assert_eq!(
            instant("2026-10-25T02:30:00+02").unwrap(),
            "2026-10-25T00:30:00Z"
        );
        let skipped = instant("2026-03-29T02:30").unwrap_err();
        assert_eq!(
            skipped,
            "2026-03-29T02:30:00 does not exist in Europe/Madrid: the clocks skip it"
        );
    }

    #[test]
    fn spans_are_hours_minutes_or_seconds() {
        let seconds = |text| span(text).map(|span| span.as_secs());
        assert_eq!(seconds("4h"), Ok(14_400));
        assert_eq!(seconds("90m"), Ok(5_400));
        assert_eq!(seconds("1h 30m"), Ok(5_400));
        assert_eq!(seconds("0"), Ok(0));
        assert_eq!(seconds("86400"), Ok(86_400));
        assert_eq!(seconds("PT4H"), Ok(14_400));
        for wrong in ["", "-5", "-4h", "four hours", "4h!", "99999999999999999999"] {
            assert!(span(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_pause_has_a_begin_and_perhaps_an_end() {
        let now = "2026-11-21T12:00:00Z".parse().unwrap();
        let pause = |text: &str| {
            text.parse::<Stretch>()?
                .pause(&madrid(), now)
                .map_err(|error| error.to_string())
        };
        let closed = pause("2026-11-27T10:00/2026-11-27T10:30:00Z").unwrap();
        assert_eq!(closed.from().to_string(), "2026-11-27T09:00:00Z");
        assert_eq!(closed.to().unwrap().to_string(), "2026-11-27T10:30:00Z");
        assert_eq!(pause("now/").unwrap(), Pause::since(now));
        assert!(pause("now").unwrap_err().contains("FROM/TO"));
        assert!(
            pause("now/2026-01-01T00:00")
                .unwrap_err()
                .contains("ends before it begins")
        );
        assert!(pause("/now").is_err());
    }
}
