//! What is wrong, in one line: `FILE:LINE: field: message`.

use std::fmt;

use domain::config::Problem;

use super::{Text, place};

/// Something wrong in a file, with its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) struct Fault {
    file: String,
    line: Option<usize>,
    field: String,
    message: String,
}

/// A file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}", listed(.0))]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    /// A single one.
    pub(super) fn one(fault: Fault) -> Self {
        Self(vec![fault])
    }

    /// In the order of the file.
    pub(super) fn sorted(faults: impl Iterator<Item = Fault>) -> Self {
        let mut faults: Vec<Fault> = faults.collect();
        faults.sort_by_key(|fault| fault.line);
        Self(faults)
    }
}

fn listed(faults: &[Fault]) -> String {
    faults
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if !self.field.is_empty() {
            write!(f, ": {}", self.field)?;
        }
        write!(f, ": {}", self.message)
    }
}

impl Fault {
    /// A field of a file is wrong.
    pub(super) fn at(file: &Text, field: &str, message: String) -> Self {
        let line = place::line_of(&file.text, field);
        let message = without_field(message, field);
        Self {
            file: file.name.clone(),
            line,
            field: field.to_owned(),
            message,
        }
    }

    /// A problem that the check found.
    pub(super) fn of_problem(file: &Text, problem: &Problem) -> Self {
        let at = Self::at(file, &problem.field, problem.message.clone());
        Self {
            line: problem.line.or(at.line),
            ..at
        }
    }

    /// What the TOML reader says in several lines: `… at line 3, column 5`, the line itself, then what is wrong with it.
    pub(super) fn of_syntax(file: &Text, report: &str) -> Self {
        let position = position(report);
        let field = position.and_then(|(line, column)| place::field_at(&file.text, line, column));
        Self {
            file: file.name.clone(),
            line: position.map(|(line, _)| line),
            field: field.unwrap_or_default(),
            message: what_is_wrong(report),
        }
    }

    /// The same, said of what is allowed but probably not meant.
    pub(super) fn into_warning(self) -> Self {
        Self {
            message: format!("warning: {}", self.message),
            ..self
        }
    }
}

/// A calendar's errors begin with their own field, which is the end of ours.
fn without_field(message: String, field: &str) -> String {
    match message.split_once(": ") {
        Some((inner, rest)) if field == inner || field.ends_with(&format!(".{inner}")) => {
            rest.to_owned()
        }
        _ => message,
    }
}

/// Line and column, both counted from 1.
fn position(report: &str) -> Option<(usize, usize)> {
    let (_, rest) = report.lines().next()?.split_once(" at line ")?;
    let (line, column) = rest.split_once(", column ")?;
    Some((line.parse().ok()?, column.parse().ok()?))
}

/// The report without its head and without the lines that it quotes.
fn what_is_wrong(report: &str) -> String {
    let is_number = |text: &str| text.trim().bytes().all(|byte| byte.is_ascii_digit());
    let quoted = |line: &str| {
        line.split_once('|')
            .is_some_and(|(number, _)| is_number(number))
    };
    let told = report
        .lines()
        .filter(|line| !line.contains(" parse error at line ") && !quoted(line));
    let told: Vec<&str> = told
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    told.join("; ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn said(text: &str) -> String {
        let file = Text {
            name: "care.toml".to_owned(),
            text: text.to_owned(),
        };
        let error = toml::from_str::<domain::config::CareFile>(text)
            .map(|_| ())
            .unwrap_err();
        Fault::of_syntax(&file, &error.to_string()).to_string()
    }

    #[test]
    fn what_the_reader_says_becomes_one_line() {
        assert_eq!(
            said("[brand]\nname = \"A\"\nreference = 7\n"),
            "care.toml:3: brand.reference: invalid type: integer `7`, expected a string"
        );
        assert_eq!(
            said("[brand]\nname = \"A\nreference = 7\n"),
            "care.toml:2: name: invalid basic string, expected `\"`"
        );
        assert_eq!(
            said("[brand]\nñame = \"A | B\"\n"),
            "care.toml:2: ñame: invalid unquoted key, expected letters, numbers, `-`, `_`"
        );
        assert_eq!(
            said("[brand]\nname = \"A\"\nname = \"B\"\n"),
            "care.toml:3: name: duplicate key"
        );
        assert_eq!(said(""), "care.toml:1: missing field `brand`");
        assert_eq!(
            said("[calendars.shop]\ntz = \"UTC\"\nhours = { mon = [[\"09:00\"]] }"),
            "care.toml:3: calendars.shop.hours.mon[0]: invalid length 1, expected a tuple of size 2"
        );
    }
}
