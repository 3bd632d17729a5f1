//! How Twilio sends us messages, for the conformance suite.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use bytes::Bytes;
use channel::conformance;
use channel::signature::twilio::{self, AuthTokens, PublicUrl};
use channel::{Method, Request};
use jiff::Timestamp;
use secrecy::SecretString;

use crate::{MESSAGES_PATH, Sms};

const URL: &str = "https://api.tienda.example";

pub(crate) struct Specimen;

impl conformance::Specimen for Specimen {
    type Channel = Sms;

    const COLLECTED: &'static [&'static str] = &["sms", "whatsapp_twilio"];

    fn channel() -> Sms {
        Sms::new(PublicUrl::parse(URL).unwrap())
    }

    fn folder() -> &'static str {
        env!("CARGO_MANIFEST_DIR")
    }
}

impl conformance::SignedSpecimen for Specimen {
    const PROOF: &'static str = twilio::SIGNATURE_HEADER;

    fn secret(seed: &str) -> AuthTokens {
        AuthTokens {
            auth_token: SecretString::from(seed),
            ..AuthTokens::default()
        }
    }

    fn request(body: &[u8], seed: &str, _at: Timestamp) -> Request {
        let address = format!("{URL}{MESSAGES_PATH}");
        let signature = twilio::sign(&SecretString::from(seed), &address, body);
        let proof = (
            twilio::SIGNATURE_HEADER.to_owned(),
            signature.unwrap_or_default(),
        );
        Request {
            method: Method::Post,
            path: MESSAGES_PATH.to_owned(),
            raw_query: String::new(),
            headers: BTreeMap::from([proof]),
            body: Bytes::copy_from_slice(body),
            source_address: "203.0.113.7".to_owned(),
        }
    }
}
