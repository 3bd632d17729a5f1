//! Where a request comes from: Twilio signs the address and the form with the account's auth token.

use channel::signature::twilio::{self, AuthTokens};
use channel::{Answer, Method, Reading, Refusal, Request, Response, Secrets, Webhook};
use jiff::Timestamp;

use crate::{MESSAGES_PATH, STATUS_PATH, Sms};

/// More than Twilio ever sends: a text has 1600 characters, a form some forty fields.
const LARGEST_BODY: usize = 512 * 1024;

impl Webhook for Sms {
    type Secret = AuthTokens;

    fn prove(
        &self,
        request: &Request,
        secrets: &Secrets<AuthTokens>,
        _now: Timestamp,
    ) -> Result<Answer, Refusal> {
        if ![MESSAGES_PATH, STATUS_PATH].contains(&request.path.as_str()) {
            return Err(Refusal::NotFound);
        }
        if request.method != Method::Post {
            return Err(Refusal::MethodNotAllowed);
        }
        let public_url = self.public_url.as_ref().ok_or(Refusal::Forged)?;
        twilio::prove(public_url, request, twilio::tokens(secrets)).map(Answer::Read)
    }

    /// No answer to the customer, said in TwiML.
    fn accepted(&self, _request: &Request, _reading: &Reading) -> Response {
        twilio::twiml("<Response/>")
    }

    fn refused(&self, _request: &Request, refusal: Refusal) -> Response {
        twilio::refused(refusal)
    }

    fn largest_body(&self) -> usize {
        LARGEST_BODY
    }
}
