//! What is kept in Secrets Manager for Slack.

use secrecy::SecretString;
use serde::Deserialize;

/// The secret: `{"signing_secret": "…", "bot_token": "…"}`.
///
/// A field that is missing is empty, and nothing empty proves anything: every request is refused until it is filled.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Secret {
    /// The application's signing secret (Basic Information → App Credentials), with which Slack signs each request.
    pub signing_secret: SecretString,
    /// The bot's token (`xoxb-…`), by which we call Slack. Nothing here uses it.
    pub bot_token: SecretString,
}
