//! The frame of a change: what every event of it shares.

use domain::{AccountId, ChannelId, ContactEvent, EventKey, EventKind};
use jiff::Timestamp;
use meta::add_note;
use serde::Deserialize;
use serde_json::Value;

use crate::CHANNEL;
use crate::people::{Names, Party};
use crate::wire::{self, Contact, Metadata};

/// One element of `entry[].changes[]`, with its frame.
pub(crate) struct Change<'a> {
    /// What it is about, in Meta's word: `messages`, `smb_message_echoes` …
    pub(crate) field: &'a str,
    /// What it tells.
    pub(crate) value: &'a Value,
    /// The entry's own time in seconds.
    pub(crate) entry_time: Option<i64>,
    display_number: Option<String>,
    account: AccountId,
    contacts: Vec<Contact>,
    received_at: Timestamp,
}

impl<'a> Change<'a> {
    /// Reads the frame. Without a number's id (in changes about the whole account) the entry's id stands for it.
    pub(crate) fn new(
        entry: &Value,
        field: &'a str,
        value: &'a Value,
        received_at: Timestamp,
    ) -> Self {
        let metadata: Metadata = wire::part(value, "metadata").unwrap_or_default();
        let account = metadata
            .phone_number_id
            .or_else(|| wire::id_among(entry, &["id"]));
        Self {
            field,
            value,
            entry_time: wire::id_among(entry, &["time"]).and_then(|time| time.parse().ok()),
            display_number: metadata.display_phone_number,
            account: AccountId::new(account.unwrap_or_else(|| "unknown".to_owned())),
            contacts: contacts(value),
            received_at,
        }
    }

    /// A new event of this change. `key` names it for ever.
    pub(crate) fn event(&self, kind: EventKind, key: &[&str]) -> ContactEvent {
        let channel = ChannelId::new(CHANNEL);
        let key = EventKey::of(&channel, key);
        ContactEvent::new(channel, self.account.clone(), kind, key, self.received_at)
    }

    /// The customer whom an element names. `is_alone`: it is the only one of its list.
    pub(crate) fn party(&self, element: &Value, names: &Names, is_alone: bool) -> Party {
        Party::of(element, names, &self.contacts, is_alone)
    }

    /// Our number as the customer sees it, where it is the author of an element.
    pub(crate) fn own_number(&self, element: &Value) -> Option<String> {
        let number = wire::id_among(element, &["from"]).or_else(|| self.display_number.clone())?;
        Some(number.trim_start_matches('+').to_owned())
    }

    /// The provider's time, unless it is missing or absurd, which is noted.
    pub(crate) fn date(&self, event: &mut ContactEvent, seconds: Option<i64>) {
        event.timestamp =
            seconds.and_then(|seconds| channel::time::from_number(seconds, self.received_at));
        if event.timestamp.is_none() {
            add_note(event, "no usable time given");
        }
    }

    /// The conversation of a customer with our number.
    pub(crate) fn thread_with(&self, customer: Option<&str>) -> Option<String> {
        customer.map(|customer| format!("wa:{}:{customer}", self.account))
    }

    /// The conversation of a group.
    pub(crate) fn thread_of_group(&self, group: &str) -> String {
        format!("wa:{}:group:{group}", self.account)
    }
}

/// Contacts are an addition: one that cannot be read costs no message.
fn contacts(value: &Value) -> Vec<Contact> {
    let list = value.get("contacts").and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .filter_map(|contact| Contact::deserialize(contact).ok())
        .collect()
}
