//! How Twilio sends us messages, for the conformance suite.
#![allow(clippy::unwrap_used)]

use channel::Request;
use channel::conformance;
use channel::signature::twilio::{self, AuthTokens, PublicUrl};
use jiff::Timestamp;

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
        conformance::twilio_tokens(seed)
    }

    fn request(body: &[u8], seed: &str, _at: Timestamp) -> Request {
        conformance::by_twilio(URL, MESSAGES_PATH, body, seed)
    }
}
