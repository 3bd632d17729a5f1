//! Links to customers' files: who has one may open the file until it expires. Notices carry them, and the function
//! `attachment-links` follows them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use channel::signature::{fits_any, sign};
use domain::EventKey;
use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

/// How long a link opens: a notice is worked on within days, and a mailbox lives for years.
pub const LINK_LIFETIME: SignedDuration = SignedDuration::from_hours(24 * 7);
/// Characters of a token at most. Ours have about 200.
const LONGEST_TOKEN: usize = 1024;
/// What stands before the signed text, so that a signature under this key for anything else fits no link.
const PURPOSE: &str = "file-link.";

/// The secret that links are signed with: `{"link_key": "…"}`.
#[derive(Clone, Deserialize)]
pub struct LinkSecret {
    /// Any long random text. An empty one signs nothing and opens nothing.
    pub link_key: SecretString,
}

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileLink {
    /// What names the event of the file's message.
    pub event_key: EventKey,
    /// Its place among the message's files, from 0.
    pub index: u32,
    /// Until when it opens, in seconds since the epoch.
    pub expires: i64,
}

/// Why a link does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadLink {
    /// We did not sign it, or somebody changed it.
    #[error("the link is not one of ours")]
    Forged,
    /// Its time is over.
    #[error("the link has expired")]
    Expired,
}

impl FileLink {
    /// A link to a file, made at `now`.
    pub fn to(event_key: EventKey, index: u32, now: Timestamp) -> Self {
        Self {
            event_key,
            index,
            expires: now.as_second().saturating_add(LINK_LIFETIME.as_secs()),
        }
    }

    /// When it was made.
    pub fn made_at(&self) -> Timestamp {
        let seconds = self.expires.saturating_sub(LINK_LIFETIME.as_secs());
        Timestamp::from_second(seconds).unwrap_or(Timestamp::MIN)
    }

    /// The link as it stands in an address: `<payload>.<HMAC-SHA256>`, both in base64url. None under an empty key.
    pub fn token(&self, secret: &LinkSecret) -> Option<String> {
        let payload = URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).ok()?);
        let signature = sign(&secret.link_key, signed(&payload).as_bytes())?;
        Some(format!("{payload}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }

    /// Reads a token that fits one of the secrets, unless it has expired. Nothing of one that does not fit is looked at.
    ///
    /// # Errors
    /// [`BadLink`] says why it does not open.
    pub fn open<'s>(
        token: &str,
        secrets: impl Iterator<Item = &'s LinkSecret>,
        now: Timestamp,
    ) -> Result<Self, BadLink> {
        if token.len() > LONGEST_TOKEN {
            return Err(BadLink::Forged);
        }
        let (payload, signature) = token.split_once('.').ok_or(BadLink::Forged)?;
        let decoded = |text: &str| URL_SAFE_NO_PAD.decode(text).map_err(|_| BadLink::Forged);
        let keys = secrets.map(|secret| &secret.link_key);
        if !fits_any(keys, signed(payload).as_bytes(), &decoded(signature)?) {
            return Err(BadLink::Forged);
        }
        let link: Self = serde_json::from_slice(&decoded(payload)?).map_err(|_| BadLink::Forged)?;
        if link.expires <= now.as_second() {
            return Err(BadLink::Expired);
        }
        Ok(link)
    }
}

fn signed(payload: &str) -> String {
    format!("{PURPOSE}{payload}")
}

#[cfg(test)]
mod tests;
