//! Messages in a channel, of agents and of applications.

use domain::{ContactEvent, EventKind};
use serde_json::Value;

use crate::frame::{Frame, add_note};
use crate::wire;

/// A new message. An `app_mention` is the same message told a second time, under the same key.
///
/// # Errors
/// When it does not say where it stands.
pub(crate) fn read(frame: &Frame, message: &Value) -> Result<ContactEvent, &'static str> {
    let channel = wire::id(message, "/channel").ok_or("a message without its channel")?;
    let ts = wire::id(message, "/ts").ok_or("a message without its ts")?;
    let id = format!("{channel}:{ts}");
    let kind = if is_of_a_bot(message) {
        EventKind::Echo
    } else {
        EventKind::Message
    };
    let mut event = frame.event(kind, &["message", &id]);
    write(frame, &mut event, message);
    let first = wire::id(message, "/thread_ts").unwrap_or_else(|| ts.clone());
    event.thread_key = Some(frame.thread(&channel, &first));
    event.reply_to = (first != ts).then(|| format!("{channel}:{first}"));
    event.timestamp = frame.instant(Some(&ts));
    event.external_message_id = Some(id);
    if event.timestamp.is_none() {
        add_note(&mut event, "no usable time given");
    }
    Ok(event)
}

/// Author, text and files of a message.
pub(crate) fn write(frame: &Frame, event: &mut ContactEvent, message: &Value) {
    event.sender_id = wire::id(message, "/user").or_else(|| wire::id(message, "/bot_id"));
    event.sender_name = wire::text(message, "/username")
        .or_else(|| wire::text(message, "/bot_profile/name"))
        .or_else(|| wire::text(message, "/user_profile/real_name"));
    event.text = wire::text(message, "/text");
    event.attachments = wire::files(message);
    event.attachments_count = u32::try_from(event.attachments.len()).unwrap_or(u32::MAX);
    if is_of_a_bot(message) {
        event.sent_by_us = is_of_our_application(frame, message);
        add_note(event, "written by an application: nothing reacts to it");
    }
}

/// Whether an application wrote it: whoever reacts to those talks to itself.
pub(crate) fn is_of_a_bot(message: &Value) -> bool {
    wire::id(message, "/bot_id").is_some() || wire::word(message, "subtype") == "bot_message"
}

fn is_of_our_application(frame: &Frame, message: &Value) -> bool {
    let author = wire::id(message, "/bot_profile/app_id").or_else(|| wire::id(message, "/app_id"));
    author.is_some() && author == frame.app
}
