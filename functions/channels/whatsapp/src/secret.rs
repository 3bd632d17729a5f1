//! What this channel keeps in Secrets Manager.

use secrecy::SecretString;
use serde::Deserialize;

/// The channel's secret: `{"app_secret": "…", "verify_token": "…"}`.
///
/// A field that is missing is empty, and nothing empty proves anything: every request is refused until it is filled.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Secret {
    /// The app's secret (App settings → Basic), with which Meta signs each body.
    pub app_secret: SecretString,
    /// What we typed as *Verify token* when the webhook was set up; any text of our own.
    pub verify_token: SecretString,
}
