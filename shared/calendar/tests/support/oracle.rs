//! The same rules once more, the slow and plain way: every minute, or every second, is asked whether it is open.
//!
//! It shares no code with the crate. Local time is that of a wall clock which is stopped, not turned back, where
//! the zone repeats an hour (the README's picture), so the rules can be asked of what that clock shows.

use calendar::{CalendarSpec, DayName, LocalInterval};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

/// Which minutes (or seconds) from `from` on are open.
pub struct Ticks {
    pub from: Timestamp,
    pub open: Vec<bool>,
    length: i32,
}

impl Ticks {
    pub fn minutes(spec: &CalendarSpec, from: Timestamp, count: usize) -> Self {
        Self::of(spec, from, count, 60)
    }

    pub fn seconds(spec: &CalendarSpec, from: Timestamp, count: usize) -> Self {
        Self::of(spec, from, count, 1)
    }

    fn of(spec: &CalendarSpec, from: Timestamp, count: usize, length: i32) -> Self {
        let zone = TimeZone::get(&spec.tz).unwrap();
        // Hours ahead, so that the clock is stopped where it should be from the first minute on.
        let mut now = from - SignedDuration::from_hours(3);
        let mut shown = zone.to_datetime(now);
        let mut open = Vec::with_capacity(count);
        while open.len() < count {
            shown = shown.max(zone.to_datetime(now));
            if now >= from {
                open.push(is_open(spec, shown));
            }
            now += SignedDuration::from_secs(length.into());
        }
        Self { from, open, length }
    }

    pub fn instant(&self, tick: usize) -> Timestamp {
        self.from + self.time(tick)
    }

    /// So many ticks.
    pub fn time(&self, count: usize) -> SignedDuration {
        SignedDuration::from_secs(i64::from(self.length)) * i32::try_from(count).unwrap()
    }

    pub fn elapsed(&self, start: usize, end: usize) -> SignedDuration {
        let count = self.open[start..end].iter().filter(|open| **open).count();
        self.time(count)
    }

    /// The end of the `target`-th open tick from `start` on, or the first open one for zero.
    pub fn due(&self, start: usize, target: usize) -> Option<Timestamp> {
        let mut open = (start..self.open.len()).filter(|tick| self.open[*tick]);
        let tick = match target {
            0 => open.next()?,
            _ => open.nth(target - 1)? + 1,
        };
        Some(self.instant(tick))
    }

    /// The begin of the `target`-th open tick before `end`, or the end of the last open one for zero.
    pub fn before(&self, end: usize, target: usize) -> Option<Timestamp> {
        let mut open = (0..end).rev().filter(|tick| self.open[*tick]);
        let tick = match target {
            0 => open.next()? + 1,
            _ => open.nth(target - 1)?,
        };
        Some(self.instant(tick))
    }

    /// The runs of open ticks.
    pub fn segments(&self) -> Vec<std::ops::Range<Timestamp>> {
        let mut segments: Vec<std::ops::Range<Timestamp>> = Vec::new();
        for tick in (0..self.open.len()).filter(|tick| self.open[*tick]) {
            let (begin, end) = (self.instant(tick), self.instant(tick + 1));
            match segments.last_mut() {
                Some(last) if last.end == begin => last.end = end,
                _ => segments.push(begin..end),
            }
        }
        segments
    }
}

fn is_open(spec: &CalendarSpec, shown: DateTime) -> bool {
    if spec.always {
        return true;
    }
    if spec.holidays.contains(&shown.date().into()) {
        return false;
    }
    let broken = [0, 1].into_iter().any(|ago| {
        let day = shown.date() - ago.days();
        let breaks = spec.breaks.get(&day);
        breaks.is_some_and(|intervals| intervals.iter().any(|i| holds(i, day.into(), shown)))
    });
    !broken && [0, 1].into_iter().any(|ago| begun_on(spec, shown, ago))
}

/// Whether hours that began `ago` days before hold what the clock shows.
fn begun_on(spec: &CalendarSpec, shown: DateTime, ago: i64) -> bool {
    let day = shown.date() - ago.days();
    if spec.holidays.contains(&day.into()) {
        return false;
    }
    let weekly = spec.hours.get(&DayName::from(day.weekday()));
    let hours = spec.shifts.get(&day).or(weekly);
    hours.is_some_and(|intervals| intervals.iter().any(|i| holds(i, day.into(), shown)))
}

fn holds((begin, end): &LocalInterval, midnight: DateTime, shown: DateTime) -> bool {
    let (begin, mut end) = (second_of(begin), second_of(end));
    if end < begin {
        end += 24 * 3_600;
    }
    let now = shown.duration_since(midnight).as_secs();
    begin <= now && now < end
}

/// The second of the day of `HH:MM` or `HH:MM:SS`.
fn second_of(text: &str) -> i64 {
    let parts = text.split(':').map(|part| part.parse::<i64>().unwrap());
    let scaled = parts.zip([3_600, 60, 1]).map(|(part, scale)| part * scale);
    scaled.sum()
}
