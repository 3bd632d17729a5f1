//! Reactions. Telegram tells the old and the new set; we tell what was added.

use channel::Reading;
use domain::{ContactEvent, EventKind};
use serde::Deserialize;
use serde_json::Value;

use crate::update::{Update, add_note, describe, one, username};
use crate::wire::{self, Reaction, User};
use channel::lenient;

/// A reaction set, changed or removed.
pub(crate) fn read(update: &Update<'_>, kind: &str, part: &Value) -> Reading {
    one(reaction(update, part), kind)
}

fn reaction(update: &Update<'_>, part: &Value) -> Result<ContactEvent, &'static str> {
    let wire =
        Reaction::deserialize(part).map_err(|_| "a reaction of another shape than documented")?;
    let target =
        wire::full_id(&wire.chat, wire.message_id.as_deref()).ok_or("a reaction to no message")?;
    let mut event = update.event(EventKind::Reaction, &["reaction", &update.name]);
    event.external_message_id = Some(target.clone());
    event.target_message_id = Some(target);
    event.thread_key = wire.chat.id.as_ref().map(|chat| format!("tg:{chat}"));
    event.timestamp = update.time(wire.date);
    people(&mut event, &wire);
    match added(&wire) {
        Some(added) => emoji(&mut event, added),
        None => add_note(&mut event, "reaction removed"),
    }
    Ok(event)
}

fn people(event: &mut ContactEvent, wire: &Reaction) {
    let nobody = User::default();
    let user = wire.user.as_ref().unwrap_or(&nobody);
    event.sender_id = user
        .id
        .clone()
        .or_else(|| wire.actor_chat.as_ref()?.id.clone());
    describe(event, user);
    event
        .identities
        .extend(user.username.as_deref().map(username));
    event.contact_id = if wire.chat.is_private() {
        wire.chat.id.clone()
    } else {
        event.sender_id.clone()
    };
}

fn added(wire: &Reaction) -> Option<&Value> {
    wire.new_reaction
        .iter()
        .find(|reaction| !wire.old_reaction.contains(reaction))
}

/// Of the three types only `emoji` has a text; of the others the note tells the type.
fn emoji(event: &mut ContactEvent, reaction: &Value) {
    event.text = reaction.get("emoji").and_then(lenient::id_of);
    if event.text.is_none() {
        let kind = reaction
            .get("type")
            .and_then(lenient::id_of)
            .unwrap_or_else(|| "unknown".to_owned());
        add_note(event, format!("reaction of type {kind}"));
    }
}
