#![doc = include_str!("../README.md")]

mod answer;
mod envelope;
mod fault;
mod form;
mod origin;
mod read;
mod session;

use channel::{
    Answer, Method, Reader, Reading, Refusal, Request, Response, Secrets, Verified, Webhook,
    signature,
};
use domain::ChannelId;
use jiff::Timestamp;
use secrecy::SecretString;
use serde::Deserialize;

pub use fault::Fault;
pub use origin::{InvalidOrigin, Origins};

/// The path that hands out sessions.
pub const SESSION_PATH: &str = "/web/session";
/// The path that takes messages.
pub const MESSAGES_PATH: &str = "/web/messages";
/// The largest text a customer may send, in bytes of UTF-8.
pub const LARGEST_TEXT: usize = 16 * 1024;
/// The largest request body, in bytes: the largest text with every byte escaped as `\u00xx`, and the other fields.
const LARGEST_BODY: usize = 128 * 1024;

/// The channel `webchat`: in this version the web form of our own sites.
#[derive(Clone, Debug, Default)]
pub struct Webchat {
    origins: Origins,
}

/// What the channel's secret holds.
#[derive(Clone, Deserialize)]
pub struct WebchatSecret {
    /// The key that sessions are signed with. Empty: nothing is issued and nothing is believed.
    pub session_key: SecretString,
}

impl Webchat {
    /// The form of the sites in `origins`.
    pub fn new(origins: Origins) -> Self {
        Self { origins }
    }

    /// The form of the sites in a list such as `https://shop.example,https://www.shop.example` (the environment's
    /// `WEB_ORIGINS`). An empty list allows no site.
    ///
    /// # Errors
    /// [`InvalidOrigin`] names the entry that is no origin.
    pub fn from_list(list: &str) -> Result<Self, InvalidOrigin> {
        Ok(Self::new(Origins::from_list(list)?))
    }

    fn issue(
        &self,
        request: &Request,
        secrets: &Secrets<WebchatSecret>,
        now: Timestamp,
    ) -> Result<Answer, Refusal> {
        let origin = self.origins.of(request).ok_or(Refusal::Forbidden)?;
        let key = &secrets.current().session_key;
        let issued = session::issue(key, &origin, request, now).ok_or(Refusal::Unproved)?;
        Ok(Answer::Say(answer::session(&origin, &issued)))
    }

    fn take(
        &self,
        request: &Request,
        secrets: &Secrets<WebchatSecret>,
        now: Timestamp,
    ) -> Result<Answer, Refusal> {
        let origin = self.origins.of(request).ok_or(Refusal::Forbidden)?;
        let token = session::bearer(request).ok_or(Refusal::Unproved)?;
        let keys = || secrets.all().map(|secret| &secret.session_key);
        let session = session::check(token, keys(), &origin, now)?;
        let address =
            session::address_mark(&secrets.current().session_key, &request.source_address);
        let sealed = envelope::seal(&session, address.as_deref(), &request.body);
        signature::by_own_session(&sealed, true).map(Answer::Read)
    }

    fn preflight(&self, request: &Request) -> Result<Answer, Refusal> {
        let origin = self.origins.of(request).ok_or(Refusal::Forbidden)?;
        Ok(Answer::Say(answer::preflight(&origin)))
    }
}

impl Reader for Webchat {
    fn channel(&self) -> ChannelId {
        ChannelId::new("webchat")
    }

    fn read(&self, body: &Verified, received_at: Timestamp) -> Reading {
        read::read(body.bytes(), received_at)
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
            (SESSION_PATH | MESSAGES_PATH, Method::Options) => self.preflight(request),
            (SESSION_PATH, Method::Get) => self.issue(request, secrets, now),
            (MESSAGES_PATH, Method::Post) => self.take(request, secrets, now),
            (SESSION_PATH | MESSAGES_PATH, _) => Err(Refusal::MethodNotAllowed),
            _ => Err(Refusal::NotFound),
        }
    }

    fn accepted(&self, request: &Request, reading: &Reading) -> Response {
        answer::taken(self.origins.of(request).as_deref(), reading)
    }

    fn refused(&self, request: &Request, refusal: Refusal) -> Response {
        answer::refused(self.origins.of(request).as_deref(), refusal)
    }

    /// Whoever fills in the form is told what is wrong with it.
    fn keeps_unreadable(&self) -> bool {
        false
    }

    fn largest_body(&self) -> usize {
        LARGEST_BODY
    }
}
