//! A mail's header, field by field, repeats included.
//!
//! The parser's own accessors give the last of several fields with one name. Here all of them count: clients write
//! `References` twice, and a second `From` is a trick.

mod encoded_words;

use mail_parser::parsers::MessageStream;
use mail_parser::{Message, MessagePart};

/// Fields of which every mail has at least one. Text with a colon in it is not yet a mail.
const KNOWN: [&str; 12] = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Received",
    "Return-Path",
    "MIME-Version",
    "Content-Type",
    "Sender",
    "Reply-To",
    "Delivered-To",
];

/// Whether there is any field that mails have.
pub(super) fn any_known(message: &Message<'_>) -> bool {
    KNOWN.iter().any(|name| !all(message, name).is_empty())
}

/// The values of every field of a name, in order, unfolded (RFC 5322 §2.2.3), not decoded.
pub(super) fn all(message: &Message<'_>, name: &str) -> Vec<String> {
    message
        .parts
        .first()
        .map(|root| of_part(message, root, name))
        .unwrap_or_default()
}

/// The same for a part.
pub(super) fn of_part(message: &Message<'_>, part: &MessagePart<'_>, name: &str) -> Vec<String> {
    let fields = part
        .headers
        .iter()
        .filter(|field| field.name.as_str().eq_ignore_ascii_case(name));
    let raw = |start: u32, end: u32| {
        message
            .raw_message
            .get(start as usize..end as usize)
            .unwrap_or_default()
    };
    fields
        .map(|field| {
            unfolded(&String::from_utf8_lossy(raw(
                field.offset_start,
                field.offset_end,
            )))
        })
        .collect()
}

/// The value of the first field of a name.
pub(super) fn first(message: &Message<'_>, name: &str) -> Option<String> {
    all(message, name).into_iter().next()
}

/// The value of the first field of a name with its encoded words decoded (RFC 2047), on one line.
pub(super) fn decoded(message: &Message<'_>, name: &str) -> Option<String> {
    let whole = format!("{}\n", encoded_words::joined(&first(message, name)?));
    let text = MessageStream::new(whole.as_bytes())
        .parse_unstructured()
        .into_text()?
        .into_owned();
    Some(one_line(&text)).filter(|line| !line.is_empty())
}

/// A text on one line, without control characters.
pub(super) fn one_line(text: &str) -> String {
    let spaced: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    spaced.trim().to_owned()
}

fn unfolded(value: &str) -> String {
    value
        .replace("\r\n", "")
        .replace('\n', "")
        .trim()
        .to_owned()
}
