//! Calls over WhatsApp. We do not take them; that there was one is told.

use domain::{ContactEvent, EventKind};
use meta::{add_note, name_by_content};
use serde_json::Value;

use crate::change::Change;
use crate::people::{ADDRESSEE, AUTHOR};
use crate::wire;

/// Whether a call came or went, in Meta's word.
const OUTGOING: &str = "BUSINESS_INITIATED";

/// One event of a call.
///
/// # Errors
/// None: whatever it holds, there was a call.
pub(crate) fn read(
    change: &Change<'_>,
    element: &Value,
    is_alone: bool,
) -> Result<ContactEvent, &'static str> {
    let id = wire::id_among(element, &["id"]);
    let name = id.clone().unwrap_or_else(|| name_by_content(element));
    let [stage, direction, outcome] =
        ["event", "direction", "status"].map(|name| wire::word(element, name));
    let mut event = change.event(EventKind::Other, &["other", "call", &name, stage]);
    if direction == OUTGOING {
        let party = change.party(element, &ADDRESSEE, is_alone);
        party.identify(&mut event);
        event.sender_id = change.own_number(element);
    } else {
        change.party(element, &AUTHOR, is_alone).write(&mut event);
    }
    event.thread_key = change.thread_with(event.contact_id.as_deref());
    event.external_message_id = id;
    change.date(&mut event, wire::seconds(element));
    let words: Vec<&str> = ["call", stage, direction, outcome]
        .into_iter()
        .filter(|word| !word.is_empty())
        .collect();
    add_note(&mut event, words.join(" "));
    Ok(event)
}
