//! Messages taken back. Telegram tells it of business chats only.

use channel::{Reading, Unreadable};
use domain::{ContactEvent, EventKind};
use serde::Deserialize;
use serde_json::Value;

use crate::update::{Update, username};
use crate::wire::{self, Deleted};
use channel::lenient;

/// One event for each message taken back.
pub(crate) fn read(update: &Update<'_>, kind: &str, part: &Value) -> Reading {
    let Ok(wire) = Deleted::deserialize(part) else {
        return unreadable(
            kind.to_owned(),
            "deleted messages of another shape than documented",
        );
    };
    let mut reading = Reading::default();
    for (index, id) in wire.message_ids.iter().enumerate() {
        let id = lenient::id_of(id).and_then(|id| wire::full_id(&wire.chat, Some(&id)));
        match id {
            Some(id) => reading.events.push(deleted(update, &wire, id)),
            None => reading.unreadable.push(Unreadable {
                place: format!("/{kind}/message_ids/{index}"),
                reason: "a deleted message without its chat or number".to_owned(),
            }),
        }
    }
    if wire.message_ids.is_empty() {
        return unreadable(format!("{kind}/message_ids"), "no deleted message is named");
    }
    reading
}

fn deleted(update: &Update<'_>, wire: &Deleted, id: String) -> ContactEvent {
    let mut event = update.event(EventKind::Delete, &["delete", &update.name, &id]);
    event.thread_key = wire.chat.id.as_ref().map(|chat| format!("tg:{chat}"));
    event.contact_id = wire.chat.id.clone().filter(|_| wire.chat.is_private());
    event
        .identities
        .extend(wire.chat.username.as_deref().map(username));
    event.external_message_id = Some(id.clone());
    event.target_message_id = Some(id);
    event
}

fn unreadable(place: String, reason: &str) -> Reading {
    Reading::nothing(Unreadable {
        place: format!("/{place}"),
        reason: reason.to_owned(),
    })
}
