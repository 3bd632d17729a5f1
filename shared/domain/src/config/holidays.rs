//! Holidays that run out: regions whose days end, or from some year on are a forecast that a gazette may belie.

use std::collections::{BTreeMap, BTreeSet};

use calendar::{CalendarSpec, HolidayEntry, Region};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::{CareFile, Problem};

/// Promises are made and shifts planned so far ahead at most.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 365);

/// So long before a year begins gazettes have told its days.
const TOLD_BEFORE: SignedDuration = SignedDuration::from_hours(24 * 61);

/// What is wrong with a region's days from a year on; each kind and year is told once, however many calendars it concerns.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Lack {
    EndWith(i16),
    Forecast(i16),
}

/// Whom a lack concerns: the regions, and the fields that name them.
type Concerned = (BTreeSet<Region>, BTreeSet<String>);

pub(super) fn warnings(file: &CareFile, now: Timestamp) -> Vec<Problem> {
    let mut found: BTreeMap<Lack, Concerned> = BTreeMap::new();
    for (field, spec) in calendars(file) {
        for region in spec.holidays.iter().filter_map(HolidayEntry::region) {
            let Some(lack) = lack(region, now) else {
                continue;
            };
            let (regions, fields) = found.entry(lack).or_default();
            regions.insert(region);
            fields.insert(field.clone());
        }
    }
    found.into_iter().filter_map(problem).collect()
}

fn calendars(file: &CareFile) -> impl Iterator<Item = (String, &CalendarSpec)> {
    let named =
        |section: &'static str| move |(name, spec)| (format!("{section}.{name}.holidays"), spec);
    let calendars = file.calendars.iter().map(named("calendars"));
    calendars.chain(file.shifts.iter().map(named("shifts")))
}

fn lack(region: Region, now: Timestamp) -> Option<Lack> {
    if region.known_through() < year_after(now, AHEAD) {
        return Some(Lack::EndWith(region.known_through()));
    }
    let settled = region.settled_through();
    (settled < year_after(now, TOLD_BEFORE)).then_some(Lack::Forecast(settled))
}

fn year_after(now: Timestamp, ahead: SignedDuration) -> i16 {
    let then = now.checked_add(ahead).unwrap_or(Timestamp::MAX);
    TimeZone::UTC.to_datetime(then).year()
}

fn problem((lack, (regions, fields)): (Lack, Concerned)) -> Option<Problem> {
    let codes: Vec<String> = regions.iter().map(|region| format!("`{region}`")).collect();
    let codes = codes.join(", ");
    let what = match lack {
        Lack::EndWith(year) => format!(
            "the days of {codes} end with {year}: add those of later years as \"local:\" dates, or update Ventanilla"
        ),
        Lack::Forecast(year) => format!(
            "the days of {codes} after {year} are a forecast by rule: compare them with the gazette, add what it has beside \
             them as \"local:\" dates, or update Ventanilla"
        ),
    };
    let mut fields = fields.into_iter();
    let first = fields.next()?;
    let others: Vec<String> = fields.collect();
    let also = match others.as_slice() {
        [] => String::new(),
        _ => format!(" (so too {})", others.join(", ")),
    };
    Some(Problem::new(first, format!("{what}{also}")))
}
