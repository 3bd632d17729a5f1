//! The walk over days: the open stretches of a calendar as instants, one after the other, in either direction.

use std::ops::Range;

use jiff::Timestamp;

use crate::CalendarError;
use crate::calendar::Calendar;
use crate::span::Span;
use crate::wall::{WallClock, local_day};

/// How many closed days in a row are searched for an opening: three years.
pub(crate) const SEARCH_DAYS: i32 = 3 * 366;

/// Which way a walk goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Later,
    Earlier,
}

/// A walk from one instant in one direction. Stretches end at local midnights, so neighbours may touch.
#[derive(Debug, Clone)]
pub(crate) struct Openings<'a> {
    calendar: &'a Calendar,
    clock: WallClock<'a>,
    direction: Direction,
    origin: Timestamp,
    /// The next day to look at.
    day: i32,
    closed_days: i32,
    patience: i32,
    /// No day after this one is looked at.
    last_day: i32,
    /// Open spans of the day before `day` in walking order that are still to be told, last one first.
    spans: Vec<Span>,
    finished: bool,
}

impl<'a> Openings<'a> {
    /// All that is open at or after `origin`.
    pub(crate) fn later(calendar: &'a Calendar, origin: Timestamp) -> Self {
        Self::new(calendar, origin, Direction::Later, SEARCH_DAYS)
    }

    /// All that is open before `origin`.
    pub(crate) fn earlier(calendar: &'a Calendar, origin: Timestamp) -> Self {
        Self::new(calendar, origin, Direction::Earlier, SEARCH_DAYS)
    }

    /// All that is open at or after `origin`, looking no further than the local day of `end`.
    pub(crate) fn until(calendar: &'a Calendar, origin: Timestamp, end: Timestamp) -> Self {
        let mut walk = Self::new(calendar, origin, Direction::Later, i32::MAX);
        walk.last_day = local_day(calendar.time_zone(), end) + 1;
        walk
    }

    fn new(calendar: &'a Calendar, origin: Timestamp, direction: Direction, patience: i32) -> Self {
        let today = local_day(calendar.time_zone(), origin);
        Self {
            calendar,
            clock: WallClock::new(calendar.time_zone()),
            direction,
            origin,
            // Where clocks go back over midnight, an instant of the new day shows the old date for a while.
            day: today + i32::from(direction == Direction::Earlier),
            closed_days: 0,
            patience,
            last_day: i32::MAX,
            spans: Vec::new(),
            finished: false,
        }
    }

    pub(crate) fn direction(&self) -> Direction {
        self.direction
    }

    /// The next open stretch, cut at the origin.
    ///
    /// # Errors
    /// [`CalendarError::NoOpeningWithin`] after too many closed days or past the last day;
    /// [`CalendarError::OutOfRange`] at the ends of time.
    pub(crate) fn next_open(&mut self) -> Result<Range<Timestamp>, CalendarError> {
        if self.calendar.is_always_open() {
            return self.all_time();
        }
        loop {
            let Some(span) = self.spans.pop() else {
                self.turn_page()?;
                continue;
            };
            let open = self.instants(span).ok_or(CalendarError::OutOfRange)?;
            if !open.is_empty() {
                self.closed_days = 0;
                return Ok(open);
            }
        }
    }

    fn all_time(&mut self) -> Result<Range<Timestamp>, CalendarError> {
        let open = match self.direction {
            Direction::Later => self.origin..Timestamp::MAX,
            Direction::Earlier => Timestamp::MIN..self.origin,
        };
        if std::mem::replace(&mut self.finished, true) || open.is_empty() {
            return Err(CalendarError::OutOfRange);
        }
        Ok(open)
    }

    /// Reads the spans of the next day.
    fn turn_page(&mut self) -> Result<(), CalendarError> {
        if self.closed_days > self.patience || self.day > self.last_day {
            return Err(CalendarError::NoOpeningWithin {
                days: self.closed_days,
                from: self.origin,
            });
        }
        self.calendar.hours().open_on(self.day, &mut self.spans);
        if self.direction == Direction::Later {
            self.spans.reverse();
        }
        self.closed_days += 1;
        self.day += self.direction.step();
        Ok(())
    }

    /// A span of the day last read as instants, cut at the origin. It may be empty: the zone skipped it, or it
    /// lies on the other side of the origin.
    fn instants(&mut self, span: Span) -> Option<Range<Timestamp>> {
        let day = self.day - self.direction.step();
        let begin = self.clock.instant(day, span.start)?;
        let end = self.clock.instant(day, span.end)?;
        Some(match self.direction {
            Direction::Later => begin.max(self.origin)..end,
            Direction::Earlier => begin..end.min(self.origin),
        })
    }
}

impl Direction {
    fn step(self) -> i32 {
        match self {
            Self::Later => 1,
            Self::Earlier => -1,
        }
    }
}
