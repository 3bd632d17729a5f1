//! The days of a report, for its picture.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Counts, Outcome, Period};

/// Promises of an answer whose customers began to wait on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// The local day.
    pub date: Date,
    /// How they stand.
    pub promises: Counts,
}

/// Days in the making.
#[derive(Clone, Debug)]
pub(super) struct Days {
    zone: TimeZone,
    counts: BTreeMap<Date, Counts>,
}

impl Days {
    /// Every day of a period; none of a period that is empty.
    pub(super) fn of(period: Period, zone: &TimeZone) -> Self {
        let mut counts = BTreeMap::new();
        let first = zone.to_datetime(period.from).date();
        let days = first.series(jiff::ToSpan::days(1));
        for date in days.take_while(|date| starts(*date, zone).is_some_and(|at| at < period.to)) {
            counts.insert(date, Counts::default());
        }
        Self {
            zone: zone.clone(),
            counts,
        }
    }

    pub(super) fn add(&mut self, started_at: Timestamp, outcome: Outcome) {
        let date = self.zone.to_datetime(started_at).date();
        self.counts.entry(date).or_default().add(outcome);
    }

    pub(super) fn done(self) -> Vec<Day> {
        let days = self.counts.into_iter();
        days.map(|(date, promises)| Day { date, promises })
            .collect()
    }
}

fn starts(date: Date, zone: &TimeZone) -> Option<Timestamp> {
    let start = date.to_zoned(zone.clone()).ok()?;
    Some(start.timestamp())
}
