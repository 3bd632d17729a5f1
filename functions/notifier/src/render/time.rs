//! Times as people say them, in the brand's zone.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// A day seen from today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Day {
    /// The day before.
    Yesterday,
    /// The same day.
    Today,
    /// The next day.
    Tomorrow,
    /// Any other.
    Other {
        /// Its day of the week.
        weekday: Weekday,
        /// Its date.
        date: Date,
        /// Whether it lies in another year, which then has to be said.
        another_year: bool,
    },
}

/// An instant on the clock on the wall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    /// Its day.
    pub(crate) day: Day,
    /// Its hour, 0 to 23.
    pub(crate) hour: i8,
    /// `10:40`
    pub(crate) clock: String,
}

/// The clock on the wall, and what it shows now.
#[derive(Clone, Debug)]
pub(crate) struct Wall {
    zone: TimeZone,
    now: Timestamp,
    known: bool,
}

impl Wall {
    /// The clock of a zone (IANA). A zone that is not known becomes UTC, and then every time says so: a time that is an
    /// hour off and does not tell is worse than an ugly one.
    pub(crate) fn new(zone: &str, now: Timestamp) -> Self {
        let found = TimeZone::get(zone).ok();
        Self {
            known: found.is_some(),
            zone: found.unwrap_or(TimeZone::UTC),
            now,
        }
    }

    /// The zone's name for people; none where it is not known.
    pub(crate) fn zone_name(&self) -> Option<&str> {
        self.zone.iana_name().filter(|_| self.known)
    }

    /// An instant as it is said today.
    pub(crate) fn moment(&self, at: Timestamp) -> Moment {
        let zoned = at.to_zoned(self.zone.clone());
        let mark = if self.known { "" } else { " UTC" };
        Moment {
            day: self.day(zoned.date()),
            hour: zoned.hour(),
            clock: format!("{}{mark}", zoned.strftime("%H:%M")),
        }
    }

    /// The date of an instant.
    pub(crate) fn date(&self, at: Timestamp) -> Date {
        at.to_zoned(self.zone.clone()).date()
    }

    fn day(&self, date: Date) -> Day {
        let today = self.now.to_zoned(self.zone.clone()).date();
        match date {
            _ if date == today => Day::Today,
            _ if today.tomorrow().ok() == Some(date) => Day::Tomorrow,
            _ if today.yesterday().ok() == Some(date) => Day::Yesterday,
            _ => Day::Other {
                weekday: date.weekday(),
                date,
                another_year: date.year() != today.year(),
            },
        }
    }

    /// How long until an instant; negative when it is past.
    pub(crate) fn until(&self, at: Timestamp) -> SignedDuration {
        at.duration_since(self.now)
    }
}

/// A length of time in its two largest units, rounded down: `58 min`, `4 h 5 min`, from two days on `2 d 3 h`. None below
/// a minute. Its sign does not matter.
pub(crate) fn span(duration: SignedDuration) -> Option<String> {
    let minutes = duration.unsigned_abs().as_secs() / 60;
    let (large, small) = match minutes {
        0 => return None,
        1..60 => return Some(format!("{minutes} min")),
        60..2_880 => ((minutes / 60, "h"), (minutes % 60, "min")),
        _ => ((minutes / 1_440, "d"), (minutes % 1_440 / 60, "h")),
    };
    Some(match small {
        (0, _) => format!("{} {}", large.0, large.1),
        (count, unit) => format!("{} {} {count} {unit}", large.0, large.1),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn the_day_is_the_one_on_the_wall_not_the_one_of_utc() {
        let wall = Wall::new("Europe/Madrid", at("2026-11-23T22:30:00Z"));
        assert_eq!(wall.moment(at("2026-11-23T22:59:00Z")).day, Day::Today);
        let next = wall.moment(at("2026-11-23T23:10:00Z"));
        assert_eq!(
            (next.day, next.hour, next.clock.as_str()),
            (Day::Tomorrow, 0, "00:10")
        );
        assert_eq!(wall.moment(at("2026-11-22T22:30:00Z")).day, Day::Yesterday);
    }

    #[test]
    fn another_year_is_said() {
        let wall = Wall::new("Europe/Madrid", at("2026-12-30T10:00:00Z"));
        assert!(matches!(
            wall.moment(at("2027-01-04T10:00:00Z")).day,
            Day::Other {
                another_year: true,
                ..
            }
        ));
        assert!(matches!(
            wall.moment(at("2026-12-25T10:00:00Z")).day,
            Day::Other {
                another_year: false,
                ..
            }
        ));
    }

    #[test]
    fn a_zone_that_nobody_knows_shows_that_its_times_are_utc() {
        let wall = Wall::new("Mars/Olympus", at("2026-11-23T10:00:00Z"));
        assert_eq!(wall.moment(at("2026-11-23T09:40:00Z")).clock, "09:40 UTC");
        assert_eq!(wall.zone_name(), None);
    }

    #[test]
    fn spans_have_at_most_two_units() {
        let of = |seconds| span(SignedDuration::from_secs(seconds));
        assert_eq!(of(59), None);
        assert_eq!(of(3_599).as_deref(), Some("59 min"));
        assert_eq!(of(-3_900).as_deref(), Some("1 h 5 min"));
        assert_eq!(of(86_400).as_deref(), Some("24 h"));
        assert_eq!(of(183_600).as_deref(), Some("2 d 3 h"));
        assert_eq!(of(172_800).as_deref(), Some("2 d"));
        assert!(span(SignedDuration::MIN).is_some());
    }
}
