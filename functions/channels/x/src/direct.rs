//! Direct messages, and what is told about them. Both APIs write them alike.

use domain::{ContactEvent, EventKind};
use serde_json::Value;

use crate::frame::{Frame, add_note, customer, note_time};
use crate::{media, wire};

/// A direct message, of a customer or of our own people.
///
/// # Errors
/// When it does not say its id, its author or for which account it is.
pub(crate) fn read(frame: &Frame<'_>, element: &Value) -> Result<ContactEvent, &'static str> {
    let account = frame.account()?;
    let id = wire::id(element, "id").ok_or("a direct message without its id")?;
    let create = element.get("message_create").unwrap_or(&Value::Null);
    let author = wire::id(create, "sender_id").ok_or("a direct message without its author")?;
    let addressee = wire::id_at(create, "/target/recipient_id");
    let kind = if author == account {
        EventKind::Echo
    } else {
        EventKind::Message
    };
    let mut event = frame.event(kind, &["message", &id]);
    event.contact_id = customer(account, &author, addressee.as_deref());
    event.thread_key = thread(frame, account, &author, addressee.as_deref());
    event.timestamp = frame.instant(element);
    event.external_message_id = Some(id);
    event.sender_id = Some(author);
    content(
        &mut event,
        create.get("message_data").unwrap_or(&Value::Null),
    );
    event.motive = motive(element, create);
    frame.people.describe(&mut event, &[]);
    note_time(&mut event);
    Ok(event)
}

/// Text and file. A message has one file at most.
fn content(event: &mut ContactEvent, data: &Value) {
    event.text = wire::text(data, "/text");
    let Some(attachment) = data.get("attachment").filter(|part| part.is_object()) else {
        return;
    };
    match (wire::word(attachment, "type"), attachment.get("media")) {
        ("media" | "", Some(file)) => {
            event.attachments = vec![media::of_v1(file)];
            event.attachments_count = 1;
        }
        (kind, _) => add_note(
            event,
            format!("with an attachment of type {kind}").trim_end(),
        ),
    }
}

/// What the customer chose among our quick replies, else the post or greeting by which they came.
fn motive(element: &Value, create: &Value) -> Option<String> {
    wire::text(create, "/message_data/quick_reply_response/metadata")
        .or_else(|| wire::id_at(element, "/initiated_via/tweet_id"))
        .or_else(|| wire::id_at(element, "/initiated_via/welcome_message_id"))
}

/// The customer has read our messages up to one. That we have read theirs tells nobody anything.
///
/// # Errors
/// When it does not say who has read what.
pub(crate) fn read_by(frame: &Frame<'_>, element: &Value) -> Result<ContactEvent, &'static str> {
    let account = frame.account()?;
    let id = wire::id(element, "last_read_event_id").ok_or("read, but not which message")?;
    let reader = wire::id(element, "sender_id").ok_or("read, but not by whom")?;
    let author = wire::id_at(element, "/target/recipient_id");
    let kind = if reader == account {
        EventKind::Other
    } else {
        EventKind::Status
    };
    let mut event = frame.event(kind, &["status", &id, "read", &reader]);
    event.contact_id = customer(account, &reader, author.as_deref());
    event.thread_key = thread(frame, account, &reader, author.as_deref());
    event.timestamp = frame.instant(element);
    event.external_message_id = Some(id.clone());
    event.target_message_id = Some(id);
    event.status = Some("read".to_owned());
    event.sender_id = Some(reader);
    if kind == EventKind::Other {
        add_note(&mut event, "read by our own account");
    }
    frame.people.describe(&mut event, &[]);
    Ok(event)
}

/// Somebody is writing. It names no contact, so that it is put down in no thread: it is true for some seconds.
///
/// # Errors
/// When it does not say who.
pub(crate) fn typing(frame: &Frame<'_>, element: &Value) -> Result<ContactEvent, &'static str> {
    let account = frame.account()?;
    let author = wire::id(element, "sender_id").ok_or("somebody is writing, but not who")?;
    let addressee = wire::id_at(element, "/target/recipient_id");
    let name = frame.name_of(element);
    let mut event = frame.event(EventKind::Other, &["other", "typing", &author, &name]);
    event.thread_key = thread(frame, account, &author, addressee.as_deref());
    event.timestamp = frame.instant(element);
    event.sender_id = Some(author);
    add_note(&mut event, "typing");
    frame.people.describe(&mut event, &[]);
    Ok(event)
}

/// The conversation with whoever is not the author; what others write without an addressee is for our account.
fn thread(
    frame: &Frame<'_>,
    account: &str,
    author: &str,
    addressee: Option<&str>,
) -> Option<String> {
    let addressee = addressee.or((author != account).then_some(account))?;
    Some(frame.direct_thread(author, addressee))
}
