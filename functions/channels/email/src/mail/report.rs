//! Reports of other mail systems on mail that we sent: delivery (RFC 3464), reading (RFC 8098), complaint (RFC 5965).

mod fields;
mod original;

use mail_parser::{Message, MessagePart, MimeHeaders};

use super::address::Mailbox;
use super::automatic::{self, Nature};
use super::message_id::normal_message_id;
use super::references;
use fields::{Block, blocks};
use original::Original;

/// More recipients than a mail of ours has: it is to one customer.
const MOST_TOLD: usize = 1000;

/// What a report says of one recipient.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    /// Who: the customer that the mail was for.
    pub(super) recipient: Option<Mailbox>,
    /// `failed`, `delayed`, `delivered`, `relayed`, `expanded`, `complaint`, or what a reading report says.
    pub(super) status: Option<String>,
    /// The enhanced status code (RFC 3463).
    pub(super) code: Option<String>,
    /// The id of the mail that we sent, in its normal form.
    pub(super) target: Option<String>,
    /// What kind of report it is.
    pub(super) note: String,
}

/// The parts of a report that machines read.
struct Parts {
    delivery: Vec<Block>,
    reading: Vec<Block>,
    complaint: Vec<Block>,
    original: Original,
}

/// What a report says, one for each recipient; none if the mail is no report. A delivery report may come in a plain
/// `multipart/mixed`, but then only a machine's mail is one: people forward reports too.
pub(super) fn of(message: &Message<'_>, nature: &Nature) -> Option<Vec<Told>> {
    let parts = Parts::of(message);
    let from_machine = matches!(nature, Nature::Automatic(_)) && !parts.delivery.is_empty();
    if !automatic::is_report(message) && !from_machine {
        return None;
    }
    let told = parts.told();
    let unsaid = || {
        vec![Told {
            note: "report without a machine's part".to_owned(),
            ..parts.about_original()
        }]
    };
    Some(if told.is_empty() { unsaid() } else { told })
}

impl Parts {
    fn of(message: &Message<'_>) -> Self {
        let read = |names: &[&str]| {
            let ours = message.parts.iter().filter(|part| has_subtype(part, names));
            ours.flat_map(|part| blocks(&String::from_utf8_lossy(part.contents())))
                .collect()
        };
        Self {
            delivery: read(&["delivery-status", "global-delivery-status"]),
            reading: read(&[
                "disposition-notification",
                "global-disposition-notification",
            ]),
            complaint: read(&["feedback-report"]),
            original: Original::given_back(message),
        }
    }

    fn told(&self) -> Vec<Told> {
        let delivery = self
            .delivery
            .iter()
            .filter_map(|block| self.delivered(block));
        let reading = self
            .reading
            .iter()
            .filter_map(|block| self.displayed(block));
        let complaint = self
            .complaint
            .iter()
            .flat_map(|block| self.complained(block));
        let told = delivery.chain(reading).chain(complaint);
        told.take(MOST_TOLD).collect()
    }

    fn about_original(&self) -> Told {
        Told {
            recipient: self.original.recipient.clone(),
            target: self.original.id.clone(),
            ..Told::default()
        }
    }

    /// A block of a delivery report: those without a recipient are about the whole.
    fn delivered(&self, block: &Block) -> Option<Told> {
        let recipient = ["Final-Recipient", "Original-Recipient"]
            .into_iter()
            .find_map(|name| block.address(name));
        if recipient.is_none() && !block.has("Final-Recipient") && !block.has("Original-Recipient")
        {
            return None;
        }
        let code = block.status_code();
        let by_code = code
            .as_deref()
            .and_then(|code| code.chars().next())
            .and_then(class);
        Some(Told {
            recipient: recipient.or_else(|| self.original.recipient.clone()),
            status: block.word("Action").or_else(|| by_code.map(str::to_owned)),
            code,
            note: "delivery report".to_owned(),
            ..self.about_original()
        })
    }

    /// A reading report; `Disposition: manual-action/MDN-sent-manually; displayed`.
    fn displayed(&self, block: &Block) -> Option<Told> {
        let disposition = block.value("Disposition")?;
        let kind = disposition.rsplit(';').next().unwrap_or_default();
        let word = kind
            .split(['/', ','])
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        let original = block
            .value("Original-Message-ID")
            .and_then(|field| references::ids(field).into_iter().next())
            .map(|id| normal_message_id(&id).to_owned());
        let is_word = !word.is_empty() && word.chars().all(|c| c.is_ascii_alphabetic());
        Some(Told {
            recipient: block
                .address("Final-Recipient")
                .or_else(|| self.original.recipient.clone()),
            status: Some(word).filter(|_| is_word),
            target: original.or_else(|| self.original.id.clone()),
            note: "reading report".to_owned(),
            ..Told::default()
        })
    }

    /// A complaint names its recipients, or leaves them to the mail that it gives back.
    fn complained(&self, block: &Block) -> Vec<Told> {
        let Some(kind) = block.word("Feedback-Type") else {
            return Vec::new();
        };
        // "This is no spam" comes by the same way (RFC 6430).
        let (status, advice) = match kind.as_str() {
            "not-spam" => ("not-spam", "nothing to do"),
            _ => ("complaint", "suppress the address"),
        };
        let told = |recipient| Told {
            recipient,
            status: Some(status.to_owned()),
            note: format!("complaint ({kind}): {advice}"),
            ..self.about_original()
        };
        let named = block
            .all("Original-Rcpt-To")
            .filter_map(|written| Mailbox::of(written, None));
        let recipients: Vec<Mailbox> = named.collect();
        if recipients.is_empty() {
            return vec![told(self.original.recipient.clone())];
        }
        recipients
            .into_iter()
            .map(|recipient| told(Some(recipient)))
            .collect()
    }
}

/// The class of a status code (RFC 3463 §2): what a report without an action means.
fn class(digit: char) -> Option<&'static str> {
    match digit {
        '2' => Some("delivered"),
        '4' => Some("delayed"),
        '5' => Some("failed"),
        _ => None,
    }
}

fn has_subtype(part: &MessagePart<'_>, names: &[&str]) -> bool {
    let declared = part
        .content_type()
        .filter(|declared| declared.ctype().eq_ignore_ascii_case("message"));
    let subtype = declared
        .and_then(|declared| declared.subtype())
        .unwrap_or_default();
    names.iter().any(|name| subtype.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests;
