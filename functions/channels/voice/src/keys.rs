//! The caller has pressed a key.

use channel::Unreadable;
use domain::{ContactEvent, EventKind};

use crate::call::{Call, noted};
use crate::fields::Fields;

/// The key for being called back.
pub(crate) const CALL_BACK: &str = "1";

/// Reads it: a request to be called back, or another key.
///
/// # Errors
/// When a field is there more than once.
pub(crate) fn read(call: &Call, fields: &Fields<'_>) -> Result<ContactEvent, Unreadable> {
    let keys = fields.text("Digits")?.unwrap_or_default();
    if keys == CALL_BACK {
        let id = format!("{}:callback", call.sid);
        let mut event = call.event(EventKind::Message, &["message", &id], &id);
        noted(&mut event, "wants to be called back");
        return Ok(event);
    }
    let key = ["other", &call.sid, "keys", &keys];
    let mut event = call.event(EventKind::Other, &key, &call.sid);
    noted(&mut event, format!("pressed {keys}"));
    Ok(event)
}
