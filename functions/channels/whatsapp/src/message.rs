//! Messages: of the customer, and echoes of what our people wrote in the WhatsApp Business app.

use domain::{ContactEvent, EventKind};
use meta::{add_note, name_by_content};
use serde_json::Value;

use crate::change::Change;
use crate::content::{self, Content};
use crate::people::{ADDRESSEE, AUTHOR, Party};
use crate::system;
use crate::wire::{self, Context, Referral};

/// A message that reached our number.
///
/// # Errors
/// When nobody is named as its author, or its content has another shape than documented.
pub(crate) fn read(
    change: &Change<'_>,
    element: &Value,
    is_alone: bool,
) -> Result<ContactEvent, &'static str> {
    let content = content::read(element)?;
    let mut party = change.party(element, &AUTHOR, is_alone);
    if party.id().is_none() {
        party = system::former_self(element);
    }
    let kind = kind_of(element);
    if party.id().is_none() && kind.is_message() {
        return Err("a message without its author");
    }
    let mut event = base(change, element, kind, content);
    party.write(&mut event);
    place(&mut event, change, element, &party);
    system::add_new_self(&mut event, element);
    refer(&mut event, element);
    Ok(event)
}

/// A message that our own people sent from the app on their phone (Coexistence).
///
/// # Errors
/// When nobody is named as its addressee, or its content has another shape than documented.
pub(crate) fn read_echo(
    change: &Change<'_>,
    element: &Value,
    is_alone: bool,
) -> Result<ContactEvent, &'static str> {
    let content = content::read(element)?;
    let kind = match kind_of(element) {
        EventKind::Message => EventKind::Echo,
        other => other,
    };
    let party = change.party(element, &ADDRESSEE, is_alone);
    if party.id().is_none() && wire::id_among(element, &["group_id"]).is_none() {
        return Err("an echo without its addressee");
    }
    let mut event = base(change, element, kind, content);
    party.identify(&mut event);
    place(&mut event, change, element, &party);
    event.sender_id = change.own_number(element);
    event.motive = None;
    refer(&mut event, element);
    Ok(event)
}

/// What a message's type makes of it. An unknown type is a message: a customer has sent something.
fn kind_of(element: &Value) -> EventKind {
    let inner = |name| {
        element
            .get(name)
            .map(|part| wire::word(part, "type"))
            .unwrap_or_default()
    };
    match wire::word(element, "type") {
        "reaction" => EventKind::Reaction,
        "edit" => EventKind::Edit,
        "revoke" => EventKind::Delete,
        "system" | "request_welcome" => EventKind::Other,
        // The customer has edited something, but Meta tells neither what nor how.
        "unsupported" if inner("unsupported") == "edit" => EventKind::Other,
        "interactive" if inner("interactive") == "call_permission_reply" => EventKind::Other,
        _ => EventKind::Message,
    }
}

fn base(change: &Change<'_>, element: &Value, kind: EventKind, content: Content) -> ContactEvent {
    let id = wire::id_among(element, &["id"]);
    let name = id.clone().unwrap_or_else(|| name_by_content(element));
    let mut event = change.event(kind, &[key_word(kind), &name]);
    event.external_message_id = id;
    event.text = content.text;
    event.attachments_count = u32::try_from(content.attachments.len()).unwrap_or(u32::MAX);
    event.attachments = content.attachments;
    event.motive = content.motive;
    event.note = content.note;
    event.target_message_id = target(element, kind);
    change.date(&mut event, wire::seconds(element));
    event
}

/// Echoes stand under the same word as messages, so that whatever refers to a message finds it by its id alone.
fn key_word(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Reaction => "reaction",
        EventKind::Edit => "edit",
        EventKind::Delete => "delete",
        EventKind::Other => "other",
        _ => "message",
    }
}

fn target(element: &Value, kind: EventKind) -> Option<String> {
    let (part, field) = match kind {
        EventKind::Reaction => ("reaction", "message_id"),
        EventKind::Edit => ("edit", "original_message_id"),
        EventKind::Delete => ("revoke", "original_message_id"),
        _ => return None,
    };
    wire::id_among(element.get(part)?, &[field])
}

fn place(event: &mut ContactEvent, change: &Change<'_>, element: &Value, party: &Party) {
    event.thread_key = match wire::id_among(element, &["group_id"]) {
        Some(group) => Some(change.thread_of_group(&group)),
        None => change.thread_with(party.id()),
    };
}

/// The message it answers, the product it is about, the advertisement it came by.
fn refer(event: &mut ContactEvent, element: &Value) {
    let context: Context = wire::part(element, "context").unwrap_or_default();
    event.reply_to = context.id;
    if context.frequently_forwarded == Some(true) {
        add_note(event, "forwarded many times");
    } else if context.forwarded == Some(true) {
        add_note(event, "forwarded");
    }
    if let Some(product) = context
        .referred_product
        .and_then(|product| product.product_retailer_id)
    {
        add_note(event, format!("about product {product}"));
    }
    if let Some(referral) = wire::part::<Referral>(element, "referral") {
        come_by(event, referral);
    }
}

fn come_by(event: &mut ContactEvent, referral: Referral) {
    let kind = referral
        .source_type
        .unwrap_or_else(|| "advertisement".to_owned());
    let words = [Some(kind), referral.source_id.clone(), referral.headline];
    let words: Vec<String> = words.into_iter().flatten().collect();
    add_note(event, format!("came by {}", words.join(" ")));
    event.motive = event.motive.take().or(referral.source_id);
}
