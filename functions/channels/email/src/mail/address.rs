//! Who a mail is from and to (RFC 5322 §3.4).

use mail_parser::{Addr, Address, HeaderForm, HeaderName, HeaderValue, Message};

use super::headers;
use crate::Receipt;

/// Longer than any address that mail can reach (RFC 5321 §4.5.3.1).
const LONGEST_ADDRESS: usize = 320;
/// Longest name kept, in characters.
const LONGEST_NAME: usize = 200;

/// An address with what stands beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mailbox {
    /// The address in normal form.
    pub(super) address: String,
    /// The address as it was written.
    pub(super) written: String,
    /// The name beside it.
    pub(super) name: Option<String>,
}

/// Who sent a mail.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sender {
    /// Their address.
    pub(super) mailbox: Mailbox,
    /// Whether the mail names no other author: only then a verdict on its `From` is a verdict on this address.
    pub(super) alone: bool,
}

/// The author; where `From` names none, the one who sent it, else the envelope's sender.
pub(super) fn sender(message: &Message<'_>, receipt: &Receipt) -> Option<Sender> {
    let authors = in_field(message, HeaderName::From);
    let alone = authors.len() == 1 && headers::all(message, "From").len() == 1;
    let named = authors
        .into_iter()
        .chain(in_field(message, HeaderName::Sender))
        .next();
    let envelope = || {
        receipt
            .envelope_sender
            .as_deref()
            .and_then(|written| Mailbox::of(written, None))
    };
    match named {
        Some(mailbox) => Some(Sender { mailbox, alone }),
        None => envelope().map(|mailbox| Sender {
            mailbox,
            alone: false,
        }),
    }
}

/// The first address in `To`, else in `Delivered-To`.
pub(super) fn first_recipient(message: &Message<'_>) -> Option<Mailbox> {
    let fields = [HeaderName::To, HeaderName::DeliveredTo];
    fields
        .into_iter()
        .find_map(|field| in_field(message, field).into_iter().next())
}

/// Every address in the fields of a name.
pub(super) fn in_field(message: &Message<'_>, field: HeaderName<'static>) -> Vec<Mailbox> {
    each(message, field, |one| {
        Mailbox::of(one.address.as_deref()?, one.name.as_deref())
    })
}

/// What stands before the `@` of every address of the authors, in lower case. Mail systems leave the rest out
/// (`From: MAILER-DAEMON`).
pub(super) fn local_parts_of_authors(message: &Message<'_>) -> Vec<String> {
    each(message, HeaderName::From, |one| {
        let written = one.address.as_deref().or(one.name.as_deref())?;
        let address = unbracketed(written);
        let local = address.rsplit_once('@').map_or(address, |(local, _)| local);
        Some(local.to_lowercase())
    })
}

fn each<T>(
    message: &Message<'_>,
    field: HeaderName<'static>,
    read: impl Fn(&Addr<'_>) -> Option<T>,
) -> Vec<T> {
    if message.parts.is_empty() {
        return Vec::new();
    }
    let values = message.header_as(field, HeaderForm::Addresses);
    let addresses = values
        .iter()
        .filter_map(HeaderValue::as_address)
        .flat_map(listed);
    addresses.filter_map(read).collect()
}

fn listed<'a>(addresses: &'a Address<'a>) -> Vec<&'a Addr<'a>> {
    match addresses {
        Address::List(list) => list.iter().collect(),
        Address::Group(groups) => groups.iter().flat_map(|group| &group.addresses).collect(),
    }
}

impl Mailbox {
    /// None if mail could not reach it.
    pub(super) fn of(written: &str, name: Option<&str>) -> Option<Self> {
        let name = name.map(headers::one_line).filter(|name| !name.is_empty());
        Some(Self {
            address: normal(written)?,
            written: unbracketed(written).to_owned(),
            name: name.map(|name| name.chars().take(LONGEST_NAME).collect()),
        })
    }
}

/// An address in lower case, without its brackets; none if mail could not reach it.
pub(crate) fn normal(written: &str) -> Option<String> {
    let address = unbracketed(written).to_lowercase();
    let foreign =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';');
    let parted = address
        .rsplit_once('@')
        .is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty());
    (parted && address.len() <= LONGEST_ADDRESS && !address.contains(foreign)).then_some(address)
}

/// The bare address in `Name <address>`, as it was written.
pub(crate) fn unbracketed(written: &str) -> &str {
    let bracketed = written
        .rsplit_once('<')
        .and_then(|(_, rest)| rest.split_once('>'))
        .map(|(address, _)| address);
    bracketed.unwrap_or(written).trim()
}

/// `support+tag@shop.example` as `support@shop.example`.
pub(super) fn without_tag(address: &str) -> String {
    match address.rsplit_once('@') {
        Some((local, domain)) => match local.split_once('+') {
            Some((mailbox, _)) if !mailbox.is_empty() => format!("{mailbox}@{domain}"),
            _ => address.to_owned(),
        },
        None => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Ana@Shop.Example", Some("ana@shop.example"))]
    #[case(" Ana <ana@shop.example> ", Some("ana@shop.example"))]
    #[case("<>", None)]
    #[case("ana", None)]
    #[case("@shop.example", None)]
    #[case("a b@shop.example", None)]
    #[case("ana@shop.example\r\nBcc:x@y", None)]
    fn an_address_has_a_normal_form(#[case] written: &str, #[case] expected: Option<&str>) {
        assert_eq!(normal(written).as_deref(), expected);
    }

    #[rstest]
    #[case("support+t.abc@shop.example", "support@shop.example")]
    #[case("support@shop.example", "support@shop.example")]
    #[case("+1@shop.example", "+1@shop.example")]
    #[case("", "")]
    fn a_tag_does_not_make_another_mailbox(#[case] address: &str, #[case] expected: &str) {
        assert_eq!(without_tag(address), expected);
    }
}
