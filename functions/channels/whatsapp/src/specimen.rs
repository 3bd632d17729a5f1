//! How Meta signs a request, for the conformance suite.

use channel::Request;
use channel::conformance::{SignedSpecimen, Specimen as Reads};
use jiff::Timestamp;
use meta::Secret;

use crate::Whatsapp;
use crate::webhook::PATH;

pub(crate) struct Specimen;

impl Reads for Specimen {
    type Channel = Whatsapp;
    const COLLECTED: &'static [&'static str] = &["whatsapp"];

    fn channel() -> Whatsapp {
        Whatsapp
    }

    fn folder() -> &'static str {
        env!("CARGO_MANIFEST_DIR")
    }
}

impl SignedSpecimen for Specimen {
    const PROOF: &'static str = meta::specimen::PROOF;

    fn secret(seed: &str) -> Secret {
        meta::specimen::secret(seed)
    }

    fn request(body: &[u8], seed: &str, _at: Timestamp) -> Request {
        meta::specimen::request(PATH, body, seed)
    }
}
