//! The mail that a report is about, as far as it gives it back.

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::super::address::{self, Mailbox};
use super::super::message_id::normal_message_id;
use super::super::references;

/// What a report gives back of the mail that it is about.
#[derive(Default)]
pub(super) struct Original {
    /// Its id, in its normal form.
    pub(super) id: Option<String>,
    /// Whom it was for.
    pub(super) recipient: Option<Mailbox>,
}

impl Original {
    /// From a report. Where it gives back nothing, it may still answer the mail it is about.
    pub(super) fn given_back(report: &Message<'_>) -> Self {
        let mut original = report.parts.iter().find_map(Self::of).unwrap_or_default();
        original.id = original.id.or_else(|| references::all(report).answered());
        original
    }

    /// From a part that holds the mail whole, or its header alone (RFC 6522 §3).
    fn of(part: &MessagePart<'_>) -> Option<Self> {
        if let PartType::Message(message) = &part.body {
            return Some(Self::read(message));
        }
        let declared = part.content_type()?;
        let subtype = declared.subtype().unwrap_or_default().to_ascii_lowercase();
        if !matches!(
            subtype.as_str(),
            "rfc822-headers" | "global-headers" | "rfc822" | "global" | "x-file"
        ) {
            return None;
        }
        let header = MessageParser::new()
            .with_mime_headers()
            .parse_headers(part.contents())?;
        Some(Self::read(&header))
    }

    fn read(message: &Message<'_>) -> Self {
        Self {
            id: references::own(message).map(|id| normal_message_id(&id).to_owned()),
            recipient: address::first_recipient(message),
        }
    }
}
