//! The frame of an update: what every event of it shares.

use channel::{Reading, Unreadable};
use domain::{
    AccountId, ChannelId, ContactEvent, EventKey, EventKind, Identity, IdentityKind, Proof,
};
use jiff::Timestamp;

use crate::CHANNEL;
use crate::wire::User;

/// Where an update came from, and its number.
#[derive(Clone, Debug)]
pub(crate) struct Update<'a> {
    pub(crate) account: &'a AccountId,
    pub(crate) update_id: Option<i64>,
    /// What names the update: its number, or, should it have none, a hash of the whole body.
    pub(crate) name: String,
    pub(crate) received_at: Timestamp,
}

impl Update<'_> {
    /// A new event of this update. `key` names it for ever.
    pub(crate) fn event(&self, kind: EventKind, key: &[&str]) -> ContactEvent {
        let channel = ChannelId::new(CHANNEL);
        let key = EventKey::of(&channel, key);
        let mut event =
            ContactEvent::new(channel, self.account.clone(), kind, key, self.received_at);
        event.update_id = self.update_id;
        event
    }

    /// The provider's time, unless it is missing or absurd.
    pub(crate) fn time(&self, seconds: Option<i64>) -> Option<Timestamp> {
        channel::time::from_number(seconds?, self.received_at)
    }
}

/// A reading of one event or of one part that cannot be read. The reason holds no text of the customer's.
pub(crate) fn one(read: Result<ContactEvent, &str>, place: &str) -> Reading {
    match read {
        Ok(event) => Reading {
            events: vec![event],
            unreadable: Vec::new(),
        },
        Err(reason) => Reading::nothing(Unreadable {
            place: format!("/{place}"),
            reason: reason.to_owned(),
        }),
    }
}

/// Writes down who a person is. Their name and language only where they are the author.
pub(crate) fn describe(event: &mut ContactEvent, author: &User) {
    let names = [author.first_name.as_deref(), author.last_name.as_deref()];
    let name = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
    event.sender_name = (!name.is_empty()).then_some(name);
    event.language = author.language_code.as_deref().and_then(language);
}

/// A public user name as an identity. Only claimed: a name can be given up, and then be taken by another person.
pub(crate) fn username(name: &str) -> Identity {
    Identity {
        kind: IdentityKind::Username,
        value: format!("telegram:@{}", name.to_lowercase()),
        proof: Proof::Claimed,
    }
}

/// ISO 639-1 from an IETF tag such as `es` or `pt-BR`; none for languages that have no two-letter code.
fn language(tag: &str) -> Option<String> {
    let primary = tag.split(['-', '_']).next()?;
    let is_code = primary.len() == 2 && primary.bytes().all(|b| b.is_ascii_alphabetic());
    is_code.then(|| primary.to_ascii_lowercase())
}

/// One more thing that a reader of the event should know.
pub(crate) fn add_note(event: &mut ContactEvent, note: impl AsRef<str>) {
    add_note_to(&mut event.note, note.as_ref());
}

/// One more note after those there are.
pub(crate) fn add_note_to(notes: &mut Option<String>, note: &str) {
    match notes {
        Some(notes) => {
            notes.push_str("; ");
            notes.push_str(note);
        }
        None => *notes = Some(note.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_two_letters_or_none() {
        let cases = [
            ("es", Some("es")),
            ("pt-BR", Some("pt")),
            ("ES", Some("es")),
            ("ast", None),
            ("e1", None),
            ("", None),
        ];
        for (tag, expected) in cases {
            assert_eq!(language(tag).as_deref(), expected, "{tag}");
        }
    }
}
