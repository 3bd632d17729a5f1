//! A voicemail, written down: the text that its message did not have yet.

use channel::Unreadable;
use domain::{ContactEvent, EventKind};

use crate::call::{Call, noted};
use crate::fields::Fields;
use crate::party::Party;

/// Reads it. One that failed changes no text.
///
/// # Errors
/// When a field is there more than once.
pub(crate) fn read(call: &Call, fields: &Fields<'_>) -> Result<ContactEvent, Unreadable> {
    let recording = fields.text("RecordingSid")?;
    let id = fields
        .text("TranscriptionSid")?
        .or_else(|| recording.clone());
    let id = id.unwrap_or_else(|| call.sid.clone());
    let text = fields.text("TranscriptionText")?;
    let status = fields.word("TranscriptionStatus")?;
    let mut event = if text.is_some() {
        call.event(EventKind::Edit, &["edit", &id], &id)
    } else {
        let status = status.as_deref().unwrap_or_default();
        let mut event = call.event(EventKind::Other, &["other", &id, status], &id);
        noted(&mut event, "the voicemail could not be written down");
        event
    };
    // Whoever left it is `From`, also in a call that we made.
    let author = fields.text("From")?.as_deref().and_then(Party::of);
    if let Some(author) = author {
        event.sender_id = author.id().map(str::to_owned);
    }
    if event.kind == EventKind::Edit {
        noted(&mut event, "written down by a machine");
    }
    event.text = text;
    event.target_message_id = recording;
    event.status = status;
    Ok(event)
}
