//! What became of a message of ours: `queued`, `sending`, `sent`, `delivered`, `undelivered`, `failed`, `read` …

use channel::Unreadable;
use domain::{ContactEvent, EventKind};
use jiff::Timestamp;

use crate::fields::Fields;
use crate::people::People;

/// One status. They come in any order, so each is an event of its own. Twilio may name nobody in it: then the message's
/// id must lead to the customer.
///
/// # Errors
/// When a field is there more than once.
pub(crate) fn read(
    fields: &Fields<'_>,
    id: &str,
    word: &str,
    received_at: Timestamp,
) -> Result<ContactEvent, Unreadable> {
    let people = People::of(fields, "To", "From")?;
    let mut event = people.event(EventKind::Status, &["status", id, word], received_at);
    event.external_message_id = Some(id.to_owned());
    event.target_message_id = Some(id.to_owned());
    event.status = Some(word.to_owned());
    let code = fields.text("ErrorCode")?;
    event.error_code = code
        .and_then(|code| code.trim().parse().ok())
        .filter(|code| *code != 0);
    event.note = fields.first(&["ErrorMessage", "ChannelStatusMessage"])?;
    Ok(event)
}
