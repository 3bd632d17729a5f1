//! The address to ask at: the configured one, with the customer's own in its places.

use channel::{ForeignUrl, HostRule, OutsideUrl};
use domain::{ContactKey, Thread};

/// Digits of a phone number in E.164 (ITU-T E.164 §6.1), and the fewest that a subscriber has.
const PHONE_LENGTH: std::ops::RangeInclusive<usize> = 7..=15;

/// The address for a thread; none where one of its places has no value that may stand there.
pub(super) fn filled(template: &str, thread: &Thread) -> Option<String> {
    let mut address = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, from)) = rest.split_once('{') {
        let (place, after) = from.split_once('}')?;
        address.push_str(before);
        address.push_str(&encoded(&value(place, thread)?)?);
        rest = after;
    }
    address.push_str(rest);
    Some(address)
}

/// The address, if it leads to the host that the configured one names.
pub(super) fn on_its_host(template: &str, address: &str) -> Result<OutsideUrl, ForeignUrl> {
    const ANY: &[HostRule] = &[HostRule::Where(|_| true)];
    let host = template.strip_prefix("https://").unwrap_or_default();
    let host = host.split(['/', '?', '#']).next().unwrap_or_default();
    let configured = OutsideUrl::parse(&format!("https://{host}/"), ANY)?;
    let url = OutsideUrl::parse(address, ANY)?;
    if url.host() == configured.host() {
        Ok(url)
    } else {
        Err(ForeignUrl::ForeignHost)
    }
}

/// What stands in a place. Phone, address and contact only where the provider verified them; an order is what the
/// customer named.
fn value(place: &str, thread: &Thread) -> Option<String> {
    match place {
        "channel" => Some(thread.channel.to_string()),
        "order" => thread.orders.last().cloned(),
        _ if !is_verified(thread) => None,
        "contact" => Some(thread.contact_id.clone()),
        "phone" => phone(thread),
        "email" => (thread.channel.as_str() == "email").then(|| thread.contact_id.clone()),
        _ => None,
    }
}

/// A mail whose DMARC failed and a call whose number nobody confirms are other contacts than the proved ones.
fn is_verified(thread: &Thread) -> bool {
    let Thread {
        channel, account, ..
    } = thread;
    !thread.contact_id.is_empty()
        && thread.contact == ContactKey::of(channel, account, &thread.contact_id)
}

/// In E.164, on the channels whose contacts are phone numbers. A hidden number and WhatsApp's other ids are none.
fn phone(thread: &Thread) -> Option<String> {
    if !["whatsapp", "sms", "voice"].contains(&thread.channel.as_str()) {
        return None;
    }
    let id = &thread.contact_id;
    let digits = id.strip_prefix('+').unwrap_or(id);
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && PHONE_LENGTH.contains(&digits.len())).then(|| format!("+{digits}"))
}

/// Percent-encoded (RFC 3986 §2.1). None where nothing is left but dots and marks: `..` would climb in the path.
fn encoded(value: &str) -> Option<String> {
    if !value.chars().any(char::is_alphanumeric) {
        return None;
    }
    let encoded: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
    Some(encoded.replace('+', "%20"))
}

#[cfg(test)]
mod tests;
