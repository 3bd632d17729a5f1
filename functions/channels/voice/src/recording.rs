//! Recordings: what a caller left on the tape, and recordings of calls that were answered.

use channel::Unreadable;
use domain::{Attachment, ContactEvent, EventKind};

use crate::call::{Call, noted};
use crate::fields::{Fields, unreadable};

/// The source of what a caller left on the tape. Others (`DialVerb`, `Conference` …) record people who speak.
const VOICEMAIL: &str = "RecordVerb";

/// A recording's callback. A voicemail is a message; where its source is not told, it counts as one.
///
/// # Errors
/// When it names no recording, or a field is there more than once.
pub(crate) fn read(call: &Call, fields: &Fields<'_>) -> Result<ContactEvent, Unreadable> {
    let sid = fields.text("RecordingSid")?;
    let sid = sid.ok_or_else(|| unreadable("RecordingSid", "the form names no recording"))?;
    let status = fields.word("RecordingStatus")?.unwrap_or_default();
    let source = fields.text("RecordingSource")?;
    let is_voicemail = source.as_deref().is_none_or(|source| source == VOICEMAIL);
    let is_ready = status == "completed";
    let mut event = if is_voicemail && is_ready {
        call.event(EventKind::Message, &["message", &sid], &sid)
    } else {
        call.event(EventKind::Other, &["other", &sid, &status], &sid)
    };
    event.timestamp = fields.time("RecordingStartTime", call.received_at())?;
    event.error_code = fields.error_code()?;
    let what = if is_voicemail {
        "voicemail"
    } else {
        "recording of an answered call"
    };
    noted(&mut event, described(what, &status, fields)?);
    if is_ready {
        let kind = if is_voicemail {
            "voicemail"
        } else {
            "recording"
        };
        event.attachments.extend(file(kind, &sid, fields)?);
        event.attachments_count = u32::try_from(event.attachments.len()).unwrap_or(u32::MAX);
    }
    event.status = Some(status);
    Ok(event)
}

fn described(what: &str, status: &str, fields: &Fields<'_>) -> Result<String, Unreadable> {
    Ok(match fields.text("RecordingDuration")? {
        _ if status != "completed" => format!("{what}: {status}"),
        Some(seconds) => format!("{what}, {seconds} s"),
        None => what.to_owned(),
    })
}

/// Twilio makes the sound file from `.mp3` behind the recording's address.
fn file(kind: &str, sid: &str, fields: &Fields<'_>) -> Result<Option<Attachment>, Unreadable> {
    let url = fields.text("RecordingUrl")?;
    Ok(url.map(|url| Attachment {
        kind: kind.to_owned(),
        id: Some(sid.to_owned()),
        url: Some(url),
        mime: Some("audio/mpeg".to_owned()),
        ..Attachment::default()
    }))
}

/// The caller has stopped speaking. The recording itself is told of later, when it is ready.
///
/// # Errors
/// When a field is there more than once.
pub(crate) fn finished_speaking(
    call: &Call,
    fields: &Fields<'_>,
) -> Result<ContactEvent, Unreadable> {
    let id = fields.text("RecordingSid")?;
    let id = id.unwrap_or_else(|| call.sid.clone());
    let mut event = call.event(EventKind::Other, &["other", &id, "recorded"], &id);
    noted(&mut event, "voicemail recorded, its file follows");
    Ok(event)
}
