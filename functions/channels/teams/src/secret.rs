//! What this channel keeps in Secrets Manager.

use secrecy::SecretString;
use serde::Deserialize;

/// The channel's secret: `{"app_id": "…"}`.
///
/// A field that is missing is empty, and an empty id is nobody's: every request is refused until it is filled.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Secret {
    /// The bot's Microsoft App ID: for whom Microsoft signs. No secret to those who talk with the bot; it is kept here so
    /// that it changes as the secrets of other channels do.
    pub app_id: SecretString,
}
