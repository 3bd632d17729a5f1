//! The proofs of origin that providers use. Every comparison is in constant time over decoded bytes.

pub mod slack;
#[cfg(feature = "sns")]
pub mod sns;
#[cfg(feature = "tokens")]
pub mod token;
pub mod twilio;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::{Refusal, Verified};

type HmacSha256 = Hmac<Sha256>;

/// How a signature is written in its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Hexadecimal, either case.
    Hex,
    /// Base64 with padding.
    Base64,
}

/// Proves a body by `HMAC-SHA256(secret, raw body)` in a header such as `sha256=<hex>`.
///
/// # Errors
/// [`Refusal::Unproved`] without the header; [`Refusal::Forged`] when it fits none of the keys.
pub fn hmac_sha256_header<'k>(
    header: Option<&str>,
    prefix: &str,
    encoding: Encoding,
    keys: impl Iterator<Item = &'k SecretString>,
    body: &Bytes,
) -> Result<Verified, Refusal> {
    let header = header.ok_or(Refusal::Unproved)?;
    let written = header.trim().strip_prefix(prefix).ok_or(Refusal::Forged)?;
    let signature = decode(written, encoding).ok_or(Refusal::Forged)?;
    if fits_any(keys, body, &signature) {
        Ok(Verified::proved(body))
    } else {
        Err(Refusal::Forged)
    }
}

/// Proves a body by a shared token in a header (Telegram's `X-Telegram-Bot-Api-Secret-Token`).
///
/// # Errors
/// [`Refusal::Unproved`] without the header; [`Refusal::Forged`] when it equals none of the tokens.
pub fn shared_token<'k>(
    header: Option<&str>,
    mut tokens: impl Iterator<Item = &'k SecretString>,
    body: &Bytes,
) -> Result<Verified, Refusal> {
    let header = header.ok_or(Refusal::Unproved)?;
    if tokens.any(|token| equal_texts(token, header)) {
        Ok(Verified::proved(body))
    } else {
        Err(Refusal::Forged)
    }
}

/// Whether a given text equals a secret one. An empty secret equals nothing, so that a secret nobody filled fails closed.
pub fn equal_texts(secret: &SecretString, given: &str) -> bool {
    let secret = secret.expose_secret().as_bytes();
    !secret.is_empty() && bool::from(secret.ct_eq(given.as_bytes()))
}

/// Whether `signature` is the HMAC-SHA256 of `message` under one of the keys. An empty key fits nothing.
pub fn fits_any<'k>(
    mut keys: impl Iterator<Item = &'k SecretString>,
    message: &[u8],
    signature: &[u8],
) -> bool {
    keys.any(|key| {
        let key = key.expose_secret().as_bytes();
        !key.is_empty()
            && HmacSha256::new_from_slice(key)
                .is_ok_and(|mac| mac.chain_update(message).verify_slice(signature).is_ok())
    })
}

/// `HMAC-SHA256(key, message)`: what we sign ourselves. None under an empty key.
pub fn sign(key: &SecretString, message: &[u8]) -> Option<Vec<u8>> {
    let key = key.expose_secret().as_bytes();
    if key.is_empty() {
        return None;
    }
    let mac = HmacSha256::new_from_slice(key).ok()?;
    Some(mac.chain_update(message).finalize().into_bytes().to_vec())
}

/// Declares a body proved by a session that we issued, checked by the caller with [`fits_any`].
pub fn by_own_session(body: &Bytes, session_is_ours: bool) -> Result<Verified, Refusal> {
    if session_is_ours {
        Ok(Verified::proved(body))
    } else {
        Err(Refusal::Forged)
    }
}

fn decode(text: &str, encoding: Encoding) -> Option<Vec<u8>> {
    match encoding {
        Encoding::Hex => hex::decode(text).ok(),
        Encoding::Base64 => STANDARD.decode(text).ok(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn keys(list: &[&str]) -> Vec<SecretString> {
        list.iter().map(|key| SecretString::from(*key)).collect()
    }

    fn signed(key: &str, body: &str) -> String {
        format!(
            "sha256={}",
            hex::encode(sign(&SecretString::from(key), body.as_bytes()).unwrap())
        )
    }

    fn prove(
        header: Option<&str>,
        keys: &[SecretString],
        body: &'static str,
    ) -> Result<Verified, Refusal> {
        hmac_sha256_header(
            header,
            "sha256=",
            Encoding::Hex,
            keys.iter(),
            &Bytes::from(body),
        )
    }

    #[test]
    fn a_signature_under_the_current_or_the_previous_key_is_good() {
        let both = keys(&["new", "old"]);
        assert!(prove(Some(&signed("new", "hello")), &both, "hello").is_ok());
        assert!(prove(Some(&signed("old", "hello")), &both, "hello").is_ok());
    }

    #[test]
    fn anything_else_is_refused() {
        let key = keys(&["new"]);
        let good = signed("new", "hello");
        for bad in [
            "",
            "sha256=",
            "sha1=aa",
            "sha256=zz",
            &good[..good.len() - 2],
            &good.replace("sha256=", ""),
        ] {
            assert_eq!(
                prove(Some(bad), &key, "hello").unwrap_err(),
                Refusal::Forged,
                "{bad}"
            );
        }
        assert_eq!(
            prove(Some(&good), &key, "hellp").unwrap_err(),
            Refusal::Forged
        );
        assert_eq!(prove(None, &key, "hello").unwrap_err(), Refusal::Unproved);
    }

    #[test]
    fn an_empty_secret_proves_nothing() {
        let empty = keys(&[""]);
        let body = Bytes::from_static(b"x");
        let mac = HmacSha256::new_from_slice(b"")
            .unwrap()
            .chain_update(b"x")
            .finalize()
            .into_bytes();
        let header = format!("sha256={}", hex::encode(mac));
        assert!(
            hmac_sha256_header(Some(&header), "sha256=", Encoding::Hex, empty.iter(), &body)
                .is_err()
        );
        assert!(shared_token(Some(""), empty.iter(), &body).is_err());
        assert!(sign(&empty[0], b"x").is_none());
    }
}
