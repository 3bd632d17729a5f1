//! The open time of a calendar as a lazy sequence of segments.

use std::iter::FusedIterator;
use std::ops::Range;

use jiff::{SignedDuration, Timestamp};

use crate::openings::{Direction, Openings, SEARCH_DAYS};

const LONGEST: SignedDuration = SignedDuration::from_hours(24 * SEARCH_DAYS as i64);

/// The open segments of a calendar as half-open ranges of instants: disjoint, none empty, in the order of the
/// walk, one for each time it opens and closes; a midnight does not part them.
///
/// Without end for most calendars, so take as much as needed; it ends where the calendar stays closed for three
/// years. A segment of more than three years is told in parts, except that of a calendar that is always open.
#[derive(Debug, Clone)]
pub struct Segments<'a> {
    openings: Openings<'a>,
    pending: Option<Range<Timestamp>>,
    finished: bool,
}

impl<'a> Segments<'a> {
    pub(crate) fn new(openings: Openings<'a>) -> Self {
        Self {
            openings,
            pending: None,
            finished: false,
        }
    }

    fn next_opening(&mut self) -> Option<Range<Timestamp>> {
        if let Some(pending) = self.pending.take() {
            return Some(pending);
        }
        if self.finished {
            return None;
        }
        let opening = self.openings.next_open().ok();
        self.finished = opening.is_none();
        opening
    }
}

impl Iterator for Segments<'_> {
    type Item = Range<Timestamp>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut segment = self.next_opening()?;
        while segment.end.duration_since(segment.start) < LONGEST {
            let Some(opening) = self.next_opening() else {
                break;
            };
            match self.openings.direction() {
                Direction::Later if opening.start == segment.end => segment.end = opening.end,
                Direction::Earlier if opening.end == segment.start => {
                    segment.start = opening.start;
                }
                _ => {
                    self.pending = Some(opening);
                    break;
                }
            }
        }
        Some(segment)
    }
}

impl FusedIterator for Segments<'_> {}
