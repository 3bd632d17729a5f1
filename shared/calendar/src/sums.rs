//! Open time added, taken off and counted. All sums are made on instants.

use jiff::{SignedDuration, Timestamp};

use crate::openings::Openings;
use crate::pause::Standstill;
use crate::{Calendar, CalendarError, Pause};

impl Calendar {
    /// The instant at which `target` of open time after `start` is used up. Used up exactly at closing, it is the
    /// closing instant; a target of zero is the first open instant at or after `start`.
    ///
    /// # Errors
    /// [`CalendarError::NegativeTarget`]; [`CalendarError::NoOpeningWithin`] where it stays closed for three years
    /// on the way; [`CalendarError::OutOfRange`].
    pub fn due(
        &self,
        start: Timestamp,
        target: SignedDuration,
    ) -> Result<Timestamp, CalendarError> {
        self.due_with_pauses(start, target, &[])
    }

    /// [`due`](Self::due), where time within `pauses` counts as closed.
    ///
    /// # Errors
    /// As [`due`](Self::due), and [`CalendarError::PausedWithoutEnd`] where a pause without end comes first.
    pub fn due_with_pauses(
        &self,
        start: Timestamp,
        target: SignedDuration,
        pauses: &[Pause],
    ) -> Result<Timestamp, CalendarError> {
        let mut remaining = not_negative(target)?;
        let standstill = Standstill::new(pauses);
        let mut openings = Openings::later(self, start);
        loop {
            let open = openings.next_open()?;
            let closing = open.end;
            for part in standstill.running(open) {
                let length = part.end.duration_since(part.start);
                if remaining <= length {
                    return moved(part.start, remaining);
                }
                remaining = remaining.saturating_sub(length);
            }
            if let Some(from) = standstill.endless_at(closing) {
                return Err(CalendarError::PausedWithoutEnd { from });
            }
        }
    }

    /// The instant from which `target` of open time remains until `end`, such as when to warn before a deadline.
    /// Used up exactly at opening, it is the opening instant; a target of zero is `end` itself where the calendar
    /// is open up to it, else the last closing instant before.
    ///
    /// # Errors
    /// As [`due`](Self::due).
    pub fn before(
        &self,
        end: Timestamp,
        target: SignedDuration,
    ) -> Result<Timestamp, CalendarError> {
        self.before_with_pauses(end, target, &[])
    }

    /// [`before`](Self::before), where time within `pauses` counts as closed.
    ///
    /// # Errors
    /// As [`due`](Self::due).
    pub fn before_with_pauses(
        &self,
        end: Timestamp,
        target: SignedDuration,
        pauses: &[Pause],
    ) -> Result<Timestamp, CalendarError> {
        let mut remaining = not_negative(target)?;
        let standstill = Standstill::new(pauses);
        let mut openings = Openings::earlier(self, end);
        loop {
            for part in standstill.running(openings.next_open()?).rev() {
                let length = part.end.duration_since(part.start);
                if remaining <= length {
                    return moved(part.end, -remaining);
                }
                remaining = remaining.saturating_sub(length);
            }
        }
    }

    /// The open time in `[start, end)`; zero where `end` is not after `start`.
    #[must_use]
    pub fn elapsed(&self, start: Timestamp, end: Timestamp) -> SignedDuration {
        self.elapsed_with_pauses(start, end, &[])
    }

    /// [`elapsed`](Self::elapsed), where time within `pauses` counts as closed.
    #[must_use]
    pub fn elapsed_with_pauses(
        &self,
        start: Timestamp,
        end: Timestamp,
        pauses: &[Pause],
    ) -> SignedDuration {
        let standstill = Standstill::new(pauses);
        let mut openings = Openings::until(self, start, end);
        let mut total = SignedDuration::ZERO;
        while let Ok(mut open) = openings.next_open() {
            if open.start >= end {
                break;
            }
            open.end = open.end.min(end);
            for part in standstill.running(open) {
                total = total.saturating_add(part.end.duration_since(part.start));
            }
        }
        total
    }
}

fn not_negative(target: SignedDuration) -> Result<SignedDuration, CalendarError> {
    if target.is_negative() {
        return Err(CalendarError::NegativeTarget);
    }
    Ok(target)
}

fn moved(from: Timestamp, by: SignedDuration) -> Result<Timestamp, CalendarError> {
    from.checked_add(by).map_err(|_| CalendarError::OutOfRange)
}
