//! What this channel keeps in Secrets Manager.

use secrecy::SecretString;
use serde::Deserialize;

/// The channel's secret: `{"secret_token": "…"}`.
///
/// A field that is missing is empty, and an empty token equals nothing: every request is refused until it is filled.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Secret {
    /// The `secret_token` given to `setWebhook`: 1–256 of `A-Za-z0-9_-`
    /// (<https://core.telegram.org/bots/api#setwebhook>).
    pub secret_token: SecretString,
}
