//! Where a request comes from: as all of Meta's.

use channel::{Answer, Refusal, Request, Secrets, Webhook};
use jiff::Timestamp;
use meta::Secret;

use crate::Whatsapp;

/// The path below the API's root.
pub(crate) const PATH: &str = "/whatsapp";

impl Webhook for Whatsapp {
    type Secret = Secret;

    fn prove(
        &self,
        request: &Request,
        secrets: &Secrets<Secret>,
        _now: Timestamp,
    ) -> Result<Answer, Refusal> {
        meta::prove(PATH, request, secrets)
    }

    fn largest_body(&self) -> usize {
        meta::LARGEST_BODY
    }
}
