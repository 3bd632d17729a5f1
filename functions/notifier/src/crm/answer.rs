//! From the CRM's answer to names and values. Pure.

use delivery::Fetched;
use domain::mask::mask_cards;
use serde_json::Value;

use crate::background::CrmAnswer;

/// Fields that are shown.
const MOST_FIELDS: usize = 8;
/// Entries of a list that are shown.
const MOST_LISTED: usize = 5;
/// Characters of a value.
const LONGEST: usize = 120;

/// The configured fields of an answer; none where it is no JSON.
pub(super) fn read(fetched: &Fetched, fields: &[(String, String)]) -> Option<CrmAnswer> {
    if !is_json(fetched.mime.as_deref().unwrap_or_default()) {
        return None;
    }
    let said: Value = serde_json::from_slice(&fetched.content).ok()?;
    let value = |(name, pointer): &(String, String)| {
        let text = text(said.pointer(pointer)?)?;
        Some((name.clone(), shortened(&mask_cards(&text))))
    };
    let known: Vec<(String, String)> = fields.iter().filter_map(value).take(MOST_FIELDS).collect();
    Some(match known.is_empty() {
        true => CrmAnswer::Unknown,
        false => CrmAnswer::Known(known),
    })
}

/// `application/json`, or anything that says to be JSON (RFC 6839 §3.1).
fn is_json(mime: &str) -> bool {
    let mime = mime.split(';').next().unwrap_or_default().trim();
    mime.eq_ignore_ascii_case("application/json") || mime.to_ascii_lowercase().ends_with("+json")
}

/// A value in words: texts, numbers and lists of them. Anything else is not for people.
fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::Array(values) => {
            let listed: Vec<String> = values.iter().filter_map(scalar).take(MOST_LISTED).collect();
            listed.join(", ")
        }
        value => scalar(value)?,
    };
    Some(text).filter(|text| !text.trim().is_empty())
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(yes.to_string()),
        _ => None,
    }
}

/// Longer values end in `…`.
fn shortened(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let kept: String = text.chars().take(LONGEST - 1).collect();
    format!("{kept}…")
}

#[cfg(test)]
mod tests;
