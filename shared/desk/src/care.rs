//! The applied configuration and the model in use, read again when others were applied.

use std::sync::Arc;
use std::time::{Duration, Instant};

use delivery::Vault;
use domain::Care;
use store::{Applied, Store};
use tokio::sync::Mutex;
use topics::Model;

use crate::error::DeskError;

/// How long versions are trusted before the table is asked whether they are still the applied ones.
const TRUSTED: Duration = Duration::from_secs(5);

/// What was read last.
#[derive(Debug, Default)]
pub(crate) struct CareCache {
    held: Mutex<Option<Held>>,
}

#[derive(Debug)]
struct Held {
    applied: Applied,
    care: Arc<Care>,
    /// The model by its version; absent while nobody asked for one.
    model: Option<(String, Option<Model>)>,
    checked: Instant,
}

impl CareCache {
    /// The applied configuration, at most [`TRUSTED`] behind.
    pub(crate) async fn get(&self, store: &Store) -> Result<Arc<Care>, DeskError> {
        let mut held = self.held.lock().await;
        Ok(fresh(&mut held, store).await?.care.clone())
    }

    /// The applied configuration and the model in use, at most [`TRUSTED`] behind.
    pub(crate) async fn get_both(
        &self,
        store: &Store,
        vault: &Vault,
    ) -> Result<(Arc<Care>, Option<Model>), DeskError> {
        let mut held = self.held.lock().await;
        let held = fresh(&mut held, store).await?;
        let Some(version) = held.applied.model.clone() else {
            return Ok((held.care.clone(), None));
        };
        let known = held.model.take().filter(|(of, _)| *of == version);
        let model = match known {
            Some((_, model)) => model,
            None => read_model(vault, &version).await?,
        };
        held.model = Some((version, model.clone()));
        Ok((held.care.clone(), model))
    }
}

/// What is applied, read anew where it is not trusted any more and another was applied.
async fn fresh<'h>(held: &'h mut Option<Held>, store: &Store) -> Result<&'h mut Held, DeskError> {
    let before = held.take();
    let now = match before {
        Some(before) if before.checked.elapsed() < TRUSTED => before,
        before => read(before, store).await?,
    };
    Ok(held.insert(now))
}

async fn read(before: Option<Held>, store: &Store) -> Result<Held, DeskError> {
    let applied = store.applied().await?;
    let checked = Instant::now();
    match before {
        Some(before) if before.applied.config == applied.config => Ok(Held {
            applied,
            checked,
            ..before
        }),
        before => Ok(Held {
            care: Arc::new(store.config().await?),
            model: before.and_then(|before| before.model),
            applied,
            checked,
        }),
    }
}

/// Where a model lies in the vault.
pub(crate) fn model_key(version: &str) -> String {
    format!("models/{version}.model")
}

/// The model of a version. One that this program cannot read is none: rules and the general topic still tell.
async fn read_model(vault: &Vault, version: &str) -> Result<Option<Model>, DeskError> {
    let bytes = vault.get(&model_key(version)).await?;
    let model = Model::from_bytes(&bytes).inspect_err(|error| {
        let error = error as &dyn std::error::Error;
        tracing::error!(
            error,
            model.version = version,
            "the model in use cannot be read: topics are told without it"
        );
    });
    Ok(model.ok())
}
