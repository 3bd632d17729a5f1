//! From a form to an event. The fields tell what a form is about: nothing else comes with it when it is read again later.

use channel::{Reading, Unreadable};
use domain::{ContactEvent, EventKind, hashed};
use jiff::Timestamp;

use crate::call::{Call, Direction, noted};
use crate::fields::Fields;
use crate::{dial, keys, progress, recording, transcription};

/// Reads a request: it holds one event. `rings_nobody`: a call that comes in is missed at once.
pub(crate) fn read(body: &[u8], rings_nobody: bool, received_at: Timestamp) -> Reading {
    match event(body, rings_nobody, received_at) {
        Ok(event) => Reading {
            events: vec![event],
            unreadable: Vec::new(),
        },
        Err(unreadable) => Reading::nothing(unreadable),
    }
}

fn event(
    body: &[u8],
    rings_nobody: bool,
    received_at: Timestamp,
) -> Result<ContactEvent, Unreadable> {
    let fields = Fields::of(body);
    let call = Call::of(&fields, received_at)?;
    let has = |name| Ok::<bool, Unreadable>(fields.text(name)?.is_some());
    if has("TranscriptionText")? || has("TranscriptionStatus")? {
        transcription::read(&call, &fields)
    } else if has("DialCallStatus")? {
        dial::read(&call, &fields)
    } else if has("RecordingStatus")? {
        recording::read(&call, &fields)
    } else if has("RecordingUrl")? {
        recording::finished_speaking(&call, &fields)
    } else if has("Digits")? && call.direction != Direction::ToAgent {
        keys::read(&call, &fields)
    } else if has("CallStatus")? {
        progress::read(&call, &fields, rings_nobody)
    } else {
        Ok(something_else(&call, body))
    }
}

/// What no page documents, named by its content.
fn something_else(call: &Call, body: &[u8]) -> ContactEvent {
    let content = hashed(&String::from_utf8_lossy(body));
    let mut event = call.event(EventKind::Other, &["other", &call.sid, &content], &call.sid);
    noted(&mut event, "something else about the call");
    event
}
