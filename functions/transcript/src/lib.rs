#![doc = include_str!("../README.md")]

mod chat;
mod conversation;
mod cursor;

use channel::{Method, Refusal, Request, Response, Secrets, Webhook as _};
use channel_webchat::{MESSAGES_PATH, Session, Webchat, WebchatSecret};
use jiff::Timestamp;
use runtime::chain;
use runtime::secrets::{SecretCache, SecretError, SecretSource};
use serde_json::json;
use store::{Store, StoreError};

use conversation::Conversation;
use cursor::Cursor;

/// The function.
pub struct Transcript<F> {
    webchat: Webchat,
    store: Store,
    secrets: SecretCache<F, WebchatSecret>,
}

/// Why there is nothing to tell.
enum Failure {
    Refused(Refusal),
    NoSecret(SecretError),
    NoTable(StoreError),
}

impl<F: SecretSource> Transcript<F> {
    /// The function for the chats of a channel, over its table and its secret.
    pub fn new(webchat: Webchat, store: Store, secrets: SecretCache<F, WebchatSecret>) -> Self {
        Self {
            webchat,
            store,
            secrets,
        }
    }

    /// Answers a request that was taken at `now`. There is always an answer.
    pub async fn answer(&self, request: &Request, now: Timestamp) -> Response {
        match self.told(request, now).await {
            Ok(response) => self.webchat.readable(request, response),
            Err(Failure::Refused(refusal)) => self.webchat.refused(request, refusal),
            Err(Failure::NoSecret(error)) => self.unavailable(request, &chain(&error)),
            Err(Failure::NoTable(error)) => self.unavailable(request, &chain(&error)),
        }
    }

    async fn told(&self, request: &Request, now: Timestamp) -> Result<Response, Failure> {
        match (request.path.as_str(), request.method) {
            (MESSAGES_PATH, Method::Get) => {}
            (MESSAGES_PATH, _) => return Err(Failure::Refused(Refusal::MethodNotAllowed)),
            _ => return Err(Failure::Refused(Refusal::NotFound)),
        }
        let (session, secrets) = self.session(request, now).await?;
        let keys = || secrets.all().map(|secret| &secret.session_key);
        let contact = session.contact_key();
        let after = request.query("after");
        let cursor = after.and_then(|after| Cursor::open(&after, keys(), &contact));
        let conversation = Conversation::new(&self.store, &session);
        let told = conversation.after(cursor).await.map_err(Failure::NoTable)?;
        let key = &secrets.current().session_key;
        let next = told.cursor.and_then(|cursor| cursor.seal(key, &contact));
        let body = json!({"messages": told.messages, "next": next});
        Ok(Response::json(200, &body).with_header("cache-control", "no-store"))
    }

    /// A proof that does not fit may have been made with a secret that we do not know yet: it gets a second chance.
    async fn session(
        &self,
        request: &Request,
        now: Timestamp,
    ) -> Result<(Session, std::sync::Arc<Secrets<WebchatSecret>>), Failure> {
        let mut secrets = self.secrets.get(now).await.map_err(Failure::NoSecret)?;
        let mut session = self.webchat.session(request, &secrets, now);
        if session == Err(Refusal::Forged)
            && let Some(newer) = self.secrets.newer(now).await
        {
            session = self.webchat.session(request, &newer, now);
            secrets = newer;
        }
        Ok((session.map_err(Failure::Refused)?, secrets))
    }

    fn unavailable(&self, request: &Request, why: &str) -> Response {
        tracing::warn!(error = why, "a chat's messages cannot be told");
        let error = json!({"error": {
            "code": "unavailable",
            "message_es": "Ahora mismo no se pueden leer los mensajes.",
            "message_en": "The messages cannot be read just now.",
        }});
        self.webchat.readable(request, Response::json(503, &error))
    }
}
