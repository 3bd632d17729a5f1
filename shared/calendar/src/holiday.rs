//! What may stand in a list of holidays: a date, a local day, a region.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{CalendarError, Region};

const LOCAL: &str = "local:";

/// An entry of [`CalendarSpec::holidays`](crate::CalendarSpec::holidays). It is written as text and reads back the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum HolidayEntry {
    /// One date: `2026-12-24`.
    Date(Date),
    /// One date that a town observes: `local:2026-01-22`. It closes as any date does, and tells readers why it is there.
    Local(Date),
    /// All days of a region: `ES-VC`.
    Region(Region),
    /// What is none of these. A calendar with it is refused, with a list of what is known.
    Unknown(String),
}

impl HolidayEntry {
    /// The region that it names.
    #[must_use]
    pub fn region(&self) -> Option<Region> {
        match self {
            Self::Region(region) => Some(*region),
            _ => None,
        }
    }
}

impl From<Date> for HolidayEntry {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl From<Region> for HolidayEntry {
    fn from(region: Region) -> Self {
        Self::Region(region)
    }
}

impl FromStr for HolidayEntry {
    type Err = jiff::Error;

    /// Text that begins as dates do must be one.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(date) = text.strip_prefix(LOCAL) {
            return date.parse().map(Self::Local);
        }
        if text.starts_with(|first: char| first.is_ascii_digit() || "+-".contains(first)) {
            return text.parse().map(Self::Date);
        }
        let region = Region::named(text);
        Ok(region.map_or_else(|| Self::Unknown(text.to_owned()), Self::Region))
    }
}

impl TryFrom<String> for HolidayEntry {
    type Error = jiff::Error;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<HolidayEntry> for String {
    fn from(entry: HolidayEntry) -> Self {
        entry.to_string()
    }
}

impl fmt::Display for HolidayEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => write!(f, "{date}"),
            Self::Local(date) => write!(f, "{LOCAL}{date}"),
            Self::Region(region) => write!(f, "{region}"),
            Self::Unknown(text) => f.write_str(text),
        }
    }
}

/// Every date that the entries mean, in order, each once.
pub(crate) fn dates(entries: &[HolidayEntry]) -> Result<Vec<Date>, CalendarError> {
    let mut dates = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        match entry {
            HolidayEntry::Date(date) | HolidayEntry::Local(date) => dates.push(*date),
            HolidayEntry::Region(region) => dates.extend(region.days().map(|(date, _)| date)),
            HolidayEntry::Unknown(text) => return Err(unknown(index, text)),
        }
    }
    dates.sort_unstable();
    dates.dedup();
    Ok(dates)
}

fn unknown(index: usize, text: &str) -> CalendarError {
    let codes: Vec<&str> = Region::all().map(Region::code).collect();
    CalendarError::UnknownHoliday {
        field: format!("holidays[{index}]"),
        text: text.chars().take(60).collect(),
        known: codes.join(", "),
    }
}
