//! From a proved body to an event.

use channel::{Reading, Unreadable};
use domain::{ChannelId, ContactEvent, EventKey, EventKind, Identity};
use jiff::Timestamp;

use crate::envelope::{self, Opened};
use crate::form::Form;
use crate::session::Session;
use crate::{CHANNEL, Fault, SignedCustomer};

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
    event.identities = identities(&form, &session)?;
    event.motive = form.motive();
    event.note = form.page().map(|page| format!("page {page}"));
    event.origin_mark = opened.address_mark;
    let signed = session.customer.unwrap_or_default();
    event.sender_name = signed.name.or_else(|| form.name());
    event.language = signed.language.or_else(|| form.language());
    Ok(event)
}

/// What the shop vouches for, and beside it what was typed: only claims, whoever the sender is. Somebody must be able to
/// answer: in the chat, or at an address.
fn identities(form: &Form, session: &Session) -> Result<Vec<Identity>, Fault> {
    let typed = form.claims()?;
    let customer = session.customer.as_ref();
    let reachable =
        form.is_chat() || !typed.is_empty() || customer.is_some_and(SignedCustomer::is_reachable);
    if !reachable {
        return Err(Fault::ContactMissing);
    }
    let mut identities = customer.map_or_else(Vec::new, |customer| customer.identities.clone());
    for claim in typed {
        let known = |one: &Identity| one.kind == claim.kind && one.value == claim.value;
        if !identities.iter().any(known) {
            identities.push(claim);
        }
    }
    Ok(identities)
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
    let channel = ChannelId::new(CHANNEL);
    let external_message_id = session.message_id(client_message_id);
    let event_key = EventKey::of(&channel, &["message", &external_message_id]);
    let mut event = ContactEvent::new(channel, session.account(), kind, event_key, received_at);
    let contact = session.contact();
    event.external_message_id = Some(external_message_id);
    event.thread_key = Some(format!("web:{contact}"));
    event.sender_id = Some(contact.clone());
    event.contact_id = Some(contact);
    event
}
