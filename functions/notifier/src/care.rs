//! The applied configuration: names of topics and agents, and where the CRM is.

use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::Care;
use store::{Store, StoreError};
use tokio::sync::Mutex;

/// How long a version is trusted before the table is asked whether it is still the applied one.
const TRUSTED: Duration = Duration::from_secs(5);

/// Where the applied configuration is read.
pub trait Cares {
    /// Why it could not be read.
    type Error: std::error::Error + Send + Sync + 'static;

    /// The applied configuration.
    ///
    /// # Errors
    /// When it cannot be read.
    fn care(&self) -> impl Future<Output = Result<Arc<Care>, Self::Error>>;
}

/// The table's configuration, kept while it is the applied one.
#[derive(Debug)]
pub struct StoredCare {
    store: Store,
    held: Mutex<Option<Held>>,
}

#[derive(Debug)]
struct Held {
    care: Arc<Care>,
    checked: Instant,
}

impl StoredCare {
    /// That of this table.
    pub fn new(store: Store) -> Self {
        Self {
            store,
            held: Mutex::default(),
        }
    }
}

impl Cares for StoredCare {
    type Error = StoreError;

    async fn care(&self) -> Result<Arc<Care>, StoreError> {
        let mut held = self.held.lock().await;
        if let Some(held) = held.as_mut() {
            if held.checked.elapsed() < TRUSTED {
                return Ok(held.care.clone());
            }
            if self.store.config_version().await? == held.care.version {
                held.checked = Instant::now();
                return Ok(held.care.clone());
            }
        }
        let care = Arc::new(self.store.config().await?);
        *held = Some(Held {
            care: care.clone(),
            checked: Instant::now(),
        });
        Ok(care)
    }
}
