//! Proving a request: alone, or with what was asked outside.

use std::collections::HashMap;
use std::time::Duration;

use bytes::Bytes;
use channel::{Answer, Errand, Errands, Refusal, Request, Secrets, Webhook};
use delivery::{Outside, OutsideError};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::Mutex;

use crate::secrets::SecretError;

/// How long something is kept that proved nothing yet: it may be damaged, or no longer what its host gives.
const UNTRIED: Duration = Duration::from_secs(60);
/// Things brought from outside that are kept at most: more than any provider has certificates in use.
const MOST_KEPT: usize = 16;

/// Why a request was not proved.
#[derive(Debug)]
pub enum NotProved {
    /// It is turned away.
    Refused(Refusal),
    /// Nobody can tell: there is no secret to prove with.
    NoSecret(SecretError),
    /// Nobody can tell: what had to be asked outside was not answered.
    NoWordFromOutside(OutsideError),
}

impl From<Refusal> for NotProved {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<SecretError> for NotProved {
    fn from(error: SecretError) -> Self {
        Self::NoSecret(error)
    }
}

/// How requests of a webhook are proved.
pub trait Proving<W: Webhook> {
    /// Proves a request.
    ///
    /// # Errors
    /// [`NotProved`].
    fn prove(
        &self,
        webhook: &W,
        request: &Request,
        secrets: &Secrets<W::Secret>,
        now: Timestamp,
    ) -> impl Future<Output = Result<Answer, NotProved>>;

    /// Confirms outside what was proved.
    ///
    /// # Errors
    /// When it is not confirmed.
    fn confirm(&self, errand: &Errand) -> impl Future<Output = Result<(), OutsideError>>;
}

/// By the request and the secret alone. Nobody is asked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Alone;

impl<W: Webhook> Proving<W> for Alone {
    async fn prove(
        &self,
        webhook: &W,
        request: &Request,
        secrets: &Secrets<W::Secret>,
        now: Timestamp,
    ) -> Result<Answer, NotProved> {
        Ok(webhook.prove(request, secrets, now)?)
    }

    async fn confirm(&self, _errand: &Errand) -> Result<(), OutsideError> {
        Err(OutsideError::Astray(None))
    }
}

/// With errands to outside. What may be kept is asked once for many requests.
#[derive(Debug)]
pub struct Asking {
    outside: Outside,
    kept: Mutex<HashMap<String, Kept>>,
}

/// Something that was brought.
#[derive(Debug)]
struct Kept {
    content: Bytes,
    /// Until when, once it has proved a request.
    until: Timestamp,
    /// Until when, as long as it has not.
    untried_until: Timestamp,
    has_served: bool,
}

impl Kept {
    fn is_good(&self, now: Timestamp) -> bool {
        now < if self.has_served {
            self.until
        } else {
            self.untried_until
        }
    }
}

impl Asking {
    /// Asks through this.
    pub fn new(outside: Outside) -> Self {
        Self {
            outside,
            kept: Mutex::default(),
        }
    }

    /// One at a time: who wants the same meanwhile waits for it.
    async fn bring(&self, errand: &Errand, now: Timestamp) -> Result<Bytes, NotProved> {
        let Some(keep) = errand.keep else {
            return self.ask(errand).await;
        };
        let mut kept = self.kept.lock().await;
        kept.retain(|_, kept| kept.is_good(now));
        if let Some(kept) = kept.get(errand.url.expose()) {
            return Ok(kept.content.clone());
        }
        let content = self.ask(errand).await?;
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        let until = later(now, keep);
        let new = Kept {
            content: content.clone(),
            until,
            untried_until: until.min(later(now, UNTRIED)),
            has_served: false,
        };
        kept.insert(errand.url.expose().to_owned(), new);
        Ok(content)
    }

    async fn has_served(&self, errand: &Errand) {
        if let Some(kept) = self.kept.lock().await.get_mut(errand.url.expose()) {
            kept.has_served = true;
        }
    }

    /// What the host refuses to give proves nothing; what it cannot give now may be asked for later.
    async fn ask(&self, errand: &Errand) -> Result<Bytes, NotProved> {
        self.outside.run(errand).await.map_err(|error| {
            if error.is_passing() {
                NotProved::NoWordFromOutside(error)
            } else {
                NotProved::Refused(Refusal::Forged)
            }
        })
    }
}

fn later(now: Timestamp, by: Duration) -> Timestamp {
    SignedDuration::try_from(by)
        .ok()
        .and_then(|by| now.checked_add(by).ok())
        .unwrap_or(now)
}

impl<W: Errands> Proving<W> for Asking {
    async fn prove(
        &self,
        webhook: &W,
        request: &Request,
        secrets: &Secrets<W::Secret>,
        now: Timestamp,
    ) -> Result<Answer, NotProved> {
        match webhook.errand(request, secrets, now)? {
            None => Ok(webhook.prove(request, secrets, now)?),
            Some(errand) => {
                let brought = self.bring(&errand, now).await?;
                let answer = webhook.prove_with(request, secrets, now, &brought)?;
                self.has_served(&errand).await;
                Ok(answer)
            }
        }
    }

    async fn confirm(&self, errand: &Errand) -> Result<(), OutsideError> {
        self.outside.run(errand).await.map(|_| ())
    }
}

#[cfg(test)]
mod tests;
