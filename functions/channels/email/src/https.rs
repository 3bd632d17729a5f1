//! The second door: what SES tells by SNS over HTTPS, from topics of other accounts or regions.

use std::time::Duration;

use channel::signature::sns::{self, NoTopic, Trusted};
use channel::{
    Answer, Errand, Errands, Method, Reader, Reading, Refusal, Request, Secrets, Unreadable,
    Verified, Webhook,
};
use domain::ChannelId;
use jiff::Timestamp;
use serde::Deserialize;

use crate::notification::{self, Content, Notification, Received};
use crate::{Sns, door, read_event, unreadable};

/// The path below the API's root.
const PATH: &str = "/email/sns";
/// SNS carries 256 kB, which JSON's escapes may double and more.
const LARGEST_BODY: usize = 1024 * 1024;
/// How long a certificate is kept. SNS changes its own about once a year, and its address with it.
const KEPT: Duration = Duration::from_hours(24);

/// Mail by HTTPS. It reads notifications that hold the mail, and SES's events on mail that we sent; it reads no bucket.
#[derive(Clone, Debug)]
pub struct MailOverHttps {
    trusted: Trusted,
}

/// Nothing is secret about a signature that everybody can check.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub struct NoSecret {}

channel::conformance!(reader MailOverHttps, crate::specimen::OverHttps);

impl MailOverHttps {
    /// The door for these topics, by their ARN, and for no other. Without any topic it takes nothing.
    ///
    /// # Errors
    /// [`NoTopic`] says which entry is no ARN of a topic.
    pub fn for_topics(arns: Vec<String>) -> Result<Self, NoTopic> {
        Ok(Self {
            trusted: Trusted::topics(arns)?,
        })
    }
}

impl Reader for MailOverHttps {
    fn channel(&self) -> ChannelId {
        crate::channel()
    }

    /// Reads a notification of SES in SNS's envelope. What is none is told as SNS's.
    fn read(&self, body: &Verified, received_at: Timestamp) -> Reading {
        match notification::parse(body.bytes()) {
            Ok(Notification::Received(received)) => taken(&received, received_at),
            Ok(Notification::Event(event)) => read_event(&event, received_at),
            Err(error) if notification::is_of_ses(body.bytes()) => unreadable(&error),
            Ok(Notification::Nothing) | Err(_) => Sns.read(body, received_at),
        }
    }
}

fn taken(received: &Received, received_at: Timestamp) -> Reading {
    let (place, reason) = match &received.content {
        Content::Inline(raw) => return door::take(received, raw, received_at),
        Content::Object { .. } => (
            "/receipt/action",
            "the mail stands in a bucket, and this door reads none: subscribe the mail queue to the topic instead",
        ),
        Content::Absent => (
            "/content",
            "the notification does not hold the mail: let SES publish it whole, or subscribe the mail queue to a rule that stores it",
        ),
    };
    Reading::nothing(Unreadable {
        place: place.to_owned(),
        reason: reason.to_owned(),
    })
}

impl Webhook for MailOverHttps {
    type Secret = NoSecret;

    /// Nothing is proved without SNS's certificate.
    fn prove(
        &self,
        _request: &Request,
        _secrets: &Secrets<NoSecret>,
        _now: Timestamp,
    ) -> Result<Answer, Refusal> {
        Err(Refusal::Unproved)
    }

    fn largest_body(&self) -> usize {
        LARGEST_BODY
    }
}

impl Errands for MailOverHttps {
    /// The certificate that the message names. A foreign topic is refused before.
    fn errand(
        &self,
        request: &Request,
        _secrets: &Secrets<NoSecret>,
        _now: Timestamp,
    ) -> Result<Option<Errand>, Refusal> {
        if request.path != PATH {
            return Err(Refusal::NotFound);
        }
        if request.method != Method::Post {
            return Err(Refusal::MethodNotAllowed);
        }
        let url = sns::certificate_url(&request.body, &self.trusted)?;
        Ok(Some(Errand::get(url, KEPT)))
    }

    fn prove_with(
        &self,
        request: &Request,
        _secrets: &Secrets<NoSecret>,
        now: Timestamp,
        brought: &[u8],
    ) -> Result<Answer, Refusal> {
        let proved = sns::prove(&request.body, brought, &self.trusted, now)?;
        Ok(match sns::confirmation(&proved, &self.trusted)? {
            Some(url) => Answer::Confirm(Errand {
                keep: None,
                ..Errand::get(url, Duration::ZERO)
            }),
            None => Answer::Read(proved),
        })
    }
}

#[cfg(test)]
mod tests;
