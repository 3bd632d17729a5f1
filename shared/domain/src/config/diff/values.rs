//! Two values of a field beside each other, in words.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{FieldDiff, Part};
use crate::config::phrases;

/// Elements of a list that are told; more are counted.
const MOST_ELEMENTS: usize = 6;

/// Characters of a text that are told.
const MOST_CHARACTERS: usize = 80;

/// What became of the fields of an entry.
pub(super) fn differences(
    part: Part,
    old: &Map<String, Value>,
    new: &Map<String, Value>,
) -> Vec<FieldDiff> {
    let mut fields: Vec<&String> = old.keys().chain(new.keys()).collect();
    fields.sort();
    fields.dedup();
    let told = fields.into_iter().filter_map(|field| {
        let (old, new) = (old.get(field), new.get(field));
        let words = if part == Part::Segment && field == "identities" {
            counted(old, new)
        } else {
            difference(old, new)
        };
        words.map(|words| FieldDiff {
            field: field.clone(),
            words,
        })
    });
    told.collect()
}

/// What became of a value; none where it is the same.
fn difference(old: Option<&Value>, new: Option<&Value>) -> Option<String> {
    let (old, new) = (said(old), said(new));
    if old == new {
        return None;
    }
    Some(match (old, new) {
        (Some(Value::Object(old)), Some(Value::Object(new))) => of_maps(old, new),
        (Some(Value::Array(old)), Some(Value::Array(new))) => of_lists(old, new),
        (None, Some(Value::Array(new))) => of_lists(&[], new),
        (Some(Value::Array(old)), None) => of_lists(old, &[]),
        (Some(old), Some(new)) => format!("{}, was {}", in_words(new), in_words(old)),
        (None, Some(new)) => format!("{}, was not set", in_words(new)),
        (Some(old), None) => format!("no longer set, was {}", in_words(old)),
        (None, None) => return None,
    })
}

/// A value that says something.
fn said(value: Option<&Value>) -> Option<&Value> {
    value.filter(|value| !value.is_null())
}

fn of_maps(old: &Map<String, Value>, new: &Map<String, Value>) -> String {
    let mut keys: Vec<&String> = old.keys().chain(new.keys()).collect();
    keys.sort();
    keys.dedup();
    let told = keys
        .into_iter()
        .filter_map(|key| match (old.get(key), new.get(key)) {
            (None, Some(new)) => Some(format!("{key} {} added", in_words(new))),
            (Some(_), None) => Some(format!("{key} removed")),
            (old, new) => Some(format!("{key} {}", difference(old, new)?)),
        });
    few(told.collect())
}

/// Elements that came and went. Promises, steps and what is given up are known by what they are called.
fn of_lists(old: &[Value], new: &[Value]) -> String {
    let (before, after) = (by_identity(old), by_identity(new));
    let mut told = Vec::new();
    for (identity, value) in &after {
        match before.get(identity) {
            None => told.push(format!("{} added", in_words(value))),
            Some(was) => told.extend(difference(Some(was), Some(value)).map(|words| match was {
                Value::Object(_) if value.is_object() => format!("{identity} {words}"),
                _ => words,
            })),
        }
    }
    let gone = before.iter().filter(|(id, _)| !after.contains_key(*id));
    told.extend(gone.map(|(_, value)| format!("{} removed", in_words(value))));
    if told.is_empty() {
        let words: Vec<String> = new.iter().map(in_words).collect();
        return format!("{}, in another order", few(words));
    }
    few(told)
}

fn by_identity(values: &[Value]) -> BTreeMap<String, &Value> {
    let identity = |value: &Value| {
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        match (
            text("name").or(text("give_up")),
            text("commitment"),
            text("at"),
        ) {
            (Some(name), _, _) => name.to_owned(),
            (None, Some(commitment), Some(at)) => format!("{commitment} at {at}"),
            _ => in_words(value),
        }
    };
    values
        .iter()
        .map(|value| (identity(value), value))
        .collect()
}

/// How many came and went of what stays out of sight: customers' phones and addresses.
fn counted(old: Option<&Value>, new: Option<&Value>) -> Option<String> {
    let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    let (old, new) = (list(old), list(new));
    let added = new.iter().filter(|one| !old.contains(one)).count();
    let removed = old.iter().filter(|one| !new.contains(one)).count();
    match (added, removed) {
        (0, 0) => None,
        (added, 0) => Some(format!("{added} added")),
        (0, removed) => Some(format!("{removed} removed")),
        (added, removed) => Some(format!("{added} added, {removed} removed")),
    }
}

/// A value as people read it.
pub(super) fn in_words(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => short(text),
        Value::Array(values) => match values.as_slice() {
            [] => "nothing".to_owned(),
            [Value::String(from), Value::String(to)] if is_time(from) && is_time(to) => {
                format!("{from} to {to}")
            }
            values if values.len() > MOST_ELEMENTS => few(values.iter().map(in_words).collect()),
            values => phrases::listed(values.iter().map(in_words).collect()),
        },
        Value::Object(fields) => of_object(fields),
    }
}

/// What names an object first, then whatever else it says.
fn of_object(fields: &Map<String, Value>) -> String {
    let names = ["name", "give_up", "commitment"];
    let (first, rest): (Vec<_>, Vec<_>) = fields
        .iter()
        .filter(|(_, value)| says_something(value))
        .partition(|(key, _)| names.contains(&key.as_str()));
    let first = first.into_iter().map(|(_, value)| in_words(value));
    let rest = rest
        .into_iter()
        .map(|(key, value)| format!("{key} {}", in_words(value)));
    first.chain(rest).collect::<Vec<_>>().join(" ")
}

/// Neither nothing, nor no, nor an empty list.
fn says_something(value: &Value) -> bool {
    let empty = value.as_array().is_some_and(Vec::is_empty);
    !(value.is_null() || empty || *value == Value::Bool(false))
}

/// A date or a time of day: two of them are from and to.
fn is_time(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits >= 4
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b":-".contains(&byte))
}

fn few(mut words: Vec<String>) -> String {
    let more = words.len().saturating_sub(MOST_ELEMENTS);
    words.truncate(MOST_ELEMENTS);
    let told = words.join(", ");
    match more {
        0 => told,
        more => format!("{told} and {more} more"),
    }
}

fn short(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
