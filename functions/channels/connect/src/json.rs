//! Fields of Amazon's JSON, whose spelling varies: `agentInfo` and `AgentInfo` are the same.

use channel::lenient::{clean, id_of};
use serde_json::Value;

/// A field by its name, with its first letter in either case.
pub(crate) fn field<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    value.get(name).or_else(|| value.get(other_case(name)))
}

fn other_case(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| {
        if first.is_ascii_uppercase() {
            first.to_ascii_lowercase()
        } else {
            first.to_ascii_uppercase()
        }
    });
    first.into_iter().chain(letters).collect()
}

/// An id as text.
pub(crate) fn id(value: &Value, name: &str) -> Option<String> {
    field(value, name).and_then(id_of)
}

/// A text without control characters; none where nothing is left.
pub(crate) fn text(value: &Value, name: &str) -> Option<String> {
    let text = field(value, name)?.as_str()?;
    clean(text).filter(|text| !text.trim().is_empty())
}

/// A field that is an object and not an empty one.
pub(crate) fn part<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    let part = field(value, name)?;
    part.as_object()
        .is_some_and(|fields| !fields.is_empty())
        .then_some(part)
}

/// The parts that are there, in one note.
pub(crate) fn note(parts: impl IntoIterator<Item = Option<String>>) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}
