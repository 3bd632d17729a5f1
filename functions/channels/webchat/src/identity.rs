//! Customers whom the shop vouches for: a token that it signs with the key it shares with us.

use channel::lenient;
use channel::signature::token::{InvalidToken, Window, hs256};
use domain::{Identity, IdentityKind, Proof};
use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::form::normal;

/// A stolen token opens somebody else's chat: it is good for a day at most, and by the shop's choice for minutes.
const WINDOW: Window = Window {
    longest: SignedDuration::from_hours(24),
    skew: SignedDuration::from_secs(60),
};
/// The longest id of a customer, in characters.
const LONGEST_ID: usize = 200;

/// A customer of the shop, as the shop signed it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedCustomer {
    /// The shop's own id of them.
    pub id: String,
    /// Their name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Their language, ISO 639-1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Their addresses, and the id itself, which is the same on every site and app of the shop.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identities: Vec<Identity>,
}

impl SignedCustomer {
    /// Whether they can be reached beside the chat.
    pub(crate) fn is_reachable(&self) -> bool {
        let elsewhere = |kind| matches!(kind, IdentityKind::Email | IdentityKind::Phone);
        self.identities.iter().any(|one| elsewhere(one.kind))
    }
}

/// The claims that are read; others, `aud` and `iss` among them, are ignored: the key is for nobody else.
#[derive(Deserialize)]
struct Claims {
    #[serde(default, deserialize_with = "lenient::id")]
    sub: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    name: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    email: Option<String>,
    #[serde(default)]
    email_verified: Option<Value>,
    #[serde(default, deserialize_with = "lenient::text")]
    phone: Option<String>,
    #[serde(default)]
    phone_verified: Option<Value>,
    #[serde(default, deserialize_with = "lenient::text")]
    language: Option<String>,
}

/// The customer whom a token names. A name, address or language that cannot be used is left out.
///
/// # Errors
/// [`InvalidToken`], also where `sub` is missing, too long or holds control characters.
pub(crate) fn verify<'k>(
    token: &str,
    keys: impl Iterator<Item = &'k SecretString>,
    now: Timestamp,
) -> Result<SignedCustomer, InvalidToken> {
    let claims: Claims = hs256(token, keys, now, WINDOW)?;
    let id = claims.sub.filter(|sub| is_id(sub));
    let id = id.ok_or(InvalidToken::Claim("sub"))?;
    let email = claims.email.and_then(|email| normal::email(&email).ok());
    let phone = claims.phone.and_then(|phone| normal::phone(&phone).ok());
    let identities = [
        Some(identity(
            IdentityKind::Username,
            id.clone(),
            Proof::Verified,
        )),
        email.map(|email| identity(IdentityKind::Email, email, vouched(&claims.email_verified))),
        phone.map(|phone| {
            let proof = if phone.starts_with('+') {
                vouched(&claims.phone_verified)
            } else {
                Proof::Claimed
            };
            identity(IdentityKind::Phone, phone, proof)
        }),
    ];
    Ok(SignedCustomer {
        name: normal::name(claims.name.as_deref()),
        language: claims.language.as_deref().and_then(normal::language),
        identities: identities.into_iter().flatten().collect(),
        id,
    })
}

fn is_id(sub: &str) -> bool {
    !sub.trim().is_empty()
        && sub.chars().count() <= LONGEST_ID
        && !sub.chars().any(char::is_control)
}

/// The shop vouches for what it signs, unless it says itself that it did not verify it (`email_verified` of OpenID
/// Connect Core §5.1).
fn vouched(said: &Option<Value>) -> Proof {
    match said {
        None | Some(Value::Bool(true)) => Proof::Verified,
        Some(_) => Proof::Claimed,
    }
}

fn identity(kind: IdentityKind, value: String, proof: Proof) -> Identity {
    Identity { kind, value, proof }
}

#[cfg(test)]
mod tests;
