//! Where a request comes from: X signs each body with the app's secret, and asks every hour or so whether we know it
//! too (<https://docs.x.com/x-api/webhooks/introduction>).
//!
//! The handshake would sign any text for anybody who asks, and a body's signature is made in the same way. So only texts
//! are signed that look like X's tokens, and a body that looks like one is proved by nothing: no answer of ours can be
//! used as the signature of a body.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use channel::signature::{self, Encoding};
use channel::{Answer, Method, Refusal, Request, Response, Secrets, Verified, Webhook};
use jiff::Timestamp;
use serde_json::json;

use crate::{Secret, X};

/// The path below the API's root.
const PATH: &str = "/x";
/// The header with `sha256=` and the base64 of HMAC-SHA256(consumer secret, raw body).
const SIGNATURE_HEADER: &str = "x-twitter-webhooks-signature";
/// The same under the OAuth 2.0 client secret.
const NEW_SIGNATURE_HEADER: &str = "x-twitter-webhooks-signature-oauth2";
/// Far longer than X's tokens, in bytes.
const LONGEST_TOKEN: usize = 512;

impl Webhook for X {
    type Secret = Secret;

    fn prove(
        &self,
        request: &Request,
        secrets: &Secrets<Secret>,
        _now: Timestamp,
    ) -> Result<Answer, Refusal> {
        if request.path != PATH {
            return Err(Refusal::NotFound);
        }
        match request.method {
            Method::Get => shake_hands(request, secrets.current()).map(Answer::Say),
            Method::Post => signed(request, secrets).map(Answer::Read),
            Method::Options | Method::Other => Err(Refusal::MethodNotAllowed),
        }
    }
}

/// Either header proves; a signature that fits neither secret is worse than none.
fn signed(request: &Request, secrets: &Secrets<Secret>) -> Result<Verified, Refusal> {
    if looks_like_token(&request.body) {
        return Err(Refusal::Forged);
    }
    let fits = |header, keys: &mut dyn Iterator<Item = _>| {
        let header = request.header(header);
        signature::hmac_sha256_header(header, "sha256=", Encoding::Base64, keys, &request.body)
    };
    let consumer = &mut secrets.all().map(|secret| &secret.consumer_secret);
    let client = &mut secrets.all().map(|secret| &secret.client_secret);
    match fits(SIGNATURE_HEADER, consumer) {
        Ok(body) => Ok(body),
        Err(Refusal::Unproved) => fits(NEW_SIGNATURE_HEADER, client),
        Err(refusal) => fits(NEW_SIGNATURE_HEADER, client).map_err(|_| refusal),
    }
}

/// Answers the challenge-response check. Who asks is not proved: what we answer is of use to X only.
fn shake_hands(request: &Request, secret: &Secret) -> Result<Response, Refusal> {
    let token = request.query("crc_token").ok_or(Refusal::Forbidden)?;
    if !looks_like_token(token.as_bytes()) {
        return Err(Refusal::Forbidden);
    }
    let mac = signature::sign(secret.for_handshake(), token.as_bytes());
    let mac = STANDARD.encode(mac.ok_or(Refusal::Forbidden)?);
    let answer = json!({"response_token": format!("sha256={mac}")});
    Ok(Response::json(200, &answer))
}

/// Whether a text is made as X's tokens are (base64 of a UUID): no JSON object is.
fn looks_like_token(text: &[u8]) -> bool {
    let is_of_a_token = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=-_.~".contains(byte);
    (1..=LONGEST_TOKEN).contains(&text.len()) && text.iter().all(is_of_a_token)
}
