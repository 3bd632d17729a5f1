//! Stretches in which the clock does not run although the calendar is open.

use std::ops::Range;

use jiff::Timestamp;

use crate::CalendarError;

/// Instants between which a clock does not run, whatever the calendar says. Pauses of one clock may come in any
/// order, overlap, and lie anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    from: Timestamp,
    to: Option<Timestamp>,
}

impl Pause {
    /// A pause over `[from, to)`; of length zero it covers nothing.
    ///
    /// # Errors
    /// [`CalendarError::BackwardPause`] where it would end before it begins.
    pub fn between(from: Timestamp, to: Timestamp) -> Result<Self, CalendarError> {
        if to < from {
            return Err(CalendarError::BackwardPause { from, to });
        }
        Ok(Self { from, to: Some(to) })
    }

    /// A pause that has begun and not yet ended.
    #[must_use]
    pub fn since(from: Timestamp) -> Self {
        Self { from, to: None }
    }

    /// Where it begins.
    #[must_use]
    pub fn from(&self) -> Timestamp {
        self.from
    }

    /// Where it ends, when it does.
    #[must_use]
    pub fn to(&self) -> Option<Timestamp> {
        self.to
    }
}

/// All the time in which a clock stands still: sorted stretches that neither touch nor overlap.
#[derive(Debug)]
pub(crate) struct Standstill(Vec<Range<Timestamp>>);

impl Standstill {
    pub(crate) fn new(pauses: &[Pause]) -> Self {
        let mut all: Vec<_> = pauses
            .iter()
            .map(|pause| pause.from..pause.to.unwrap_or(Timestamp::MAX))
            .filter(|stretch| !stretch.is_empty())
            .collect();
        all.sort_unstable_by_key(|stretch| stretch.start);
        all.dedup_by(|later, kept| {
            let joined = later.start <= kept.end;
            if joined {
                kept.end = kept.end.max(later.end);
            }
            joined
        });
        Self(all)
    }

    /// The parts of `open` in which the clock runs, in order.
    pub(crate) fn running(
        &self,
        open: Range<Timestamp>,
    ) -> impl DoubleEndedIterator<Item = Range<Timestamp>> {
        let first = self.0.partition_point(|pause| pause.end <= open.start);
        let last = self.0.partition_point(|pause| pause.start < open.end);
        let held = self.0.get(first..last).unwrap_or_default();
        (0..=held.len())
            .map(move |gap| {
                let after = gap.checked_sub(1).and_then(|before| held.get(before));
                let begin = after.map_or(open.start, |pause| pause.end);
                let end = held.get(gap).map_or(open.end, |pause| pause.start);
                begin.max(open.start)..end.min(open.end)
            })
            .filter(|part| !part.is_empty())
    }

    /// The begin of the pause without end, where it has begun by `at`.
    pub(crate) fn endless_at(&self, at: Timestamp) -> Option<Timestamp> {
        let last = self.0.last()?;
        (last.end == Timestamp::MAX && last.start <= at).then_some(last.start)
    }
}
