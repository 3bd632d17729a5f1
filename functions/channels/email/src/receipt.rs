//! What SES knows of a mail that the mail itself does not tell.

use jiff::Timestamp;

/// SES's verdict on one property of a mail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verdict {
    /// `PASS`
    Pass,
    /// `FAIL`
    Fail,
    /// `GRAY`, `PROCESSING_FAILED`, or nothing said.
    #[default]
    Unknown,
}

impl From<&str> for Verdict {
    fn from(status: &str) -> Self {
        match status {
            "PASS" => Self::Pass,
            "FAIL" => Self::Fail,
            _ => Self::Unknown,
        }
    }
}

/// What SES knows of a mail that it took in; the default knows nothing (a mail in a file).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// SES's own id of the mail.
    pub ses_message_id: Option<String>,
    /// When SES took it.
    pub taken_at: Option<Timestamp>,
    /// The envelope's sender; empty for the null sender of reports and automatic answers (RFC 5321 §4.5.5).
    pub envelope_sender: Option<String>,
    /// Which addresses of ours it was sent to.
    pub recipients: Vec<String>,
    /// Whether it is free of spam.
    pub spam: Verdict,
    /// Whether it is free of viruses.
    pub virus: Verdict,
    /// Whether the domain of its `From` stands for it (RFC 7489).
    pub dmarc: Verdict,
    /// Where it stands whole: its key in the mail bucket.
    pub object_key: Option<String>,
}
