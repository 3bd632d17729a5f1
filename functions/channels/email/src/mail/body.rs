//! The text of a mail.

use std::borrow::Cow;

use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::{Message, MessagePart, MimeHeaders, PartType};
use sha2::{Digest, Sha256};

use super::{html, packing};

/// What old clients mean when they declare nothing and write eight bits.
const UNDECLARED: &[u8] = b"windows-1252";
/// What stands for bytes that are no character.
const REPLACEMENT: char = '\u{fffd}';

/// The plain text; where there is none, the text of the HTML. Quoted history stays in, line ends are LF, the end is
/// trimmed. None when there is no text.
pub(super) fn text(message: &Message<'_>) -> Option<String> {
    let mut told: Vec<String> = Vec::new();
    for part in message.text_body.iter().filter_map(|id| message.part(*id)) {
        let text = match &part.body {
            PartType::Text(text) => plain(&rescued(message, part, text)),
            PartType::Html(html) => plain(&html::to_text(&rescued(message, part, html))),
            _ => continue,
        };
        if !text.trim().is_empty() && !told.iter().any(|other| same_words(other, &text)) {
            told.push(text);
        }
    }
    if told.is_empty() {
        html_only(message)
    } else {
        Some(told.join("\n\n"))
    }
}

/// For a mail whose plain text is there but empty.
fn html_only(message: &Message<'_>) -> Option<String> {
    let parts = message.html_body.iter().filter_map(|id| message.part(*id));
    let texts = parts.filter_map(|part| match &part.body {
        PartType::Html(html) => Some(plain(&html::to_text(&rescued(message, part, html)))),
        _ => None,
    });
    let told: Vec<String> = texts.filter(|text| !text.trim().is_empty()).collect();
    (!told.is_empty()).then(|| told.join("\n\n"))
}

/// A text with LF as line end, without NUL, its end trimmed.
fn plain(text: &str) -> String {
    let text = text
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\0', "");
    text.trim_end().to_owned()
}

/// Some clients send the same words as plain text and as HTML, not as alternatives but one after the other.
fn same_words(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

/// The text of a part that is not UTF-8 and declares no character set, or one that nobody knows, as its sender most likely
/// meant it.
fn rescued<'t>(message: &Message<'_>, part: &MessagePart<'_>, text: &'t str) -> Cow<'t, str> {
    let declared = part
        .content_type()
        .and_then(|declared| declared.attribute("charset"));
    if declared.is_some_and(is_known) || !text.contains(REPLACEMENT) {
        return Cow::Borrowed(text);
    }
    let packed = message
        .raw_message
        .get(part.offset_body as usize..part.offset_end as usize)
        .unwrap_or_default();
    let bytes = packing::undone(packed, part.encoding);
    let decode = charset_decoder(UNDECLARED);
    decode.map_or(Cow::Borrowed(text), |decode| Cow::Owned(decode(&bytes)))
}

/// The parser has a decoder for all that it knows but UTF-8, which needs none.
fn is_known(charset: &str) -> bool {
    charset.to_ascii_lowercase().contains("utf") || charset_decoder(charset.as_bytes()).is_some()
}

/// At most `most` bytes of a text, whole characters.
pub(super) fn beginning(text: &str, most: usize) -> &str {
    text.get(..text.floor_char_boundary(most)).unwrap_or(text)
}

/// SHA-256 of what follows the header, whatever the line ends and the end. `below_header` false: of all of it.
pub(super) fn hash(raw: &[u8], below_header: bool) -> String {
    let body = if below_header { after_header(raw) } else { raw };
    let mut hash = Sha256::new();
    for run in body.trim_ascii_end().split(|byte| *byte == b'\r') {
        hash.update(run);
    }
    hex::encode(hash.finalize())
}

fn after_header(raw: &[u8]) -> &[u8] {
    let mut at = 0;
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        at += line.len();
        if line.trim_ascii().is_empty() {
            return raw.get(at..).unwrap_or_default();
        }
    }
    &[]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_of_the_body_whatever_the_line_ends() {
        let one = hash(b"Received: a\r\nTo: x\r\n\r\nHello\r\nyou\r\n\r\n", true);
        assert_eq!(one, hash(b"Received: b\nTo: y\n\nHello\nyou\n", true));
        assert_ne!(one, hash(b"To: x\n\nHello\nme\n", true));
        assert_ne!(hash(b"a: b\n\nx", false), hash(b"a: c\n\nx", false));
    }

    #[test]
    fn a_text_is_cut_between_characters() {
        assert_eq!(beginning("aé", 2), "a");
        assert_eq!(beginning("aé", 3), "aé");
        assert_eq!(beginning("aé", 99), "aé");
    }
}
