//! Mentions: somebody named our account in a comment or caption elsewhere. Instagram says where, and neither who nor
//! what.

use domain::{ContactEvent, EventKind};
use meta::{Frame, add_note, wire};
use serde_json::Value;

/// A mention. It is named apart from comments: the same comment may be told of as one of ours too, with author and text,
/// and must not be taken for a repeat of this.
///
/// # Errors
/// When it does not say where.
pub(crate) fn read(frame: &Frame<'_>, value: &Value) -> Result<ContactEvent, &'static str> {
    let comment = wire::id_among(value, &["comment_id"]);
    let media = wire::id_among(value, &["media_id"]);
    let id = comment.clone().or_else(|| media.clone());
    let id = id.ok_or("a mention that does not say where")?;
    let mut event = frame.event(EventKind::Comment, &["mention", &id]);
    event.public = true;
    event.thread_key = Some(frame.thread("igc", &id));
    event.external_message_id = Some(id);
    frame.date(&mut event, wire::number(value, "timestamp"));
    let place = match (comment, media) {
        (Some(_), Some(media)) => format!("in a comment on {media}"),
        (Some(_), None) => "in a comment".to_owned(),
        _ => "in a caption".to_owned(),
    };
    let words = format!("the account is mentioned {place}, and Instagram does not say by whom");
    add_note(&mut event, words);
    Ok(event)
}
