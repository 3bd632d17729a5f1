//! What a message holds: text, files, and what is neither.

mod files;
mod service;
mod words;

use domain::{Attachment, Identity, IdentityKind, Proof};
use serde_json::{Map, Value};

use crate::update::add_note_to;
use channel::lenient;

/// What a message holds beside its text or caption.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    /// Files to fetch.
    pub(crate) attachments: Vec<Attachment>,
    /// A text that stands elsewhere than in `text` and `caption`.
    pub(crate) text: Option<String>,
    /// What is neither text nor file, in words for an agent.
    pub(crate) note: Option<String>,
    /// Whether it only reports something about the chat: nobody expects an answer.
    pub(crate) is_service: bool,
    /// The author's own phone number, where they sent it.
    pub(crate) phone: Option<Identity>,
}

/// Reads a message's content.
///
/// # Errors
/// When the message or a file in it has another shape than documented.
pub(crate) fn read(message: &Value) -> Result<Content, &'static str> {
    let message = message
        .as_object()
        .ok_or("a message that is not an object")?;
    let mut content = Content {
        attachments: files::attachments(message)?,
        ..Content::default()
    };
    content.phone = own_phone(message);
    content.text = message
        .get("web_app_data")
        .and_then(|data| data.get("button_text"))
        .and_then(lenient::id_of);
    for note in words::notes(message) {
        add_note_to(&mut content.note, &note);
    }
    let is_known = content.note.is_some() || !content.attachments.is_empty() || has_text(message);
    if !is_known {
        let (is_service, note) = service::report(message);
        content.is_service = is_service;
        content.note = Some(note);
    }
    if ["forward_origin", "forward_date"]
        .iter()
        .any(|name| message.contains_key(*name))
    {
        add_note_to(&mut content.note, "forwarded");
    }
    if let Some(album) = message.get("media_group_id").and_then(lenient::id_of) {
        add_note_to(&mut content.note, &format!("one of album {album}"));
    }
    Ok(content)
}

fn has_text(message: &Map<String, Value>) -> bool {
    ["text", "caption"]
        .iter()
        .any(|name| message.get(*name).is_some_and(Value::is_string))
}

/// The phone number of a contact card that is the author's own. Claimed: the card is typed by the customer's
/// application, and Telegram does not say that it has checked it.
fn own_phone(message: &Map<String, Value>) -> Option<Identity> {
    let card = message.get("contact")?;
    let owner = card.get("user_id").and_then(lenient::id_of)?;
    let author = message.get("from")?.get("id").and_then(lenient::id_of)?;
    let digits: String = card
        .get("phone_number")
        .and_then(lenient::id_of)?
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let is_own = owner == author && !digits.is_empty();
    is_own.then(|| Identity {
        kind: IdentityKind::Phone,
        value: format!("+{digits}"),
        proof: Proof::Claimed,
    })
}
