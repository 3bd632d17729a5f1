//! What a webhook writes to.

use std::collections::BTreeMap;

use delivery::{DeliveryError, Inbox, Vault};
use domain::ContactEvent;
use jiff::Timestamp;

/// Takes events for the router.
pub trait EventSink {
    /// Takes every event, or says that it did not.
    ///
    /// # Errors
    /// When not every event is durable.
    fn send(&self, events: &[ContactEvent]) -> impl Future<Output = Result<(), DeliveryError>>;
}

/// Keeps what could not be read.
pub trait Quarantine {
    /// Keeps a request whole and gives the key to find it by.
    ///
    /// # Errors
    /// When it is not durable.
    fn keep(
        &self,
        channel: &str,
        received_at: Timestamp,
        body: &[u8],
        headers: &BTreeMap<String, String>,
        reasons: &[String],
    ) -> impl Future<Output = Result<String, DeliveryError>>;
}

impl EventSink for Inbox {
    async fn send(&self, events: &[ContactEvent]) -> Result<(), DeliveryError> {
        Inbox::send(self, events).await
    }
}

impl Quarantine for Vault {
    async fn keep(
        &self,
        channel: &str,
        received_at: Timestamp,
        body: &[u8],
        headers: &BTreeMap<String, String>,
        reasons: &[String],
    ) -> Result<String, DeliveryError> {
        self.quarantine(channel, received_at, body, headers, reasons)
            .await
    }
}
