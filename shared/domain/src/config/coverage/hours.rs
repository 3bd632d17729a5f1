//! Stretches of time, and days of leave, within what is looked at.

use calendar::Calendar;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::DayHours;

/// How far ahead hours are looked at: sixteen weeks, within the 128 days that [`Days`] holds.
const DAYS_AHEAD: i64 = 16 * 7;

/// What is looked at.
#[derive(Clone, Copy)]
pub(super) struct Horizon {
    from: Timestamp,
    until: Timestamp,
}

impl Horizon {
    /// Sixteen weeks from an instant on.
    pub(super) fn from(now: Timestamp) -> Self {
        let ahead = SignedDuration::from_hours(24 * DAYS_AHEAD);
        Self {
            from: now,
            until: now.checked_add(ahead).unwrap_or(Timestamp::MAX),
        }
    }

    /// The local day on which it begins.
    pub(super) fn first_day(self, calendar: &Calendar) -> Date {
        calendar.time_zone().to_datetime(self.from).date()
    }

    /// When a calendar is open in it.
    pub(super) fn open(self, calendar: &Calendar) -> Vec<Span> {
        let open = calendar.segments(self.from).map(|segment| Span {
            start: segment.start,
            end: segment.end.min(self.until),
        });
        open.take_while(|span| span.start < span.end).collect()
    }
}

/// `[start, end)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: Timestamp,
    pub(super) end: Timestamp,
}

/// What of sorted, disjoint spans lies in none of other such spans.
pub(super) fn minus(spans: &[Span], taken: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut taken = taken.peekable();
    let mut left = Vec::new();
    for span in spans {
        let mut start = span.start;
        while let Some(next) = taken.peek().copied().filter(|next| next.start < span.end) {
            if next.start > start {
                let end = next.start;
                left.push(Span { start, end });
            }
            start = start.max(next.end);
            if next.end > span.end {
                break; // It goes on into the next one.
            }
            taken.next();
        }
        if start < span.end {
            let end = span.end;
            left.push(Span { start, end });
        }
    }
    left
}

/// What of a span lies on one local date.
pub(super) struct DayPart {
    pub(super) date: Date,
    pub(super) span: Span,
}

/// Spans cut at the midnights of a zone.
pub(super) fn by_day(zone: &TimeZone, spans: &[Span]) -> Vec<DayPart> {
    let mut parts = Vec::new();
    let mut today: Option<(Date, Timestamp)> = None;
    for span in spans {
        let mut start = span.start;
        while start < span.end {
            // A date is asked for once: that is what costs.
            let (date, midnight) = today
                .filter(|(_, midnight)| start < *midnight)
                .unwrap_or_else(|| day_of(zone, start));
            today = Some((date, midnight));
            let end = span.end.min(midnight);
            parts.push(DayPart {
                date,
                span: Span { start, end },
            });
            start = end;
        }
    }
    parts
}

/// The local date at an instant, and the midnight at its end.
fn day_of(zone: &TimeZone, at: Timestamp) -> (Date, Timestamp) {
    let date = zone.to_datetime(at).date();
    let tomorrow = date.tomorrow().and_then(|next| next.to_zoned(zone.clone()));
    // Past the last midnight that can be told there is only one day; and where clocks go back over midnight, the date
    // that comes twice goes on.
    let midnight = tomorrow.map_or(Timestamp::MAX, |zoned| zoned.timestamp());
    let midnight = if midnight > at {
        midnight
    } else {
        Timestamp::MAX
    };
    (date, midnight)
}

/// A part of a day as seconds since its midnight.
pub(super) fn on_the_clock(zone: &TimeZone, part: &DayPart) -> (u32, u32) {
    let second = |at: Timestamp| {
        let local = zone.to_datetime(at);
        let since = local.duration_since(part.date.to_datetime(jiff::civil::Time::midnight()));
        u32::try_from(since.as_secs()).unwrap_or(0)
    };
    (second(part.span.start), second(part.span.end))
}

/// What of sorted, disjoint hours of a day lies in none of others.
pub(super) fn hours_minus(hours: &DayHours, taken: &DayHours) -> DayHours {
    let mut left = hours.clone();
    for (from, to) in taken {
        let cut = |(start, end): (u32, u32)| {
            let before = (start, end.min(*from));
            let after = (start.max(*to), end);
            [before, after].into_iter().filter(|(a, b)| a < b)
        };
        left = left.into_iter().flat_map(cut).collect();
    }
    left
}

/// A set of the days that are looked at, counted from the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Days(u128);

impl Days {
    pub(super) const ALL: Self = Self(u128::MAX);

    /// The days of leave, both ends included.
    pub(super) fn of_leave(leave: &[(Date, Date)], first: Date) -> Self {
        let mut days = 0;
        for (from, to) in leave {
            let (from, to) = (days_between(first, *from), days_between(first, *to));
            for day in from.max(0)..=to.min(i64::from(u128::BITS) - 1) {
                days |= 1_u128 << day;
            }
        }
        Self(days)
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) fn is_none(self) -> bool {
        self.0 == 0
    }

    pub(super) fn has(self, day: i64) -> bool {
        u32::try_from(day)
            .ok()
            .and_then(|day| 1_u128.checked_shl(day))
            .is_some_and(|bit| self.0 & bit != 0)
    }
}

pub(super) fn days_between(first: Date, date: Date) -> i64 {
    date.duration_since(first).as_hours() / 24
}

#[cfg(test)]
#[path = "hours_tests.rs"]
mod tests;
