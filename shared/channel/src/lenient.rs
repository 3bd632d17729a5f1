//! Fields read for what they are worth: one that is not readable is none, and costs nothing else. For
//! `#[serde(deserialize_with = "lenient::…")]` in a channel's wire types, and for values at hand.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// An id as text: a text that is not empty, or a whole number. Never through floating point, so a number beyond 64
/// bits is none rather than a neighbour.
///
/// # Errors
/// Only where the input is no JSON at all.
pub fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Value::deserialize(deserializer).map(|value| id_of(&value))
}

/// [`id`] of a value at hand.
pub fn id_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => clean(text),
        Value::Number(number) if number.is_i64() || number.is_u64() => Some(number.to_string()),
        _ => None,
    }
}

/// A whole number, also one written as text.
///
/// # Errors
/// Only where the input is no JSON at all.
pub fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    })
}

/// A text that serves only as an addition (a name, a language): anything else is none.
///
/// # Errors
/// Only where the input is no JSON at all.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::String(text) => clean(&text),
        _ => None,
    })
}

/// A part that serves only as an addition: one of another shape is none.
///
/// # Errors
/// Only where the input is no JSON at all.
pub fn part<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    Value::deserialize(deserializer).map(|value| T::deserialize(value).ok())
}

/// A text without the control characters that queues, tables and terminals choke on: line breaks and tabs stay.
/// None when nothing is left.
pub fn clean(text: &str) -> Option<String> {
    let kept: String = text
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'))
        .collect();
    (!kept.is_empty()).then_some(kept)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    #[test]
    fn an_id_is_text_or_a_whole_number_and_never_rounded() {
        assert_eq!(id_of(&json!("007")), Some("007".to_owned()));
        assert_eq!(
            id_of(&json!(-1002184233434_i64)),
            Some("-1002184233434".to_owned())
        );
        assert_eq!(
            id_of(&json!(u64::MAX)),
            Some("18446744073709551615".to_owned())
        );
        let beyond: Value = serde_json::from_str("184467440737095516160").unwrap();
        for unreadable in [
            beyond,
            json!(1.5),
            json!(null),
            json!(""),
            json!(true),
            json!(["1"]),
            json!({"id": 1}),
        ] {
            assert_eq!(id_of(&unreadable), None, "{unreadable}");
        }
    }

    #[test]
    fn control_characters_go_and_line_breaks_stay() {
        assert_eq!(
            clean("a\0b\u{1b}[2J\u{85}\nñ\t🙂\r\n"),
            Some("ab[2J\nñ\t🙂\r\n".to_owned())
        );
        assert_eq!(clean("\0\0"), None);
    }
}
