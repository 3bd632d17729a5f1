//! Whether a machine sent a mail (RFC 3834, and what vendors write in its place).

use mail_parser::Message;

use super::{address, headers};
use crate::{LOOP_HEADER, Receipt};

/// Fields that only automatic answers carry.
const MARKS: [&str; 4] = [
    "X-Autoreply",
    "X-Autorespond",
    "X-Autoresponse",
    "X-MS-Exchange-Inbox-Rules-Loop",
];
/// Fields of mail to many: somebody may expect an answer, but none of a machine's.
const TO_MANY: [&str; 3] = ["List-Id", "List-Unsubscribe", "Feedback-ID"];
/// Beginnings of mailboxes that nobody reads, letters and digits only.
const UNREAD: [&str; 6] = [
    "noreply",
    "donotreply",
    "noresponder",
    "nocontestar",
    "nepasrepondre",
    "norespongueu",
];

/// What sent a mail. The words say by which sign it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Nature {
    /// A machine in a person's place: no thread, no answer.
    Automatic(String),
    /// Perhaps a machine: a thread, but no automatic acknowledgement.
    Unacknowledged(String),
    /// A person, as far as can be told.
    Personal,
}

pub(super) fn nature(message: &Message<'_>, receipt: &Receipt) -> Nature {
    if let Some(sign) = automatic(message, receipt) {
        return Nature::Automatic(sign);
    }
    unacknowledged(message).map_or(Nature::Personal, Nature::Unacknowledged)
}

fn automatic(message: &Message<'_>, receipt: &Receipt) -> Option<String> {
    let word = |name: &str| {
        headers::first(message, name)
            .map(|value| first_word(&value))
            .unwrap_or_default()
    };
    let auto_submitted = word("Auto-Submitted");
    if !auto_submitted.is_empty() && auto_submitted != "no" {
        return Some("Auto-Submitted".to_owned());
    }
    if null_sender(message, receipt) {
        return Some("null sender".to_owned());
    }
    if matches!(word("Precedence").as_str(), "auto_reply" | "auto-reply") {
        return Some("Precedence".to_owned());
    }
    if word("X-Apple-Action").starts_with("vacation") {
        return Some("X-Apple-Action".to_owned());
    }
    let marked = MARKS
        .into_iter()
        .find(|name| !matches!(word(name).as_str(), "" | "no"));
    let own = || (!headers::all(message, LOOP_HEADER).is_empty()).then_some(LOOP_HEADER);
    let mark = marked.or_else(own).map(str::to_owned);
    mark.or_else(|| from_the_post(message).then(|| "sent by the mail system".to_owned()))
        .or_else(|| is_report(message).then(|| "report".to_owned()))
}

/// The null sender says: answer nothing (RFC 5321 §4.5.5).
fn null_sender(message: &Message<'_>, receipt: &Receipt) -> bool {
    let null = |sender: &str| {
        matches!(
            sender.split_ascii_whitespace().collect::<String>().as_str(),
            "<>"
        )
    };
    let envelope = receipt.envelope_sender.as_deref();
    envelope.is_some_and(|sender| sender.trim().is_empty() || null(sender))
        || headers::all(message, "Return-Path")
            .iter()
            .any(|path| null(path))
}

fn from_the_post(message: &Message<'_>) -> bool {
    address::local_parts_of_authors(message)
        .iter()
        .any(|local| matches!(local.as_str(), "mailer-daemon" | "postmaster"))
}

/// `multipart/report` (RFC 6522), or a report's machine part alone.
pub(super) fn is_report(message: &Message<'_>) -> bool {
    let declared = headers::first(message, "Content-Type")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let kind = declared.split(';').next().unwrap_or_default();
    let kind: String = kind.split_ascii_whitespace().collect();
    matches!(
        kind.as_str(),
        "multipart/report" | "message/delivery-status" | "message/feedback-report"
    )
}

fn unacknowledged(message: &Message<'_>) -> Option<String> {
    let suppressed =
        headers::first(message, "X-Auto-Response-Suppress").map(|value| first_word(&value));
    if suppressed.is_some_and(|value| !matches!(value.as_str(), "" | "none")) {
        return Some("X-Auto-Response-Suppress".to_owned());
    }
    let precedence = headers::first(message, "Precedence")
        .map(|value| first_word(&value))
        .unwrap_or_default();
    if matches!(precedence.as_str(), "bulk" | "list" | "junk") {
        return Some(format!("Precedence {precedence}"));
    }
    let list = TO_MANY
        .into_iter()
        .find(|name| !headers::all(message, name).is_empty());
    list.map(str::to_owned)
        .or_else(|| from_unread(message).then(|| "nobody reads the sender's mailbox".to_owned()))
}

fn from_unread(message: &Message<'_>) -> bool {
    address::local_parts_of_authors(message)
        .iter()
        .any(|local| {
            let letters: String = local.chars().filter(|c| c.is_alphanumeric()).collect();
            UNREAD.iter().any(|unread| letters.starts_with(unread))
        })
}

/// The first word of a value in lower case, without parameters and comments.
fn first_word(value: &str) -> String {
    let word = value
        .split([';', ',', '('])
        .next()
        .unwrap_or_default()
        .trim();
    word.split_ascii_whitespace()
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase()
}
