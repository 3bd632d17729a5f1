//! Notes on an event, and names for what has no id.

use domain::ContactEvent;
use domain::ids::hashed;
use serde_json::Value;

/// Characters of somebody else's text that a note has room for.
const MOST_CHARACTERS: usize = 300;

/// One more thing that a reader of the event should know.
pub fn add_note(event: &mut ContactEvent, note: impl AsRef<str>) {
    match &mut event.note {
        Some(notes) => {
            notes.push_str("; ");
            notes.push_str(note.as_ref());
        }
        none => *none = Some(note.as_ref().to_owned()),
    }
}

/// A text as far as a note has room for it, in one line.
pub fn shown(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let visible = text.chars().filter(|c| !c.is_control());
    visible.take(MOST_CHARACTERS).collect()
}

/// What names something that has no id of its own: a hash of its content.
pub fn name_by_content(element: &Value) -> String {
    hashed(&element.to_string())
}
