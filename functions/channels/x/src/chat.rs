//! Encrypted messages (XChat). Their text can be read with the account's own keys only, so an agent is told to look.

use domain::{ContactEvent, EventKind};
use serde_json::Value;

use crate::frame::{Frame, add_note, customer, note_time};
use crate::wire;

/// An encrypted message, of a customer or of our own people.
///
/// # Errors
/// When it does not say its author or for which account it is.
pub(crate) fn read(frame: &Frame<'_>, payload: &Value) -> Result<ContactEvent, &'static str> {
    let account = frame.account()?;
    let author = wire::id(payload, "sender_id").ok_or("an encrypted message without its author")?;
    let id = wire::id(payload, "id");
    let conversation = wire::id(payload, "conversation_id");
    let kind = if author == account {
        EventKind::Echo
    } else {
        EventKind::Message
    };
    let name = id.clone().unwrap_or_else(|| frame.name_of(payload));
    let mut event = frame.event(kind, &["message", &name]);
    let addressee = conversation
        .as_deref()
        .and_then(|pair| other_of(pair, account));
    event.contact_id = customer(account, &author, addressee);
    event.thread_key = thread(payload);
    event.timestamp = frame.instant(payload);
    event.external_message_id = id;
    event.sender_id = Some(author);
    frame.people.describe(&mut event, &[]);
    add_note(&mut event, "encrypted: its text can be read in X only");
    note_time(&mut event);
    Ok(event)
}

/// The conversation of an encrypted message, and of what else is told of one.
pub(crate) fn thread(payload: &Value) -> Option<String> {
    wire::id(payload, "conversation_id").map(|conversation| format!("xchat:{conversation}"))
}

/// The other one of a conversation of two, which is named after both; none of a group.
fn other_of<'c>(conversation: &'c str, account: &str) -> Option<&'c str> {
    let (one, other) = conversation.split_once([':', '-'])?;
    match (one == account, other == account) {
        (true, false) => Some(other),
        (false, true) => Some(one),
        _ => None,
    }
}
