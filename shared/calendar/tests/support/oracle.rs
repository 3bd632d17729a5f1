//! The same rules once more, the slow and plain way: every minute is asked whether it is open.
//!
//! It shares no code with the crate. Local time is that of a wall clock which is stopped, not turned back, where
//! the zone repeats an hour (the README's picture), so the rules can be asked of what that clock shows.

use calendar::{CalendarSpec, DayName, LocalInterval};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

const MINUTE: SignedDuration = SignedDuration::from_secs(60);

/// Which minutes from `from` on are open.
pub struct Minutes {
    pub from: Timestamp,
    pub open: Vec<bool>,
}

impl Minutes {
    pub fn of(spec: &CalendarSpec, from: Timestamp, count: usize) -> Self {
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
            now += MINUTE;
        }
        Self { from, open }
    }

    pub fn instant(&self, minute: usize) -> Timestamp {
        self.from + SignedDuration::from_mins(i64::try_from(minute).unwrap())
    }

    pub fn elapsed(&self, start: usize, end: usize) -> SignedDuration {
        let count = self.open[start..end].iter().filter(|open| **open).count();
        SignedDuration::from_mins(i64::try_from(count).unwrap())
    }

    /// The end of the `target`-th open minute from `start` on, or the first open one for zero.
    pub fn due(&self, start: usize, target: usize) -> Option<Timestamp> {
        let mut open = (start..self.open.len()).filter(|minute| self.open[*minute]);
        let minute = match target {
            0 => open.next()?,
            _ => open.nth(target - 1)? + 1,
        };
        Some(self.instant(minute))
    }

    /// The begin of the `target`-th open minute before `end`, or the end of the last open one for zero.
    pub fn before(&self, end: usize, target: usize) -> Option<Timestamp> {
        let mut open = (0..end).rev().filter(|minute| self.open[*minute]);
        let minute = match target {
            0 => open.next()? + 1,
            _ => open.nth(target - 1)?,
        };
        Some(self.instant(minute))
    }

    /// The runs of open minutes.
    pub fn segments(&self) -> Vec<std::ops::Range<Timestamp>> {
        let mut segments: Vec<std::ops::Range<Timestamp>> = Vec::new();
        for minute in (0..self.open.len()).filter(|minute| self.open[*minute]) {
            let (begin, end) = (self.instant(minute), self.instant(minute + 1));
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
    if spec.holidays.contains(&shown.date()) {
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
    if spec.holidays.contains(&day) {
        return false;
    }
    let weekly = spec.hours.get(&DayName::from(day.weekday()));
    let hours = spec.shifts.get(&day).or(weekly);
    hours.is_some_and(|intervals| intervals.iter().any(|i| holds(i, day.into(), shown)))
}

fn holds((begin, end): &LocalInterval, midnight: DateTime, shown: DateTime) -> bool {
    let minute =
        |text: &str| text[..2].parse::<i64>().unwrap() * 60 + text[3..5].parse::<i64>().unwrap();
    let (begin, mut end) = (minute(begin), minute(end));
    if end < begin {
        end += 24 * 60;
    }
    let now = shown.duration_since(midnight).as_secs().div_euclid(60);
    begin <= now && now < end
}
