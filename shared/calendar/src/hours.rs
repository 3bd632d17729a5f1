//! The civil rules of a calendar: which local stretches of a date are open. No instants, no zone.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};

use crate::holiday;
use crate::span::{self, DAY, Span};
use crate::wall::day_number;
use crate::{CalendarError, CalendarSpec, DayName, LocalInterval};

/// The checked hours of a calendar. Dates are days since 1970-01-01.
#[derive(Debug, Clone)]
pub(crate) struct Hours {
    /// From Monday on.
    week: [Vec<Span>; 7],
    /// In order, each once.
    holidays: Vec<i32>,
    breaks: BTreeMap<i32, Vec<Span>>,
    replaced: BTreeMap<i32, Vec<Span>>,
}

impl Hours {
    pub(crate) fn new(spec: &CalendarSpec) -> Result<Self, CalendarError> {
        let holidays = holiday::dates(&spec.holidays)?;
        Ok(Self {
            week: read_week(&spec.hours)?,
            holidays: holidays.into_iter().map(day_number).collect(),
            breaks: read_dates(&spec.breaks, "breaks")?,
            replaced: read_dates(&spec.shifts, "shifts")?,
        })
    }

    /// Whether some day of every week opens.
    pub(crate) fn opens_weekly(&self) -> bool {
        self.week.iter().any(|day| !day.is_empty())
    }

    /// Whether no instant is ever closed.
    pub(crate) fn is_never_closed(&self) -> bool {
        let covered = |day: &Vec<Span>| day.first().is_some_and(|s| s.start == 0 && s.end >= DAY);
        self.week.iter().all(covered)
            && self.holidays.is_empty()
            && self.breaks.is_empty()
            && self.replaced.is_empty()
    }

    /// The days with replacement hours.
    pub(crate) fn replaced_days(&self) -> impl Iterator<Item = i32> {
        self.replaced.keys().copied()
    }

    pub(crate) fn is_holiday(&self, day: i32) -> bool {
        self.holidays.binary_search(&day).is_ok()
    }

    /// Puts what is open between the midnights of `day` into `open`, sorted and disjoint: its own hours and what
    /// the eve's leave over, less breaks; nothing on a holiday.
    pub(crate) fn open_on(&self, day: i32, open: &mut Vec<Span>) {
        open.clear();
        if self.is_holiday(day) {
            return;
        }
        let eve = self.hours_of(day - 1).iter().map(|s| s.shifted(-DAY));
        let own = self.hours_of(day).iter().copied();
        open.extend(eve.chain(own).filter_map(|span| span.within(0, DAY)));
        span::join(open);
        self.take_breaks(day, open);
    }

    /// The stretches that belong to `day`, those running on into the next day whole, less breaks and less what of
    /// them falls on a holiday.
    pub(crate) fn belonging_to(&self, day: i32) -> Vec<Span> {
        let mut open = self.hours_of(day).to_vec();
        if self.is_holiday(day + 1) {
            open.retain_mut(|span| {
                span.end = span.end.min(DAY);
                span.start < span.end
            });
        }
        self.take_breaks(day, &mut open);
        let next = self.breaks.get(&(day + 1)).into_iter().flatten();
        next.for_each(|closed| span::cut(&mut open, closed.shifted(DAY)));
        open
    }

    /// The hours that begin on `day`: none on a holiday, the replacement where there is one, else the week's.
    fn hours_of(&self, day: i32) -> &[Span] {
        if self.is_holiday(day) {
            return &[];
        }
        if let Some(replaced) = self.replaced.get(&day) {
            return replaced;
        }
        // 1970-01-01 was a Thursday, three days after a Monday.
        let weekday = usize::try_from((day + 3).rem_euclid(7)).unwrap_or_default();
        self.week.get(weekday).map_or(&[], Vec::as_slice)
    }

    /// Cuts the breaks of `day`, and those of the eve that run into it.
    fn take_breaks(&self, day: i32, open: &mut Vec<Span>) {
        if self.breaks.is_empty() {
            return;
        }
        let eve = self.breaks.get(&(day - 1)).into_iter().flatten();
        let own = self.breaks.get(&day).into_iter().flatten();
        eve.map(|closed| closed.shifted(-DAY))
            .chain(own.copied())
            .for_each(|closed| span::cut(open, closed));
    }
}

fn read_week(
    hours: &BTreeMap<DayName, Vec<LocalInterval>>,
) -> Result<[Vec<Span>; 7], CalendarError> {
    let mut week: [Vec<Span>; 7] = Default::default();
    for (spans, day) in week.iter_mut().zip(Weekday::Monday.cycle_forward()) {
        let name = DayName::from(day);
        if let Some(intervals) = hours.get(&name) {
            *spans = span::read_day(intervals, &format!("hours.{name}"))?;
        }
    }
    Ok(week)
}

fn read_dates(
    dates: &BTreeMap<Date, Vec<LocalInterval>>,
    field: &str,
) -> Result<BTreeMap<i32, Vec<Span>>, CalendarError> {
    dates
        .iter()
        .map(|(date, intervals)| {
            let spans = span::read_day(intervals, &format!("{field}.{date}"))?;
            Ok((day_number(*date), spans))
        })
        .collect()
}
