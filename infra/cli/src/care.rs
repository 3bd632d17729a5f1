//! Reading a care.toml, and perhaps an overlay over it: every problem with its file, line and field.

mod fault;
mod place;

use std::collections::BTreeMap;
use std::path::Path;

use calendar::{Calendar, CalendarSpec};
use domain::config::overlay::overlay;
use domain::config::{Care, CareFile, ConfigError, Problem, read_file};
use jiff::Timestamp;
use serde::Deserialize;

pub(crate) use self::fault::{Fault, Faults};
use crate::files;

/// A configuration as it is written, in one file or two.
pub(crate) struct Source {
    care: Text,
    overlay: Option<Text>,
}

/// A file with its name, for what is said of it.
struct Text {
    name: String,
    text: String,
}

impl Text {
    fn read(path: &Path) -> anyhow::Result<Self> {
        Ok(Self {
            name: path.display().to_string(),
            text: files::read_text(path)?,
        })
    }
}

impl Source {
    /// Reads the files.
    pub(crate) fn read(care: &Path, overlay: Option<&Path>) -> anyhow::Result<Self> {
        Ok(Self {
            care: Text::read(care)?,
            overlay: overlay.map(Text::read).transpose()?,
        })
    }

    /// The whole configuration, checked. An overlay is laid over it as seen at `now`.
    pub(crate) fn checked(&self, now: Timestamp) -> Result<(CareFile, Care), Faults> {
        let read = match &self.overlay {
            Some(over) => overlay(&self.care.text, &over.text, now),
            None => read_file(&self.care.text),
        };
        read.map_err(|error| match error {
            ConfigError::Problems(problems) => {
                Faults::sorted(problems.iter().map(|problem| self.fault(problem)))
            }
            ConfigError::Syntax(message) => Faults::one(Fault::of_syntax(&self.care, &message)),
            ConfigError::Overlay(message) => Faults::one(Fault::of_syntax(
                self.overlay.as_ref().unwrap_or(&self.care),
                &message,
            )),
        })
    }

    /// What is allowed but probably not meant.
    pub(crate) fn warnings(&self, file: &CareFile, care: &Care, now: Timestamp) -> Vec<Fault> {
        care.warnings(file, now)
            .iter()
            .map(|warning| self.fault(warning).into_warning())
            .collect()
    }

    /// A problem of the file that has its field: all fields of an overlay are `relative`.
    fn fault(&self, problem: &Problem) -> Fault {
        let of_overlay = self
            .overlay
            .as_ref()
            .filter(|_| problem.field.starts_with("relative."));
        Fault::of_problem(of_overlay.unwrap_or(&self.care), problem)
    }

    /// The hours of this name. Without an overlay, whatever else is wrong or missing in the file does not matter.
    pub(crate) fn calendar(
        &self,
        section: Section,
        name: &str,
        now: Timestamp,
    ) -> anyhow::Result<Calendar> {
        let hours = match self.overlay {
            Some(_) => self.checked(now).map(|(file, _)| Hours {
                calendars: file.calendars,
                shifts: file.shifts,
            })?,
            None => toml::from_str(&self.care.text)
                .map_err(|error| Fault::of_syntax(&self.care, &error.to_string()))?,
        };
        let field = format!("{}.{name}", section.word());
        let Some(spec) = hours.of(section).get(name) else {
            return Err(Fault::at(&self.care, section.word(), hours.unknown(section, name)).into());
        };
        Calendar::new(spec.clone()).map_err(|error| {
            let field = error
                .field()
                .map_or_else(|| field.clone(), |part| format!("{field}.{part}"));
            Fault::at(&self.care, &field, error.to_string()).into()
        })
    }
}

/// Where a file tells hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// `[calendars.NAME]`
    Calendars,
    /// `[shifts.NAME]`
    Shifts,
}

impl Section {
    fn word(self) -> &'static str {
        match self {
            Self::Calendars => "calendars",
            Self::Shifts => "shifts",
        }
    }
}

type Specs = BTreeMap<String, CalendarSpec>;

/// All of a care.toml that computing business time needs.
#[derive(Deserialize)]
struct Hours {
    #[serde(default)]
    calendars: Specs,
    #[serde(default)]
    shifts: Specs,
}

impl Hours {
    fn of(&self, section: Section) -> &Specs {
        match section {
            Section::Calendars => &self.calendars,
            Section::Shifts => &self.shifts,
        }
    }

    fn unknown(&self, section: Section, name: &str) -> String {
        let (what, elsewhere, other) = match section {
            Section::Calendars => ("calendar", "shift", &self.shifts),
            Section::Shifts => ("shift", "calendar", &self.calendars),
        };
        if other.contains_key(name) {
            return format!(
                "there is no {what} `{name}`, but a {elsewhere}: write --{elsewhere} {name}"
            );
        }
        let known: Vec<&str> = self.of(section).keys().map(String::as_str).collect();
        format!("there is no {what} `{name}`; known: {}", known.join(", "))
    }
}
