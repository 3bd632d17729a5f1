//! How far a call has got: `queued`, `ringing`, `in-progress`, `completed`, `busy`, `no-answer`, `canceled`, `failed`.
//! `completed` does not mean that anybody has answered.

use channel::Unreadable;
use domain::{ContactEvent, EventKind};

use crate::call::{Call, Direction};
use crate::dial::missed;
use crate::fields::{Fields, note};

/// What a call of a customer's ends as when it has reached nobody and nothing.
const UNANSWERED: &[&str] = &["no-answer", "canceled", "busy"];

/// In what state a call is when Twilio asks what to do with it: the second where something else has taken it before us.
const COMING_IN: &[&str] = &["ringing", "in-progress"];

/// One stage of a call. A call of a customer's that was never answered is a missed one; so is each that comes in where
/// nobody is rung.
///
/// # Errors
/// When a field is there more than once.
pub(crate) fn read(
    call: &Call,
    fields: &Fields<'_>,
    rings_nobody: bool,
) -> Result<ContactEvent, Unreadable> {
    let word = fields.word("CallStatus")?.unwrap_or_default();
    let time = fields.time("Timestamp", call.received_at())?;
    let asks_what_to_do = fields.text("CallbackSource")?.is_none();
    let comes_in = asks_what_to_do && COMING_IN.contains(&word.as_str());
    let is_missed = UNANSWERED.contains(&word.as_str()) || (comes_in && rings_nobody);
    let mut event = if call.direction == Direction::Inbound && is_missed {
        missed(call, &word)
    } else {
        let key = ["status", &call.sid, &word];
        call.event(EventKind::Status, &key, &call.sid)
    };
    event.timestamp = time;
    event.error_code = fields.error_code()?;
    let sequence = fields.text("SequenceNumber")?;
    let seconds = fields.text("CallDuration")?;
    event.note = note([
        event.note.take(),
        sequence.map(|number| format!("stage {number} of the call")),
        seconds.map(|seconds| format!("{seconds} s")),
    ]);
    event.status = Some(word);
    Ok(event)
}
