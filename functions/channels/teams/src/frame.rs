//! The frame of an activity: what every event of it shares.

use bytes::Bytes;
use domain::ids::hashed;
use domain::{AccountId, ChannelId, ContactEvent, EventKey, EventKind};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use crate::CHANNEL;
use crate::people;
use crate::wire::Activity;

/// An activity, and when it came.
#[derive(Clone, Debug)]
pub(crate) struct Frame<'a> {
    pub(crate) activity: Activity,
    /// The same with all its fields.
    pub(crate) whole: &'a Value,
    body: &'a Bytes,
    received_at: Timestamp,
}

impl<'a> Frame<'a> {
    /// The frame of an object.
    pub(crate) fn of(whole: &'a Value, body: &'a Bytes, received_at: Timestamp) -> Self {
        Self {
            activity: Activity::deserialize(whole).unwrap_or_default(),
            whole,
            body,
            received_at,
        }
    }

    /// A new event of this activity. `key` names it for ever.
    pub(crate) fn event(&self, kind: EventKind, key: &[&str]) -> ContactEvent {
        let channel = ChannelId::new(CHANNEL);
        let account = AccountId::new(self.activity.account().unwrap_or("unknown"));
        let key = EventKey::of(&channel, key);
        let mut event = ContactEvent::new(channel, account, kind, key, self.received_at);
        event.timestamp = self.instant();
        event.thread_key = self.activity.thread_key();
        people::describe(&mut event, &self.activity);
        event
    }

    /// The activity's own id, with its conversation.
    pub(crate) fn own_id(&self) -> Option<String> {
        self.activity.full_id(self.activity.id.as_deref())
    }

    /// What names an activity that is no message: its id, else its content.
    pub(crate) fn name(&self) -> String {
        self.own_id().unwrap_or_else(|| self.content_name())
    }

    /// What tells one change of a message from the next: its time as it was written, else its content.
    pub(crate) fn change_name(&self) -> String {
        let written = self.activity.timestamp.clone();
        written.unwrap_or_else(|| self.content_name())
    }

    fn content_name(&self) -> String {
        hashed(&String::from_utf8_lossy(self.body))
    }

    /// The time, with up to nine digits of a second, unless it is missing or absurd.
    fn instant(&self) -> Option<Timestamp> {
        let written = [&self.activity.timestamp, &self.activity.local_timestamp];
        let mut instants = written.into_iter().flatten();
        instants.find_map(|text| {
            let instant = text.trim().parse().ok()?;
            channel::time::plausible(instant, self.received_at)
        })
    }
}

/// Notes that a message's time is missing or absurd: the time of receipt stands for it.
pub(crate) fn note_time(event: &mut ContactEvent) {
    if event.timestamp.is_none() {
        add_note(event, "no usable time given");
    }
}

/// One more thing that a reader of the event should know.
pub(crate) fn add_note(event: &mut ContactEvent, note: impl AsRef<str>) {
    match &mut event.note {
        Some(notes) => {
            notes.push_str("; ");
            notes.push_str(note.as_ref());
        }
        none => *none = Some(note.as_ref().to_owned()),
    }
}
