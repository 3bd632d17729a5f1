//! How Slack proves a request, for the conformance suite.

use std::collections::BTreeMap;

use bytes::Bytes;
use channel::conformance::{SignedSpecimen, Specimen as Reads};
use channel::signature::{sign, slack};
use channel::{Method, Request};
use jiff::Timestamp;
use secrecy::SecretString;

use crate::{Secret, Slack};

pub(crate) struct Specimen;

impl Reads for Specimen {
    type Channel = Slack;

    fn channel() -> Slack {
        Slack
    }

    fn folder() -> &'static str {
        env!("CARGO_MANIFEST_DIR")
    }

    const COLLECTED: &'static [&'static str] = &["slack"];
}

impl SignedSpecimen for Specimen {
    const PROOF: &'static str = slack::SIGNATURE_HEADER;
    const EXPIRES: bool = true;

    fn secret(seed: &str) -> Secret {
        Secret {
            signing_secret: SecretString::from(seed),
            bot_token: SecretString::from("xoxb"),
        }
    }

    fn request(body: &[u8], seed: &str, at: Timestamp) -> Request {
        let stamp = at.as_second().to_string();
        let body = Bytes::copy_from_slice(body);
        // An empty key and one of a zero byte are the same to HMAC, which fills keys up with zeros (RFC 2104).
        let key = SecretString::from(if seed.is_empty() { "\0" } else { seed });
        let mac = sign(&key, &slack::signed_text(&stamp, &body)).unwrap_or_default();
        let signature: String = mac.iter().map(|byte| format!("{byte:02x}")).collect();
        let headers = [
            (slack::TIMESTAMP_HEADER.to_owned(), stamp),
            (
                slack::SIGNATURE_HEADER.to_owned(),
                format!("v0={signature}"),
            ),
        ];
        Request {
            method: Method::Post,
            path: "/slack".to_owned(),
            raw_query: String::new(),
            headers: BTreeMap::from(headers),
            body,
            source_address: "203.0.113.7".to_owned(),
        }
    }
}
