//! Tokens signed with a private key whose public half the signer publishes in a set of keys (RFC 7517): RSA with SHA-256,
//! `RS256` (RFC 7518 §3.3), and nothing else. Keys are 2048 bits long at least.

use bytes::Bytes;
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, DecodingKey, decode, decode_header};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{InvalidToken, LONGEST, Window, check_times, signature_only};
use crate::Verified;

/// What a token says, whose signature fits. Only [`rs256`] makes one.
#[derive(Clone, Debug)]
pub struct Signed<C> {
    claims: C,
    key: Value,
}

impl<C> Signed<C> {
    /// The claims.
    pub fn claims(&self) -> &C {
        &self.claims
    }

    /// The key as it stands in the set: a signer may say there what it is good for.
    pub fn key(&self) -> &Value {
        &self.key
    }

    /// Declares the body that came with the token proved. The signature is not over the body: the caller has looked at
    /// whose the token is (`iss`), for whom (`aud`), and that what it says of the body is so.
    pub fn proves(&self, body: &Bytes) -> Verified {
        Verified::proved(body)
    }
}

/// A set of keys. One that cannot be used is passed over.
#[derive(Deserialize)]
struct KeySet {
    keys: Vec<Value>,
}

/// A token that a key of the set signed, the one that the token names (`kid`), and that is good at `now`. `key_set` is
/// the set as its publisher sends it. Times count as in [`hs256`](super::hs256).
///
/// # Errors
/// [`InvalidToken`]; [`Foreign`](InvalidToken::Foreign) also where the token names no key, or none of the set.
pub fn rs256<C: DeserializeOwned>(
    token: &str,
    key_set: &[u8],
    now: Timestamp,
    window: Window,
) -> Result<Signed<C>, InvalidToken> {
    if token.len() > LONGEST {
        return Err(InvalidToken::TooLong);
    }
    let (claims, key) = signed_claims(token, key_set).ok_or(InvalidToken::Foreign)?;
    check_times(&claims, now, window)?;
    let claims = serde_json::from_value(Value::Object(claims));
    let claims = claims.map_err(|_| InvalidToken::Claim("any"))?;
    Ok(Signed { claims, key })
}

fn signed_claims(token: &str, key_set: &[u8]) -> Option<(Map<String, Value>, Value)> {
    let name = decode_header(token).ok()?.kid?;
    let set: KeySet = serde_json::from_slice(key_set).ok()?;
    let signature_only = signature_only(Algorithm::RS256);
    let named = |key: &Value| key.get("kid").and_then(Value::as_str) == Some(name.as_str());
    set.keys.into_iter().filter(named).find_map(|key| {
        let data = decode(token, &public_key(&key)?, &signature_only).ok()?;
        Some((data.claims, key))
    })
}

/// An RSA key for signatures. What a key is meant for may be said (RFC 7517 §4.2, §4.4); another use is not accepted.
fn public_key(key: &Value) -> Option<DecodingKey> {
    let text = |name| key.get(name).and_then(Value::as_str);
    let meant = |name, wanted| text(name).is_none_or(|said| said == wanted);
    let fits = text("kty") == Some("RSA") && meant("use", "sig") && meant("alg", "RS256");
    if !fits {
        return None;
    }
    DecodingKey::from_rsa_components(text("n")?, text("e")?).ok()
}

#[cfg(test)]
mod tests;
