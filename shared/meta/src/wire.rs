//! Fields of Meta's JSON, read for what they are worth. Everything is optional: what an event cannot do without is
//! asked for where it is built.

use channel::lenient;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The first of several spellings of a field that holds an id: Meta's pages do not agree with each other.
pub fn id_among(element: &Value, names: &[&str]) -> Option<String> {
    names
        .iter()
        .find_map(|name| element.get(*name).and_then(lenient::id_of))
}

/// A short word of an element, such as its `type`.
pub fn word<'a>(element: &'a Value, name: &str) -> &'a str {
    element
        .get(name)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// A field that is said to be true.
pub fn flag(element: &Value, name: &str) -> bool {
    element.get(name) == Some(&Value::Bool(true))
}

/// A whole number, as number or text: a time in seconds or milliseconds.
pub fn number(element: &Value, name: &str) -> Option<i64> {
    let text = id_among(element, &[name])?;
    text.trim().parse().ok()
}

/// A part that serves only as an addition: one of another shape is none.
pub fn part<T: DeserializeOwned>(element: &Value, name: &str) -> Option<T> {
    T::deserialize(element.get(name)?).ok()
}

/// A text of the customer's; none where it is missing or empty.
///
/// # Errors
/// When there is something else in its place: what they wrote must not go lost.
pub fn text(element: &Value, name: &str) -> Result<Option<String>, &'static str> {
    match element.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(lenient::clean(text)),
        Some(_) => Err("a text that is none"),
    }
}
