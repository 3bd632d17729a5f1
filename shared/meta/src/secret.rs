//! What a channel of Meta keeps in Secrets Manager.

use channel::lenient;
use secrecy::SecretString;
use serde::Deserialize;

/// A channel's secret: `{"app_secret": "…", "verify_token": "…", "app_id": "…"}`.
///
/// A field that is missing is empty, and nothing empty proves anything: every request is refused until it is filled.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Secret {
    /// The app's secret (App settings → Basic; for Instagram Login the Instagram app's), with which Meta signs each
    /// body.
    pub app_secret: SecretString,
    /// What we typed as *Verify token* when the webhook was set up; any text of our own.
    pub verify_token: SecretString,
    /// The app's id, if we send with it: echoes of our own messages are told apart by it. Not secret.
    #[serde(deserialize_with = "lenient::id")]
    pub app_id: Option<String>,
}
