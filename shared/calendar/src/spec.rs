//! A calendar as people write it: times of day and dates of one zone, not yet checked.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::marker::PhantomData;

use jiff::civil::{Date, Weekday};
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::HolidayEntry;

/// Begin and end of an open (or closed) stretch as local times of day, `HH:MM` or `HH:MM:SS`; the end is not
/// included, may be `24:00`, and runs into the next day where it is earlier than the begin.
pub type LocalInterval = (String, String);

/// A calendar as it stands in a config file. [`Calendar::new`](crate::Calendar::new) checks it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarSpec {
    /// IANA name of the zone in which everything else is told, such as `Europe/Madrid`.
    pub tz: String,
    /// Never closed. Everything but the zone is then checked, and otherwise ignored.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub always: bool,
    /// The hours of each day of the week; a day that is missing is closed.
    #[serde(default, deserialize_with = "each_key_once")]
    pub hours: BTreeMap<DayName, Vec<LocalInterval>>,
    /// Days closed from midnight to midnight: dates, local days, regions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<HolidayEntry>,
    /// Hours closed on one date, whatever would be open then.
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "each_key_once"
    )]
    pub breaks: BTreeMap<Date, Vec<LocalInterval>>,
    /// Replacement hours: on these dates they stand in place of the week's. An empty list closes the day.
    #[serde(
        default,
        alias = "replacement_hours",
        skip_serializing_if = "BTreeMap::is_empty",
        deserialize_with = "each_key_once"
    )]
    pub shifts: BTreeMap<Date, Vec<LocalInterval>>,
}

impl CalendarSpec {
    /// The fields that say something but count for nothing because the calendar is `always` open, for a warning.
    #[must_use]
    pub fn ignored_fields(&self) -> Vec<&'static str> {
        if !self.always {
            return Vec::new();
        }
        [
            ("hours", self.hours.is_empty()),
            ("holidays", self.holidays.is_empty()),
            ("breaks", self.breaks.is_empty()),
            ("shifts", self.shifts.is_empty()),
        ]
        .into_iter()
        .filter_map(|(field, empty)| (!empty).then_some(field))
        .collect()
    }
}

/// A day of the week by its three-letter English name, `mon` to `sun`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum DayName {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

impl DayName {
    /// The name as it is written, such as `mon`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mon => "mon",
            Self::Tue => "tue",
            Self::Wed => "wed",
            Self::Thu => "thu",
            Self::Fri => "fri",
            Self::Sat => "sat",
            Self::Sun => "sun",
        }
    }
}

impl From<Weekday> for DayName {
    fn from(day: Weekday) -> Self {
        match day {
            Weekday::Monday => Self::Mon,
            Weekday::Tuesday => Self::Tue,
            Weekday::Wednesday => Self::Wed,
            Weekday::Thursday => Self::Thu,
            Weekday::Friday => Self::Fri,
            Weekday::Saturday => Self::Sat,
            Weekday::Sunday => Self::Sun,
        }
    }
}

impl fmt::Display for DayName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Reads a map in which no key may come twice. Serde would keep the last one and lose the others in silence, and
/// two spellings of one date (`2024-12-24`, `20241224`) are one key that no file format notices.
fn each_key_once<'de, D, K, V>(deserializer: D) -> Result<BTreeMap<K, V>, D::Error>
where
    D: Deserializer<'de>,
    K: Deserialize<'de> + Ord + fmt::Debug,
    V: Deserialize<'de>,
{
    deserializer.deserialize_map(EachKeyOnce(PhantomData))
}

struct EachKeyOnce<K, V>(PhantomData<(K, V)>);

impl<'de, K, V> Visitor<'de> for EachKeyOnce<K, V>
where
    K: Deserialize<'de> + Ord + fmt::Debug,
    V: Deserialize<'de>,
{
    type Value = BTreeMap<K, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map from days to lists of intervals")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut map = BTreeMap::new();
        while let Some((key, value)) = entries.next_entry::<K, V>()? {
            match map.entry(key) {
                Entry::Occupied(twice) => {
                    let key = twice.key();
                    return Err(A::Error::custom(format_args!("{key:?} is given twice")));
                }
                Entry::Vacant(place) => place.insert(value),
            };
        }
        Ok(map)
    }
}
