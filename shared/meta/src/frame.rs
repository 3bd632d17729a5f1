//! The frame of an entry: what every event in it shares.

use domain::{AccountId, ChannelId, ContactEvent, EventKey, EventKind};
use jiff::Timestamp;
use serde_json::Value;

use crate::OwnApps;
use crate::note::{add_note, name_by_content};
use crate::wire;

/// One element of `entry[]`, as one of our channels sees it.
#[derive(Clone, Debug)]
pub struct Frame<'a> {
    channel: &'static str,
    account: AccountId,
    entry_time: Option<i64>,
    received_at: Timestamp,
    pub(crate) own_apps: &'a OwnApps,
}

impl<'a> Frame<'a> {
    /// The frame of an entry for the channel that its events belong to.
    pub fn of(
        channel: &'static str,
        entry: &Value,
        received_at: Timestamp,
        own_apps: &'a OwnApps,
    ) -> Self {
        let account = wire::id_among(entry, &["id"]).unwrap_or_else(|| "unknown".to_owned());
        Self {
            channel,
            account: AccountId::new(account),
            entry_time: wire::number(entry, "time"),
            received_at,
            own_apps,
        }
    }

    /// Our page or account.
    pub fn account(&self) -> &str {
        self.account.as_str()
    }

    /// The entry's own time as text, for keys; empty where it has none.
    pub fn entry_time(&self) -> String {
        let time = self.entry_time.map(|time| time.to_string());
        time.unwrap_or_default()
    }

    /// A new event of this entry. `key` names it for ever.
    pub fn event(&self, kind: EventKind, key: &[&str]) -> ContactEvent {
        let channel = ChannelId::new(self.channel);
        let key = EventKey::of(&channel, key);
        ContactEvent::new(channel, self.account.clone(), kind, key, self.received_at)
    }

    /// A conversation of ours: the same text for all events of it.
    pub fn thread(&self, prefix: &str, with: &str) -> String {
        format!("{prefix}:{}:{with}", self.account)
    }

    /// The provider's time in seconds or milliseconds: the event's own, else the entry's. One that is absurd is noted;
    /// where none is of use, the time of receipt stands for it.
    pub fn date(&self, event: &mut ContactEvent, own: Option<i64>) {
        let usable = |time: Option<i64>| channel::time::from_number(time?, self.received_at);
        event.timestamp = usable(own).or_else(|| usable(self.entry_time));
        if event.timestamp.is_none() {
            add_note(event, "no usable time given");
        } else if own.is_some() && usable(own).is_none() {
            add_note(event, "an absurd time given, the request's own is taken");
        }
    }

    /// A whole change that we do not take apart: kinds that nobody answers, kinds that do not exist yet.
    pub fn whole(&self, field: &str, value: &Value) -> ContactEvent {
        let name = name_by_content(value);
        let key = ["other", field, &self.entry_time(), &name];
        let mut event = self.event(EventKind::Other, &key);
        self.date(&mut event, wire::number(value, "created_time"));
        let field = if field.is_empty() { "a change" } else { field };
        add_note(&mut event, crate::shown(field));
        event
    }
}
