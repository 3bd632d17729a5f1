//! What a message holds: text, files, and what is neither.

mod interactive;
mod media;
mod words;

use domain::Attachment;
use serde_json::Value;

use crate::wire;
use channel::lenient::{self, clean};

/// What a message holds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    /// Body, caption, title of a button or list entry, emoji of a reaction.
    pub(crate) text: Option<String>,
    /// Files to fetch.
    pub(crate) attachments: Vec<Attachment>,
    /// What was chosen from a menu of ours, in our own word for it.
    pub(crate) motive: Option<String>,
    /// What is neither text nor file, in words for an agent.
    pub(crate) note: Option<String>,
}

impl Content {
    /// Only a text.
    fn of_text(text: Option<String>) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }

    /// Only a note.
    fn of_note(note: impl Into<String>) -> Self {
        Self {
            note: Some(note.into()),
            ..Self::default()
        }
    }
}

/// Reads a message's content, which stands in a field named like its type.
///
/// # Errors
/// When that field has another shape than documented.
pub(crate) fn read(element: &Value) -> Result<Content, &'static str> {
    let kind = wire::word(element, "type");
    let Some(part) = element.get(kind).filter(|part| !part.is_null()) else {
        return Ok(without_content(element, kind));
    };
    match kind {
        "text" => body(part).map(Content::of_text),
        "image" | "video" | "audio" | "document" | "sticker" => media::read(kind, part),
        "interactive" => interactive::read(part),
        "button" => interactive::read_button(part),
        "reaction" => Ok(reaction(part)),
        "edit" => part
            .get("message")
            .map_or_else(|| Err("an edit without its content"), read_inner),
        "system" => Ok(Content::of_text(
            part.get("body").and_then(Value::as_str).and_then(clean),
        )),
        "location" => Ok(Content::of_note(words::location(part))),
        "contacts" => Ok(Content::of_note(words::contacts(part))),
        "order" => Ok(words::order(part)),
        "unsupported" => Ok(unsupported(element, part)),
        "revoke" => Ok(Content::default()),
        _ => Ok(Content::of_note(format!(
            "content that cannot be shown here: {}",
            shown(kind)
        ))),
    }
}

/// The content of an edit: a message within the message. Edits do not nest.
fn read_inner(message: &Value) -> Result<Content, &'static str> {
    if wire::word(message, "type") == "edit" {
        Err("an edit of an edit")
    } else {
        read(message)
    }
}

fn body(part: &Value) -> Result<Option<String>, &'static str> {
    part.get("body")
        .and_then(Value::as_str)
        .map(clean)
        .ok_or("a text without its body")
}

/// No emoji, or an empty one: the reaction was removed.
fn reaction(part: &Value) -> Content {
    match part.get("emoji").and_then(lenient::id_of) {
        Some(emoji) => Content::of_text(Some(emoji)),
        None => Content::of_note("reaction removed"),
    }
}

/// A message that WhatsApp itself could not put in words for us.
fn unsupported(element: &Value, part: &Value) -> Content {
    let words = match wire::word(part, "type") {
        "" => "unsupported by WhatsApp's interface".to_owned(),
        "edit" => "the customer edited a message; WhatsApp does not say which".to_owned(),
        kind => format!("unsupported by WhatsApp's interface: {}", shown(kind)),
    };
    Content::of_note(with_failure(element, words))
}

fn without_content(element: &Value, kind: &str) -> Content {
    match kind {
        "revoke" => Content::default(),
        "request_welcome" => Content::of_note("the customer opened the chat for the first time"),
        "" => Content::of_note(with_failure(
            element,
            "a message without its type".to_owned(),
        )),
        _ => Content::of_note(with_failure(
            element,
            format!("{} without content", shown(kind)),
        )),
    }
}

fn with_failure(element: &Value, words: String) -> String {
    match wire::first_failure(element) {
        Some(failure) => format!("{words} ({})", wire::words(&failure)),
        None => words,
    }
}

/// A word of Meta's as far as a note has room for it.
fn shown(word: &str) -> String {
    word.chars().filter(|c| !c.is_control()).take(60).collect()
}
