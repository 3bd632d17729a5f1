//! Messages: new, edited, of the customer, of our own people.

use channel::Reading;
use domain::{ContactEvent, EventKind};
use serde::Deserialize;
use serde_json::Value;

use crate::content::{self, Content};
use crate::update::{Update, add_note, describe, one, username};
use crate::wire::{Chat, Message, User};
use channel::lenient::clean;

/// Stands as the author where a person writes in a channel's name; `sender_chat` tells the channel
/// (<https://core.telegram.org/bots/api#message>).
const CHANNEL_BOT: &str = "136817688";

/// A new message.
pub(crate) fn read_new(update: &Update<'_>, kind: &str, part: &Value) -> Reading {
    one(new(update, kind, part), kind)
}

/// A message with its new content.
pub(crate) fn read_edited(update: &Update<'_>, kind: &str, part: &Value) -> Reading {
    one(edited(update, part), kind)
}

fn new(update: &Update<'_>, update_kind: &str, part: &Value) -> Result<ContactEvent, &'static str> {
    let (message, content) = parse(part)?;
    let id = message
        .full_id()
        .ok_or("a message without its chat or number")?;
    let (kind, note) = kind_of(update_kind, &message, &content);
    let mut event = match kind {
        // An echo stands under the same key, so that whatever refers to a message finds it by the message's id alone.
        EventKind::Message | EventKind::Echo => update.event(kind, &["message", &id]),
        _ => update.event(kind, &["other", update_kind, &update.name]),
    };
    fill(&mut event, &message, content);
    event.timestamp = update.time(message.date);
    event.external_message_id = Some(id);
    if let Some(note) = note {
        add_note(&mut event, note);
    }
    if kind == EventKind::Echo {
        tell_who_answered(&mut event, &message);
    }
    Ok(with_time_noted(event))
}

/// Whether a person wrote an echo: a business account has one bot, which is ours; and what the owner's app sends by
/// itself (away and greeting messages, scheduled ones) is marked (<https://core.telegram.org/bots/api#message>).
fn tell_who_answered(event: &mut ContactEvent, message: &Message) {
    event.sent_by_us = message.sender_business_bot.is_some();
    event.auto_submitted = message.is_from_offline == Some(true);
    if event.auto_submitted {
        add_note(
            event,
            "sent by the app itself: an away, greeting or scheduled message",
        );
    }
}

fn edited(update: &Update<'_>, part: &Value) -> Result<ContactEvent, &'static str> {
    let (message, content) = parse(part)?;
    let id = message
        .full_id()
        .ok_or("a message without its chat or number")?;
    let mut event = update.event(EventKind::Edit, &["edit", &update.name]);
    fill(&mut event, &message, content);
    event.timestamp = update.time(message.edit_date.or(message.date));
    event.external_message_id = Some(id.clone());
    event.target_message_id = Some(id);
    Ok(with_time_noted(event))
}

fn parse(part: &Value) -> Result<(Message, Content), &'static str> {
    let message =
        Message::deserialize(part).map_err(|_| "a message of another shape than documented")?;
    Ok((message, content::read(part)?))
}

/// What a new message is, and why it is not simply a customer's.
fn kind_of(
    update_kind: &str,
    message: &Message,
    content: &Content,
) -> (EventKind, Option<&'static str>) {
    if update_kind == "channel_post" {
        (
            EventKind::Other,
            Some("channel_post: a post of the channel itself"),
        )
    } else if content.is_service {
        (EventKind::Other, None)
    } else if is_of_the_business(update_kind, message) {
        (EventKind::Echo, None)
    } else if message.is_automatic_forward == Some(true) {
        (
            EventKind::Other,
            Some("forwarded by Telegram from the linked channel"),
        )
    } else if is_of_a_bot(message) {
        (
            EventKind::Other,
            Some("written by a bot or an anonymous administrator"),
        )
    } else {
        (EventKind::Message, None)
    }
}

/// In a business chat, whoever is not the customer writes for the business
/// (<https://core.telegram.org/bots/api#message>: the chat is the customer's).
fn is_of_the_business(update_kind: &str, message: &Message) -> bool {
    let author = message.from.as_ref().and_then(|from| from.id.as_ref());
    update_kind == "business_message" && author.is_some() && author != message.chat.id.as_ref()
}

fn is_of_a_bot(message: &Message) -> bool {
    let is_bot = message
        .from
        .as_ref()
        .is_some_and(|from| from.is_bot == Some(true));
    is_bot && speaking_channel(message).is_none()
}

/// The channel in whose name a person writes into a group.
fn speaking_channel(message: &Message) -> Option<&Chat> {
    let from = message.from.as_ref().and_then(|from| from.id.as_deref());
    message
        .sender_chat
        .as_ref()
        .filter(|_| from.is_none() || from == Some(CHANNEL_BOT))
}

fn fill(event: &mut ContactEvent, message: &Message, content: Content) {
    event.text = message
        .text
        .as_deref()
        .or(message.caption.as_deref())
        .and_then(clean)
        .or(content.text);
    event.thread_key = message.thread_key();
    event.motive = event.text.as_deref().and_then(start_parameter);
    event.attachments_count = u32::try_from(content.attachments.len()).unwrap_or(u32::MAX);
    event.attachments = content.attachments;
    event.note = content.note;
    let quoted = message
        .reply_to_message
        .as_ref()
        .and_then(|quoted| quoted.full_id());
    event.reply_to = quoted.or_else(|| message.external_reply.as_ref()?.full_id());
    people(event, message);
    event.identities.extend(content.phone);
}

/// Author and contact: in a private chat the contact is whom the chat is with, elsewhere the author.
fn people(event: &mut ContactEvent, message: &Message) {
    let nobody = User::default();
    let from = message.from.as_ref().unwrap_or(&nobody);
    if let Some(channel) = speaking_channel(message) {
        event.sender_id = channel.id.clone();
        event.sender_name = channel.title.clone();
    } else {
        event.sender_id = from.id.clone();
        describe(event, from);
    }
    if message.chat.is_private() {
        event.contact_id = message.chat.id.clone();
        event.sender_id = event.sender_id.take().or_else(|| message.chat.id.clone());
    } else {
        event.contact_id = event.sender_id.clone();
    }
    let contact_name = if event.contact_id == from.id {
        &from.username
    } else {
        &message.chat.username
    };
    event
        .identities
        .extend(contact_name.as_deref().map(username));
}

/// What a link such as `https://t.me/our_bot?start=pedidos` said, where the customer came by one.
fn start_parameter(text: &str) -> Option<String> {
    let (command, parameter) = text.split_once(' ')?;
    let is_start = command == "/start" || command.starts_with("/start@");
    let parameter = parameter.trim();
    (is_start && !parameter.is_empty()).then(|| parameter.to_owned())
}

fn with_time_noted(mut event: ContactEvent) -> ContactEvent {
    if event.timestamp.is_none() {
        add_note(&mut event, "no usable time given");
    }
    event
}
