//! Stretches of local time in seconds since a local midnight: read from text, joined, cut.

use crate::{CalendarError, LocalInterval};

/// Seconds on the local clock's face from midnight to midnight: 24 h on every date, whatever the zone does.
pub(crate) const DAY: i32 = 86_400;

/// `[start, end)` in seconds since the midnight of the day it belongs to; `end` may lie in the day after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Span {
    pub(crate) start: i32,
    pub(crate) end: i32,
}

impl Span {
    /// Reads an interval as written; `field` is where it stands, for the error.
    fn read((begin, end): &LocalInterval, field: &str) -> Result<Self, CalendarError> {
        let start = second_of_day(begin, field)?;
        let end_second = match end.as_str() {
            "24:00" | "24:00:00" => DAY,
            text => second_of_day(text, field)?,
        };
        if start == end_second {
            return Err(CalendarError::EmptyInterval {
                field: field.to_owned(),
                text: begin.clone(),
            });
        }
        let overnight = end_second < start;
        Ok(Self {
            start,
            end: end_second + if overnight { DAY } else { 0 },
        })
    }

    /// The same stretch counted from the midnight `seconds` earlier.
    pub(crate) fn shifted(self, seconds: i32) -> Self {
        Self {
            start: self.start + seconds,
            end: self.end + seconds,
        }
    }

    /// What of it lies in `[from, to)`, if anything.
    pub(crate) fn within(self, from: i32, to: i32) -> Option<Self> {
        let part = Self {
            start: self.start.max(from),
            end: self.end.min(to),
        };
        (part.start < part.end).then_some(part)
    }
}

/// Reads the intervals of one day, sorted, with overlaps and contacts joined.
pub(crate) fn read_day(intervals: &[LocalInterval], day: &str) -> Result<Vec<Span>, CalendarError> {
    let mut spans = intervals
        .iter()
        .enumerate()
        .map(|(index, interval)| Span::read(interval, &format!("{day}[{index}]")))
        .collect::<Result<Vec<_>, _>>()?;
    join(&mut spans);
    Ok(spans)
}

/// Sorts, and makes one of those that overlap or touch.
pub(crate) fn join(spans: &mut Vec<Span>) {
    spans.sort_unstable();
    spans.dedup_by(|later, kept| {
        let joined = later.start <= kept.end;
        if joined {
            kept.end = kept.end.max(later.end);
        }
        joined
    });
}

/// Takes `closed` out of sorted, disjoint `spans`.
pub(crate) fn cut(spans: &mut Vec<Span>, closed: Span) {
    let mut index = 0;
    while let Some(&span) = spans.get(index) {
        let before = span.within(i32::MIN, closed.start);
        let after = span.within(closed.end, i32::MAX);
        let kept = [before, after].into_iter().flatten();
        let count = kept.clone().count();
        spans.splice(index..=index, kept);
        index += count;
    }
}

/// `HH:MM` or `HH:MM:SS` as seconds since midnight.
fn second_of_day(text: &str, field: &str) -> Result<i32, CalendarError> {
    parse_time(text).ok_or_else(|| CalendarError::BadTime {
        field: field.to_owned(),
        text: shortened(text),
    })
}

fn parse_time(text: &str) -> Option<i32> {
    let mut parts = text.split(':');
    let hour = two_digits(parts.next()?, 24)?;
    let minute = two_digits(parts.next()?, 60)?;
    let second = parts.next().map_or(Some(0), |part| two_digits(part, 60))?;
    parts
        .next()
        .is_none()
        .then_some((hour * 60 + minute) * 60 + second)
}

/// Exactly two digits that make a number below `limit`.
fn two_digits(text: &str, limit: i32) -> Option<i32> {
    let [tens, units] = text.as_bytes() else {
        return None;
    };
    if !(tens.is_ascii_digit() && units.is_ascii_digit()) {
        return None;
    }
    let number = i32::from(tens - b'0') * 10 + i32::from(units - b'0');
    (number < limit).then_some(number)
}

/// Enough of a wrong text to find it by, so that a hostile one does not fill the error.
fn shortened(text: &str) -> String {
    text.chars().take(20).collect()
}
