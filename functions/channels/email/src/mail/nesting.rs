//! Mails that are made to break their reader: too many lines, too many mails in a mail.

use std::borrow::Cow;

use mail_parser::{Message, MessageParser, PartType};

use super::headers;

/// More lines than 40 MB of base64 have, the largest mail that SES takes. Every field and every part takes a line.
const MOST_LINES: usize = 700_000;
/// What stands in place of `rfc822`, `global` or `digest`: six letters too, so that all bytes keep their places.
const FILE: &[u8; 6] = b"x-file";
/// How far before a subtype its type is looked for, in bytes: between them may be comments.
const LOOK_BACK: usize = 512;
/// More than a header has; from there on every one counts, without looking.
const MOST_LOOKS: usize = 64;

/// Why a mail is not parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refused {
    #[error("this is no mail: it has no header of one")]
    NoMail,
    #[error("the mail has more lines than 40 MB of attachments")]
    TooManyLines,
}

/// A parsed mail. The parser keeps forwarded mails one in the other without end; dropping them so would end the process.
pub(super) struct Parsed<'m>(pub(super) Message<'m>);

impl Drop for Parsed<'_> {
    fn drop(&mut self) {
        let mut left = vec![std::mem::take(&mut self.0)];
        while let Some(message) = left.pop() {
            for part in message.parts {
                if let PartType::Message(inner) = part.body {
                    left.push(inner);
                }
            }
        }
    }
}

/// Checks a mail's size in lines, and shows forwarded mails that are encoded to the parser as files: it would copy them
/// whole at every level. RFC 2046 §5.2.1 forbids the encoding, but some clients use it.
pub(super) fn levelled(raw: &[u8]) -> Result<Cow<'_, [u8]>, Refused> {
    if raw.iter().filter(|byte| **byte == b'\n').count() > MOST_LINES {
        return Err(Refused::TooManyLines);
    }
    let mut levelled = Cow::Borrowed(raw);
    for block in blocks(raw) {
        for at in encoded_mails(raw.get(block.clone()).unwrap_or_default()) {
            let start = block.start + at;
            if let Some(word) = levelled.to_mut().get_mut(start..start + FILE.len()) {
                word.copy_from_slice(FILE);
            }
        }
    }
    Ok(levelled)
}

pub(super) fn parse(levelled: &[u8]) -> Result<Parsed<'_>, Refused> {
    let parsed = MessageParser::new()
        .with_mime_headers()
        .parse(levelled)
        .map(Parsed)
        .ok_or(Refused::NoMail)?;
    if headers::any_known(&parsed.0) {
        Ok(parsed)
    } else {
        Err(Refused::NoMail)
    }
}

/// The media type that the sender wrote.
pub(super) fn original(mime: &str) -> &str {
    if mime == "message/x-file" {
        "message/rfc822"
    } else {
        mime
    }
}

/// Runs of lines up to a blank one: every header is one.
fn blocks(raw: &[u8]) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    let (mut start, mut at) = (0, 0);
    let ends = raw
        .split_inclusive(|byte| *byte == b'\n')
        .filter_map(move |line| {
            at += line.len();
            (line.trim_ascii().is_empty() || at == raw.len()).then_some(at)
        });
    ends.map(move |end| std::mem::replace(&mut start, end)..end)
}

/// Where a block declares an encoded mail or a digest of them: the places of the subtypes.
fn encoded_mails(block: &[u8]) -> Vec<usize> {
    let named = |name: &[u8]| places(block, name).next().is_some();
    if !named(b"content-type") || !(named(b"base64") || named(b"quoted-printable")) {
        return Vec::new();
    }
    let words: [&[u8]; 3] = [b"rfc822", b"global", b"digest"];
    let all = words
        .into_iter()
        .flat_map(|word| places(block, word))
        .enumerate();
    all.filter(|(look, at)| *look >= MOST_LOOKS || is_subtype(block, *at))
        .map(|(_, at)| at)
        .collect()
}

fn is_subtype(block: &[u8], at: usize) -> bool {
    let before = block
        .get(at.saturating_sub(LOOK_BACK)..at)
        .unwrap_or_default();
    let ends = block
        .get(at + FILE.len())
        .is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'-');
    let of_type = |name: &[u8]| places(before, name).next().is_some();
    ends && before.contains(&b'/') && (of_type(b"message") || of_type(b"multipart"))
}

/// The places of a lower-case word, in whatever case it is written.
fn places<'b>(bytes: &'b [u8], word: &'b [u8]) -> impl Iterator<Item = usize> + 'b {
    let windows = bytes.windows(word.len()).enumerate();
    windows
        .filter(move |(_, window)| window.eq_ignore_ascii_case(word))
        .map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_encoded_mail_is_shown_as_a_file_and_nothing_else_is_changed() {
        let head = "From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n";
        let encoded = "Content-Type: message/RFC822\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--x--\r\n";
        let plain = "Content-Type: message/rfc822\r\n\r\nFrom: c@d.example\r\n\r\nbase64 rfc822\r\n--x--\r\n";
        let whole = format!("{head}{encoded}");
        let expected = whole.replace("RFC822", "x-file");
        assert_eq!(
            levelled(whole.as_bytes()).unwrap().as_ref(),
            expected.as_bytes()
        );
        let whole = format!("{head}{plain}");
        assert!(matches!(levelled(whole.as_bytes()), Ok(Cow::Borrowed(_))));
    }

    #[test]
    fn a_delivery_report_in_base64_keeps_its_type() {
        let part = "Content-Type: message/global-delivery-status\nContent-Transfer-Encoding: base64\n\nAAAA\n";
        assert!(matches!(levelled(part.as_bytes()), Ok(Cow::Borrowed(_))));
    }

    #[test]
    fn a_hundred_thousand_mails_in_a_mail_are_parsed_and_let_go() {
        let raw = format!(
            "From: a@b.example\n{}hello\n",
            "Content-Type: message/rfc822\n\n".repeat(100_000)
        );
        let levelled = levelled(raw.as_bytes()).unwrap();
        assert_eq!(
            parse(&levelled).map(|parsed| parsed.0.attachments.len()),
            Ok(1)
        );
    }

    #[test]
    fn mails_in_an_encoded_mail_are_not_unpacked() {
        use base64::Engine as _;
        let inner = "Content-Type: message/rfc822\n\n".repeat(20_000);
        let packed = base64::engine::general_purpose::STANDARD.encode(inner);
        let head =
            "From: a@b.example\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64";
        let raw = format!("{head}\n\n{packed}\n");
        let levelled = levelled(raw.as_bytes()).unwrap();
        let parsed = parse(&levelled).unwrap();
        assert!(matches!(parsed.0.parts[0].body, PartType::Binary(_)));
    }

    #[test]
    fn more_lines_than_a_mail_has_are_refused() {
        let raw = format!("From: a@b.example\n{}", "a:\n".repeat(MOST_LINES));
        assert_eq!(levelled(raw.as_bytes()).unwrap_err(), Refused::TooManyLines);
    }
}
