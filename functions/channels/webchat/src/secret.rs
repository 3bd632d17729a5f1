//! What the channel's secret holds.

use channel::Secrets;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

/// The channel's secret, as the JSON of Secrets Manager.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct WebchatSecret {
    /// The key that sessions are signed with. Empty: nothing is issued and nothing is believed.
    pub session_key: SecretString,
    /// The key that the shop signs its customers' identities with. Empty or missing: nobody is believed to be a
    /// customer of the shop.
    pub identity_key: SecretString,
    /// The secret of Cloudflare's Turnstile. Empty or missing: a session is given without a CAPTCHA.
    pub captcha_secret: SecretString,
}

impl WebchatSecret {
    /// Whether a visitor must show that they are a person.
    pub(crate) fn asks_for_captcha(&self) -> bool {
        !self.captcha_secret.expose_secret().is_empty()
    }
}

/// The keys that sessions are believed under.
pub(crate) fn session_keys(
    secrets: &Secrets<WebchatSecret>,
) -> impl Iterator<Item = &SecretString> {
    secrets.all().map(|secret| &secret.session_key)
}

/// The keys that identities are believed under.
pub(crate) fn identity_keys(
    secrets: &Secrets<WebchatSecret>,
) -> impl Iterator<Item = &SecretString> {
    secrets.all().map(|secret| &secret.identity_key)
}
