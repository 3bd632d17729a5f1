//! What a message holds: text, files, what was chosen, and what is neither.

use channel::lenient;
use domain::Attachment;
use serde_json::Value;

use super::attachment::{self, Held};
use crate::wire;

/// How sure Meta's language detection must be to be of use, from 0 to 1.
const SURE: f64 = 0.5;

/// What a message holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Content {
    pub(super) text: Option<String>,
    /// Files to fetch.
    pub(super) files: Vec<Attachment>,
    /// What is neither text nor file, in words for an agent.
    pub(super) words: Vec<String>,
    /// What was chosen among answers that we offered, in our own word for it.
    pub(super) chosen: Option<String>,
    /// The language that Meta takes the text for, ISO 639-1.
    pub(super) language: Option<String>,
}

/// Reads a message's content.
///
/// # Errors
/// When text or attachments have another shape than documented.
pub(super) fn read(part: &Value) -> Result<Content, &'static str> {
    let mut content = Content {
        text: wire::text(part, "text")?,
        chosen: chosen(part),
        language: language(part),
        ..Content::default()
    };
    let sticker = wire::id_among(part, &["sticker_id"]);
    for attachment in attachments(part)? {
        match attachment::read(attachment, sticker.as_deref()) {
            Held::File(file) => content.files.push(file),
            Held::Words(words) => content.words.push(words),
        }
    }
    Ok(content)
}

fn attachments(part: &Value) -> Result<&[Value], &'static str> {
    match part.get("attachments") {
        None | Some(Value::Null) => Ok(&[]),
        Some(Value::Array(attachments)) => Ok(attachments),
        Some(_) => Err("attachments that are no list"),
    }
}

fn chosen(part: &Value) -> Option<String> {
    wire::id_among(part.get("quick_reply")?, &["payload"])
}

/// From `nlp.detected_locales`, where a page has Meta's language detection switched on: `es_XX` is `es`.
fn language(part: &Value) -> Option<String> {
    let locale = part.pointer("/nlp/detected_locales/0")?;
    let is_sure = locale.get("confidence")?.as_f64()? >= SURE;
    let locale = locale.get("locale").and_then(lenient::id_of)?;
    let code = locale.split('_').next().filter(|_| is_sure)?;
    let is_code = code.len() == 2 && code.bytes().all(|b| b.is_ascii_alphabetic());
    is_code.then(|| code.to_ascii_lowercase())
}
