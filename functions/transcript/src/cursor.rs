//! What a chat has seen, in its own hands: which versions of which items. Signed, and for one contact only.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use channel::signature;
use domain::customer::Customer;
use domain::{ContactKey, CustomerId, Thread, ThreadId};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

/// Longer texts are no cursor of ours.
const LONGEST: usize = 4096;

/// The versions that a chat has seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cursor {
    /// Who stands for the contact.
    pub(crate) customer: CustomerId,
    /// The customer's version: it changes whenever a request is opened or resolved, and whenever customers are joined or
    /// parted.
    version: u64,
    /// Their open requests with their versions: these change with every message and answer.
    threads: Vec<(ThreadId, u64)>,
}

impl Cursor {
    pub(crate) fn new<'t>(customer: &Customer, threads: impl Iterator<Item = &'t Thread>) -> Self {
        Self {
            customer: customer.id.clone(),
            version: customer.version,
            threads: threads
                .map(|thread| (thread.id.clone(), thread.version))
                .collect(),
        }
    }

    pub(crate) fn thread_ids(&self) -> Vec<ThreadId> {
        self.threads.iter().map(|(id, _)| id.clone()).collect()
    }

    /// Whether this is the customer as the chat saw them: with the same requests.
    pub(crate) fn knows(&self, customer: &Customer) -> bool {
        self.customer == customer.id && self.version == customer.version
    }

    /// Whether a thread is as the chat saw it.
    pub(crate) fn has_seen(&self, thread: &Thread) -> bool {
        self.threads
            .iter()
            .any(|(id, version)| *id == thread.id && *version == thread.version)
    }

    /// The cursor as a text. None without a key.
    pub(crate) fn seal(&self, key: &SecretString, contact: &ContactKey) -> Option<String> {
        let payload = serde_json::to_string(self).ok()?;
        let mac = signature::sign(key, &signed(&payload, contact))?;
        Some(format!(
            "{}.{}",
            URL_SAFE_NO_PAD.encode(payload),
            URL_SAFE_NO_PAD.encode(mac)
        ))
    }

    /// The cursor that one of the keys signed for this contact. Anything else is none.
    pub(crate) fn open<'k>(
        text: &str,
        keys: impl Iterator<Item = &'k SecretString>,
        contact: &ContactKey,
    ) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let (payload, mac) = text.split_once('.')?;
        let payload = String::from_utf8(URL_SAFE_NO_PAD.decode(payload).ok()?).ok()?;
        let mac = URL_SAFE_NO_PAD.decode(mac).ok()?;
        if !signature::fits_any(keys, &signed(&payload, contact), &mac) {
            return None;
        }
        serde_json::from_str(&payload).ok()
    }
}

/// What is signed. It begins unlike a session's payload, which is signed with the same key.
fn signed(payload: &str, contact: &ContactKey) -> Vec<u8> {
    format!("cursor\0{contact}\0{payload}").into_bytes()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn cursor() -> Cursor {
        Cursor {
            customer: "c1".into(),
            version: 3,
            threads: vec![("TP-1000001".into(), 7)],
        }
    }

    #[test]
    fn a_cursor_is_good_for_its_contact_under_any_key_that_counts() {
        let (old, new) = (SecretString::from("old"), SecretString::from("new"));
        let (own, other) = (ContactKey::new("a"), ContactKey::new("b"));
        let text = cursor().seal(&old, &own).unwrap();
        assert_eq!(
            Cursor::open(&text, [&new, &old].into_iter(), &own),
            Some(cursor())
        );
        assert_eq!(Cursor::open(&text, [&new].into_iter(), &own), None);
        assert_eq!(Cursor::open(&text, [&old].into_iter(), &other), None);
    }

    #[test]
    fn what_is_no_cursor_is_none() {
        let (key, own) = (SecretString::from("key"), ContactKey::new("a"));
        let good = cursor().seal(&key, &own).unwrap();
        let bare = format!("{}.", good.split_once('.').unwrap().0);
        for bad in ["", ".", "a.b", "ñ", &bare, &good[1..], &"a".repeat(5000)] {
            assert_eq!(Cursor::open(bad, [&key].into_iter(), &own), None, "{bad}");
        }
    }

    #[test]
    fn an_empty_key_seals_and_opens_nothing() {
        let (key, own) = (SecretString::from(""), ContactKey::new("a"));
        assert_eq!(cursor().seal(&key, &own), None);
        let good = cursor().seal(&"key".into(), &own).unwrap();
        assert_eq!(Cursor::open(&good, [&key].into_iter(), &own), None);
    }
}
