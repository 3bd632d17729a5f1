//! What became of a message or call of ours: `sent`, `delivered`, `read`, `played`, `failed` …

use domain::{ContactEvent, EventKind};
use meta::add_note;
use serde_json::Value;

use crate::change::Change;
use crate::people::{PARTICIPANT, RECIPIENT};
use crate::wire;

/// One status.
///
/// # Errors
/// When it does not say of which message it is, or which status.
pub(crate) fn read(
    change: &Change<'_>,
    element: &Value,
    is_alone: bool,
) -> Result<ContactEvent, &'static str> {
    let id = wire::id_among(element, &["id"]).ok_or("a status without its message")?;
    let status = wire::id_among(element, &["status"]).ok_or("a status that does not say which")?;
    let is_of_group = wire::word(element, "recipient_type") == "group";
    let names = if is_of_group { PARTICIPANT } else { RECIPIENT };
    let party = change.party(element, &names, is_alone);
    // In a group, each member has a status of their own for the same message.
    let member = party.id().filter(|_| is_of_group).unwrap_or_default();
    let mut event = change.event(EventKind::Status, &["status", &id, &status, member]);
    party.write(&mut event);
    event.thread_key = match wire::id_among(element, &["recipient_id"]).filter(|_| is_of_group) {
        Some(group) => Some(change.thread_of_group(&group)),
        None => change.thread_with(party.id()),
    };
    change.date(&mut event, wire::seconds(element));
    event.external_message_id = Some(id.clone());
    event.target_message_id = Some(id);
    event.status = Some(status);
    if let Some(failure) = wire::first_failure(element) {
        event.error_code = failure.code;
        add_note(&mut event, wire::words(&failure));
    }
    Ok(event)
}
