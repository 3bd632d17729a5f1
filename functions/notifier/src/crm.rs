//! What the shop's CRM knows of a customer: one GET, over https, to the configured host and no other.
//!
//! It is asked with what the provider verified, waits no longer than configured, takes 64 kB of JSON at most, and where
//! anything goes wrong the notice is told without. Addresses and answers hold customers' data: neither is logged.

mod address;
mod answer;
mod memory;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use channel::files::Fetch;
use channel::{ForeignUrl, OutsideUrl};
use delivery::{Outside, OutsideError};
use domain::Thread;
use domain::config::Crm;
use jiff::Timestamp;
use runtime::chain;
use runtime::secrets::{SecretCache, SecretError, SecretSource};
use secrecy::SecretString;
use serde::Deserialize;

use crate::background::CrmAnswer;
use memory::Memory;

/// The most that an answer may be, in bytes.
const LARGEST: u64 = 64 * 1024;

/// The part of the secret of access tokens that the CRM asks for: `{"crm": {"token": "…"}}`.
#[derive(Clone, Default, Deserialize)]
struct AccessSecret {
    #[serde(default)]
    crm: CrmAccess,
}

#[derive(Clone, Default, Deserialize)]
struct CrmAccess {
    #[serde(default)]
    token: Option<SecretString>,
}

/// The CRM was asked in vain. No address and no content is in here.
#[derive(Debug, thiserror::Error)]
enum CrmError {
    /// The configured address cannot be asked.
    #[error("the CRM's address cannot be asked")]
    Address(#[source] ForeignUrl),
    /// Its token cannot be had.
    #[error("the CRM's token cannot be had")]
    Secret(#[source] SecretError),
    /// It did not answer in time.
    #[error("the CRM did not answer within {0:?}")]
    TooSlow(Duration),
    /// It cannot be reached, refuses, sends elsewhere, or says too much.
    #[error("the CRM gave no answer")]
    Outside(#[source] OutsideError),
    /// What it says is no JSON.
    #[error("the CRM's answer is no JSON")]
    NotJson,
}

impl CrmError {
    /// Whether the next customer would be asked for in vain too.
    fn is_general(&self) -> bool {
        match self {
            Self::Outside(OutsideError::Refused { status, .. }) => matches!(status, 401 | 403),
            Self::Outside(error) => error.is_passing(),
            Self::NotJson => false,
            Self::Address(_) | Self::Secret(_) | Self::TooSlow(_) => true,
        }
    }
}

/// The way to the CRM, with what it answered lately.
pub struct CrmLookUp<F> {
    outside: Outside,
    access: Option<SecretCache<F, AccessSecret>>,
    memory: Mutex<Memory>,
}

impl<F: SecretSource> CrmLookUp<F> {
    /// Asks through `outside`; with the bearer token of the secret, where there is one.
    pub fn new(outside: Outside, access: Option<F>) -> Self {
        Self {
            outside,
            access: access.map(SecretCache::new),
            memory: Mutex::default(),
        }
    }

    /// What the CRM knows of a thread's customer.
    pub async fn ask(&self, crm: &Crm, thread: &Thread, now: Timestamp) -> CrmAnswer {
        let Some(address) = address::filled(&crm.url, thread) else {
            return CrmAnswer::NotAsked;
        };
        if let Some(answer) = self.memory(crm).recall(&address, now) {
            return answer;
        }
        match self.look_up(crm, &address, now).await {
            Ok(answer) => {
                self.memory(crm).keep(address, &answer, crm.keep, now);
                answer
            }
            Err(error) => {
                tracing::warn!(
                    error = chain(&error),
                    "the notice is told without the CRM's record"
                );
                self.memory(crm)
                    .note_failure(address, error.is_general(), now);
                CrmAnswer::Unavailable
            }
        }
    }

    fn memory(&self, crm: &Crm) -> MutexGuard<'_, Memory> {
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        memory.is_for(crm);
        memory
    }

    async fn look_up(
        &self,
        crm: &Crm,
        address: &str,
        now: Timestamp,
    ) -> Result<CrmAnswer, CrmError> {
        let url = address::on_its_host(&crm.url, address).map_err(CrmError::Address)?;
        let patience = Duration::try_from(crm.timeout).unwrap_or_default();
        let asked = tokio::time::timeout(patience, self.fetch(url, now)).await;
        match asked.unwrap_or(Err(CrmError::TooSlow(patience))) {
            Err(CrmError::Outside(OutsideError::Refused {
                status: 404 | 410, ..
            })) => Ok(CrmAnswer::Unknown),
            fetched => answer::read(&fetched?, &crm.fields).ok_or(CrmError::NotJson),
        }
    }

    async fn fetch(&self, url: OutsideUrl, now: Timestamp) -> Result<delivery::Fetched, CrmError> {
        let mut fetch = Fetch::plain(url);
        fetch.headers.push(("accept", "application/json".into()));
        if let Some(token) = self.token(now).await? {
            fetch = fetch.with_bearer(&token);
        }
        // No redirect is followed: `Fetch::plain` allows none.
        let fetched = self.outside.fetch(&fetch, LARGEST).await;
        fetched.map_err(CrmError::Outside)
    }

    async fn token(&self, now: Timestamp) -> Result<Option<SecretString>, CrmError> {
        let Some(access) = &self.access else {
            return Ok(None);
        };
        let secrets = access.get(now).await.map_err(CrmError::Secret)?;
        Ok(secrets.current().crm.token.clone())
    }
}
