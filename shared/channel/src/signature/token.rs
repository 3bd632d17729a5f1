//! JSON web tokens (RFC 7519) that somebody signs: with a key we share ([`hs256`]), or with one whose public half they
//! publish ([`rs256`]).
//!
//! The algorithm is pinned by each function and never taken from the token (RFC 8725 §3.1), so neither `none` nor a
//! public key used as a shared one gets through. Signatures are compared in constant time by the cryptographic library.

mod published;

use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::Refusal;
pub use published::{Signed, rs256};

/// The longest token that is looked at, in bytes. Headers and forms take about twice as much.
pub const LONGEST: usize = 4096;

/// For how long a token may be good.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// How far ahead `exp` may lie: a token that is good for longer is refused, so that a stolen one is not good for ever.
    pub longest: SignedDuration,
    /// By how much the signer's clock may differ from ours.
    pub skew: SignedDuration,
}

/// Why a token is not believed. Nothing of the token is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidToken {
    /// No token, another algorithm, or a signature under none of the keys.
    #[error("the token is not signed as it must be with one of the keys")]
    Foreign,
    /// More than [`LONGEST`] bytes.
    #[error("the token is longer than any that is looked at")]
    TooLong,
    /// A claim is missing, or not of its shape.
    #[error("the token's claim \"{0}\" is missing or misshapen")]
    Claim(&'static str),
    /// `exp` has passed.
    #[error("the token has expired")]
    Expired,
    /// `nbf` or `iat` has not come yet.
    #[error("the token is not good yet")]
    NotYet,
    /// `exp` lies further ahead than the window allows.
    #[error("the token is good for too long")]
    LastsTooLong,
}

impl From<InvalidToken> for Refusal {
    fn from(invalid: InvalidToken) -> Self {
        match invalid {
            InvalidToken::Expired | InvalidToken::NotYet => Self::Expired,
            InvalidToken::LastsTooLong => Self::Unusable("the token is good for too long"),
            InvalidToken::Foreign | InvalidToken::TooLong | InvalidToken::Claim(_) => Self::Forged,
        }
    }
}

/// The claims of a token that one of the keys signed and that is good at `now`. `exp` must be there; `nbf` and `iat`
/// count where they are; `aud` and `iss` are the caller's to look at. Times are NumericDate, seconds since the epoch
/// (RFC 7519 §2). An empty key proves nothing.
///
/// # Errors
/// [`InvalidToken`], also where the claims are no `C`.
pub fn hs256<'k, C: DeserializeOwned>(
    token: &str,
    keys: impl Iterator<Item = &'k SecretString>,
    now: Timestamp,
    window: Window,
) -> Result<C, InvalidToken> {
    if token.len() > LONGEST {
        return Err(InvalidToken::TooLong);
    }
    let claims = signed_claims(token, keys).ok_or(InvalidToken::Foreign)?;
    check_times(&claims, now, window)?;
    serde_json::from_value(Value::Object(claims)).map_err(|_| InvalidToken::Claim("any"))
}

fn signed_claims<'k>(
    token: &str,
    mut keys: impl Iterator<Item = &'k SecretString>,
) -> Option<Map<String, Value>> {
    let signature_only = signature_only(Algorithm::HS256);
    keys.find_map(|key| {
        let key = key.expose_secret().as_bytes();
        if key.is_empty() {
            return None;
        }
        decode(token, &DecodingKey::from_secret(key), &signature_only).ok()
    })
    .map(|data| data.claims)
}

/// The library is asked for the signature alone: it would take the time from the machine's clock.
fn signature_only(algorithm: Algorithm) -> Validation {
    let mut signature_only = Validation::new(algorithm);
    signature_only.required_spec_claims.clear();
    signature_only.validate_exp = false;
    signature_only.validate_nbf = false;
    signature_only.validate_aud = false;
    signature_only
}

fn check_times(
    claims: &Map<String, Value>,
    now: Timestamp,
    window: Window,
) -> Result<(), InvalidToken> {
    let expires_at = time(claims, "exp")?.ok_or(InvalidToken::Claim("exp"))?;
    if later(expires_at, window.skew) <= now {
        return Err(InvalidToken::Expired);
    }
    if expires_at > later(later(now, window.longest), window.skew) {
        return Err(InvalidToken::LastsTooLong);
    }
    for name in ["nbf", "iat"] {
        if time(claims, name)?.is_some_and(|from| from > later(now, window.skew)) {
            return Err(InvalidToken::NotYet);
        }
    }
    Ok(())
}

/// A NumericDate, which may have a fraction: it is cut.
fn time(
    claims: &Map<String, Value>,
    name: &'static str,
) -> Result<Option<Timestamp>, InvalidToken> {
    let seconds = match claims.get(name) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Number(number)) => number
            .as_i64()
            .or_else(|| number.as_f64().map(|seconds| seconds as i64)),
        Some(_) => None,
    };
    seconds
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .map(Some)
        .ok_or(InvalidToken::Claim(name))
}

fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests;
