//! Every other kind of update, also one that did not exist when this was written: kept, with its kind as a note.

use channel::Reading;
use domain::{ContactEvent, EventKind};
use serde::Deserialize;
use serde_json::Value;

use crate::update::{Update, add_note, describe, one, username};
use crate::wire::{self, Other, User};

/// An update that is no message, edit, reaction or deletion.
pub(crate) fn read(update: &Update<'_>, kind: &str, part: &Value) -> Reading {
    // Whatever it holds, it tells that something of this kind happened.
    let wire = Other::deserialize(part).unwrap_or_default();
    one(Ok(event(update, kind, wire)), kind)
}

fn event(update: &Update<'_>, kind: &str, wire: Other) -> ContactEvent {
    let mut event = update.event(EventKind::Other, &["other", kind, &update.name]);
    event.external_message_id = id(kind, &wire);
    event.timestamp = update.time(wire.date);
    let nobody = User::default();
    let user = wire.from.as_ref().or(wire.user.as_ref()).unwrap_or(&nobody);
    event.sender_id = user.id.clone();
    describe(&mut event, user);
    event
        .identities
        .extend(user.username.as_deref().map(username));
    place(&mut event, &wire);
    add_note(&mut event, note(kind, &wire));
    event.text = wire.data.or(wire.query);
    event
}

/// A query has an id of its own, by which it is answered; other kinds have that of the message they are about.
fn id(kind: &str, wire: &Other) -> Option<String> {
    let own = wire.id.clone().filter(|_| kind.ends_with("_query"));
    let about = || wire::full_id(wire.chat.as_ref()?, wire.message_id.as_deref());
    own.or_else(|| wire.inline_message_id.clone())
        .or_else(about)
}

fn place(event: &mut ContactEvent, wire: &Other) {
    let message = wire.message.as_ref();
    let chat = message.map(|message| &message.chat).or(wire.chat.as_ref());
    let of_chat = || Some(format!("tg:{}", wire.chat.as_ref()?.id.as_deref()?));
    event.thread_key = message
        .and_then(|message| message.thread_key())
        .or_else(of_chat);
    event.reply_to = message.and_then(|message| message.full_id());
    let private = chat
        .filter(|chat| chat.is_private())
        .and_then(|chat| chat.id.clone());
    event.contact_id = private.or_else(|| event.sender_id.clone());
}

fn note(kind: &str, wire: &Other) -> String {
    let status = wire
        .new_chat_member
        .as_ref()
        .and_then(|member| member.status.as_deref());
    let is_private = wire.chat.as_ref().is_some_and(|chat| chat.is_private());
    match (kind, status) {
        ("my_chat_member", Some("kicked")) if is_private => {
            format!("{kind}: the customer blocked the bot, stop sending")
        }
        ("my_chat_member", Some("member")) if is_private => {
            format!("{kind}: the customer lets the bot write")
        }
        (_, Some(status)) => format!("{kind}: {status}"),
        ("callback_query", None) => {
            format!("{kind}: a button was pressed, answerCallbackQuery is due")
        }
        _ => kind.to_owned(),
    }
}
