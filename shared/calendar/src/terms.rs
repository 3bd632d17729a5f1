//! Legal terms, which are counted in days and months rather than in open hours.

use jiff::{Span, Timestamp};

use crate::openings::SEARCH_DAYS;
use crate::span::DAY;
use crate::wall::{WallClock, local_day};
use crate::{Calendar, CalendarError};

impl Calendar {
    /// The closing instant of the `days`-th working day after the local day of `start`, which itself does not
    /// count; with zero days, of the first working day from that day on. Where the calendar is always open, the
    /// end of the day is the midnight that ends it.
    ///
    /// A working day is one on which hours begin, less holidays and breaks; its closing is that of the last of
    /// them, also after midnight.
    ///
    /// # Errors
    /// [`CalendarError::NoOpeningWithin`] where three years pass without a working day;
    /// [`CalendarError::OutOfRange`].
    pub fn add_working_days(
        &self,
        start: Timestamp,
        days: u32,
    ) -> Result<Timestamp, CalendarError> {
        let mut day = local_day(self.time_zone(), start) + i32::from(days > 0);
        let mut remaining = days.max(1);
        let mut closed_days = 0;
        let mut clock = WallClock::new(self.time_zone());
        while closed_days <= SEARCH_DAYS {
            if let Some(closing) = self.closing_of(day, &mut clock) {
                closed_days = 0;
                remaining -= 1;
                if remaining == 0 {
                    return Ok(closing);
                }
            } else if clock.instant(day, DAY).is_none() {
                return Err(CalendarError::OutOfRange);
            }
            closed_days += 1;
            day += 1;
        }
        Err(CalendarError::NoOpeningWithin {
            days: SEARCH_DAYS,
            from: start,
        })
    }

    /// The same local time `months` later, on the last day of that month where it is shorter (31 January and a
    /// month is the end of February). A local time that the zone skips then is moved on by as much as it skips;
    /// of one that comes twice, it is the first.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`].
    pub fn add_calendar_months(
        &self,
        start: Timestamp,
        months: u32,
    ) -> Result<Timestamp, CalendarError> {
        Span::new()
            .try_months(months)
            .and_then(|span| start.to_zoned(self.time_zone().clone()).checked_add(span))
            .map(|end| end.timestamp())
            .map_err(|_| CalendarError::OutOfRange)
    }

    /// Whether hours begin on this day.
    pub(crate) fn is_working_day(&self, day: i32) -> bool {
        let mut clock = WallClock::new(self.time_zone());
        self.closing_of(day, &mut clock).is_some()
    }

    /// The closing instant of a day, if it is a working day.
    fn closing_of(&self, day: i32, clock: &mut WallClock<'_>) -> Option<Timestamp> {
        if self.is_always_open() {
            let (begin, end) = (clock.instant(day, 0)?, clock.instant(day, DAY)?);
            return (begin < end).then_some(end);
        }
        let belonging = self.hours().belonging_to(day);
        belonging.into_iter().rev().find_map(|span| {
            let begin = clock.instant(day, span.start)?;
            let end = clock.instant(day, span.end)?;
            (begin < end).then_some(end)
        })
    }
}
