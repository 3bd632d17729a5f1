//! How Twilio tells us of calls, for the conformance suite.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use bytes::Bytes;
use channel::conformance;
use channel::signature::twilio::{self, AuthTokens};
use channel::{Method, Request};
use jiff::Timestamp;
use secrecy::SecretString;

use crate::address::STATUS;
use crate::{Given, Settings, Voice};

const URL: &str = "https://api.tienda.example";

pub(crate) struct Specimen;

impl conformance::Specimen for Specimen {
    type Channel = Voice;

    const COLLECTED: &'static [&'static str] = &["voice"];

    fn channel() -> Voice {
        let given = Given {
            public_url: URL.to_owned(),
            brand: "Zapatería Alba".to_owned(),
            ring: Some("+34911000001".to_owned()),
            ..Given::default()
        };
        Voice::new(Settings::of(given).unwrap())
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
        let address = format!("{URL}{STATUS}");
        let signature = twilio::sign(&SecretString::from(seed), &address, body);
        let proof = (
            twilio::SIGNATURE_HEADER.to_owned(),
            signature.unwrap_or_default(),
        );
        Request {
            method: Method::Post,
            path: STATUS.to_owned(),
            raw_query: String::new(),
            headers: BTreeMap::from([proof]),
            body: Bytes::copy_from_slice(body),
            source_address: "203.0.113.7".to_owned(),
        }
    }
}
