//! How Telegram proves a request, for the conformance suite.

use std::collections::BTreeMap;

use bytes::Bytes;
use channel::conformance::{SignedSpecimen, Specimen as Reads};
use channel::{Method, Request};
use jiff::Timestamp;
use secrecy::SecretString;

use crate::{Secret, Telegram};

pub(crate) struct Specimen;

impl Reads for Specimen {
    type Channel = Telegram;
    const COLLECTED: &'static [&'static str] = &["telegram"];

    fn channel() -> Telegram {
        Telegram::default()
    }

    fn folder() -> &'static str {
        env!("CARGO_MANIFEST_DIR")
    }
}

impl SignedSpecimen for Specimen {
    const PROOF: &'static str = "x-telegram-bot-api-secret-token";
    const COVERS_BODY: bool = false;

    fn secret(seed: &str) -> Secret {
        Secret {
            secret_token: SecretString::from(seed),
        }
    }

    fn request(body: &[u8], seed: &str, _at: Timestamp) -> Request {
        Request {
            method: Method::Post,
            path: "/telegram".to_owned(),
            raw_query: String::new(),
            headers: BTreeMap::from([(Self::PROOF.to_owned(), seed.to_owned())]),
            body: Bytes::copy_from_slice(body),
            source_address: "203.0.113.7".to_owned(),
        }
    }
}
