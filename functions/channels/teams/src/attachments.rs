//! What comes with a message: files, pictures, cards, and the text once more as HTML
//! (<https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4>).

use channel::walk::{list, miss};
use channel::{Reading, lenient};
use domain::event::Attachment;
use serde_json::Value;

use crate::wire::present;

/// A file that was sent with the paper clip.
const FILE: &str = "application/vnd.microsoft.teams.file.download.info";
/// The text with its formats.
const FORMATTED: &str = "text/html";
/// How much of a card's name is shown, in characters.
const LONGEST_NAME: usize = 100;

/// What was found with a message.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    /// What can be fetched.
    pub(crate) files: Vec<Attachment>,
    /// The types of what can only be seen in Teams.
    pub(crate) cards: Vec<String>,
    /// Whether the text is there with its formats too.
    pub(crate) has_formatted: bool,
}

/// Finds all that comes with a message. An odd element is missed, and costs itself only.
pub(crate) fn read(activity: &Value, found: &mut Found, reading: &mut Reading) {
    if present(activity, "attachments").is_none() {
        return;
    }
    for (place, element) in list(activity, "", "attachments", reading) {
        let kind = element.get("contentType").and_then(Value::as_str);
        match (kind, file(element, kind)) {
            (Some(FORMATTED), _) => found.has_formatted = true,
            (_, Some(file)) => found.files.push(file),
            (Some(kind), None) => {
                let kind = lenient::clean(kind).unwrap_or_default();
                found.cards.push(kind.chars().take(LONGEST_NAME).collect());
            }
            (None, None) => miss(reading, place, "neither an address nor a type"),
        }
    }
}

fn file(element: &Value, kind: Option<&str>) -> Option<Attachment> {
    let text = |pointer| element.pointer(pointer).and_then(lenient::id_of);
    match kind {
        Some(FILE) => Some(Attachment {
            kind: "file".to_owned(),
            id: text("/content/uniqueId"),
            url: text("/content/downloadUrl").or_else(|| text("/contentUrl")),
            name: text("/name"),
            ..Attachment::default()
        }),
        Some(card) if is_card(card) => None,
        kind => Some(Attachment {
            kind: word(kind).to_owned(),
            url: Some(text("/contentUrl")?),
            mime: kind.filter(|kind| is_mime(kind)).map(str::to_owned),
            name: text("/name"),
            ..Attachment::default()
        }),
    }
}

/// Cards and references to other messages are shown by Teams only, also where they have an address.
fn is_card(kind: &str) -> bool {
    kind.starts_with("application/vnd.microsoft.") || !kind.contains('/')
}

/// A pasted picture comes as `image/*`, which is no media type.
fn is_mime(kind: &str) -> bool {
    !kind.ends_with("/*")
}

fn word(kind: Option<&str>) -> &'static str {
    match kind.and_then(|kind| kind.split_once('/')) {
        Some(("image", _)) => "image",
        Some(("video", _)) => "video",
        Some(("audio", _)) => "audio",
        _ => "file",
    }
}
