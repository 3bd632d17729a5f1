//! How Twilio tells us of calls, for the conformance suite.
#![allow(clippy::unwrap_used)]

use channel::Request;
use channel::conformance;
use channel::signature::twilio::{self, AuthTokens};
use jiff::Timestamp;

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
        conformance::twilio_tokens(seed)
    }

    fn request(body: &[u8], seed: &str, _at: Timestamp) -> Request {
        conformance::by_twilio(URL, STATUS, body, seed)
    }
}
