//! What is wrong in a configuration, and where: file, line, field.

use std::fmt;

use toml_edit::{Document, Item, Table, Value};

use super::{Care, CareFile};

/// Something wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field, such as `agents[3].shift` or `topics.pedido.team`.
    pub field: String,
    /// What is wrong, and what would be right.
    pub message: String,
    /// The line in the file, where it is known.
    pub line: Option<usize>,
}

impl Problem {
    /// A problem of a field.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            message: message.into(),
            line: None,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}: {}", self.field, self.message),
            None => write!(f, "{}: {}", self.field, self.message),
        }
    }
}

/// A configuration that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// Not TOML, or a key or type that does not belong. The message shows the line.
    #[error("the file cannot be read as care.toml:\n{0}")]
    Syntax(String),
    /// The same of an overlay of hours.
    #[error("the file cannot be read as an overlay of hours:\n{0}")]
    Overlay(String),
    /// Well written, but not meaningful.
    #[error("{}", list(.0))]
    Problems(Vec<Problem>),
}

fn list(problems: &[Problem]) -> String {
    problems
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

/// Reads and checks a `care.toml`; problems carry the line of their field.
///
/// # Errors
/// [`ConfigError`] with everything that is wrong.
pub fn read_file(text: &str) -> Result<(CareFile, Care), ConfigError> {
    checked(
        toml::from_str(text).map_err(|error| ConfigError::Syntax(error.to_string()))?,
        text,
    )
}

/// Checks what was read; problems carry the lines of their fields in `text`.
pub(super) fn checked(file: CareFile, text: &str) -> Result<(CareFile, Care), ConfigError> {
    match Care::check(&file) {
        Ok(care) => Ok((file, care)),
        Err(problems) => Err(ConfigError::Problems(with_lines(problems, text))),
    }
}

/// The same problems with the lines of their fields in `text`.
pub(super) fn with_lines(problems: Vec<Problem>, text: &str) -> Vec<Problem> {
    let Ok(document) = Document::parse(text) else {
        return problems;
    };
    problems
        .into_iter()
        .map(|problem| Problem {
            line: line_of(&problem.field, document.as_table(), text),
            ..problem
        })
        .collect()
}

/// The line of the longest part of a path that the file has.
fn line_of(path: &str, table: &Table, text: &str) -> Option<usize> {
    let mut at = None;
    let mut here = Place::Table(table);
    for step in steps(path) {
        let Some(next) = here.step(&step) else { break };
        here = next;
        at = here.start().or(at);
    }
    at.map(|start| {
        text.get(..start)
            .map_or(1, |before| before.matches('\n').count() + 1)
    })
}

enum Step {
    Key(String),
    Index(usize),
}

fn steps(path: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    for part in path.split('.') {
        let (key, indexes) = part
            .split_once('[')
            .map_or((part, ""), |(key, rest)| (key, rest));
        steps.push(Step::Key(key.to_owned()));
        steps.extend(
            indexes
                .split(['[', ']'])
                .filter_map(|index| index.parse().ok())
                .map(Step::Index),
        );
    }
    steps
}

enum Place<'t> {
    Table(&'t Table),
    Item(&'t Item),
    Value(&'t Value),
}

impl<'t> Place<'t> {
    fn step(&self, step: &Step) -> Option<Place<'t>> {
        match (self, step) {
            (Place::Table(table), Step::Key(key)) => table.get(key).map(Place::Item),
            (Place::Item(item), Step::Key(key)) => item.get(key.as_str()).map(Place::Item),
            (Place::Item(Item::ArrayOfTables(tables)), Step::Index(index)) => {
                tables.get(*index).map(Place::Table)
            }
            (Place::Item(item), Step::Index(index)) => {
                item.as_array()?.get(*index).map(Place::Value)
            }
            (Place::Value(value), Step::Key(key)) => {
                value.as_inline_table()?.get(key).map(Place::Value)
            }
            (Place::Value(value), Step::Index(index)) => {
                value.as_array()?.get(*index).map(Place::Value)
            }
            (Place::Table(_), Step::Index(_)) => None,
        }
    }

    fn start(&self) -> Option<usize> {
        let span = match self {
            Place::Table(table) => table.span(),
            Place::Item(item) => item.span(),
            Place::Value(value) => value.span(),
        };
        span.map(|span| span.start)
    }
}
