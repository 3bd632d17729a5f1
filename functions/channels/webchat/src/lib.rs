#![doc = include_str!("../README.md")]

mod answer;
mod captcha;
mod envelope;
mod fault;
mod form;
mod identity;
mod opening;
mod origin;
mod read;
mod script;
mod secret;
mod session;
#[cfg(test)]
mod specimen;
mod webhook;

use channel::{Reader, Reading, Refusal, Request, Response, Secrets, Verified};
use domain::ChannelId;
use jiff::Timestamp;

pub use fault::Fault;
pub use identity::SignedCustomer;
pub use origin::{InvalidOrigin, Origins};
pub use secret::WebchatSecret;
pub use session::Session;

/// The channel's name in events, configuration and tables.
pub const CHANNEL: &str = "webchat";
/// The path that hands out the script which pages embed.
pub const SCRIPT_PATH: &str = "/web/chat.js";
/// The path that hands out sessions.
pub const SESSION_PATH: &str = "/web/session";
/// The path that takes messages. Read with GET it gives a chat's messages: that is the function `transcript`.
pub const MESSAGES_PATH: &str = "/web/messages";
/// The largest text a customer may send, in bytes of UTF-8.
pub const LARGEST_TEXT: usize = 16 * 1024;

channel::conformance!(Webchat, crate::specimen::Specimen);

/// The channel `webchat`: chat and form of our own sites and apps.
#[derive(Clone, Debug, Default)]
pub struct Webchat {
    origins: Origins,
}

impl Webchat {
    /// The chat of the sites in `origins`.
    pub fn new(origins: Origins) -> Self {
        Self { origins }
    }

    /// The chat of the sites in a list such as `https://shop.example,https://www.shop.example` (the environment's
    /// `WEB_ORIGINS`). An empty list allows no site.
    ///
    /// # Errors
    /// [`InvalidOrigin`] names the entry that is no origin.
    pub fn from_list(list: &str) -> Result<Self, InvalidOrigin> {
        Ok(Self::new(Origins::from_list(list)?))
    }

    /// The session that a request bears: issued by us, to where the request comes from, and not yet expired. Whatever
    /// shows a chat asks this first.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`] from a foreign site, [`Refusal::Unproved`] without a token, [`Refusal::Forged`],
    /// [`Refusal::Expired`].
    pub fn session(
        &self,
        request: &Request,
        secrets: &Secrets<WebchatSecret>,
        now: Timestamp,
    ) -> Result<Session, Refusal> {
        let source = self.origins.source(request)?;
        let token = session::bearer(request).ok_or(Refusal::Unproved)?;
        session::check(token, secret::session_keys(secrets), &source, now)
    }

    /// Lets the page that asked read an answer, if it is on an allowed site (the Fetch standard's CORS protocol).
    pub fn readable(&self, request: &Request, response: Response) -> Response {
        answer::readable(response, self.origins.site(request).as_deref())
    }
}

impl Reader for Webchat {
    fn channel(&self) -> ChannelId {
        ChannelId::new(CHANNEL)
    }

    fn read(&self, body: &Verified, received_at: Timestamp) -> Reading {
        read::read(body.bytes(), received_at)
    }
}
