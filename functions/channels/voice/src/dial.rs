//! What became of ringing an agent.

use channel::Unreadable;
use domain::{ContactEvent, EventKind};

use crate::call::{Call, noted};
use crate::fields::Fields;

/// Reads it: answered, or missed.
///
/// # Errors
/// When a field is there more than once.
pub(crate) fn read(call: &Call, fields: &Fields<'_>) -> Result<ContactEvent, Unreadable> {
    let word = fields.word("DialCallStatus")?.unwrap_or_default();
    if !was_answered(fields)? {
        return Ok(missed(call, &word));
    }
    let key = ["status", &call.sid, "answered"];
    let mut event = call.event(EventKind::Status, &key, &call.sid);
    event.status = Some("answered".to_owned());
    if let Some(seconds) = fields.text("DialCallDuration")? {
        noted(&mut event, format!("{seconds} s"));
    }
    Ok(event)
}

/// Whether an agent and the caller have spoken. Twilio says `completed` also where an agent, or their mailbox, picked up and
/// did not take the call: then the two were never joined. A word that does not exist yet counts as missed, because nobody
/// waits unseen.
///
/// # Errors
/// When a field is there more than once.
pub(crate) fn was_answered(fields: &Fields<'_>) -> Result<bool, Unreadable> {
    let word = fields.word("DialCallStatus")?;
    let joined = fields.word("DialBridged")?;
    let is_final = matches!(word.as_deref(), Some("completed" | "answered"));
    Ok(is_final && joined.as_deref() != Some("false"))
}

/// A call that nobody has answered. It is one message, by whichever form we learn of it.
pub(crate) fn missed(call: &Call, word: &str) -> ContactEvent {
    let mut event = call.event(EventKind::Message, &["message", &call.sid], &call.sid);
    event.status = Some(word.to_owned());
    noted(&mut event, format!("missed call ({word})"));
    event
}
