//! Answers to what we offered: buttons, list entries, forms.

use serde_json::{Map, Value};

use super::{Content, shown};
use crate::wire;
use channel::lenient::id_of;

/// Fields of a form that a note has room for.
const MOST_FIELDS: usize = 40;

/// Reads an answer to an interactive message.
///
/// # Errors
/// When it has another shape than documented.
pub(super) fn read(part: &Value) -> Result<Content, &'static str> {
    let kind = wire::word(part, "type");
    let reply = part
        .get(kind)
        .ok_or("an interactive answer without its content")?;
    match kind {
        "button_reply" | "list_reply" => Ok(choice(reply, "title", "id")),
        "nfm_reply" => Ok(form(reply)),
        "call_permission_reply" => Ok(Content::of_note(format!(
            "call permission: {}",
            shown(wire::word(reply, "response"))
        ))),
        _ => Ok(Content::of_note(format!(
            "interactive answer of type {}",
            shown(kind)
        ))),
    }
}

/// Reads a button of a template of ours that was pressed.
///
/// # Errors
/// When it has another shape than documented.
pub(super) fn read_button(part: &Value) -> Result<Content, &'static str> {
    if part.is_object() {
        Ok(choice(part, "text", "payload"))
    } else {
        Err("a button without its text")
    }
}

/// What the customer saw is the text; what we called it is the motive.
fn choice(reply: &Value, seen: &str, own: &str) -> Content {
    let field = |name| reply.get(name).and_then(id_of);
    let note = field("description").map(|description| format!("chose: {description}"));
    Content {
        text: field(seen),
        motive: field(own),
        note,
        ..Content::default()
    }
}

/// A filled form ("flow"): the body is what the chat shows, the note what was filled in.
fn form(reply: &Value) -> Content {
    let answers = reply.get("response_json").and_then(Value::as_str);
    let answers = answers
        .and_then(|text| serde_json::from_str::<Map<String, Value>>(text).ok())
        .unwrap_or_default();
    let note = answers
        .iter()
        .filter_map(answer)
        .take(MOST_FIELDS)
        .collect::<Vec<_>>()
        .join(", ");
    let note = if note.is_empty() {
        "form".to_owned()
    } else {
        format!("form {note}")
    };
    Content {
        text: reply.get("body").and_then(id_of),
        note: Some(note),
        ..Content::default()
    }
}

fn answer((name, value): (&String, &Value)) -> Option<String> {
    // The token is between WhatsApp and us, and tells an agent nothing.
    let is_of_customer = name != "flow_token";
    is_of_customer.then(|| {
        format!(
            "{}={}",
            shown(name),
            id_of(value).unwrap_or_else(|| value.to_string())
        )
    })
}
