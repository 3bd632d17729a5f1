//! What this channel keeps in Secrets Manager.

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

/// The channel's secret: `{"consumer_secret": "…"}`, and `client_secret` where the app has one.
///
/// A field that is missing is empty, and nothing empty proves or signs anything: every request is refused until one is
/// filled.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Secret {
    /// The app's consumer secret (*API Key Secret*, OAuth 1.0a), with which X signs each body.
    pub consumer_secret: SecretString,
    /// The app's OAuth 2.0 client secret: apps that have one are signed to with it, in a header of its own.
    pub client_secret: SecretString,
}

impl Secret {
    /// What the handshake is answered with: the client secret where there is one
    /// (<https://docs.x.com/x-api/webhooks/introduction>).
    pub(crate) fn for_handshake(&self) -> &SecretString {
        if self.client_secret.expose_secret().is_empty() {
            &self.consumer_secret
        } else {
            &self.client_secret
        }
    }
}
