//! Comments on our media (<https://developers.facebook.com/docs/graph-api/webhooks/reference/instagram>). Instagram tells
//! of new ones only: neither of changed nor of removed ones.

use channel::lenient;
use domain::{ContactEvent, EventKind};
use meta::{Frame, add_note, people, shown, wire};
use serde_json::Value;

use crate::CHANNEL;

/// A comment, or, where our own account wrote it, its echo. It has no time of its own, so the request's stands for it.
/// One on a boosted post may come twice, of the post and of the advertisement, under one id.
///
/// # Errors
/// When it has no id, or its text is none.
pub(crate) fn read(
    frame: &Frame<'_>,
    field: &str,
    value: &Value,
) -> Result<ContactEvent, &'static str> {
    let id = wire::id_among(value, &["id", "comment_id"]).ok_or("a comment without its id")?;
    let text = wire::text(value, "text")?;
    let from = value.get("from").unwrap_or(&Value::Null);
    let kind = if is_ours(frame, from) {
        EventKind::Echo
    } else {
        EventKind::Comment
    };
    let mut event = frame.event(kind, &["message", &id]);
    event.public = true;
    event.text = text;
    event.reply_to = wire::id_among(value, &["parent_id"]);
    let root = event.reply_to.as_deref().unwrap_or(&id);
    event.thread_key = Some(frame.thread("igc", root));
    event.external_message_id = Some(id);
    frame.date(&mut event, wire::number(value, "timestamp"));
    match kind {
        EventKind::Echo => event.sender_id = Some(frame.account().to_owned()),
        _ => sign(&mut event, from, value),
    }
    place(&mut event, field, value);
    Ok(event)
}

/// Only what our own account writes under its own media names that account's id for itself
/// (<https://developers.facebook.com/docs/instagram-platform/self-messaging>).
fn is_ours(frame: &Frame<'_>, from: &Value) -> bool {
    let author = wire::id_among(from, &["id"]);
    author.as_deref() == Some(frame.account())
        || wire::id_among(from, &["self_ig_scoped_id"]).is_some()
}

/// Writes down the author, and by which advertisement or post they came.
fn sign(event: &mut ContactEvent, from: &Value, value: &Value) {
    let author = wire::id_among(from, &["id"]);
    if author.is_none() {
        add_note(event, "Instagram does not say who wrote it");
    }
    event.sender_id = author.clone();
    event.contact_id = author;
    event.sender_name = wire::id_among(from, &["username"]);
    let username = event.sender_name.as_deref();
    let username = username.map(|name| people::username(CHANNEL, name));
    event.identities.extend(username);
    if let Some(media) = value.get("media") {
        event.motive = wire::id_among(media, &["ad_id", "original_media_id", "id"]);
    }
}

/// Where it stands, as far as that is not the feed.
fn place(event: &mut ContactEvent, field: &str, value: &Value) {
    if field == "live_comments" {
        add_note(
            event,
            "on a live video: a private answer is possible while it lasts",
        );
    }
    let media = value.get("media").unwrap_or(&Value::Null);
    if wire::id_among(media, &["ad_id"]).is_some() {
        let title = media.get("ad_title").and_then(lenient::id_of);
        let words = format!("on an advertisement {}", title.unwrap_or_default());
        add_note(event, shown(&words));
    }
}
