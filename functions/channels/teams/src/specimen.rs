//! How Microsoft proves a request, for the conformance suite: with a key of our own, made anew for each run of the tests,
//! and published in a set as Microsoft's are.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use channel::conformance::{SignedSpecimen, Specimen as Reads, now};
use channel::{Answer, Errands, Method, Refusal, Request, Secrets, fits};
use jiff::Timestamp;
use secrecy::SecretString;
use serde_json::{Value, json};

use crate::{Secret, Teams};

static KEY: LazyLock<KeyPair> = LazyLock::new(|| KeyPair::generate(KeySize::Rsa2048).unwrap());
/// The key's name.
const KEY_ID: &str = "played";
/// The service where a body names none.
pub(crate) const SERVICE: &str = "https://smba.trafficmanager.net/emea/";

pub(crate) struct Specimen;

impl Reads for Specimen {
    type Channel = Teams;

    fn channel() -> Teams {
        Teams
    }

    fn folder() -> &'static str {
        env!("CARGO_MANIFEST_DIR")
    }
}

impl SignedSpecimen for Specimen {
    const PROOF: &'static str = "authorization";
    const COVERS_BODY: bool = false;
    const EXPIRES: bool = true;

    fn secret(seed: &str) -> Secret {
        Secret {
            app_id: SecretString::from(seed),
        }
    }

    fn request(body: &[u8], seed: &str, at: Timestamp) -> Request {
        let body_json: Value = serde_json::from_slice(body).unwrap_or_default();
        let service = body_json["serviceUrl"].as_str().unwrap_or(SERVICE);
        request(body, &signed(&header(), &claims(seed, service, at)))
    }

    fn examine(
        channel: &Teams,
        request: &Request,
        secrets: &Secrets<Secret>,
    ) -> Result<Answer, Refusal> {
        examine_with(channel, request, secrets, &key_set(&[key()]))
    }
}

/// A request with a token.
pub(crate) fn request(body: &[u8], token: &str) -> Request {
    Request {
        method: Method::Post,
        path: "/teams".to_owned(),
        raw_query: String::new(),
        headers: BTreeMap::from([("authorization".to_owned(), format!("Bearer {token}"))]),
        body: Bytes::copy_from_slice(body),
        source_address: "203.0.113.7".to_owned(),
    }
}

/// As the runtime does it, with a set of keys for an answer.
pub(crate) fn examine_with(
    channel: &Teams,
    request: &Request,
    secrets: &Secrets<Secret>,
    keys: &Value,
) -> Result<Answer, Refusal> {
    fits(channel, request)?;
    let errand = channel.errand(request, secrets, now())?;
    assert!(errand.is_some(), "nothing is proved without the keys");
    channel.prove_with(request, secrets, now(), keys.to_string().as_bytes())
}

/// The header of a token.
pub(crate) fn header() -> Value {
    json!({"alg": "RS256", "typ": "JWT", "kid": KEY_ID, "x5t": KEY_ID})
}

/// The claims of a token of Microsoft's, made at an instant.
pub(crate) fn claims(app_id: &str, service: &str, at: Timestamp) -> Value {
    let at = at.as_second();
    json!({
        "iss": "https://api.botframework.com",
        "aud": app_id,
        "serviceurl": service,
        "nbf": at - 60,
        "exp": at + 3600,
    })
}

/// A token with a good signature.
pub(crate) fn signed(header: &Value, claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let text = format!("{}.{}", part(header), part(claims));
    let mut signature = vec![0; KEY.public_modulus_len()];
    let random = SystemRandom::new();
    KEY.sign(&RSA_PKCS1_SHA256, &random, text.as_bytes(), &mut signature)
        .unwrap();
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
}

/// The public key as Microsoft writes its own. In DER (RFC 8017, A.1.1) the 256 bytes of a modulus of 2048 bits stand
/// behind two heads and a zero, and before the exponent, which is 65537.
pub(crate) fn key() -> Value {
    let modulus = &KEY.public_key().as_ref()[9..9 + 256];
    json!({
        "kty": "RSA",
        "use": "sig",
        "kid": KEY_ID,
        "x5t": KEY_ID,
        "n": URL_SAFE_NO_PAD.encode(modulus),
        "e": "AQAB",
        "endorsements": ["webchat", "msteams", "skype"],
    })
}

/// A set of keys.
pub(crate) fn key_set(keys: &[Value]) -> Value {
    json!({ "keys": keys })
}
