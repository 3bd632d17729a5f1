//! An overlay: hours, shifts and leave told relative to now, laid over a `care.toml`. With it a rehearsal such as the
//! demo tells the same story at any hour of any day: what should be open is open, whatever the real week says.
//!
//! ```toml
//! [relative.calendars.oficina]
//! open = [["-27h", "-20h"], ["-3h", "+6h"]]   # from and to, counted from now
//! repeat_days = 30                            # the last window again, 24 h later each, so many times
//!
//! [relative.leave]
//! marcos = ["-24h", "+48h"]                   # these days, both included
//! ```
//!
//! A calendar or shift that is named loses its weekly hours, holidays and breaks; the others stay as they are.

mod dated;

use std::collections::BTreeMap;

use calendar::CalendarSpec;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use super::check::unknown;
use super::problem::{checked, with_lines};
use super::{Care, CareFile, ConfigError, Problem};
use dated::dated_hours;

/// Nothing of a rehearsal lies further away.
const FURTHEST: SignedDuration = SignedDuration::from_hours(24 * 366);

/// A stretch of time around now.
type Window = (Timestamp, Timestamp);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OverlayFile {
    relative: Relative,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Relative {
    #[serde(default)]
    calendars: BTreeMap<String, Hours>,
    #[serde(default)]
    shifts: BTreeMap<String, Hours>,
    #[serde(default)]
    leave: BTreeMap<String, (String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Hours {
    open: Vec<(String, String)>,
    #[serde(default)]
    repeat_days: u16,
}

/// Reads a `care.toml` and lays an overlay over it, as seen at `now`. The file that is given back says everything in
/// absolute terms: written as TOML it can be read again without the overlay.
///
/// # Errors
/// [`ConfigError`]: of the overlay for an unknown name or a window that is none, with its line there; else of the
/// `care.toml`.
pub fn overlay(
    care_toml: &str,
    overlay_toml: &str,
    now: Timestamp,
) -> Result<(CareFile, Care), ConfigError> {
    let mut file: CareFile =
        toml::from_str(care_toml).map_err(|error| ConfigError::Syntax(error.to_string()))?;
    let overlay: OverlayFile =
        toml::from_str(overlay_toml).map_err(|error| ConfigError::Overlay(error.to_string()))?;
    let mut laying = Laying {
        now,
        problems: Vec::new(),
    };
    laying.hours("calendar", &overlay.relative.calendars, &mut file.calendars);
    laying.hours("shift", &overlay.relative.shifts, &mut file.shifts);
    laying.leave(&overlay.relative.leave, &mut file);
    if laying.problems.is_empty() {
        return checked(file, care_toml);
    }
    Err(ConfigError::Problems(with_lines(
        laying.problems,
        overlay_toml,
    )))
}

struct Laying {
    now: Timestamp,
    problems: Vec<Problem>,
}

impl Laying {
    fn hours(
        &mut self,
        what: &str,
        overlaid: &BTreeMap<String, Hours>,
        specs: &mut BTreeMap<String, CalendarSpec>,
    ) {
        for (name, hours) in overlaid {
            let field = format!("relative.{what}s.{name}");
            if !specs.contains_key(name) {
                self.problems
                    .push(unknown(&field, what, name, specs.keys()));
                continue;
            }
            let windows = self.windows(&field, hours);
            if let Some(spec) = specs.get_mut(name)
                && let Some(zone) = zone_of(spec)
            {
                *spec = CalendarSpec {
                    tz: spec.tz.clone(),
                    shifts: dated_hours(&zone, &windows),
                    ..CalendarSpec::default()
                };
            }
        }
    }

    /// The windows with the repetitions of the last.
    fn windows(&mut self, field: &str, hours: &Hours) -> Vec<Window> {
        if hours.repeat_days > 366 {
            self.problems.push(Problem::new(
                format!("{field}.repeat_days"),
                "must not be more than 366",
            ));
            return Vec::new();
        }
        let mut windows = Vec::new();
        for (index, (from, to)) in hours.open.iter().enumerate() {
            windows.extend(self.window(&format!("{field}.open[{index}]"), from, to));
        }
        if let Some(last) = windows.last().copied() {
            let days =
                (1..=i64::from(hours.repeat_days)).map(|day| SignedDuration::from_hours(24 * day));
            windows.extend(days.map(|by| (moved(last.0, by), moved(last.1, by))));
        }
        windows
    }

    fn window(&mut self, field: &str, from: &str, to: &str) -> Option<Window> {
        let distances = [from, to].map(|text| {
            text.parse::<SignedDuration>()
                .ok()
                .filter(|d| d.abs() <= FURTHEST)
        });
        let [Some(begin), Some(end)] = distances else {
            let message =
                format!("`{from}`, `{to}` are no distances from now; write [\"-3h\", \"+6h 30m\"]");
            self.problems.push(Problem::new(field, message));
            return None;
        };
        if begin >= end {
            self.problems.push(Problem::new(
                field,
                format!("`{from}` must come before `{to}`"),
            ));
            return None;
        }
        Some((moved(self.now, begin), moved(self.now, end)))
    }

    fn leave(&mut self, overlaid: &BTreeMap<String, (String, String)>, file: &mut CareFile) {
        for (name, (from, to)) in overlaid {
            let field = format!("relative.leave.{name}");
            let window = self.window(&field, from, to);
            let Some(agent) = file.agents.iter_mut().find(|agent| agent.id == *name) else {
                let problem = unknown(
                    &field,
                    "agent",
                    name,
                    file.agents.iter().map(|agent| &agent.id),
                );
                self.problems.push(problem);
                continue;
            };
            let zone = file.shifts.get(&agent.shift).and_then(zone_of);
            if let (Some((from, to)), Some(zone)) = (window, zone) {
                agent.leave = vec![(zone.to_datetime(from).date(), zone.to_datetime(to).date())];
            }
        }
    }
}

/// The zone of a calendar. An unknown one is left to the check of the whole file, which names it.
fn zone_of(spec: &CalendarSpec) -> Option<TimeZone> {
    TimeZoneDatabase::bundled().get(&spec.tz).ok()
}

fn moved(at: Timestamp, by: SignedDuration) -> Timestamp {
    let end = if by.is_negative() {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    };
    at.checked_add(by).unwrap_or(end)
}
