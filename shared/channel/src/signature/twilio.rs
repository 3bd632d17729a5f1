//! Twilio's `X-Twilio-Signature`, and what else its channels share: the secret, the form of an answer, the way to a file.
//!
//! The header is the base64 of `HMAC-SHA1(auth token, address + parameters)`. The address is the one that stands in
//! Twilio's console, with its query as it is written and without a fragment; the parameters are those of the form, sorted by
//! name, each as its name and its value with nothing between; of a repeated name its different values, sorted. A JSON body
//! is signed by its SHA-256 in the query (`bodySHA256`), and the address alone
//! (<https://www.twilio.com/docs/usage/security#validating-requests>).

mod media;
mod public_url;

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use sha1::Sha1;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::form::Form;
use crate::{Refusal, Request, Response, Secrets, Verified};

pub use media::media;
pub use public_url::{InvalidPublicUrl, PublicUrl};

/// The header with the signature.
pub const SIGNATURE_HEADER: &str = "x-twilio-signature";
/// The parameter of the query that holds the SHA-256 of a body of JSON, in hexadecimal.
const BODY_HASH: &str = "bodySHA256";

type HmacSha1 = Hmac<Sha1>;

/// The secret of a channel of Twilio's: `{"auth_token": "…"}`. Requests of a subaccount are signed with its own token, so
/// those may stand beside it: `"subaccount_auth_tokens": ["…"]`. API keys sign nothing.
///
/// What is missing is empty, and nothing empty proves anything: every request is refused until it is filled.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AuthTokens {
    /// The account's auth token.
    pub auth_token: SecretString,
    /// Those of its subaccounts.
    pub subaccount_auth_tokens: Vec<SecretString>,
}

/// All tokens that may have signed, the current ones first.
pub fn tokens(secrets: &Secrets<AuthTokens>) -> impl Iterator<Item = &SecretString> + Clone {
    let secrets: Vec<&AuthTokens> = secrets.all().collect();
    secrets.into_iter().flat_map(|secret| {
        std::iter::once(&secret.auth_token).chain(&secret.subaccount_auth_tokens)
    })
}

/// Proves a request of Twilio's.
///
/// # Errors
/// [`Refusal::Unproved`] without the header; [`Refusal::Forged`] when it fits none of the tokens, or the body is not the one
/// whose hash was signed. Twilio is answered 403 for either: see [`refused`].
pub fn prove<'k>(
    public_url: &PublicUrl,
    request: &Request,
    tokens: impl Iterator<Item = &'k SecretString> + Clone,
) -> Result<Verified, Refusal> {
    check(public_url, request, tokens)?;
    Ok(Verified::proved(&request.body))
}

/// The same for a request whose query carries something of our own: the signature covers the address, so what we wrote into
/// an address of ours comes back proved. What is read is [`form_with_query`].
///
/// # Errors
/// As [`prove`].
pub fn prove_with_query<'k>(
    public_url: &PublicUrl,
    request: &Request,
    tokens: impl Iterator<Item = &'k SecretString> + Clone,
    carried: &[&str],
) -> Result<Verified, Refusal> {
    check(public_url, request, tokens)?;
    Ok(Verified::proved(&form_with_query(request, carried)))
}

fn check<'k>(
    public_url: &PublicUrl,
    request: &Request,
    tokens: impl Iterator<Item = &'k SecretString> + Clone,
) -> Result<(), Refusal> {
    let header = request.header(SIGNATURE_HEADER).ok_or(Refusal::Unproved)?;
    let signature = STANDARD
        .decode(header.trim())
        .map_err(|_| Refusal::Forged)?;
    let parameters = match request.query(BODY_HASH) {
        Some(hash) if is_hash_of(&hash, &request.body) => String::new(),
        Some(_) => return Err(Refusal::Forged),
        None => parameters(&request.body),
    };
    let fits = |address: String| {
        let signed = address + &parameters;
        let mut tokens = tokens.clone();
        tokens.any(|token| {
            mac(token, &signed).is_some_and(|mac| mac.verify_slice(&signature).is_ok())
        })
    };
    if public_url.spellings(request).into_iter().any(fits) {
        Ok(())
    } else {
        Err(Refusal::Forged)
    }
}

/// The signature of a form for an address, as Twilio makes it: what a test or a sandbox puts into the header. A body of
/// JSON stands in the address by its hash, so its form is empty. None under an empty token.
pub fn sign(token: &SecretString, address: &str, form: &[u8]) -> Option<String> {
    let signed = address.to_owned() + &parameters(form);
    let code = mac(token, &signed)?.finalize().into_bytes();
    Some(STANDARD.encode(code))
}

/// None under an empty token.
fn mac(token: &SecretString, signed: &str) -> Option<HmacSha1> {
    let token = token.expose_secret().as_bytes();
    if token.is_empty() {
        return None;
    }
    let mac = HmacSha1::new_from_slice(token).ok()?;
    Some(mac.chain_update(signed.as_bytes()))
}

/// A form's fields as they are signed. The order and the number of equal fields do not show in it, so a reader refuses a
/// field that is there twice ([`Form::text`]).
fn parameters(form: &[u8]) -> String {
    let form = Form::of(form);
    let sorted: BTreeSet<(&str, &str)> = form.fields().collect();
    sorted
        .into_iter()
        .flat_map(|(name, value)| [name, value])
        .collect()
}

fn is_hash_of(hash: &str, body: &[u8]) -> bool {
    hex::decode(hash).is_ok_and(|hash| bool::from(hash.ct_eq(Sha256::digest(body).as_slice())))
}

/// The form of a request, with the parameters of its query that are named in `carried` behind its fields; others are left
/// out. Each must have a name that no field of Twilio's has.
pub fn form_with_query(request: &Request, carried: &[&str]) -> Bytes {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(request.raw_query.as_bytes()) {
        if carried.contains(&&*name) {
            query.append_pair(&name, &value);
        }
    }
    let query = query.finish();
    if query.is_empty() {
        return request.body.clone();
    }
    Bytes::from([&request.body, &b"&"[..], query.as_bytes()].concat())
}

/// What Twilio is answered: TwiML. A plain text would be sent on to the customer.
pub fn twiml(body: impl Into<String>) -> Response {
    let response = Response {
        body: body.into(),
        ..Response::empty(200)
    };
    response.with_header("content-type", "text/xml; charset=utf-8")
}

/// What a refused request is answered: 403 where its proof is missing or wrong, as Twilio's own libraries do.
pub fn refused(refusal: Refusal) -> Response {
    Response::empty(match refusal {
        Refusal::Unproved | Refusal::Forged | Refusal::Expired => 403,
        other => other.status(),
    })
}

#[cfg(test)]
mod tests;
