//! Where a request comes from: as all of Meta's.

use channel::{Answer, Refusal, Request, Secrets, Webhook};
use jiff::Timestamp;
use meta::Secret;

use crate::Instagram;

/// The path below the API's root.
pub(crate) const PATH: &str = "/instagram";

impl Webhook for Instagram {
    type Secret = Secret;

    fn prove(
        &self,
        request: &Request,
        secrets: &Secrets<Secret>,
        _now: Timestamp,
    ) -> Result<Answer, Refusal> {
        let answer = meta::prove(PATH, request, secrets)?;
        self.own_apps.learn(secrets);
        Ok(answer)
    }

    fn largest_body(&self) -> usize {
        meta::LARGEST_BODY
    }
}
