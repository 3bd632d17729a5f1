//! Sending to a FIFO queue in batches, whole or not at all as far as SQS lets us.

use std::collections::HashSet;
use std::time::Duration;

use aws_sdk_sqs::types::SendMessageBatchRequestEntry;

use crate::DeliveryError;

/// Entries that SQS takes in one call.
const BATCH_ENTRIES: usize = 10;
/// Bytes of all bodies in one call: SQS takes 1 MiB (1 048 576) together; the rest is margin.
pub(crate) const BATCH_BYTES: usize = 1_000_000;
/// Bytes of one body: what is larger goes another way.
pub(crate) const LARGEST_BODY: usize = 900_000;
/// Pauses before failed entries are sent again; after the last one they are given up.
const PAUSES: [Duration; 3] = [
    Duration::from_millis(50),
    Duration::from_millis(200),
    Duration::from_millis(600),
];

/// One message to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Messages of a group are received in the order they were sent.
    pub(crate) group: String,
    /// Messages with the same one within five minutes are one.
    pub(crate) deduplication: String,
    /// The text, all of characters that SQS takes.
    pub(crate) body: String,
}

/// A FIFO queue to send to.
#[derive(Clone, Debug)]
pub(crate) struct FifoQueue {
    client: aws_sdk_sqs::Client,
    url: String,
    pauses: Vec<Duration>,
}

impl FifoQueue {
    pub(crate) fn new(client: aws_sdk_sqs::Client, url: impl Into<String>) -> Self {
        Self {
            client,
            url: url.into(),
            pauses: PAUSES.to_vec(),
        }
    }

    /// The same without pauses.
    #[cfg(test)]
    pub(crate) fn impatient(mut self) -> Self {
        self.pauses = vec![Duration::ZERO; PAUSES.len()];
        self
    }

    /// Sends all entries in their order. A later batch is not begun before the one before it is in the queue.
    pub(crate) async fn send(&self, entries: Vec<Entry>) -> Result<(), DeliveryError> {
        for batch in packed(entries) {
            self.send_batch(batch).await?;
        }
        Ok(())
    }

    /// Sends one batch, and again what failed of it. Where only a part fails, that part comes after the rest of its
    /// group: SQS offers nothing better, and the reader puts a late message into its place by the provider's time.
    async fn send_batch(&self, mut batch: Vec<Entry>) -> Result<(), DeliveryError> {
        let mut pauses = self.pauses.iter();
        loop {
            let (left, code) = self.attempt(batch).await?;
            if left.is_empty() {
                return Ok(());
            }
            let Some(pause) = pauses.next() else {
                return Err(DeliveryError::NotTaken {
                    count: left.len(),
                    code,
                });
            };
            tokio::time::sleep(*pause).await;
            batch = left;
        }
    }

    /// One call. Gives back the entries that are not known to be in the queue, and SQS's word for the first failure.
    async fn attempt(&self, batch: Vec<Entry>) -> Result<(Vec<Entry>, String), DeliveryError> {
        let failed = |error: aws_sdk_sqs::error::SdkError<_>| {
            DeliveryError::queue("SendMessageBatch", error)
        };
        let request = self.client.send_message_batch().queue_url(&self.url);
        let output = request
            .set_entries(Some(numbered(&batch)?))
            .send()
            .await
            .map_err(failed)?;
        let taken: HashSet<&str> = output.successful().iter().map(|entry| entry.id()).collect();
        let code = output
            .failed()
            .first()
            .map_or("NotMentioned", |entry| entry.code())
            .to_owned();
        let left = batch.into_iter().enumerate();
        let left = left.filter(|(number, _)| !taken.contains(number.to_string().as_str()));
        Ok((left.map(|(_, entry)| entry).collect(), code))
    }
}

fn numbered(batch: &[Entry]) -> Result<Vec<SendMessageBatchRequestEntry>, DeliveryError> {
    let entry = |(number, entry): (usize, &Entry)| {
        SendMessageBatchRequestEntry::builder()
            .id(number.to_string())
            .message_group_id(&entry.group)
            .message_deduplication_id(&entry.deduplication)
            .message_body(&entry.body)
            .build()
    };
    let entries: Result<Vec<_>, _> = batch.iter().enumerate().map(entry).collect();
    entries.map_err(|error| DeliveryError::queue("SendMessageBatch", error))
}

/// Cuts entries into batches that SQS takes, in their order.
fn packed(entries: Vec<Entry>) -> Vec<Vec<Entry>> {
    let mut batches: Vec<Vec<Entry>> = Vec::new();
    let mut bytes = 0;
    for entry in entries {
        let size = entry.body.len();
        match batches.last_mut() {
            Some(batch) if batch.len() < BATCH_ENTRIES && bytes + size <= BATCH_BYTES => {
                bytes += size;
                batch.push(entry);
            }
            _ => {
                bytes = size;
                batches.push(vec![entry]);
            }
        }
    }
    batches
}

/// JSON with the two characters escaped that SQS refuses and JSON leaves raw. In JSON they can only stand inside a
/// string, so the result means the same.
pub(crate) fn sendable(json: &str) -> String {
    json.replace('\u{fffe}', "\\ufffe")
        .replace('\u{ffff}', "\\uffff")
}

#[cfg(test)]
mod tests;
