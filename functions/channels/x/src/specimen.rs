//! How X proves a request, for the conformance suite.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use channel::conformance::{SignedSpecimen, Specimen as Reads};
use channel::signature::sign;
use channel::{Method, Request};
use jiff::Timestamp;
use secrecy::SecretString;

use crate::{Secret, X};

pub(crate) struct Specimen;

impl Reads for Specimen {
    type Channel = X;
    const COLLECTED: &'static [&'static str] = &["x"];

    fn channel() -> X {
        X
    }

    fn folder() -> &'static str {
        env!("CARGO_MANIFEST_DIR")
    }
}

impl SignedSpecimen for Specimen {
    const PROOF: &'static str = "x-twitter-webhooks-signature";

    fn secret(seed: &str) -> Secret {
        Secret {
            consumer_secret: SecretString::from(seed),
            ..Secret::default()
        }
    }

    fn request(body: &[u8], seed: &str, _at: Timestamp) -> Request {
        // An empty key and one of a zero byte are the same to HMAC, which fills keys up with zeros (RFC 2104).
        let key = SecretString::from(if seed.is_empty() { "\0" } else { seed });
        let mac = STANDARD.encode(sign(&key, body).unwrap_or_default());
        Request {
            method: Method::Post,
            path: "/x".to_owned(),
            raw_query: String::new(),
            headers: BTreeMap::from([(Self::PROOF.to_owned(), format!("sha256={mac}"))]),
            body: Bytes::copy_from_slice(body),
            source_address: "203.0.113.7".to_owned(),
        }
    }
}
