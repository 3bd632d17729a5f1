//! What SES tells by SNS: a mail that came, or what became of one that we sent.
//!
//! Shapes: "Contents of notifications for Amazon SES email receiving" and "… that Amazon SES sends to Amazon SNS" in SES's
//! developer guide. Both come bare (raw message delivery) or as the text `Message` of SNS's envelope.

mod wire;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::{Receipt, Verdict};
use wire::{Action, Body, Envelope, ReceiptBody, Verdicts};

pub use wire::{CommonHeaders, Delay, Mail, Recipient, Recipients, SesEvent};

/// The text with which SES tries a topic out, and the object with which it tries a bucket out.
const TOPIC_TRIAL: &str = "Successfully validated SNS topic";
const BUCKET_TRIAL: &str = "AMAZON_SES_SETUP_NOTIFICATION";

/// What a notification tells.
#[derive(Debug)]
pub enum Notification {
    /// A mail came.
    Received(Box<Received>),
    /// Something became of a mail that we sent.
    Event(Box<SesEvent>),
    /// A trial of the topic or the bucket: there is nothing to read.
    Nothing,
}

/// A mail that came.
#[derive(Debug)]
pub struct Received {
    /// What SES knows of it.
    pub receipt: Receipt,
    /// Where it is.
    pub content: Content,
}

/// Where a mail is.
#[derive(Debug, PartialEq, Eq)]
pub enum Content {
    /// In the notification.
    Inline(Vec<u8>),
    /// In a bucket.
    Object {
        /// The bucket's name.
        bucket: String,
        /// The object's key.
        key: String,
    },
    /// Nowhere.
    Absent,
}

/// Why a notification cannot be read. None of the texts quotes it.
#[derive(Debug, thiserror::Error)]
pub enum NotificationError {
    /// The body is no JSON, or a field is of another type.
    #[error("the body is no notification of SES or SNS")]
    NotJson(#[source] serde_json::Error),
    /// The envelope's `Message` is no JSON, or a field is of another type.
    #[error("the message in SNS's envelope is no notification of SES")]
    MessageNotJson(#[source] serde_json::Error),
    /// It does not say what kind it is.
    #[error("the notification has no type")]
    NoType,
    /// `content` is declared as base64 and is not.
    #[error("the mail's content is no base64")]
    NotBase64(#[source] base64::DecodeError),
}

impl NotificationError {
    /// A JSON pointer to what cannot be read.
    pub fn place(&self) -> String {
        match self {
            Self::NotJson(_) => "",
            Self::MessageNotJson(_) => "/Message",
            Self::NoType => "/notificationType",
            Self::NotBase64(_) => "/content",
        }
        .to_owned()
    }
}

/// Reads a notification, bare or in SNS's envelope.
///
/// # Errors
/// [`NotificationError`] when it is neither.
pub fn parse(bytes: &[u8]) -> Result<Notification, NotificationError> {
    let envelope: Envelope = serde_json::from_slice(bytes).map_err(NotificationError::NotJson)?;
    match envelope.message {
        Some(message) if message.trim_start().starts_with(TOPIC_TRIAL) => Ok(Notification::Nothing),
        Some(message) => {
            understood(serde_json::from_str(&message).map_err(NotificationError::MessageNotJson)?)
        }
        None => understood(serde_json::from_slice(bytes).map_err(NotificationError::NotJson)?),
    }
}

/// Whether what stands in SNS's envelope is SES's, even where it cannot be read.
pub(crate) fn is_of_ses(envelope: &[u8]) -> bool {
    let message = serde_json::from_slice(envelope)
        .ok()
        .and_then(|envelope: Envelope| envelope.message);
    let message: Option<Value> = message.and_then(|text| serde_json::from_str(&text).ok());
    let named = |name| {
        message
            .as_ref()
            .is_some_and(|message| message.get(name).is_some())
    };
    named("notificationType") || named("eventType")
}

fn understood(body: Body) -> Result<Notification, NotificationError> {
    // `notificationType` of identity notifications, `eventType` of configuration sets: the same shapes.
    let kind = body
        .notification_type
        .or(body.event_type)
        .ok_or(NotificationError::NoType)?;
    match kind.as_str() {
        "Received" => received(body.mail, body.receipt, body.content),
        "AmazonSnsSubscriptionSucceeded" => Ok(Notification::Nothing),
        _ => Ok(Notification::Event(Box::new(SesEvent {
            kind,
            mail: body.mail,
            details: body.details,
        }))),
    }
}

fn received(
    mail: Mail,
    receipt: ReceiptBody,
    content: Option<String>,
) -> Result<Notification, NotificationError> {
    let action = receipt.action.unwrap_or_default();
    if action
        .object_key
        .as_deref()
        .is_some_and(|key| key.ends_with(BUCKET_TRIAL))
    {
        return Ok(Notification::Nothing);
    }
    let object_key = action.object_key.clone();
    let content = placed(action, content)?;
    let receipt = known(mail, receipt.recipients, &receipt.verdicts, object_key);
    Ok(Notification::Received(Box::new(Received {
        receipt,
        content,
    })))
}

fn placed(action: Action, content: Option<String>) -> Result<Content, NotificationError> {
    match (content, action.bucket_name, action.object_key) {
        (Some(text), ..)
            if action
                .encoding
                .as_deref()
                .is_some_and(|name| name.eq_ignore_ascii_case("BASE64")) =>
        {
            let packed: String = text.split_ascii_whitespace().collect();
            STANDARD
                .decode(packed)
                .map(Content::Inline)
                .map_err(NotificationError::NotBase64)
        }
        (Some(text), ..) => Ok(Content::Inline(text.into_bytes())),
        (None, Some(bucket), Some(key)) => Ok(Content::Object { bucket, key }),
        _ => Ok(Content::Absent),
    }
}

fn known(
    mail: Mail,
    recipients: Vec<String>,
    verdicts: &Verdicts,
    object_key: Option<String>,
) -> Receipt {
    Receipt {
        ses_message_id: mail.message_id,
        taken_at: mail.timestamp.and_then(|time| time.parse().ok()),
        envelope_sender: mail.source,
        recipients: if recipients.is_empty() {
            mail.destination
        } else {
            recipients
        },
        spam: verdicts.spam(),
        virus: verdicts.virus(),
        dmarc: verdicts.dmarc(),
        object_key,
    }
}

impl Verdicts {
    fn spam(&self) -> Verdict {
        Verdict::from(self.spam_verdict.status.as_str())
    }

    fn virus(&self) -> Verdict {
        Verdict::from(self.virus_verdict.status.as_str())
    }

    fn dmarc(&self) -> Verdict {
        Verdict::from(self.dmarc_verdict.status.as_str())
    }
}

#[cfg(test)]
mod tests;
