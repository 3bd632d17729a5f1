//! From the clock on the wall to the instant: local times of one zone as Unix seconds.
//!
//! The map never runs backwards, so stretches that are ordered and disjoint on the wall stay so as instants. A
//! local time that the zone skips is the instant of the skip; one that comes twice is the first of the two.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};

const DAY_SECONDS: i64 = 86_400;

/// Zones have moved their clocks by a whole day (Samoa in 2011); further than this from such a move nothing is
/// ambiguous.
const MARGIN: i64 = 3 * DAY_SECONDS;

/// Asking the zone costs ten times more than a subtraction; finding the stretch in which the offset stays the
/// same costs as much as a few questions. So it is looked for only by those who ask often.
const QUESTIONS_BEFORE_STEADY: u8 = 8;

const EPOCH: Date = Date::constant(1970, 1, 1);

/// Days since 1970-01-01.
pub(crate) fn day_number(date: Date) -> i32 {
    let days = date.duration_since(EPOCH).as_secs() / DAY_SECONDS;
    // Dates of the years -9999 to 9999 are some millions of days.
    i32::try_from(days).unwrap_or(i32::MAX)
}

/// The local date at an instant, in days since 1970-01-01.
pub(crate) fn local_day(zone: &TimeZone, at: Timestamp) -> i32 {
    day_number(zone.to_datetime(at).date())
}

/// A wall clock of one zone that remembers between questions how far its offset holds.
#[derive(Debug, Clone)]
pub(crate) struct WallClock<'a> {
    zone: &'a TimeZone,
    steady: Option<Steady>,
    questions: u8,
}

/// Local seconds `[from, until)` in which nothing but `offset` is possible.
#[derive(Debug, Clone, Copy)]
struct Steady {
    from: i64,
    until: i64,
    offset: i64,
}

impl<'a> WallClock<'a> {
    pub(crate) fn new(zone: &'a TimeZone) -> Self {
        Self {
            zone,
            steady: None,
            questions: 0,
        }
    }

    /// The instant at which the clock shows `second` seconds after the midnight of `day`; none beyond the years
    /// that can be told.
    pub(crate) fn instant(&mut self, day: i32, second: i32) -> Option<Timestamp> {
        let local = i64::from(day) * DAY_SECONDS + i64::from(second);
        let steady = self.steady.filter(|run| run.holds(local));
        let unix = match steady {
            Some(run) => local - run.offset,
            None => self.ask(local)?,
        };
        Timestamp::from_second(unix).ok()
    }

    fn ask(&mut self, local: i64) -> Option<i64> {
        let unix = settle(self.zone, local)?;
        self.questions = self.questions.saturating_add(1);
        let left = self.steady.is_none_or(|run| run.is_far_from(local));
        if left && self.questions >= QUESTIONS_BEFORE_STEADY {
            self.steady = Steady::around(self.zone, unix);
        }
        Some(unix)
    }
}

impl Steady {
    fn around(zone: &TimeZone, unix: i64) -> Option<Self> {
        let at = Timestamp::from_second(unix).ok()?;
        let just_after = Timestamp::from_second(unix + 1).ok()?;
        let offset = i64::from(zone.to_offset(at).seconds());
        let local = |change: Timestamp| change.as_second() + offset;
        let last = zone.preceding(just_after).next();
        let next = zone.following(at).next();
        Some(Self {
            from: last.map_or(i64::MIN, |change| local(change.timestamp()) + MARGIN),
            until: next.map_or(i64::MAX, |change| local(change.timestamp()) - MARGIN),
            offset,
        })
    }

    fn holds(self, local: i64) -> bool {
        self.from <= local && local < self.until
    }

    /// Past the change of offset and its margins, where the next stretch begins.
    fn is_far_from(self, local: i64) -> bool {
        local < self.from.saturating_sub(2 * MARGIN)
            || local >= self.until.saturating_add(2 * MARGIN)
    }
}

/// Asks the zone itself.
fn settle(zone: &TimeZone, local: i64) -> Option<i64> {
    let shown = Offset::UTC.to_datetime(Timestamp::from_second(local).ok()?);
    match zone.to_ambiguous_timestamp(shown).offset() {
        AmbiguousOffset::Unambiguous { offset } | AmbiguousOffset::Fold { before: offset, .. } => {
            Some(local - i64::from(offset.seconds()))
        }
        AmbiguousOffset::Gap { before, after } => {
            let earliest = local - i64::from(after.seconds());
            let latest = local - i64::from(before.seconds());
            Some(skip_between(zone, earliest, latest))
        }
    }
}

/// The instant in `(earliest, latest]` at which the zone's clocks jump forward.
fn skip_between(zone: &TimeZone, earliest: i64, latest: i64) -> i64 {
    let Ok(from) = Timestamp::from_second(earliest) else {
        return latest;
    };
    let before = zone.to_offset(from);
    zone.following(from)
        .map(|change| (change.timestamp().as_second(), change.offset()))
        .take_while(|(at, _)| *at <= latest)
        .find(|(_, offset)| *offset > before)
        .map_or(latest, |(at, _)| at)
}
