//! Where a request comes from: Telegram sends back the token that `setWebhook` was given. There is no signature.

use channel::signature;
use channel::{Answer, Method, Refusal, Request, Secrets, Webhook};
use jiff::Timestamp;

use crate::{Secret, Telegram};

/// The path below the API's root.
const PATH: &str = "/telegram";
/// The header that carries the token (<https://core.telegram.org/bots/api#setwebhook>).
const TOKEN_HEADER: &str = "x-telegram-bot-api-secret-token";
/// One update a request: a message of 4096 characters with its entities and a quoted one is far below this.
const LARGEST_BODY: usize = 1024 * 1024;

impl Webhook for Telegram {
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
        if request.method != Method::Post {
            return Err(Refusal::MethodNotAllowed);
        }
        let tokens = secrets.all().map(|secret| &secret.secret_token);
        signature::shared_token(request.header(TOKEN_HEADER), tokens, &request.body)
            .map(Answer::Read)
    }

    fn largest_body(&self) -> usize {
        LARGEST_BODY
    }
}
