//! Messages: of the customer, echoes of our own, taken back, changed.

use domain::{ContactEvent, EventKind};
use serde_json::Value;

use super::content::{self, Content};
use super::{Talk, referral};
use crate::own_apps::PAGE_INBOX;
use crate::{add_note, name_by_content, shown, wire};

/// A message, or an echo of one that our account sent.
///
/// # Errors
/// When nobody is named as its other side, or its content has another shape than documented.
pub(super) fn read(talk: &Talk<'_>, part: &Value) -> Result<ContactEvent, &'static str> {
    if !part.is_object() {
        return Err("a message that is no object");
    }
    let id = wire::id_among(part, &["mid"]);
    if wire::flag(part, "is_deleted") {
        let id = id.ok_or("a deletion that does not say of what")?;
        return Ok(about(talk, EventKind::Delete, &["delete", &id], &id));
    }
    let content = content::read(part)?;
    let is_ours = talk.sides.are_ours();
    if !talk.sides.have_customer() {
        return Err(no_other_side(is_ours));
    }
    let name = id.clone().unwrap_or_else(|| name_by_content(talk.element));
    let kind = kind_of(is_ours);
    let mut event = talk.event(kind, &["message", &name]);
    event.external_message_id = id;
    hold(&mut event, content);
    answer(&mut event, part);
    if is_ours {
        tell_tool(&mut event, talk, part);
    }
    if wire::flag(part, "is_unsupported") {
        add_note(&mut event, "content that Meta does not hand on");
    }
    referral::refer(&mut event, talk.element, part);
    Ok(event)
}

/// A changed text.
///
/// # Errors
/// When it does not say which message was changed, or its text is none.
pub(super) fn read_edit(talk: &Talk<'_>, part: &Value) -> Result<ContactEvent, &'static str> {
    let id = wire::id_among(part, &["mid"]).ok_or("an edit that does not say of what")?;
    let text = wire::text(part, "text")?;
    let which = wire::id_among(part, &["num_edit"]);
    let which = which.unwrap_or_else(|| name_by_content(talk.element));
    let mut event = about(talk, EventKind::Edit, &["edit", &id, &which], &id);
    event.text = text;
    Ok(event)
}

/// An event about a message.
pub(super) fn about(talk: &Talk<'_>, kind: EventKind, key: &[&str], id: &str) -> ContactEvent {
    let mut event = talk.event(kind, key);
    event.external_message_id = Some(id.to_owned());
    event.target_message_id = Some(id.to_owned());
    event
}

pub(super) fn kind_of(is_ours: bool) -> EventKind {
    if is_ours {
        EventKind::Echo
    } else {
        EventKind::Message
    }
}

pub(super) fn no_other_side(is_ours: bool) -> &'static str {
    if is_ours {
        "an echo without its addressee"
    } else {
        "a message without its author"
    }
}

fn hold(event: &mut ContactEvent, content: Content) {
    event.text = content.text;
    event.attachments_count = u32::try_from(content.files.len()).unwrap_or(u32::MAX);
    event.attachments = content.files;
    event.language = content.language;
    for words in content.words {
        add_note(event, words);
    }
    if event.kind.is_message() {
        event.motive = content.chosen;
    }
}

/// What it answers: a message, or a story, which is no message.
fn answer(event: &mut ContactEvent, part: &Value) {
    let Some(answered) = part.get("reply_to") else {
        return;
    };
    event.reply_to = wire::id_among(answered, &["mid"]);
    if let Some(story) = answered.get("story") {
        let id = wire::id_among(story, &["id"]).unwrap_or_default();
        add_note(event, format!("answers the story {id}").trim_end());
    }
}

/// Which application sent an echo. Our own is told apart; a person in the page's inbox is named as such.
fn tell_tool(event: &mut ContactEvent, talk: &Talk<'_>, part: &Value) {
    let app = wire::id_among(part, &["app_id"]);
    let is_self = wire::flag(part, "is_self");
    match app.as_deref() {
        Some(app) if talk.frame.own_apps.has(app) => event.sent_by_us = true,
        Some(PAGE_INBOX) => add_note(event, "written in the page's inbox"),
        Some(app) => add_note(event, format!("sent by application {}", shown(app))),
        None => {}
    }
    if is_self {
        add_note(event, "our account writes to itself");
    }
}
