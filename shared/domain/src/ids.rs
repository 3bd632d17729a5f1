//! Typed ids. Providers' ids are opaque text: never numbers, never parsed, never through floating point.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::event::{Identity, IdentityKind};

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes the text as it is.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

text_id! {
    /// A way to reach us: `whatsapp`, `telegram`, `email`, `webchat` … Open: a new channel needs no change here.
    ChannelId
}
text_id! {
    /// Our end of a channel: one phone number, page, bot, mailbox, as the provider names it.
    AccountId
}
text_id! {
    /// What a request is about, as `care.toml` names it.
    TopicId
}
text_id! {
    /// What an agent can do, as `care.toml` names it.
    SkillId
}
text_id! {
    /// One who answers, as `care.toml` names them.
    AgentId
}
text_id! {
    /// A group of agents with a lead, as `care.toml` names it.
    TeamId
}
text_id! {
    /// The person behind one or many contacts.
    CustomerId
}
text_id! {
    /// A merge of two customers, such as `M-4831207`: by it the merge is undone.
    MergeId
}
text_id! {
    /// What stands for an identity wherever its value must not: its kind, its scope and the SHA-256 of the value.
    AliasKey
}
text_id! {
    /// A request of a customer. It is the reference that people call it by, such as `AL-483120`: unique because the
    /// table refuses a second one, so no look-up leads from a reference to an id.
    ThreadId
}
text_id! {
    /// A notice to one recipient; also its idempotency key on the way.
    NoticeId
}
text_id! {
    /// A language by its ISO 639-1 code: `es`, `en`, `ca` …
    Language
}
text_id! {
    /// What names an event for ever: the same provider event always gives the same key. SHA-256 in hexadecimal.
    EventKey
}
text_id! {
    /// The other end of a channel as the provider knows it: channel, account and address, hashed. SHA-256 in hexadecimal.
    ContactKey
}

impl EventKey {
    /// The key of an event of `channel` that `parts` name together.
    pub fn of(channel: &ChannelId, parts: &[&str]) -> Self {
        Self(digest(
            std::iter::once(channel.as_str()).chain(parts.iter().copied()),
        ))
    }
}

impl AliasKey {
    /// The key of an identity that was told on `channel`. A phone and an address are the same on all channels; other
    /// ids are so only on their own.
    pub fn of(channel: &ChannelId, identity: &Identity) -> Self {
        let value = hashed(&identity.value);
        Self(match identity.kind {
            IdentityKind::Phone => format!("phone#{value}"),
            IdentityKind::Email => format!("email#{value}"),
            IdentityKind::Contact => format!("contact#{channel}#{value}"),
            IdentityKind::Username => format!("username#{channel}#{value}"),
        })
    }

    /// Whether it stands for a phone number.
    pub fn is_line(&self) -> bool {
        self.kind() == Some(IdentityKind::Phone)
    }

    /// The kind of the identity that it stands for.
    pub fn kind(&self) -> Option<IdentityKind> {
        match self.0.split_once('#')?.0 {
            "phone" => Some(IdentityKind::Phone),
            "email" => Some(IdentityKind::Email),
            "contact" => Some(IdentityKind::Contact),
            "username" => Some(IdentityKind::Username),
            _ => None,
        }
    }
}

impl ContactKey {
    /// The key of the contact that `channel` knows as `contact` on our `account`.
    pub fn of(channel: &ChannelId, account: &AccountId, contact: &str) -> Self {
        Self(digest(
            [channel.as_str(), account.as_str(), contact].into_iter(),
        ))
    }

    /// The key of a contact that somebody only claims to be.
    pub fn claimed(channel: &ChannelId, account: &AccountId, contact: &str) -> Self {
        Self(digest(
            [channel.as_str(), account.as_str(), contact, "claimed"].into_iter(),
        ))
    }
}

/// SHA-256 over the parts, each with its length before it, so that no two lists of parts meet.
pub(crate) fn digest<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hex::encode(hash.finalize())
}

/// SHA-256 of one text, in hexadecimal: how addresses and phone numbers stand in keys and logs.
pub fn hashed(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_into_each_other() {
        let channel = ChannelId::new("telegram");
        assert_ne!(
            EventKey::of(&channel, &["ab", "c"]),
            EventKey::of(&channel, &["a", "bc"])
        );
    }
}
