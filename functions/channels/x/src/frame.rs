//! The frame of what X tells: what every event of it shares.

use domain::ids::hashed;
use domain::{AccountId, ChannelId, ContactEvent, EventKey, EventKind};
use jiff::Timestamp;
use serde_json::Value;

use crate::CHANNEL;
use crate::people::People;
use crate::wire;

/// Where times stand, the most exact first.
const TIMES: [&str; 7] = [
    "timestamp_ms",
    "created_timestamp",
    "created_at_msec",
    "date_time",
    "created_at",
    "updated_at",
    "time",
];

/// For whom X tells something, and who is in it.
#[derive(Clone, Debug)]
pub(crate) struct Frame<'a> {
    /// Our account.
    pub(crate) account: Option<String>,
    /// X's id of the telling (Activity API).
    pub(crate) event_id: Option<String>,
    /// The users that are listed beside.
    pub(crate) people: People,
    /// What X includes beside a payload: the posts and files that it refers to.
    pub(crate) includes: &'a Value,
    /// Whether our account has blocked the author of a mention (Account Activity API).
    pub(crate) is_blocked: bool,
    pub(crate) received_at: Timestamp,
}

impl Frame<'_> {
    /// Our account, by which alone our own posts and messages are told from others'.
    ///
    /// # Errors
    /// When it is not said.
    pub(crate) fn account(&self) -> Result<&str, &'static str> {
        self.account
            .as_deref()
            .ok_or("it does not say for which account")
    }

    /// A new event. `key` names it for ever.
    pub(crate) fn event(&self, kind: EventKind, key: &[&str]) -> ContactEvent {
        let channel = ChannelId::new(CHANNEL);
        let account = AccountId::new(self.account.as_deref().unwrap_or("unknown"));
        let key = EventKey::of(&channel, key);
        let mut event = ContactEvent::new(channel, account, kind, key, self.received_at);
        event.event_id.clone_from(&self.event_id);
        event
    }

    /// What names something that has no id of its own: X's id of the telling, else a hash of its content.
    pub(crate) fn name_of(&self, element: &Value) -> String {
        self.event_id
            .clone()
            .unwrap_or_else(|| hashed(&element.to_string()))
    }

    /// When something happened, as far as X says.
    pub(crate) fn instant(&self, element: &Value) -> Option<Timestamp> {
        wire::instant(element, &TIMES, self.received_at)
    }

    /// The conversation of two users in direct messages.
    pub(crate) fn direct_thread(&self, one: &str, other: &str) -> String {
        let (lower, higher) = in_order(one, other);
        format!("xdm:{lower}-{higher}")
    }
}

/// Two ids, the numerically lower first. They may be larger than any integer type: the shorter one is the lower.
fn in_order<'i>(one: &'i str, other: &'i str) -> (&'i str, &'i str) {
    if (one.len(), one) <= (other.len(), other) {
        (one, other)
    } else {
        (other, one)
    }
}

/// Who the customer is, of an author and whom they wrote to: whoever is not our account.
pub(crate) fn customer(account: &str, author: &str, addressee: Option<&str>) -> Option<String> {
    let other = if author == account {
        addressee
    } else {
        Some(author)
    };
    other.filter(|other| *other != account).map(str::to_owned)
}

/// Notes that a message's time is missing or absurd: the time of receipt stands for it.
pub(crate) fn note_time(event: &mut ContactEvent) {
    if event.timestamp.is_none() {
        add_note(event, "no usable time given");
    }
}

/// One more thing that a reader of the event should know.
pub(crate) fn add_note(event: &mut ContactEvent, note: &str) {
    match &mut event.note {
        Some(notes) => {
            notes.push_str("; ");
            notes.push_str(note);
        }
        none => *none = Some(note.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn ids_are_ordered_as_numbers_however_long() {
        let cases = [
            ("2244994945", "1111111111111111111"),
            ("9", "10"),
            ("18446744073709551615", "18446744073709551616"),
            ("5", "5"),
        ];
        for (lower, higher) in cases {
            assert_eq!(in_order(lower, higher), (lower, higher));
            assert_eq!(in_order(higher, lower), (lower, higher));
        }
    }
}
