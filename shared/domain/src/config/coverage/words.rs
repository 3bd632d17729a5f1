//! Gaps in words.

use std::fmt;

use calendar::DayName;

use super::{DatedHole, DayHours, Gap, WeeklyHole};
use crate::config::phrases::{listed, quoted};

/// Stretches that are told by their dates; more are counted.
const MOST_DATED: usize = 4;

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.channels.is_empty() {
            write!(f, "on {}: ", quoted(&self.channels))?;
        }
        write!(
            f,
            "nobody who can serve it works {}, though `{}` is open ({})",
            self.holes(),
            self.calendar,
            self.promised_by()
        )
    }
}

impl Gap {
    /// `fridays 09:00–15:00; nor on 2026-11-27 14:00–16:00`.
    fn holes(&self) -> String {
        let mut told: Vec<String> = self.weekly.iter().map(ToString::to_string).collect();
        let nor = if told.is_empty() { "" } else { "nor " };
        for (number, hole) in self.dated.iter().take(MOST_DATED).enumerate() {
            told.push(format!("{}{hole}", if number == 0 { nor } else { "" }));
        }
        let more = self.dated.len().saturating_sub(MOST_DATED);
        if more > 0 {
            told.push(format!("and {more} more times"));
        }
        told.join("; ")
    }

    fn promised_by(&self) -> String {
        let word = match self.policies.as_slice() {
            [_] => "policy",
            _ => "policies",
        };
        format!("{word} {}", quoted(&self.policies))
    }
}

impl fmt::Display for WeeklyHole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", days(&self.days), hours(&self.hours))
    }
}

impl fmt::Display for DatedHole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.to {
            write!(f, "on {}", self.from)?;
        } else {
            write!(f, "from {} to {}", self.from, self.to)?;
        }
        if self.or_longer {
            f.write_str(" or longer")?;
        }
        match &self.hours {
            Some(of_day) => write!(f, " {}", hours(of_day))?,
            None => f.write_str(" at all")?,
        }
        if !self.on_leave.is_empty() {
            let names = self.on_leave.iter().map(ToString::to_string);
            write!(f, " (on leave: {})", listed(names.collect()))?;
        }
        Ok(())
    }
}

/// `mondays to thursdays and saturdays`.
fn days(days: &[DayName]) -> String {
    let mut runs: Vec<Vec<DayName>> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| *last as u8 + 1 == *day as u8) => {
                run.push(*day);
            }
            _ => runs.push(vec![*day]),
        }
    }
    let told = runs.iter().flat_map(|run| match run.as_slice() {
        [first, _, .., last] => vec![format!("{} to {}", plural(*first), plural(*last))],
        few => few.iter().map(|day| plural(*day).to_owned()).collect(),
    });
    listed(told.collect())
}

fn plural(day: DayName) -> &'static str {
    match day {
        DayName::Mon => "mondays",
        DayName::Tue => "tuesdays",
        DayName::Wed => "wednesdays",
        DayName::Thu => "thursdays",
        DayName::Fri => "fridays",
        DayName::Sat => "saturdays",
        DayName::Sun => "sundays",
    }
}

/// `09:00–14:00, 16:00–19:00`.
fn hours(hours: &DayHours) -> String {
    let told = hours
        .iter()
        .map(|(from, to)| format!("{}–{}", time(*from), time(*to)));
    told.collect::<Vec<_>>().join(", ")
}

fn time(second: u32) -> String {
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    match second {
        0 => format!("{hour:02}:{minute:02}"),
        _ => format!("{hour:02}:{minute:02}:{second:02}"),
    }
}
