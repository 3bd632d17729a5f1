//! Where a request comes from, and what the caller hears next.

use channel::signature::twilio::{self, AuthTokens};
use channel::{Answer, Method, Reading, Refusal, Request, Response, Secrets, Webhook};
use jiff::Timestamp;

use crate::address::{CARRIED, PATHS};
use crate::fields::Fields;
use crate::{Voice, script};

/// More than Twilio ever sends: two minutes of speech are some 2000 characters.
const LARGEST_BODY: usize = 512 * 1024;

impl Webhook for Voice {
    type Secret = AuthTokens;

    fn prove(
        &self,
        request: &Request,
        secrets: &Secrets<AuthTokens>,
        _now: Timestamp,
    ) -> Result<Answer, Refusal> {
        if !PATHS.contains(&request.path.as_str()) {
            return Err(Refusal::NotFound);
        }
        if request.method != Method::Post {
            return Err(Refusal::MethodNotAllowed);
        }
        let settings = self.settings.as_ref().ok_or(Refusal::Forged)?;
        let tokens = twilio::tokens(secrets);
        twilio::prove_with_query(settings.public_url(), request, tokens, CARRIED).map(Answer::Read)
    }

    fn accepted(&self, request: &Request, _reading: &Reading) -> Response {
        let form = twilio::form_with_query(request, CARRIED);
        let fields = Fields::of(&form);
        twilio::twiml(match &self.settings {
            Some(settings) => script::answer(settings, &request.path, &fields),
            None => "<Response/>".to_owned(),
        })
    }

    fn refused(&self, _request: &Request, refusal: Refusal) -> Response {
        twilio::refused(refusal)
    }

    fn largest_body(&self) -> usize {
        LARGEST_BODY
    }
}
