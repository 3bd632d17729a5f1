//! The requests of pages and apps, by path and method.

use channel::{Answer, Method, Reading, Refusal, Request, Response, Secrets, Webhook, signature};
use jiff::Timestamp;

use crate::opening::Person;
use crate::{
    MESSAGES_PATH, SCRIPT_PATH, SESSION_PATH, Webchat, WebchatSecret, answer, envelope, script,
    session,
};

/// The largest request body, in bytes: the largest text with every byte escaped as `\u00xx`, and the other fields.
const LARGEST_BODY: usize = 128 * 1024;

impl Webchat {
    fn take(
        &self,
        request: &Request,
        secrets: &Secrets<WebchatSecret>,
        now: Timestamp,
    ) -> Result<Answer, Refusal> {
        let session = self.session(request, secrets, now)?;
        let key = &secrets.current().session_key;
        let address = session::address_mark(key, &request.source_address);
        let sealed = envelope::seal(&session, address.as_deref(), &request.body);
        signature::by_own_session(&sealed, true).map(Answer::Read)
    }

    fn preflight(&self, request: &Request) -> Result<Answer, Refusal> {
        let site = self.origins.site(request).ok_or(Refusal::Forbidden)?;
        Ok(Answer::Say(answer::preflight(&site)))
    }
}

impl Webhook for Webchat {
    type Secret = WebchatSecret;

    fn prove(
        &self,
        request: &Request,
        secrets: &Secrets<WebchatSecret>,
        now: Timestamp,
    ) -> Result<Answer, Refusal> {
        match (request.path.as_str(), request.method) {
            (SCRIPT_PATH, Method::Get) => Ok(Answer::Say(script::serve(request))),
            (SESSION_PATH | MESSAGES_PATH, Method::Options) => self.preflight(request),
            (SESSION_PATH, Method::Get | Method::Post) => {
                self.open(request, secrets, now, Person::unless_asked_for(secrets))
            }
            (MESSAGES_PATH, Method::Post) => self.take(request, secrets, now),
            (SCRIPT_PATH | SESSION_PATH | MESSAGES_PATH, _) => Err(Refusal::MethodNotAllowed),
            _ => Err(Refusal::NotFound),
        }
    }

    fn accepted(&self, request: &Request, reading: &Reading) -> Response {
        answer::taken(self.origins.site(request).as_deref(), reading)
    }

    fn refused(&self, request: &Request, refusal: Refusal) -> Response {
        self.readable(request, answer::refused(&request.path, refusal))
    }

    /// Whoever writes is told what is wrong with it.
    fn keeps_unreadable(&self) -> bool {
        false
    }

    fn largest_body(&self) -> usize {
        LARGEST_BODY
    }
}
