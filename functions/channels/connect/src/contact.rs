//! A contact, as Amazon Connect calls one leg of a conversation: its ids, and who speaks with whom.

use domain::{
    AccountId, ChannelId, ContactEvent, EventKey, EventKind, Identity, IdentityKind, Proof,
};
use jiff::Timestamp;
use serde_json::Value;

use crate::VOICE;
use crate::json::{field, id, text};

/// Digits of a number in E.164 (ITU-T E.164 §6.1), and the fewest that a subscriber has.
const PHONE_LENGTH: std::ops::RangeInclusive<usize> = 7..=15;
/// What a hidden number is given as.
const HIDDEN: &[&str] = &[
    "anonymous",
    "restricted",
    "unknown",
    "private",
    "unavailable",
];

/// A contact.
pub(crate) struct Contact {
    pub(crate) id: String,
    /// The first contact of the conversation, and the one that this one was passed on from.
    initial: Option<String>,
    previous: Option<String>,
    /// The customer's number or address: missing in contact events, and where it is hidden.
    customer: Option<String>,
    /// Our number, else the instance.
    account: Option<String>,
}

impl Contact {
    /// Reads what a flow (`ContactData`) or a contact event (`detail`) says. None without an id.
    pub(crate) fn of(data: &Value) -> Option<Self> {
        let customer = field(data, "customerEndpoint").filter(|end| end.is_object());
        let ours = field(data, "systemEndpoint").and_then(|end| text(end, "address"));
        Some(Self {
            id: id(data, "contactId")?,
            initial: id(data, "initialContactId"),
            previous: id(data, "previousContactId"),
            customer: customer.and_then(address),
            account: ours.or_else(|| instance(data)),
        })
    }

    /// An event of this contact. `key` names it for ever.
    ///
    /// Everything of one conversation has one thread key and refers to its other contacts.
    pub(crate) fn event(
        &self,
        kind: EventKind,
        key: &[&str],
        received_at: Timestamp,
    ) -> ContactEvent {
        let channel = ChannelId::new(VOICE);
        let account = AccountId::new(self.account.as_deref().unwrap_or("unknown"));
        let key = EventKey::of(&channel, key);
        let mut event = ContactEvent::new(channel, account, kind, key, received_at);
        event.external_message_id = Some(self.id.clone());
        event.thread_key = Some(format!("connect:{}", self.conversation()));
        event.references = self.related(kind);
        event.sender_id = self.customer.clone();
        event.contact_id = self.customer.clone();
        event.identities = self
            .customer
            .iter()
            .filter_map(|text| phone(text))
            .collect();
        event
    }

    /// The first contact of the conversation, by which all of it is known.
    pub(crate) fn conversation(&self) -> &str {
        self.initial.as_deref().unwrap_or(&self.id)
    }

    /// The other contacts of the conversation, the nearest last. What is no message refers to its own contact too: there may
    /// be a message of that id.
    fn related(&self, kind: EventKind) -> Vec<String> {
        let own = Some(&self.id).filter(|_| !kind.is_message());
        let mut related: Vec<String> = Vec::new();
        for id in [self.initial.as_ref(), self.previous.as_ref(), own]
            .into_iter()
            .flatten()
        {
            let is_own_message = kind.is_message() && *id == self.id;
            if !is_own_message && !related.contains(id) {
                related.push(id.clone());
            }
        }
        related
    }
}

/// The address of a customer who does not hide it.
fn address(end: &Value) -> Option<String> {
    let address = text(end, "address")?.trim().to_owned();
    let is_hidden = HIDDEN.contains(&address.to_ascii_lowercase().as_str());
    (!is_hidden).then_some(address)
}

/// The id at the end of `arn:aws:connect:…:instance/ID`.
fn instance(data: &Value) -> Option<String> {
    let arn = text(data, "instanceArn").or_else(|| text(data, "InstanceARN"))?;
    let (_, id) = arn.rsplit_once('/')?;
    (!id.is_empty()).then(|| id.to_owned())
}

/// A number in E.164. Verified: the network says that the call comes from it.
fn phone(text: &str) -> Option<Identity> {
    is_phone(text).then(|| Identity {
        kind: IdentityKind::Phone,
        value: text.to_owned(),
        proof: Proof::Verified,
    })
}

/// Whether a text is a number in E.164 with its `+`.
pub(crate) fn is_phone(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        PHONE_LENGTH.contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
    })
}
