//! Cloudflare's Turnstile: a visitor of whom nothing is known shows that they are a person before they get a session.
//! <https://developers.cloudflare.com/turnstile/get-started/server-side-validation/>

use channel::{
    Answer, Errand, Errands, HostRule, Method, OutsideUrl, Refusal, Request, Secrets, signature,
};
use jiff::Timestamp;
use secrecy::SecretString;
use serde::Deserialize;
use uuid::Builder;

use crate::opening::{Asked, Person};
use crate::origin::{APP, host_name};
use crate::session::{bearer, caller};
use crate::{SESSION_PATH, Webchat, WebchatSecret};

/// Where a token is checked.
const VERIFY: &str = "https://challenges.cloudflare.com/turnstile/v0/siteverify";
const HOSTS: &[HostRule] = &[HostRule::Exactly("challenges.cloudflare.com")];
/// Longer texts are no token of Turnstile's.
const LONGEST_TOKEN: usize = 2048;

/// What Turnstile answers, as far as we look at it. Whatever is missing fails.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Verdict {
    success: bool,
    hostname: String,
}

impl Errands for Webchat {
    /// Only a visitor without an identity and without a session is asked to show that they are a person.
    fn errand(
        &self,
        request: &Request,
        secrets: &Secrets<WebchatSecret>,
        now: Timestamp,
    ) -> Result<Option<Errand>, Refusal> {
        let opens = request.path == SESSION_PATH
            && matches!(request.method, Method::Get | Method::Post)
            && secrets.current().asks_for_captcha();
        if !opens || bearer(request).is_some() {
            return Ok(None);
        }
        let asked = Asked::of(request)?;
        if asked.identity.is_some() || self.origins.source(request)? == APP {
            return Ok(None);
        }
        let token = asked.captcha.ok_or(Refusal::Unproved)?;
        if token.len() > LONGEST_TOKEN {
            return Err(Refusal::Forged);
        }
        ask(token, request, secrets.current(), now).map(Some)
    }

    fn prove_with(
        &self,
        request: &Request,
        secrets: &Secrets<WebchatSecret>,
        now: Timestamp,
        brought: &[u8],
    ) -> Result<Answer, Refusal> {
        let site = self.origins.site(request).ok_or(Refusal::Forbidden)?;
        let verdict: Verdict = serde_json::from_slice(brought).unwrap_or_default();
        if !verdict.success || host_name(&site) != Some(verdict.hostname.as_str()) {
            return Err(Refusal::Forged);
        }
        self.open(request, secrets, now, Person::Shown)
    }
}

fn ask(
    token: String,
    request: &Request,
    secret: &WebchatSecret,
    now: Timestamp,
) -> Result<Errand, Refusal> {
    let url = OutsideUrl::parse(VERIFY, HOSTS).map_err(|_| Refusal::Unproved)?;
    let once = idempotency_key(&secret.session_key, request, now).ok_or(Refusal::Unproved)?;
    let form = vec![
        ("secret", secret.captcha_secret.clone()),
        ("response", SecretString::from(token)),
        (
            "remoteip",
            SecretString::from(request.source_address.as_str()),
        ),
        ("idempotency_key", SecretString::from(once)),
    ];
    Ok(Errand::post(url, form))
}

/// A UUID of this request: the errand may be repeated, and still the token is good for one session only. It is made of
/// the instant too, so whoever sends the same token again asks under another key, and is told that it was spent.
fn idempotency_key(key: &SecretString, request: &Request, now: Timestamp) -> Option<String> {
    let message = [b"captcha\0".as_slice(), &caller(request, now)].concat();
    let mac = signature::sign(key, &message)?;
    let bytes: [u8; 16] = mac.get(..16)?.try_into().ok()?;
    let uuid = Builder::from_random_bytes(bytes).into_uuid();
    Some(uuid.hyphenated().to_string())
}

#[cfg(test)]
mod tests;
