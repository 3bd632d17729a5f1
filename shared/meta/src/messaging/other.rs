//! Reactions, and everything that nobody answers: kept, with its kind as a note.

use domain::{ContactEvent, EventKind};
use serde_json::Value;

use super::{Talk, message};
use crate::{add_note, name_by_content, shown, wire};

/// The documented kinds, each with the fields that say something to an agent. Codes and tokens are not among them.
const TOLD: [(&str, &[&str]); 9] = [
    (
        "optin",
        &["type", "notification_messages_status", "title", "ref"],
    ),
    ("account_linking", &["status"]),
    ("pass_thread_control", &["new_owner_app_id"]),
    ("take_thread_control", &["previous_owner_app_id"]),
    ("request_thread_control", &["requested_owner_app_id"]),
    ("app_roles", &[]),
    ("policy-enforcement", &["action", "reason"]),
    ("policy_enforcement", &["action", "reason"]),
    ("response_feedback", &["feedback"]),
];

/// Whether a part is one of the documented kinds.
pub(super) fn is_known(name: &str) -> bool {
    TOLD.iter().any(|(kind, _)| *kind == name)
}

/// A reaction set or removed.
///
/// # Errors
/// When it does not say to which message.
pub(super) fn reaction(talk: &Talk<'_>, part: &Value) -> Result<ContactEvent, &'static str> {
    let id = wire::id_among(part, &["mid"]).ok_or("a reaction that does not say to what")?;
    let action = wire::word(part, "action");
    let emoji = wire::id_among(part, &["emoji", "reaction"]);
    let time = wire::number(talk.element, "timestamp");
    let time = time.map_or_else(|| name_by_content(part), |time| time.to_string());
    let key = ["reaction", &id, talk.sides.author(), action, &time];
    let mut event = message::about(talk, EventKind::Reaction, &key, &id);
    if action == "unreact" || emoji.is_none() {
        add_note(&mut event, "reaction removed");
    } else {
        event.text = emoji;
    }
    Ok(event)
}

/// Anything else, also kinds that do not exist yet.
pub(super) fn read(talk: &Talk<'_>, name: &str, part: &Value) -> ContactEvent {
    let key = ["other", name, &name_by_content(talk.element)];
    let mut event = talk.event(EventKind::Other, &key);
    event.external_message_id = wire::id_among(part, &["mid"]);
    let told = TOLD.iter().find(|(kind, _)| *kind == name);
    let fields = told.map(|(_, fields)| *fields).unwrap_or_default();
    let words = fields
        .iter()
        .filter_map(|field| wire::id_among(part, &[field]));
    let words: Vec<String> = std::iter::once(name.to_owned()).chain(words).collect();
    add_note(&mut event, shown(&words.join(" ")));
    event
}
