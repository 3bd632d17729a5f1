//! Where the fields of a TOML file stand.

use std::ops::Range;

use toml_edit::{Document, Item, Table, Value};

/// The field that is written at a line and column, both counted from 1: the innermost one.
pub(super) fn field_at(text: &str, line: usize, column: usize) -> Option<String> {
    let at = byte_at(text, line, column)?;
    if Document::parse(text).is_err() {
        return key_written_on(text.lines().nth(line.checked_sub(1)?)?);
    }
    let around = fields(text)
        .into_iter()
        .filter(|field| field.span.start <= at && at < field.span.end);
    around
        .min_by_key(|field| field.span.len())
        .map(|field| field.path)
}

/// The line of a field, or of the innermost one around it that the text has.
pub(super) fn line_of(text: &str, path: &str) -> Option<usize> {
    let around = fields(text)
        .into_iter()
        .filter(|field| holds(&field.path, path));
    around
        .max_by_key(|field| field.path.len())
        .map(|field| line_at(text, field.span.start))
}

/// Where the text is no TOML, the key before the line's `=` has to do.
fn key_written_on(line: &str) -> Option<String> {
    let (key, _) = line.split_once('=')?;
    Some(key.trim().to_owned()).filter(|key| !key.is_empty() && !key.contains(['#', '"']))
}

fn byte_at(text: &str, line: usize, column: usize) -> Option<usize> {
    let whole = text.split_inclusive('\n').nth(line.checked_sub(1)?)?;
    let before: usize = text
        .split_inclusive('\n')
        .take(line - 1)
        .map(str::len)
        .sum();
    let within: usize = whole
        .chars()
        .take(column.checked_sub(1)?)
        .map(char::len_utf8)
        .sum();
    Some(before + within)
}

/// The line of a byte of the text, counted from 1.
fn line_at(text: &str, at: usize) -> usize {
    let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
    before.iter().filter(|byte| **byte == b'\n').count() + 1
}

fn holds(outer: &str, inner: &str) -> bool {
    inner
        .strip_prefix(outer)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

struct Field {
    path: String,
    span: Range<usize>,
}

/// Every field twice where it has a key: as its key, and as what stands there. A text that is no TOML has none.
fn fields(text: &str) -> Vec<Field> {
    let mut found = Vec::new();
    if let Ok(document) = Document::parse(text) {
        of_table("", document.as_table(), &mut found);
    }
    found
}

fn push(path: &str, span: Option<Range<usize>>, found: &mut Vec<Field>) {
    found.extend(span.map(|span| Field {
        path: path.to_owned(),
        span,
    }));
}

fn joined(path: &str, key: &str) -> String {
    if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}

fn of_table(path: &str, table: &Table, found: &mut Vec<Field>) {
    for (name, item) in table {
        let path = joined(path, name);
        push(&path, table.key(name).and_then(toml_edit::Key::span), found);
        of_item(&path, item, found);
    }
}

fn of_item(path: &str, item: &Item, found: &mut Vec<Field>) {
    push(path, item.span(), found);
    match item {
        Item::Table(table) => of_table(path, table, found),
        Item::ArrayOfTables(tables) => {
            for (index, table) in tables.iter().enumerate() {
                let path = format!("{path}[{index}]");
                push(&path, table.span(), found);
                of_table(&path, table, found);
            }
        }
        Item::Value(value) => of_value(path, value, found),
        Item::None => {}
    }
}

fn of_value(path: &str, value: &Value, found: &mut Vec<Field>) {
    push(path, value.span(), found);
    match value {
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                of_value(&format!("{path}[{index}]"), value, found);
            }
        }
        Value::InlineTable(table) => {
            for (name, value) in table {
                let path = joined(path, name);
                push(&path, table.key(name).and_then(toml_edit::Key::span), found);
                of_value(&path, value, found);
            }
        }
        _ => {}
    }
}
