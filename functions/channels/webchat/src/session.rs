//! Sessions of our own: a token that tells origin and expiry, signed so that nobody else can make one.
//!
//! `base64url(payload).base64url(HMAC-SHA256(session_key, payload))`; the payload is JSON.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use channel::{Refusal, Request, signature};
use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use serde::Deserialize;

/// How long a session lasts.
const LIFETIME: SignedDuration = SignedDuration::from_hours(24);
/// Longer texts are no token of ours.
const LONGEST_TOKEN: usize = 2048;
/// Bytes of a session id: 128 bits.
const ID_BYTES: usize = 16;
/// Bytes of the mark that stands for a network address: enough to count by, too few to search by.
const MARK_BYTES: usize = 8;

/// What a token says.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Session {
    /// The session's id: the contact of this channel.
    pub(crate) id: String,
    /// The origin that it was issued to.
    pub(crate) origin: String,
    /// When it was issued.
    pub(crate) issued_at: Timestamp,
    /// From when it is no longer believed.
    pub(crate) expires_at: Timestamp,
}

/// A session with its token.
pub(crate) struct Issued {
    pub(crate) token: String,
    pub(crate) expires_at: Timestamp,
}

/// Issues a session to an origin. None without a key.
///
/// There is no random source here, so the id is an HMAC under the session key over the instant in nanoseconds and all
/// that is known of the caller: nobody without the key can foretell it, and it differs from one request to the next.
pub(crate) fn issue(
    key: &SecretString,
    origin: &str,
    request: &Request,
    now: Timestamp,
) -> Option<Issued> {
    let id = mark(key, &caller(request, now), ID_BYTES)?;
    let expires_at = now.checked_add(LIFETIME).ok()?;
    let session = Session {
        id,
        origin: origin.to_owned(),
        issued_at: now,
        expires_at,
    };
    let payload = session.payload();
    let mac = signature::sign(key, payload.as_bytes())?;
    let token = format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(payload),
        URL_SAFE_NO_PAD.encode(mac)
    );
    Some(Issued { token, expires_at })
}

/// What the session id is made of. It begins unlike any payload, so that no id is ever a token's signature.
fn caller(request: &Request, now: Timestamp) -> Vec<u8> {
    let agent = request.header("user-agent").unwrap_or_default();
    let mut message = format!(
        "session id\0{}\0{}\0{agent}\0{}\0",
        now.as_nanosecond(),
        request.source_address,
        request.raw_query
    );
    for (name, value) in &request.headers {
        message.push_str(&format!("{name}\0{value}\0"));
    }
    [message.as_bytes(), &request.body].concat()
}

/// A mark that stands for a network address when messages are counted by address. It tells nobody the address.
pub(crate) fn address_mark(key: &SecretString, address: &str) -> Option<String> {
    mark(key, format!("address\0{address}").as_bytes(), MARK_BYTES)
}

fn mark(key: &SecretString, message: &[u8], bytes: usize) -> Option<String> {
    signature::sign(key, message).and_then(|mac| mac.get(..bytes).map(hex::encode))
}

/// The token of `Authorization: Bearer <token>` (RFC 6750 §2.1).
pub(crate) fn bearer(request: &Request) -> Option<&str> {
    let (scheme, token) = request.header("authorization")?.trim().split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

/// Believes a token that one of the keys signed, for this origin, and not yet expired.
///
/// # Errors
/// [`Refusal::Forged`], [`Refusal::Expired`].
pub(crate) fn check<'k>(
    token: &str,
    keys: impl Iterator<Item = &'k SecretString>,
    origin: &str,
    now: Timestamp,
) -> Result<Session, Refusal> {
    let (payload, mac) = parts(token).ok_or(Refusal::Forged)?;
    if !signature::fits_any(keys, &payload, &mac) {
        return Err(Refusal::Forged);
    }
    let session: Session = serde_json::from_slice(&payload).map_err(|_| Refusal::Forged)?;
    if session.origin != origin {
        return Err(Refusal::Forged);
    }
    if now >= session.expires_at {
        Err(Refusal::Expired)
    } else {
        Ok(session)
    }
}

fn parts(token: &str) -> Option<(Vec<u8>, Vec<u8>)> {
    if token.len() > LONGEST_TOKEN {
        return None;
    }
    let (payload, mac) = token.split_once('.')?;
    Some((
        URL_SAFE_NO_PAD.decode(payload).ok()?,
        URL_SAFE_NO_PAD.decode(mac).ok()?,
    ))
}

impl Session {
    /// The signed text.
    pub(crate) fn payload(&self) -> String {
        serde_json::json!({
            "id": self.id,
            "origin": self.origin,
            "issued_at": self.issued_at,
            "expires_at": self.expires_at,
        })
        .to_string()
    }

    /// What a token says, unproved: for bodies that an operator hands in.
    pub(crate) fn unproved(token: &str) -> Option<Self> {
        serde_json::from_slice(&parts(token)?.0).ok()
    }
}
