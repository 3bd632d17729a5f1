//! Sessions of our own: a token that tells origin and expiry, signed so that nobody else can make one.
//!
//! `base64url(payload).base64url(HMAC-SHA256(session_key, payload))`; the payload is JSON.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use channel::{Refusal, Request, signature};
use domain::{AccountId, ChannelId, ContactKey};
use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use crate::{CHANNEL, SignedCustomer, origin};

/// How long a session lasts.
const LIFETIME: SignedDuration = SignedDuration::from_hours(24);
/// How long after its end a session may be had for another day: a visitor who comes back within it finds their chat.
const RENEWABLE: SignedDuration = SignedDuration::from_hours(24 * 30);
/// Longer texts are no token of ours.
const LONGEST_TOKEN: usize = 4096;
/// Bytes of a session id: 128 bits.
const ID_BYTES: usize = 16;
/// Bytes of the mark that stands for a network address: enough to count by, too few to search by.
const MARK_BYTES: usize = 8;

/// What a token says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The session's id. It stays the same when the session is renewed.
    pub id: String,
    /// The site that it was issued to, or `app`.
    pub origin: String,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// From when it is no longer believed.
    pub expires_at: Timestamp,
    /// Whom the shop vouches for; none where nobody knows who the visitor is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<SignedCustomer>,
}

/// A session with its token.
pub(crate) struct Issued {
    pub(crate) token: String,
    pub(crate) expires_at: Timestamp,
}

/// Issues a session to a site or app. None without a key.
///
/// There is no random source here, so the id is an HMAC under the session key over the instant in nanoseconds and all
/// that is known of the caller: nobody without the key can foretell it, and it differs from one request to the next.
pub(crate) fn issue(
    key: &SecretString,
    origin: &str,
    customer: Option<SignedCustomer>,
    request: &Request,
    now: Timestamp,
) -> Option<Issued> {
    let session = Session {
        id: mark(key, &caller(request, now), ID_BYTES)?,
        origin: origin.to_owned(),
        issued_at: now,
        expires_at: now,
        customer,
    };
    renew(key, session, now)
}

/// The same session for another [`LIFETIME`]. None without a key.
pub(crate) fn renew(key: &SecretString, session: Session, now: Timestamp) -> Option<Issued> {
    let expires_at = now.checked_add(LIFETIME).ok()?;
    let session = Session {
        issued_at: now,
        expires_at,
        ..session
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

/// All that is known of a caller and the instant. It begins unlike any payload, so that no id is ever a token's
/// signature.
pub(crate) fn caller(request: &Request, now: Timestamp) -> Vec<u8> {
    let mut message = format!(
        "session id\0{}\0{}\0{}\0",
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
    let session = signed(token, keys, origin)?;
    if now >= session.expires_at {
        Err(Refusal::Expired)
    } else {
        Ok(session)
    }
}

/// Believes a token that may be renewed. One of a signed customer may not: whether they still are that customer is for
/// the shop to say, and their chat is the same in a new session.
///
/// # Errors
/// [`Refusal::Forged`], [`Refusal::Expired`].
pub(crate) fn renewable<'k>(
    token: &str,
    keys: impl Iterator<Item = &'k SecretString>,
    origin: &str,
    now: Timestamp,
) -> Result<Session, Refusal> {
    let session = signed(token, keys, origin)?;
    let until = session.expires_at.checked_add(RENEWABLE);
    if session.customer.is_some() || until.is_ok_and(|until| now >= until) {
        Err(Refusal::Expired)
    } else {
        Ok(session)
    }
}

fn signed<'k>(
    token: &str,
    keys: impl Iterator<Item = &'k SecretString>,
    origin: &str,
) -> Result<Session, Refusal> {
    let (payload, mac) = parts(token).ok_or(Refusal::Forged)?;
    if !signature::fits_any(keys, &payload, &mac) {
        return Err(Refusal::Forged);
    }
    serde_json::from_slice(&payload)
        .ok()
        .filter(|session: &Session| session.origin == origin)
        .ok_or(Refusal::Forged)
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
    /// The contact of this channel: the shop's customer, else the session itself.
    pub fn contact(&self) -> String {
        match &self.customer {
            Some(customer) => format!("user:{}", customer.id),
            None => self.id.clone(),
        }
    }

    /// Our end of the channel: the site's host, or `app`.
    pub fn account(&self) -> AccountId {
        AccountId::new(origin::host(&self.origin).unwrap_or(&self.origin))
    }

    /// The contact as the table knows it.
    pub fn contact_key(&self) -> ContactKey {
        ContactKey::of(&ChannelId::new(CHANNEL), &self.account(), &self.contact())
    }

    /// What names a message of this contact for ever. It holds the contact and not the session, so a message that is
    /// sent again in a later session of the same customer is the same message.
    pub(crate) fn message_id(&self, client_message_id: &str) -> String {
        format!("{}:{client_message_id}", self.contact())
    }

    /// The client's id of a message, if this contact wrote it.
    pub fn own_message<'m>(&self, external_message_id: &'m str) -> Option<&'m str> {
        let (contact, client_message_id) = external_message_id.rsplit_once(':')?;
        (contact == self.contact()).then_some(client_message_id)
    }

    /// The signed text.
    pub(crate) fn payload(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What a token says, unproved: for bodies that an operator hands in.
    pub(crate) fn unproved(token: &str) -> Option<Self> {
        serde_json::from_slice(&parts(token)?.0).ok()
    }
}
