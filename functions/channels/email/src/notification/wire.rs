//! SES's and SNS's own names. What we do not use is left out; what may be missing has a default.

use channel::lenient;
use serde::Deserialize;

/// SNS's envelope around a notification. A bare notification reads as one without a message.
#[derive(Deserialize)]
pub(super) struct Envelope {
    #[serde(rename = "Message")]
    pub(super) message: Option<String>,
}

/// A notification of SES.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Body {
    pub(super) notification_type: Option<String>,
    pub(super) event_type: Option<String>,
    #[serde(default)]
    pub(super) mail: Mail,
    #[serde(default)]
    pub(super) receipt: ReceiptBody,
    pub(super) content: Option<String>,
    #[serde(flatten)]
    pub(super) details: Details,
}

/// The mail that a notification is about.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Mail {
    /// When SES took it, ISO 8601.
    pub timestamp: Option<String>,
    /// SES's own id of it, without a domain.
    pub message_id: Option<String>,
    /// The envelope's sender.
    pub source: Option<String>,
    /// The envelope's recipients.
    pub destination: Vec<String>,
    /// What its header said when SES took it.
    #[serde(deserialize_with = "lenient::part")]
    pub common_headers: Option<CommonHeaders>,
}

/// Fields of a mail's header.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CommonHeaders {
    /// Its Message-ID; of a mail that we sent, the one that SES then replaced by its own.
    pub message_id: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct ReceiptBody {
    pub(super) recipients: Vec<String>,
    pub(super) action: Option<Action>,
    #[serde(flatten)]
    pub(super) verdicts: Verdicts,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Action {
    pub(super) encoding: Option<String>,
    pub(super) bucket_name: Option<String>,
    pub(super) object_key: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Verdicts {
    pub(super) spam_verdict: VerdictBody,
    pub(super) virus_verdict: VerdictBody,
    pub(super) dmarc_verdict: VerdictBody,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct VerdictBody {
    pub(super) status: String,
}

/// What became of a mail that we sent.
#[derive(Clone, Debug)]
pub struct SesEvent {
    /// SES's word: `Bounce`, `Complaint`, `Delivery`, `DeliveryDelay` …
    pub kind: String,
    /// The mail.
    pub mail: Mail,
    /// What SES says of it, under the kind's own name.
    pub(crate) details: Details,
}

/// The part of an event that bears its kind's name. At most one is there.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Details {
    pub(crate) bounce: Option<Recipients>,
    pub(crate) complaint: Option<Recipients>,
    pub(crate) delivery: Option<Recipients>,
    pub(crate) delivery_delay: Option<Delay>,
    pub(crate) open: Option<Recipients>,
    pub(crate) click: Option<Recipients>,
}

/// Whom an event is about, and when it was.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Recipients {
    /// When, ISO 8601.
    pub timestamp: Option<String>,
    /// Bounces: `Permanent`, `Transient`, `Undetermined`.
    pub bounce_type: Option<String>,
    /// Complaints: `abuse`, `fraud` …
    pub complaint_feedback_type: Option<String>,
    /// Bounces: who was not reached.
    pub bounced_recipients: Vec<Recipient>,
    /// Complaints: who may have complained.
    pub complained_recipients: Vec<Recipient>,
    /// Deliveries: who was reached.
    pub recipients: Vec<String>,
}

/// Who is still waited for, and since when.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Delay {
    /// When, ISO 8601.
    pub timestamp: Option<String>,
    /// Why: `MailboxFull`, `SpamDetected` …
    pub delay_type: Option<String>,
    /// Who.
    pub delayed_recipients: Vec<Recipient>,
}

/// One recipient of a mail that we sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Recipient {
    /// The address.
    pub email_address: String,
    /// The enhanced status code (RFC 3463).
    pub status: Option<String>,
    /// The action of the report behind it (RFC 3464): `failed`, `delayed` …
    pub action: Option<String>,
}
