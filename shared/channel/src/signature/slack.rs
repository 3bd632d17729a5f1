//! Slack's `X-Slack-Signature`: `v0=` and the hexadecimal `HMAC-SHA256(signing secret, "v0:" timestamp ":" raw body)`
//! (<https://docs.slack.dev/authentication/verifying-requests-from-slack>).

use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;

use super::{Encoding, decode, fits_any};
use crate::{Refusal, Request, Verified};

/// The header with the instant of signing, in whole seconds since 1970.
pub const TIMESTAMP_HEADER: &str = "x-slack-request-timestamp";
/// The header with the signature.
pub const SIGNATURE_HEADER: &str = "x-slack-signature";
/// How far our clock and the instant of signing may lie apart, in either direction: Slack's five minutes.
const WINDOW: SignedDuration = SignedDuration::from_mins(5);

/// Proves a request of Slack's by its two headers over its raw body.
///
/// # Errors
/// [`Refusal::Unproved`] when a header is missing, [`Refusal::Forged`] when the signature fits none of the keys, and
/// [`Refusal::Expired`] when it does but was made more than 300 s before or after `now`.
pub fn v0<'k>(
    request: &Request,
    keys: impl Iterator<Item = &'k SecretString>,
    now: Timestamp,
) -> Result<Verified, Refusal> {
    let (Some(stamp), Some(header)) = (
        request.header(TIMESTAMP_HEADER),
        request.header(SIGNATURE_HEADER),
    ) else {
        return Err(Refusal::Unproved);
    };
    let signed_at = instant(stamp).ok_or(Refusal::Forged)?;
    let written = header.strip_prefix("v0=").ok_or(Refusal::Forged)?;
    let signature = decode(written, Encoding::Hex).ok_or(Refusal::Forged)?;
    if !fits_any(keys, &signed_text(stamp, &request.body), &signature) {
        return Err(Refusal::Forged);
    }
    if now.duration_since(signed_at).abs() > WINDOW {
        return Err(Refusal::Expired);
    }
    Ok(Verified::proved(&request.body))
}

/// What Slack signs: version, instant and body, with colons between.
pub fn signed_text(stamp: &str, body: &Bytes) -> Vec<u8> {
    [b"v0:", stamp.as_bytes(), b":", body].concat()
}

/// Digits only, so that no two texts stand for one instant.
fn instant(stamp: &str) -> Option<Timestamp> {
    let is_plain = !stamp.is_empty() && stamp.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = stamp.parse().ok().filter(|_| is_plain)?;
    Timestamp::from_second(seconds).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeMap;

    use super::*;
    use crate::Method;
    use crate::signature::sign;

    const SIGNED_AT: i64 = 1_795_190_400;

    fn signed(key: &str, stamp: &str, body: &'static [u8]) -> Request {
        let body = Bytes::from_static(body);
        let mac = sign(&SecretString::from(key), &signed_text(stamp, &body)).unwrap();
        let headers = [
            (TIMESTAMP_HEADER.to_owned(), stamp.to_owned()),
            (
                SIGNATURE_HEADER.to_owned(),
                format!("v0={}", hex::encode(mac)),
            ),
        ];
        Request {
            method: Method::Post,
            path: "/slack".to_owned(),
            raw_query: String::new(),
            headers: BTreeMap::from(headers),
            body,
            source_address: String::new(),
        }
    }

    fn prove(request: &Request, seconds_later: i64) -> Result<Verified, Refusal> {
        let keys = [SecretString::from("new"), SecretString::from("old")];
        let now = Timestamp::from_second(SIGNED_AT + seconds_later).unwrap();
        v0(request, keys.iter(), now)
    }

    #[test]
    fn a_signature_counts_for_five_minutes_to_either_side() {
        let request = signed("new", &SIGNED_AT.to_string(), b"a=b");
        for near in [0, 300, -300] {
            assert!(prove(&request, near).is_ok(), "{near}");
        }
        for far in [301, -301, 86_400 * 365] {
            assert_eq!(prove(&request, far).err(), Some(Refusal::Expired), "{far}");
        }
    }

    #[test]
    fn the_instant_is_part_of_what_is_signed() {
        let mut request = signed("old", &SIGNED_AT.to_string(), b"a=b");
        assert!(prove(&request, 0).is_ok());
        let later = (SIGNED_AT + 1).to_string();
        request.headers.insert(TIMESTAMP_HEADER.to_owned(), later);
        assert_eq!(prove(&request, 0).err(), Some(Refusal::Forged));
    }

    #[test]
    fn only_whole_seconds_are_an_instant() {
        for odd in [
            "",
            "+1795190400",
            "1795190400.0",
            " 1795190400",
            "9e9",
            "-1",
        ] {
            let request = signed("new", odd, b"");
            assert_eq!(prove(&request, 0).err(), Some(Refusal::Forged), "{odd:?}");
        }
        let beyond = signed("new", "99999999999999999999", b"");
        assert_eq!(prove(&beyond, 0).err(), Some(Refusal::Forged));
    }

    #[test]
    fn both_headers_are_needed() {
        for missing in [TIMESTAMP_HEADER, SIGNATURE_HEADER] {
            let mut request = signed("new", &SIGNED_AT.to_string(), b"");
            request.headers.remove(missing);
            assert_eq!(prove(&request, 0).err(), Some(Refusal::Unproved));
        }
    }
}
