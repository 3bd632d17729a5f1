//! Keeping a secret between requests.

use std::sync::Arc;

use channel::Secrets;
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use tokio::sync::Mutex;

use super::{SecretError, SecretSource, Stage};
use crate::chain;

/// How long a value is used without asking again. Up to a minute more, so that sandboxes do not all ask at once.
const FRESH: SignedDuration = SignedDuration::from_mins(5);
/// How old a value may be that is used while the store of secrets does not answer.
const STALE: SignedDuration = SignedDuration::from_hours(1);
/// How old a value must be before a proof that does not fit makes us ask for a newer one: forged requests, however
/// many, cost one call in this time.
const DOUBTED: SignedDuration = SignedDuration::from_secs(30);
/// How long after a failed call the next is made, while there is a value to go on with.
const BETWEEN_TRIES: SignedDuration = SignedDuration::from_secs(5);

/// A secret whose values are JSON for `T`. One fetch at a time: who comes meanwhile waits for it.
pub struct SecretCache<F, T> {
    source: F,
    state: Mutex<State<T>>,
}

struct State<T> {
    held: Option<Held<T>>,
    tried_at: Option<Timestamp>,
}

struct Held<T> {
    secrets: Arc<Secrets<T>>,
    fetched_at: Timestamp,
}

impl<F: SecretSource, T: DeserializeOwned> SecretCache<F, T> {
    /// Holds nothing yet.
    pub fn new(source: F) -> Self {
        Self {
            source,
            state: Mutex::new(State {
                held: None,
                tried_at: None,
            }),
        }
    }

    /// The values that count at `now`: those held while they are fresh, else newly fetched ones, else, for an hour, the
    /// old ones.
    ///
    /// # Errors
    /// When nothing can be fetched and nothing usable is held.
    pub async fn get(&self, now: Timestamp) -> Result<Arc<Secrets<T>>, SecretError> {
        let mut state = self.state.lock().await;
        if let Some(held) = &state.held
            && (held.is_fresh(now) || state.is_pausing(now))
        {
            return Ok(Arc::clone(&held.secrets));
        }
        match self.refresh(&mut state, now).await {
            Ok(secrets) => Ok(secrets),
            Err(error) => match &state.held {
                Some(held) if held.age(now) <= STALE => {
                    tracing::warn!(
                        error = chain(&error),
                        "the secret could not be refreshed; the old one is used"
                    );
                    Ok(Arc::clone(&held.secrets))
                }
                _ => Err(error),
            },
        }
    }

    /// After a proof that fitted no value: newer values, if the held ones are old enough to be doubted. None means that
    /// the proof was judged by all that can be had.
    pub async fn newer(&self, now: Timestamp) -> Option<Arc<Secrets<T>>> {
        let mut state = self.state.lock().await;
        let doubted = state
            .held
            .as_ref()
            .is_some_and(|held| held.age(now) >= DOUBTED);
        let tried = state
            .tried_at
            .is_some_and(|tried_at| now.duration_since(tried_at) < DOUBTED);
        if !doubted || tried {
            return None;
        }
        self.refresh(&mut state, now).await.ok()
    }

    async fn refresh(
        &self,
        state: &mut State<T>,
        now: Timestamp,
    ) -> Result<Arc<Secrets<T>>, SecretError> {
        state.tried_at = Some(now);
        let current = self
            .source
            .fetch(Stage::Current)
            .await?
            .ok_or(SecretError::Missing)?;
        let current = parsed(&current)?;
        let secrets = Arc::new(Secrets::new(current, self.previous().await));
        state.held = Some(Held {
            secrets: Arc::clone(&secrets),
            fetched_at: now,
        });
        Ok(secrets)
    }

    /// The value before the current one. Without it we go on: most secrets were never rotated.
    async fn previous(&self) -> Option<T> {
        match self.source.fetch(Stage::Previous).await {
            Ok(text) => parsed(&text?).ok(),
            Err(error) => {
                tracing::warn!(
                    error = chain(&error),
                    "the secret's previous value could not be fetched"
                );
                None
            }
        }
    }
}

impl<T> Held<T> {
    fn age(&self, now: Timestamp) -> SignedDuration {
        now.duration_since(self.fetched_at)
    }

    /// The second within its minute stands for chance: it differs from sandbox to sandbox.
    fn is_fresh(&self, now: Timestamp) -> bool {
        let spread = SignedDuration::from_secs(self.fetched_at.as_second().rem_euclid(60));
        self.age(now) < FRESH + spread
    }
}

impl<T> State<T> {
    /// A call failed a moment ago, and what is held will do for now.
    fn is_pausing(&self, now: Timestamp) -> bool {
        let usable = self
            .held
            .as_ref()
            .is_some_and(|held| held.age(now) <= STALE);
        usable
            && self
                .tried_at
                .is_some_and(|tried_at| now.duration_since(tried_at) < BETWEEN_TRIES)
    }
}

/// The JSON error's own text is dropped: it quotes the value.
fn parsed<T: DeserializeOwned>(text: &SecretString) -> Result<T, SecretError> {
    let misshapen = |error: serde_json::Error| SecretError::Misshapen {
        line: error.line(),
        column: error.column(),
    };
    serde_json::from_str(text.expose_secret()).map_err(misshapen)
}
