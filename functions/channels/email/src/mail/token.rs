//! Our own reply token: what a mail that we sent says to be known by when it is answered. Whoever sends makes it, and
//! whoever takes the answer asks whether it is one of ours; here it is only found.
//!
//! It stands in the address to reply to, `support+t.TOKEN@shop.example`, and, for clients that answer elsewhere, in the
//! text as `[#t.TOKEN]`, which comes back with the quoted history. A token has 8 to 128 letters, digits, `-` and `_`. One
//! that is also to be found in the text should have no more than 60, because clients break longer lines.

use std::ops::RangeInclusive;

use mail_parser::{HeaderName, Message, PartType};

use super::address;
use crate::Receipt;

/// What stands before it in the local part of an address.
const TAG: &str = "+t.";
/// What stands before and after it in a text.
const MARK: (&str, char) = ("[#t.", ']');
/// How long it is.
const LENGTH: RangeInclusive<usize> = 8..=128;
/// More marks than any conversation quotes.
const MOST_MARKS: usize = 100;

/// The token of the address that a mail was sent to: by the envelope, else by the header.
pub(super) fn in_recipients(message: &Message<'_>, receipt: &Receipt) -> Option<String> {
    let fields = [HeaderName::DeliveredTo, HeaderName::To, HeaderName::Cc];
    let in_header = fields
        .into_iter()
        .flat_map(|field| address::in_field(message, field))
        .map(|mailbox| mailbox.written);
    let mut all = receipt.recipients.iter().cloned().chain(in_header);
    all.find_map(|written| in_address(&written))
}

/// The token in the text, else in what of the text is written as HTML only. The first one is the latest: answers stand
/// above what they answer.
pub(super) fn in_body(message: &Message<'_>, text: &str) -> Option<String> {
    let html = || {
        message.parts.iter().find_map(|part| match &part.body {
            PartType::Html(html) => in_text(html),
            _ => None,
        })
    };
    in_text(text).or_else(html)
}

fn in_address(written: &str) -> Option<String> {
    let (local, _) = written.rsplit_once('@')?;
    // Systems on the way may have changed the case, which does not change the lengths of ASCII.
    let at = local.to_ascii_lowercase().rfind(TAG)?;
    local
        .get(at + TAG.len()..)
        .filter(|token| is_token(token))
        .map(str::to_owned)
}

fn in_text(text: &str) -> Option<String> {
    let (before, after) = MARK;
    let marked = text.split(before).skip(1).take(MOST_MARKS);
    let mut tokens = marked.filter_map(|rest| rest.split_once(after).map(|(token, _)| token));
    tokens.find(|token| is_token(token)).map(str::to_owned)
}

fn is_token(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    LENGTH.contains(&text.len()) && text.chars().all(fits)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("support+t.Ab3-_xyz@shop.example", Some("Ab3-_xyz"))]
    #[case("Support+es+T.Ab3-_xyz@Shop.Example", Some("Ab3-_xyz"))]
    #[case("support+t.Ab3-_xy@shop.example", None)]
    #[case("support+t.Ab3 _xyz@shop.example", None)]
    #[case("support+t.ab3d€fgh@shop.example", None)]
    #[case("support+other@shop.example", None)]
    #[case("support@shop.example", None)]
    #[case("+t.Ab3-_xyz", None)]
    fn a_token_in_an_address(#[case] address: &str, #[case] token: Option<&str>) {
        assert_eq!(in_address(address).as_deref(), token);
    }

    #[rstest]
    #[case("> Tu referencia [#t.Ab3-_xyz]\n>> [#t.older-one]", Some("Ab3-_xyz"))]
    #[case("[#t.] [#t.short] [#t.Ab3-_xyz]", Some("Ab3-_xyz"))]
    #[case("[#t.Ab3-\n> _xyz]", None)]
    #[case("[#t.Ab3-_xyz", None)]
    #[case("#t.Ab3-_xyz", None)]
    fn a_token_in_a_text(#[case] text: &str, #[case] token: Option<&str>) {
        assert_eq!(in_text(text).as_deref(), token);
    }

    #[test]
    fn a_token_is_no_longer_than_it_may_be() {
        assert!(is_token(&"a".repeat(128)) && !is_token(&"a".repeat(129)));
    }
}
