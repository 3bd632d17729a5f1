//! `notices.fifo`: from the router and the escalator to the notifier.

use std::collections::HashSet;

use domain::NoticeId;
use domain::ids::hashed;

use crate::DeliveryError;
use crate::queue::{Entry, FifoQueue, sendable};
use crate::visibility::change;

/// A notice on its way to the notifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuedNotice {
    /// The notice: the same one is queued once within five minutes.
    pub id: NoticeId,
    /// Whom it goes to: a Slack channel or a mail address. Notices of a group are sent one after the other. It is
    /// hashed on the way, so that no address stands beside the message.
    pub group: String,
    /// The notice as JSON, at most 900 kB.
    pub body: String,
    /// Above 0 for a notice that is queued anew on purpose, although SQS may still know its first sending.
    pub attempt: u32,
}

/// The queue of notices.
#[derive(Clone, Debug)]
pub struct NoticeQueue {
    client: aws_sdk_sqs::Client,
    url: String,
    queue: FifoQueue,
}

impl NoticeQueue {
    /// The notices at a queue's URL.
    pub fn new(client: aws_sdk_sqs::Client, url: impl Into<String>) -> Self {
        let url = url.into();
        Self {
            queue: FifoQueue::new(client.clone(), url.clone()),
            client,
            url,
        }
    }

    /// Puts every notice into the queue, each id and attempt once, in their order.
    ///
    /// # Errors
    /// When the queue did not take everything; sending all again is safe.
    pub async fn send(&self, notices: &[QueuedNotice]) -> Result<(), DeliveryError> {
        let mut seen = HashSet::new();
        let entries = notices
            .iter()
            .map(entry)
            .filter(|entry| seen.insert(entry.deduplication.clone()));
        self.queue.send(entries.collect()).await
    }

    /// Hides a received message for `seconds` more, counted from now (SQS takes at most 12 h).
    ///
    /// # Errors
    /// When the queue refuses, for example because the receipt is no longer the newest.
    pub async fn extend_visibility(
        &self,
        receipt_handle: &str,
        seconds: u32,
    ) -> Result<(), DeliveryError> {
        change(&self.client, &self.url, receipt_handle, seconds).await
    }
}

fn entry(notice: &QueuedNotice) -> Entry {
    let deduplication = match notice.attempt {
        0 => hashed(notice.id.as_str()),
        attempt => hashed(&format!("{}#{attempt}", notice.id)),
    };
    Entry {
        group: hashed(&notice.group),
        deduplication,
        body: sendable(&notice.body),
    }
}

#[cfg(test)]
mod tests;
