//! Regions whose holidays are known, and the tables that tell them.
//!
//! A table is text in the program. It is read when somebody asks for it, only that of the region, and nothing is kept.

use std::fmt;

use jiff::civil::Date;

/// Codes with their tables, in the order of the codes.
macro_rules! tables {
    ($($code:literal)*) => {
        &[$(($code, include_str!(concat!("../holidays/", $code, ".tsv")))),*]
    };
}

const TABLES: &[(&str, &str)] = tables![
    "AR" "BO" "CL" "CO" "CU" "DO" "EC" "ES" "ES-AN" "ES-AR" "ES-AS" "ES-CB" "ES-CE" "ES-CL" "ES-CM" "ES-CN" "ES-CT"
    "ES-EX" "ES-GA" "ES-IB" "ES-MC" "ES-MD" "ES-ML" "ES-NC" "ES-PV" "ES-RI" "ES-VC" "GT" "MX" "PE" "PT" "VE"
];

/// A country, or a community of Spain, whose public holidays this build knows. The crate's page lists them.
///
/// Of Spain, `ES` holds what is observed everywhere, and a community such as `ES-VC` only what it observes beside that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region {
    code: &'static str,
}

impl Region {
    /// Every region, in the order of its code.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLES.iter().map(|(code, _)| Self { code })
    }

    /// The region of a code as ISO 3166 has it, such as `ES-VC`, in capitals.
    #[must_use]
    pub fn named(code: &str) -> Option<Self> {
        Self::all().find(|region| region.code == code)
    }

    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.code
    }

    /// What it is called in its own language.
    #[must_use]
    pub fn place(self) -> &'static str {
        self.header("place")
    }

    /// The laws and gazettes that its days are from.
    #[must_use]
    pub fn source(self) -> &'static str {
        self.header("source")
    }

    /// The year up to which a law or gazette has settled its days. Those of later years are a forecast by rule or habit.
    #[must_use]
    pub fn settled_through(self) -> i16 {
        self.header("settled").parse().unwrap_or_default()
    }

    /// The first year that it has days of.
    #[must_use]
    pub fn known_from(self) -> i16 {
        self.years().next().unwrap_or_default()
    }

    /// The last year that it has days of. Beyond its end no day is a holiday.
    #[must_use]
    pub fn known_through(self) -> i16 {
        self.years().last().unwrap_or_default()
    }

    /// Its holidays and what each is called, of all the years that are known, in the order of the table.
    pub fn days(self) -> impl Iterator<Item = (Date, &'static str)> {
        let rows = self.lines().skip_while(|row| !row.starts_with("name\t"));
        rows.skip(1).flat_map(move |row| {
            let (name, cells) = row.split_once('\t').unwrap_or((row, ""));
            let columns = self.years().zip(cells.split('\t'));
            columns.flat_map(move |(year, cell)| {
                let days = cell.split(' ').filter_map(move |day| date(year, day));
                days.map(move |date| (date, name))
            })
        })
    }

    fn years(self) -> impl Iterator<Item = i16> {
        let years = self.header("name").split('\t');
        years.filter_map(|year| year.parse().ok())
    }

    fn header(self, field: &str) -> &'static str {
        let mut fields = self.lines().filter_map(|line| line.split_once('\t'));
        let found = fields.find(|(name, _)| *name == field);
        found.map_or("", |(_, value)| value)
    }

    fn lines(self) -> impl Iterator<Item = &'static str> {
        let table = TABLES.iter().find(|(code, _)| *code == self.code);
        table.map_or("", |(_, text)| text).lines()
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

/// A day as a table has it, `MM-DD`; none where the holiday is not observed (`-`).
fn date(year: i16, day: &str) -> Option<Date> {
    let (month, day) = day.split_once('-')?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_of_every_table_is_read() {
        for region in Region::all() {
            let rows = region
                .lines()
                .skip_while(|row| !row.starts_with("name\t"))
                .skip(1);
            let written: usize = rows
                .map(|row| {
                    let cells: Vec<&str> = row.split('\t').skip(1).collect();
                    assert_eq!(cells.len(), region.years().count(), "{region}: {row}");
                    let days = cells.iter().flat_map(|cell| cell.split(' '));
                    days.filter(|day| *day != "-").count()
                })
                .sum();
            assert_eq!(region.days().count(), written, "{region}");
            assert!(written > 10, "{region} has only {written} days");
        }
    }

    #[test]
    fn every_region_tells_its_place_source_and_years() {
        for region in Region::all() {
            assert!(!region.place().is_empty() && !region.source().is_empty());
            assert!(region.known_from() < region.known_through(), "{region}");
            let settled = region.settled_through();
            assert!((region.known_from()..=region.known_through()).contains(&settled));
        }
    }
}
