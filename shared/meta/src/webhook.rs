//! Where a request comes from: Meta signs each body with the app's secret, and asks once for a token of our own
//! (<https://developers.facebook.com/docs/graph-api/webhooks/getting-started>).

use channel::signature::{self, Encoding};
use channel::{Answer, Method, Refusal, Request, Response, Secrets};

use crate::Secret;

/// Meta's own limit for one request, up to 1000 updates together, in bytes
/// (<https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview>).
pub const LARGEST_BODY: usize = 3 * 1024 * 1024;

/// The header with `sha256=` and HMAC-SHA256 over the raw body. `X-Hub-Signature` (SHA-1) is not looked at.
pub(crate) const SIGNATURE_HEADER: &str = "x-hub-signature-256";

/// Proves a request to `path`: a signed POST, or the GET by which Meta asks for our token.
///
/// # Errors
/// A [`Refusal`] for any other path or method, a signature that does not fit, or a handshake without our token.
pub fn prove(path: &str, request: &Request, secrets: &Secrets<Secret>) -> Result<Answer, Refusal> {
    if request.path != path {
        return Err(Refusal::NotFound);
    }
    match request.method {
        Method::Get => shake_hands(request, secrets).map(Answer::Say),
        Method::Post => signed(request, secrets),
        Method::Options | Method::Other => Err(Refusal::MethodNotAllowed),
    }
}

fn signed(request: &Request, secrets: &Secrets<Secret>) -> Result<Answer, Refusal> {
    let keys = secrets.all().map(|secret| &secret.app_secret);
    let header = request.header(SIGNATURE_HEADER);
    signature::hmac_sha256_header(header, "sha256=", Encoding::Hex, keys, &request.body)
        .map(Answer::Read)
}

/// Answers the challenge to whoever knows our token; anybody else is told nothing.
fn shake_hands(request: &Request, secrets: &Secrets<Secret>) -> Result<Response, Refusal> {
    let token = request
        .query("hub.verify_token")
        .ok_or(Refusal::Forbidden)?;
    let is_ours = secrets
        .all()
        .any(|secret| signature::equal_texts(&secret.verify_token, &token));
    let subscribes = request.query("hub.mode").as_deref() == Some("subscribe");
    match request.query("hub.challenge") {
        Some(challenge) if is_ours && subscribes => Ok(Response::text(200, challenge)),
        _ => Err(Refusal::Forbidden),
    }
}

/// How a channel that knows its own applications' echoes is called: its type, and the path below the API's root. The type
/// has a field `own_apps`.
#[macro_export]
macro_rules! webhook {
    ($channel:ty, $path:literal) => {
        /// The path below the API's root.
        pub(crate) const PATH: &str = $path;

        impl ::channel::Webhook for $channel {
            type Secret = $crate::Secret;

            fn prove(
                &self,
                request: &::channel::Request,
                secrets: &::channel::Secrets<$crate::Secret>,
                _now: ::jiff::Timestamp,
            ) -> Result<::channel::Answer, ::channel::Refusal> {
                let answer = $crate::prove(PATH, request, secrets)?;
                self.own_apps.learn(secrets);
                Ok(answer)
            }

            fn largest_body(&self) -> usize {
                $crate::LARGEST_BODY
            }
        }
    };
}
