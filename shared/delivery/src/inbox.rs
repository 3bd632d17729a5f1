//! `inbox.fifo`: from the channels to the router.

use std::collections::HashSet;

use bytes::Bytes;
use domain::ContactEvent;
use serde::{Deserialize, Serialize};

use crate::queue::{Entry, FifoQueue, LARGEST_BODY, sendable};
use crate::{DeliveryError, Vault};

/// Where events lie in the vault that are too large for the queue.
const OVERSIZE: &str = "oversize/";

/// The queue of all that providers told us. The group is the contact, the deduplication id the event's key.
#[derive(Clone, Debug)]
pub struct Inbox {
    queue: FifoQueue,
    vault: Vault,
}

/// What is queued in place of an event that is too large.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pointer {
    stored_at: String,
}

impl Inbox {
    /// The inbox at a queue's URL. The vault takes events above 900 kB, at `oversize/<event key>.json`.
    pub fn new(client: aws_sdk_sqs::Client, queue_url: impl Into<String>, vault: Vault) -> Self {
        Self {
            queue: FifoQueue::new(client, queue_url),
            vault,
        }
    }

    /// Puts every event into the queue, each key once. When this returns without error, all of them are there.
    ///
    /// # Errors
    /// When the queue or the vault did not take everything. Some events may be in the queue all the same: sending them
    /// again is safe, the queue and the router know their keys.
    pub async fn send(&self, events: &[ContactEvent]) -> Result<(), DeliveryError> {
        let mut seen = HashSet::new();
        let mut entries = Vec::new();
        for event in events {
            if seen.insert(&event.event_key) {
                entries.push(self.entry(event).await?);
            }
        }
        self.queue.send(entries).await
    }

    async fn entry(&self, event: &ContactEvent) -> Result<Entry, DeliveryError> {
        let json = written(event, "an event")?;
        let body = if json.len() > LARGEST_BODY {
            self.put_aside(event, json).await?
        } else {
            json
        };
        Ok(Entry {
            group: event.order_group(),
            deduplication: event.event_key.to_string(),
            body,
        })
    }

    async fn put_aside(&self, event: &ContactEvent, json: String) -> Result<String, DeliveryError> {
        let stored_at = format!("{OVERSIZE}{}.json", event.event_key);
        self.vault
            .put(&stored_at, Bytes::from(json), "application/json")
            .await?;
        written(&Pointer { stored_at }, "a pointer")
    }

    #[cfg(test)]
    pub(crate) fn impatient(self) -> Self {
        Self {
            queue: self.queue.impatient(),
            ..self
        }
    }
}

/// Reads what [`Inbox::send`] queued; an event that was too large for the queue is fetched from the vault.
///
/// # Errors
/// [`DeliveryError::Unreadable`] for a text that is no event; the vault's errors for one that lies there.
pub async fn parse_inbox_body(body: &str, vault: &Vault) -> Result<ContactEvent, DeliveryError> {
    match serde_json::from_str::<Pointer>(body) {
        Ok(pointer) if pointer.stored_at.starts_with(OVERSIZE) => {
            let whole = vault.get(&pointer.stored_at).await?;
            serde_json::from_slice(&whole)
                .map_err(|error| DeliveryError::unreadable("an event in the vault", &error))
        }
        _ => serde_json::from_str(body)
            .map_err(|error| DeliveryError::unreadable("an event in the inbox", &error)),
    }
}

fn written(value: &impl Serialize, what: &'static str) -> Result<String, DeliveryError> {
    let json = serde_json::to_string(value)
        .map_err(|source| DeliveryError::Unwritable { what, source })?;
    Ok(sendable(&json))
}

#[cfg(test)]
mod tests;
