//! The conformance suite (feature `conformance`): what every channel must pass, whatever its provider. See
//! [`crate::conformance!`] for how a channel gets it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod damage;
mod log;
mod proof;
mod reading;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use jiff::Timestamp;
use secrecy::SecretString;

use crate::signature::twilio::{self, AuthTokens};
use crate::{
    Answer, Method, Reader, Reading, Refusal, Request, Secrets, Verified, Webhook, examine,
};

pub use proof::*;
pub use reading::*;

/// What the suite must know of a channel.
pub trait Specimen {
    /// The channel.
    type Channel: Reader;

    /// The channel as it runs.
    fn channel() -> Self::Channel;

    /// The channel's folder: `env!("CARGO_MANIFEST_DIR")`. Its `fixtures/` holds `NAME.json`, `NAME.form` or `NAME.eml`
    /// with what must be read from it in `NAME.expect.json`.
    fn folder() -> &'static str;

    /// Folders of collected samples under `shared/data/channels`, read where they are at hand.
    const COLLECTED: &'static [&'static str] = &[];
}

/// What it must know of one whose provider calls us.
pub trait SignedSpecimen: Specimen<Channel: Webhook> {
    /// The header in which the proof stands, in lower case.
    const PROOF: &'static str;
    /// Whether the proof covers the body's bytes. A shared token does not.
    const COVERS_BODY: bool = true;
    /// Whether the proof is good for some time only.
    const EXPIRES: bool = false;

    /// The channel's secret, filled from a text; from an empty one it is as empty as one that nobody filled.
    fn secret(seed: &str) -> <Self::Channel as Webhook>::Secret;

    /// The request by which the provider sends a body, proved with what [`Self::secret`] gives for `seed`, at `at`.
    fn request(body: &[u8], seed: &str, at: Timestamp) -> Request;

    /// How a request is examined. A channel with errands runs them here, with what the provider's host would say.
    ///
    /// # Errors
    /// As [`Webhook::prove`].
    fn examine(
        channel: &Self::Channel,
        request: &Request,
        secrets: &Secrets<<Self::Channel as Webhook>::Secret>,
    ) -> Result<Answer, Refusal> {
        examine(channel, request, secrets, now())
    }
}

/// The instant at which all readings of the suite take place.
pub fn now() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

fn read<S: Specimen>(body: impl Into<Vec<u8>>) -> Reading {
    S::channel().read(&Verified::handed_in_by_operator(body.into()), now())
}

fn fixtures<S: Specimen>() -> PathBuf {
    Path::new(S::folder()).join("fixtures")
}

/// The bodies of all fixtures.
fn bodies<S: Specimen>() -> Vec<Vec<u8>> {
    let bodies: Vec<Vec<u8>> = crate::expectations::bodies(&fixtures::<S>());
    assert!(!bodies.is_empty(), "no fixtures");
    bodies
}

/// The POST by which Twilio sends a form to `path` at a public address, signed with a token; for the specimens of its
/// channels.
pub fn by_twilio(public_address: &str, path: &str, form: &[u8], token: &str) -> Request {
    let address = format!("{public_address}{path}");
    let signature = twilio::sign(&SecretString::from(token), &address, form);
    let name = twilio::SIGNATURE_HEADER.to_owned();
    Request {
        method: Method::Post,
        path: path.to_owned(),
        raw_query: String::new(),
        headers: BTreeMap::from([(name, signature.unwrap_or_default())]),
        body: Bytes::copy_from_slice(form),
        source_address: "203.0.113.7".to_owned(),
    }
}

/// Twilio's secret filled from a text.
pub fn twilio_tokens(seed: &str) -> AuthTokens {
    AuthTokens {
        auth_token: SecretString::from(seed),
        ..AuthTokens::default()
    }
}
