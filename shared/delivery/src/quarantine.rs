//! Quarantine: authentic requests and messages that could not be read, kept whole.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{DeliveryError, Vault};

/// Parts of header names whose values open doors: they are left out.
const SECRET_WORDS: [&str; 7] = [
    "token",
    "secret",
    "authorization",
    "cookie",
    "password",
    "api-key",
    "credential",
];

/// A request or queued message in quarantine, as its object holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuarantinedRequest {
    /// The channel it came by, or the function whose message it was.
    pub channel: String,
    /// When we took it.
    pub received_at: Timestamp,
    /// Its headers under lower-case names, without those that carry secrets.
    pub headers: BTreeMap<String, String>,
    /// Why it could not be read, in words without the customer's text.
    pub reasons: Vec<String>,
    /// The raw bytes in base64.
    pub body: String,
}

impl QuarantinedRequest {
    /// The raw bytes as they came.
    ///
    /// # Errors
    /// [`DeliveryError::Unreadable`] when the object was changed by hand and is no base64 any more.
    pub fn bytes(&self) -> Result<Bytes, DeliveryError> {
        let decoded = STANDARD.decode(&self.body);
        let unreadable = |_| DeliveryError::Unreadable {
            what: "a quarantined body",
            place: "no base64".to_owned(),
        };
        decoded.map(Bytes::from).map_err(unreadable)
    }
}

impl Vault {
    /// Keeps a request whole at `quarantine/<channel>/<yyyy>/<mm>/<dd>/<time>-<sha256 of body>.json` and gives that key.
    /// `reasons` must hold no text of the customer's.
    ///
    /// # Errors
    /// When it is not stored.
    pub async fn quarantine(
        &self,
        channel: &str,
        received_at: Timestamp,
        body: &[u8],
        headers: &BTreeMap<String, String>,
        reasons: &[String],
    ) -> Result<String, DeliveryError> {
        let kept = QuarantinedRequest {
            channel: channel.to_owned(),
            received_at,
            headers: without_secrets(headers),
            reasons: reasons.to_vec(),
            body: STANDARD.encode(body),
        };
        let what = "a quarantined request";
        let json = serde_json::to_vec(&kept)
            .map_err(|source| DeliveryError::Unwritable { what, source })?;
        let key = key(channel, received_at, body);
        self.put(&key, Bytes::from(json), "application/json")
            .await?;
        Ok(key)
    }

    /// Fetches what lies in quarantine under a key.
    ///
    /// # Errors
    /// When there is nothing, or something else.
    pub async fn quarantined(&self, key: &str) -> Result<QuarantinedRequest, DeliveryError> {
        let content = self.get(key).await?;
        serde_json::from_slice(&content)
            .map_err(|error| DeliveryError::unreadable("a quarantined request", &error))
    }
}

fn key(channel: &str, received_at: Timestamp, body: &[u8]) -> String {
    let channel: String = channel
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let time = received_at.to_zoned(TimeZone::UTC);
    format!(
        "quarantine/{channel}/{}-{}.json",
        time.strftime("%Y/%m/%d/%H%M%S%.3f"),
        hex::encode(Sha256::digest(body))
    )
}

fn without_secrets(headers: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let open = |name: &str| {
        !SECRET_WORDS
            .iter()
            .any(|word| name.to_ascii_lowercase().contains(word))
    };
    headers
        .iter()
        .filter(|(name, _)| open(name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

#[cfg(test)]
mod tests;
