//! Contact events: how far a call has got, and how it has ended
//! (<https://docs.aws.amazon.com/connect/latest/adminguide/contact-events.html>). They come with the best of effort, in any
//! order, and with types and fields that do not exist yet.

use channel::Unreadable;
use domain::{ContactEvent, EventKind, hashed};
use jiff::Timestamp;
use serde_json::Value;

use crate::VOICE;
use crate::contact::Contact;
use crate::json::{field, note, part, text};
use crate::read::unreadable;

/// What happens once in the life of a contact. Whatever else is documented may happen again.
const ONCE: &[&str] = &[
    "INITIATED",
    "CONNECTED_TO_SYSTEM",
    "CONNECTED_TO_AGENT",
    "DISCONNECTED",
    "COMPLETED",
    "AMD_DISABLED",
];
/// What may happen several times.
const REPEATED: &[&str] = &["QUEUED", "CONTACT_DATA_UPDATED", "PAUSED", "RESUMED"];
/// How a customer comes to us.
const INBOUND: &[&str] = &["INBOUND", "TRANSFER"];

/// What an event of EventBridge says.
struct Told<'v> {
    body: &'v Value,
    detail: &'v Value,
    kind: String,
}

/// Reads an event of EventBridge.
///
/// # Errors
/// When it holds nothing, or a contact event names no contact.
pub(crate) fn read(body: &Value, received_at: Timestamp) -> Result<ContactEvent, Unreadable> {
    let detail = body.get("detail").filter(|detail| detail.is_object());
    let detail = detail.ok_or_else(|| unreadable("/detail", "not an object"))?;
    let kind = text(detail, "eventType").unwrap_or_default();
    let kind = kind.trim().to_ascii_uppercase();
    let told = Told { body, detail, kind };
    let contact = Contact::of(detail)
        .ok_or_else(|| unreadable("/detail/contactId", "the event names no contact"))?;
    let mut event = told.event(&contact, received_at);
    event.timestamp = told.happened_at(received_at);
    event.event_id = text(body, "id");
    event.note = note([event.note.take(), told.note()]);
    Ok(event)
}

impl Told<'_> {
    fn event(&self, contact: &Contact, received_at: Timestamp) -> ContactEvent {
        let kind = self.kind.as_str();
        if kind == "DISCONNECTED" && self.was_abandoned() {
            let key = ["message", &contact.id];
            let mut event = contact.event(EventKind::Message, &key, received_at);
            event.status = Some("abandoned".to_owned());
            event.note = Some("missed call (abandoned)".to_owned());
            return event;
        }
        let word = self.word();
        let (kind, repeat) = if ONCE.contains(&kind) {
            (EventKind::Status, None)
        } else if REPEATED.contains(&kind) {
            (EventKind::Status, Some(self.name()))
        } else {
            (EventKind::Other, Some(self.name()))
        };
        let first = if kind == EventKind::Status {
            "status"
        } else {
            "other"
        };
        let named = [first, &contact.id, &word];
        let key: Vec<&str> = named.into_iter().chain(repeat.as_deref()).collect();
        let mut event = contact.event(kind, &key, received_at);
        event.status = Some(word).filter(|word| !word.is_empty());
        event
    }

    /// A customer who came by themselves and spoke with nobody. Tasks are agents' own work.
    fn was_abandoned(&self) -> bool {
        let says = |name, words: &[&str]| {
            let said = text(self.detail, name).unwrap_or_default();
            words.contains(&said.trim().to_ascii_uppercase().as_str())
        };
        says("initiationMethod", INBOUND) && !says("channel", &["TASK"]) && !self.has_agent()
    }

    fn has_agent(&self) -> bool {
        part(self.detail, "agentInfo").is_some()
    }

    /// The type in lower case; of a call that has ended, whether somebody had answered it.
    fn word(&self) -> String {
        match self.kind.as_str() {
            "DISCONNECTED" if self.has_agent() => "answered".to_owned(),
            kind => kind.to_ascii_lowercase(),
        }
    }

    /// What tells it from others of its type: EventBridge's id, or its content.
    fn name(&self) -> String {
        let id = text(self.body, "id");
        id.unwrap_or_else(|| hashed(&self.detail.to_string()))
    }

    /// The instant of what it tells, else of its telling.
    fn happened_at(&self, received_at: Timestamp) -> Option<Timestamp> {
        let (inside, name) = match self.kind.as_str() {
            "INITIATED" => (Some(self.detail), "initiationTimestamp"),
            "CONNECTED_TO_SYSTEM" => (Some(self.detail), "connectedToSystemTimestamp"),
            "QUEUED" => (field(self.detail, "queueInfo"), "enqueueTimestamp"),
            "CONNECTED_TO_AGENT" => (field(self.detail, "agentInfo"), "connectedToAgentTimestamp"),
            "DISCONNECTED" => (Some(self.detail), "disconnectTimestamp"),
            _ => (None, ""),
        };
        let instant = |value: &Value, name: &str| {
            let time: Timestamp = text(value, name)?.parse().ok()?;
            channel::time::plausible(time, received_at)
        };
        inside
            .and_then(|inside| instant(inside, name))
            .or_else(|| instant(self.body, "time"))
    }

    fn note(&self) -> Option<String> {
        let medium =
            text(self.detail, "channel").filter(|medium| !medium.eq_ignore_ascii_case(VOICE));
        let reason = text(self.detail, "disconnectReason");
        note([
            medium.map(|medium| format!("by {}", medium.to_ascii_lowercase())),
            reason.map(|reason| format!("reason {reason}")),
        ])
    }
}
