//! Quarantine: authentic requests and messages that could not be read, kept whole.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{DeliveryError, StoredObject, Vault};

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

/// Where everything lies that could not be read.
const QUARANTINE: &str = "quarantine/";
/// Where it lies once it was replayed.
const REPLAYED: &str = "replayed/";
/// How an instant is written in keys, in UTC, to the millisecond.
const INSTANT: &str = "%Y/%m/%d/%H%M%S%.3f";

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

/// What lies in quarantine, as far as its key tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InQuarantine {
    /// The key of its object.
    pub key: String,
    /// The channel it came by, or the function whose message it was.
    pub channel: String,
    /// When we took it; none for a key that was made by hand.
    pub received_at: Option<Timestamp>,
    /// Bytes of its object: about a third more than those of the body.
    pub size: u64,
}

/// What of the quarantine is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuarantineFilter {
    /// Only of this channel or function.
    pub channel: Option<String>,
    /// Only what was taken then or later.
    pub since: Option<Timestamp>,
    /// Only what was taken before.
    pub until: Option<Timestamp>,
}

impl InQuarantine {
    fn of(object: StoredObject) -> Self {
        let rest = object.key.strip_prefix(QUARANTINE).unwrap_or(&object.key);
        let (channel, place) = rest.split_once('/').unwrap_or(("", rest));
        let instant = place.rsplit_once('-').map(|(instant, _)| instant);
        Self {
            channel: channel.to_owned(),
            received_at: instant.and_then(|text| {
                let local = DateTime::strptime(INSTANT, text).ok()?;
                local.to_zoned(TimeZone::UTC).ok().map(|at| at.timestamp())
            }),
            size: object.size,
            key: object.key,
        }
    }

    fn is_wanted(&self, filter: &QuarantineFilter) -> bool {
        let within = |at: Timestamp| {
            filter.since.is_none_or(|since| at >= since)
                && filter.until.is_none_or(|until| at < until)
        };
        let anytime = filter.since.is_none() && filter.until.is_none();
        self.received_at.map_or(anytime, within)
    }
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

    /// Lists what lies in quarantine, in the order of keys: channel by channel, each in the order of receipt, at most
    /// `limit`. To go on, ask for what comes behind the last key.
    ///
    /// # Errors
    /// When a page cannot be had.
    pub async fn in_quarantine(
        &self,
        filter: &QuarantineFilter,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<InQuarantine>, DeliveryError> {
        let prefix = match &filter.channel {
            Some(channel) => format!("{QUARANTINE}{}/", folder(channel)),
            None => QUARANTINE.to_owned(),
        };
        let wanted = |object: &StoredObject| InQuarantine::of(object.clone()).is_wanted(filter);
        let found = self.list_where(&prefix, after, wanted, limit).await?;
        Ok(found.into_iter().map(InQuarantine::of).collect())
    }

    /// Puts what was replayed away, so that the quarantine holds what is left to do; gives its new key. It is there
    /// before it is taken away here: an interruption leaves it twice rather than nowhere.
    ///
    /// # Errors
    /// When that is not certain. Doing it again is safe.
    pub async fn put_away(&self, key: &str) -> Result<String, DeliveryError> {
        let rest = key.strip_prefix(QUARANTINE).unwrap_or(key);
        let away = format!("{REPLAYED}{rest}");
        let content = self.get(key).await?;
        self.put(&away, content, "application/json").await?;
        self.delete(key).await?;
        Ok(away)
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
    let time = received_at.to_zoned(TimeZone::UTC);
    format!(
        "{QUARANTINE}{}/{}-{}.json",
        folder(channel),
        time.strftime(INSTANT),
        hex::encode(Sha256::digest(body))
    )
}

/// A channel's name as it stands in keys.
fn folder(channel: &str) -> String {
    channel
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect()
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
