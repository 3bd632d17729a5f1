//! The applied configuration, read again when another one was applied.

use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::Care;
use store::Store;
use tokio::sync::Mutex;

use crate::error::DeskError;

/// How long a version is trusted before the table is asked whether it is still the applied one.
const TRUSTED: Duration = Duration::from_secs(5);

/// The configuration that was read last.
#[derive(Debug, Default)]
pub(crate) struct CareCache {
    held: Mutex<Option<Held>>,
}

#[derive(Debug)]
struct Held {
    care: Arc<Care>,
    checked: Instant,
}

impl CareCache {
    /// The applied configuration, at most [`TRUSTED`] behind.
    pub(crate) async fn get(&self, store: &Store) -> Result<Arc<Care>, DeskError> {
        let mut held = self.held.lock().await;
        if let Some(held) = held.as_mut() {
            if held.checked.elapsed() < TRUSTED {
                return Ok(held.care.clone());
            }
            if store.config_version().await? == held.care.version {
                held.checked = Instant::now();
                return Ok(held.care.clone());
            }
        }
        let care = Arc::new(store.config().await?);
        *held = Some(Held {
            care: care.clone(),
            checked: Instant::now(),
        });
        Ok(care)
    }
}
