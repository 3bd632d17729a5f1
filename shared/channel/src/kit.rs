//! What a channel has to say: how its requests are proved, and what they tell.

use std::fmt;

use domain::{ChannelId, ContactEvent};
use jiff::Timestamp;
use serde::de::DeserializeOwned;

use crate::{Errand, Request, Response, Secrets, Verified};

/// A part of an authentic request that could not be read. The whole request is kept in quarantine because of it,
/// unless the channel says otherwise ([`Webhook::keeps_unreadable`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Where in the body: a JSON pointer, a header's name, or empty for the whole.
    pub place: String,
    /// What was wrong, in words that hold no text of the customer's.
    pub reason: String,
}

/// As it stands beside a request in quarantine: the place, if there is one, and the reason.
impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place.as_str() {
            "" => f.write_str(&self.reason),
            place => write!(f, "{place}: {}", self.reason),
        }
    }
}

impl Unreadable {
    /// The whole body is unreadable for a reason.
    pub fn whole(reason: impl Into<String>) -> Self {
        Self {
            place: String::new(),
            reason: reason.into(),
        }
    }
}

/// What a request told: what could be read, and what could not.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The events in the request's order, repeats included.
    pub events: Vec<ContactEvent>,
    /// What could not be read. Anything here sends the whole request to quarantine, unless the channel says that its
    /// requests are not kept ([`Webhook::keeps_unreadable`]); the events go on all the same.
    pub unreadable: Vec<Unreadable>,
}

impl Reading {
    /// Nothing could be read.
    pub fn nothing(unreadable: Unreadable) -> Self {
        Self {
            events: Vec::new(),
            unreadable: vec![unreadable],
        }
    }
}

/// Turns proved bytes into events. Never panics, whatever the bytes.
pub trait Reader: Send + Sync {
    /// The channel's name.
    fn channel(&self) -> ChannelId;

    /// Reads a request body that was taken at `received_at`.
    fn read(&self, body: &Verified, received_at: Timestamp) -> Reading;
}

/// A channel whose provider invokes our function directly, under IAM, and may wait for an answer (Amazon Connect).
pub trait Direct: Reader {
    /// What to answer once everything that was read is durable.
    fn answer(&self, reading: &Reading) -> serde_json::Value;
}

/// Why a request is turned away. It is answered before anything in it was parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No signature or token where there must be one: 401.
    #[error("the request carries no proof of origin")]
    Unproved,
    /// A signature or token that does not fit: 401.
    #[error("the request's proof of origin does not fit")]
    Forged,
    /// A good signature of another time: 401.
    #[error("the request's proof of origin has expired")]
    Expired,
    /// Known, but not allowed: 403.
    #[error("the request is not allowed")]
    Forbidden,
    /// No such path: 404.
    #[error("there is nothing at this path")]
    NotFound,
    /// The path knows no such method: 405.
    #[error("the method is not allowed here")]
    MethodNotAllowed,
    /// More bytes than the channel ever sends: 413.
    #[error("the request is too large")]
    TooLarge,
    /// A browser's request that we cannot use (only for channels of our own, whose client is told): 400.
    #[error("the request cannot be used: {0}")]
    Unusable(&'static str),
}

/// What proving a request gave.
#[derive(Debug)]
pub enum Answer {
    /// Authentic: read it.
    Read(Verified),
    /// A handshake or the like: answer this, there is nothing to read.
    Say(Response),
    /// Proved, and to be confirmed outside (SNS's `SubscribeURL`): answer 200 once that went well.
    Confirm(Errand),
}

/// A channel whose provider calls us over HTTPS.
pub trait Webhook: Reader {
    /// What its secret holds, as the JSON of Secrets Manager.
    type Secret: DeserializeOwned + Send + Sync;

    /// Proves where the request comes from: over the raw bytes, in constant time, before parsing.
    ///
    /// # Errors
    /// A [`Refusal`] that says which status to answer.
    fn prove(
        &self,
        request: &Request,
        secrets: &Secrets<Self::Secret>,
        now: Timestamp,
    ) -> Result<Answer, Refusal>;

    /// What to answer once everything in the request is durable.
    fn accepted(&self, _request: &Request, _reading: &Reading) -> Response {
        Response::empty(200)
    }

    /// What to answer to a refused request; the default is the refusal's status with an empty body.
    fn refused(&self, _request: &Request, refusal: Refusal) -> Response {
        Response::empty(refusal.status())
    }

    /// Whether an authentic request of which something could not be read is kept in quarantine. False for a channel of
    /// our own, whose client is told in the answer what was wrong and can send it again.
    fn keeps_unreadable(&self) -> bool {
        true
    }

    /// The largest body this channel's provider sends, in bytes.
    fn largest_body(&self) -> usize {
        3 * 1024 * 1024
    }
}

impl Refusal {
    /// The HTTP status to answer.
    pub fn status(self) -> u16 {
        match self {
            Self::Unproved | Self::Forged | Self::Expired => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::TooLarge => 413,
            Self::Unusable(_) => 400,
        }
    }

    /// A word for counting.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unproved => "unproved",
            Self::Forged => "forged",
            Self::Expired => "expired",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::TooLarge => "too_large",
            Self::Unusable(_) => "unusable",
        }
    }
}

/// Examines a request: its size first, which costs nothing, then its proof.
///
/// # Errors
/// [`Refusal::TooLarge`] above [`Webhook::largest_body`], else what [`Webhook::prove`] says.
pub fn examine<W: Webhook + ?Sized>(
    webhook: &W,
    request: &Request,
    secrets: &Secrets<W::Secret>,
    now: Timestamp,
) -> Result<Answer, Refusal> {
    fits(webhook, request)?;
    webhook.prove(request, secrets, now)
}

/// Whether a request is no larger than its channel's ever are.
///
/// # Errors
/// [`Refusal::TooLarge`].
pub fn fits<W: Webhook + ?Sized>(webhook: &W, request: &Request) -> Result<(), Refusal> {
    if request.body.len() > webhook.largest_body() {
        Err(Refusal::TooLarge)
    } else {
        Ok(())
    }
}
