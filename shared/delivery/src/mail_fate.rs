//! What became of a mail after SES took it, as SES tells it by a configuration set's event destination.
//! <https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html>

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::DeliveryError;

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The recipient's server refuses it for good: there is no such mailbox, or it takes nothing of ours.
    Refused,
    /// It came back for now, or for a reason that is not known; automatic answers count as such, too.
    CameBack,
    /// SES took it and then did not send it, because of a virus.
    Rejected,
    /// The recipient marked it as spam: SES sends them nothing more.
    MarkedAsSpam,
    /// Anything else: delivered, opened, delayed.
    Other,
}

/// What SES tells of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailFate {
    /// What became of it.
    pub fate: Fate,
    /// Whom it was sent to.
    pub recipients: Vec<String>,
    tags: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Told {
    // Feedback that is set up on an identity instead names the same otherwise.
    #[serde(rename = "eventType", alias = "notificationType")]
    event: String,
    mail: ToldMail,
    #[serde(default)]
    bounce: Bounce,
}

#[derive(Deserialize)]
struct ToldMail {
    #[serde(default)]
    destination: Vec<String>,
    #[serde(default)]
    tags: BTreeMap<String, Vec<String>>,
}

#[derive(Default, Deserialize)]
struct Bounce {
    #[serde(default, rename = "bounceType")]
    kind: String,
}

impl MailFate {
    /// Reads what SES told, as it stands in the message of its topic.
    ///
    /// # Errors
    /// [`DeliveryError::Unreadable`] when it is nothing of that kind.
    pub fn read(body: &str) -> Result<Self, DeliveryError> {
        let told: Told = serde_json::from_str(body)
            .map_err(|error| DeliveryError::unreadable("what SES tells of a mail", &error))?;
        Ok(Self {
            fate: Fate::of(&told.event, &told.bounce.kind),
            recipients: told.mail.destination,
            tags: told.mail.tags,
        })
    }

    /// The value of a tag that [`crate::Mailer::send_raw`] was given.
    pub fn tag(&self, name: &str) -> Option<&str> {
        self.tags.get(name)?.first().map(String::as_str)
    }
}

impl Fate {
    fn of(event: &str, bounce: &str) -> Self {
        match (event, bounce) {
            ("Bounce", "Permanent") => Self::Refused,
            ("Bounce", _) => Self::CameBack,
            ("Reject", _) => Self::Rejected,
            ("Complaint", _) => Self::MarkedAsSpam,
            _ => Self::Other,
        }
    }

    /// Whether the mail, and any other to the same address, does not reach its recipient.
    pub fn is_lost(self) -> bool {
        matches!(self, Self::Refused | Self::Rejected | Self::MarkedAsSpam)
    }
}

#[cfg(test)]
mod tests;
