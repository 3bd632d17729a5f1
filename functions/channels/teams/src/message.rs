//! Messages: new, edited, deleted.

use channel::Reading;
use channel::walk::miss;
use domain::{ContactEvent, EventKind};

use crate::attachments::{self, Found};
use crate::frame::{Frame, add_note, note_time};
use crate::people::Author;
use crate::service;
use crate::text;
use crate::wire::present;

/// What an event cannot do without: its place, and why nothing comes of it.
type Missing = (&'static str, &'static str);

/// A new message.
pub(crate) fn read_new(frame: &Frame<'_>, reading: &mut Reading) {
    read(frame, reading, new);
}

/// A message with its new content, or one that came back after it was deleted.
pub(crate) fn read_edited(frame: &Frame<'_>, reading: &mut Reading) {
    read(frame, reading, edited);
}

/// A message taken back.
pub(crate) fn read_deleted(frame: &Frame<'_>, reading: &mut Reading) {
    match changed(frame, EventKind::Delete, "delete") {
        Ok(event) => reading.events.push(event),
        Err((place, reason)) => miss(reading, place, reason),
    }
}

fn read(
    frame: &Frame<'_>,
    reading: &mut Reading,
    build: fn(&Frame<'_>, Found) -> Result<ContactEvent, Missing>,
) {
    let mut found = Found::default();
    attachments::read(frame.whole, &mut found, reading);
    match build(frame, found) {
        Ok(event) => reading.events.push(event),
        Err((place, reason)) => miss(reading, place, reason),
    }
}

fn new(frame: &Frame<'_>, found: Found) -> Result<ContactEvent, Missing> {
    let activity = &frame.activity;
    let id = id(frame)?;
    activity
        .account()
        .ok_or(("/recipient/id", "a message without the bot's id"))?;
    let kind = match activity.author() {
        Author::Customer => EventKind::Message,
        Author::OurBot => EventKind::Echo,
        Author::OtherBot => EventKind::Other,
    };
    let mut event = match kind {
        EventKind::Other => frame.event(kind, &["other", "message", &id]),
        _ => frame.event(kind, &["message", &id]),
    };
    if event.sender_id.is_none() {
        return Err(("/from/id", "a message without its author's id"));
    }
    event.external_message_id = Some(id);
    event.sent_by_us = kind == EventKind::Echo;
    event.reply_to = activity.full_id(activity.reply_to_id.as_deref());
    fill(&mut event, frame, found)?;
    match kind {
        EventKind::Message => {
            add_notes_for_agent(&mut event, frame);
            add_note(&mut event, service::note(activity.service_url.as_deref()));
        }
        EventKind::Other => add_note(&mut event, "written by another bot"),
        _ => {}
    }
    Ok(event)
}

fn edited(frame: &Frame<'_>, found: Found) -> Result<ContactEvent, Missing> {
    let mut event = changed(frame, EventKind::Edit, "edit")?;
    fill(&mut event, frame, found)?;
    if frame.activity.event_type() == Some("undeleteMessage") {
        add_note(&mut event, "brought back after it was deleted");
    }
    Ok(event)
}

/// Deleting, bringing back and deleting again are three changes, told apart by their time.
fn changed(frame: &Frame<'_>, kind: EventKind, verb: &str) -> Result<ContactEvent, Missing> {
    let id = id(frame)?;
    let mut event = frame.event(kind, &[verb, &id, &frame.change_name()]);
    event.external_message_id = Some(id.clone());
    event.target_message_id = Some(id);
    Ok(event)
}

fn id(frame: &Frame<'_>) -> Result<String, Missing> {
    let has_conversation = frame.activity.thread_key().is_some();
    frame.own_id().ok_or(if has_conversation {
        ("/id", "a message without its id")
    } else {
        ("/conversation/id", "a message without its conversation")
    })
}

fn fill(event: &mut ContactEvent, frame: &Frame<'_>, found: Found) -> Result<(), Missing> {
    let bot = frame.activity.account();
    event.text = text::of(frame.whole, bot).map_err(|reason| ("/text", reason))?;
    event.attachments_count = u32::try_from(found.files.len()).unwrap_or(u32::MAX);
    event.attachments = found.files;
    for card in &found.cards {
        add_note(event, format!("card {card}"));
    }
    if event.text.is_none() && event.attachments.is_empty() && found.cards.is_empty() {
        add_note(event, nothing_shown(frame, found.has_formatted));
    }
    note_time(event);
    Ok(())
}

/// Why there is nothing to see: an agent must know that something came.
fn nothing_shown(frame: &Frame<'_>, has_formatted: bool) -> &'static str {
    if present(frame.whole, "value").is_some() {
        "a button of a card was pressed"
    } else if present(frame.whole, "text").is_some_and(|text| text != "") {
        "only the bot's name"
    } else if has_formatted {
        "formatted content without a plain text: to be seen in Teams only"
    } else {
        "nothing that can be shown here"
    }
}

fn add_notes_for_agent(event: &mut ContactEvent, frame: &Frame<'_>) {
    if let Some(company) = frame.activity.company() {
        add_note(event, company);
    }
}
