//! System messages: WhatsApp tells that a customer's number or id has changed.

use domain::{ContactEvent, Identity};
use meta::add_note;
use serde_json::Value;

use crate::people::{Party, phone_identity, user_identity};
use crate::wire::{self, System};

/// Who the customer was, where only the system part tells.
pub(crate) fn former_self(element: &Value) -> Party {
    Party::of_user_id(
        wire::part::<System>(element, "system").and_then(|system| system.previous_user_id),
    )
}

/// Adds who the customer is from now on. Old and new are verified alike, because Meta joins them.
pub(crate) fn add_new_self(event: &mut ContactEvent, element: &Value) {
    let Some(system) = wire::part::<System>(element, "system") else {
        return;
    };
    let phone = system.new_wa_id.or(system.wa_id);
    let new_ids = [
        phone.as_deref().and_then(phone_identity),
        system.user_id.as_deref().map(user_identity),
    ];
    let new_ids: Vec<Identity> = new_ids
        .into_iter()
        .flatten()
        .filter(|id| !event.identities.contains(id))
        .collect();
    let kind = system.kind.unwrap_or_else(|| "system".to_owned());
    match (&event.sender_id, phone.or(system.user_id)) {
        (Some(old), Some(new)) if *old != new => {
            let note = format!("{kind}: identity merge {old} -> {new}; not a customer message");
            add_note(event, note);
        }
        _ => add_note(event, format!("{kind}: not a customer message")),
    }
    event.identities.extend(new_ids);
}
