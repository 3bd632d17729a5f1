//! From a proved body to an event.

use channel::{Reading, Unreadable};
use domain::{AccountId, ChannelId, ContactEvent, EventKey, EventKind};
use jiff::Timestamp;

use crate::envelope::{self, Opened};
use crate::form::Form;
use crate::session::Session;
use crate::{Fault, origin};

pub(crate) fn read(bytes: &[u8], received_at: Timestamp) -> Reading {
    match event(envelope::open(bytes), received_at) {
        Ok(event) => Reading {
            events: vec![event],
            unreadable: Vec::new(),
        },
        Err(fault) => Reading::nothing(Unreadable {
            place: fault.place().to_owned(),
            reason: fault.code().to_owned(),
        }),
    }
}

fn event(opened: Opened<'_>, received_at: Timestamp) -> Result<ContactEvent, Fault> {
    let form = Form::parse(opened.body)?;
    let unproved = || form.token().and_then(Session::unproved);
    let session = opened
        .session
        .or_else(unproved)
        .ok_or(Fault::SessionMissing)?;
    let client_message_id = form.client_message_id()?;
    if form.honeypot_filled() {
        return Ok(caught(&session, &client_message_id, received_at));
    }
    let mut event = blank(
        &session,
        &client_message_id,
        EventKind::Message,
        received_at,
    );
    event.text = Some(form.text()?);
    event.identities = form.identities()?;
    event.sender_name = form.name();
    event.motive = form.motive();
    event.language = form.language();
    event.note = form.page().map(|page| format!("page {page}"));
    event.origin_mark = opened.address_mark;
    Ok(event)
}

/// What a machine sent that fills every field: counted, never a thread, and nothing of it kept.
fn caught(session: &Session, client_message_id: &str, received_at: Timestamp) -> ContactEvent {
    let mut event = blank(session, client_message_id, EventKind::Other, received_at);
    event.note = Some("honeypot".to_owned());
    event
}

fn blank(
    session: &Session,
    client_message_id: &str,
    kind: EventKind,
    received_at: Timestamp,
) -> ContactEvent {
    let channel = ChannelId::new("webchat");
    let external_message_id = format!("{}:{client_message_id}", session.id);
    let event_key = EventKey::of(&channel, &["message", &external_message_id]);
    let account = AccountId::new(origin::host(&session.origin).unwrap_or(&session.origin));
    let mut event = ContactEvent::new(channel, account, kind, event_key, received_at);
    event.external_message_id = Some(external_message_id);
    event.sender_id = Some(session.id.clone());
    event.contact_id = Some(session.id.clone());
    event.thread_key = Some(format!("web:{}", session.id));
    event
}
