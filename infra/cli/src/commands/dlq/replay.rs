//! Putting dead letters back: in order, one by one, each deleted once its copy was taken.

use std::collections::HashSet;

use delivery::{DeadLetter, DeadLetters, DeliveryError, RECEIVED_AT_ONCE};

/// Seconds for which a batch is hidden from others: two calls for each of ten messages, with all their attempts.
const WORKING: u32 = 180;

/// A queue whose messages can be put back. A trait so that order and interruption can be tested without SQS.
pub(super) trait Dead {
    /// A received message.
    type Letter;

    /// The next messages in order; none when there are none left that nobody else has.
    async fn receive(&self, most: u32) -> Result<Vec<Self::Letter>, DeliveryError>;
    /// Copies a message back; gives the copy's id.
    async fn copy_back(&self, letter: &Self::Letter) -> Result<String, DeliveryError>;
    /// Deletes a message.
    async fn remove(&self, letter: &Self::Letter) -> Result<(), DeliveryError>;
    /// Lets others see a message again.
    async fn release(&self, letter: &Self::Letter) -> Result<(), DeliveryError>;
    /// A message's id, which it keeps when it becomes a dead letter.
    fn id(letter: &Self::Letter) -> &str;
}

impl Dead for DeadLetters {
    type Letter = DeadLetter;

    async fn receive(&self, most: u32) -> Result<Vec<DeadLetter>, DeliveryError> {
        self.receive(most, WORKING).await
    }

    async fn copy_back(&self, letter: &DeadLetter) -> Result<String, DeliveryError> {
        self.copy_back(letter).await
    }

    async fn remove(&self, letter: &DeadLetter) -> Result<(), DeliveryError> {
        self.remove(letter).await
    }

    async fn release(&self, letter: &DeadLetter) -> Result<(), DeliveryError> {
        self.release(letter).await
    }

    fn id(letter: &DeadLetter) -> &str {
        &letter.id
    }
}

/// How far it came.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Report {
    /// Messages whose copy was taken.
    pub(super) put_back: u32,
    /// It met a message that it had put back itself: what made it fail is still there.
    pub(super) failed_again: bool,
}

/// Puts messages back until there are none, `limit` is reached, or one fails again. `report` is true at any time, also
/// when an error ends it.
///
/// # Errors
/// The queue's. What was received by then and not put back is released; nothing is lost.
pub(super) async fn replay<D: Dead>(
    dead: &D,
    limit: Option<u32>,
    report: &mut Report,
) -> Result<(), DeliveryError> {
    let mut copies = HashSet::new();
    loop {
        let left = limit.map_or(RECEIVED_AT_ONCE, |limit| {
            limit.saturating_sub(report.put_back)
        });
        if left == 0 || report.failed_again {
            return Ok(());
        }
        let batch = dead.receive(left.min(RECEIVED_AT_ONCE)).await?;
        if batch.is_empty() {
            return Ok(());
        }
        let (done, result) = put_back(dead, &batch, &mut copies, report).await;
        release(dead, batch.get(done..).unwrap_or_default()).await;
        result?;
    }
}

/// Puts a batch back in its order. Stops at the first that cannot be, so that none of its group overtakes it; tells how
/// many are done.
async fn put_back<D: Dead>(
    dead: &D,
    batch: &[D::Letter],
    copies: &mut HashSet<String>,
    report: &mut Report,
) -> (usize, Result<(), DeliveryError>) {
    for (done, letter) in batch.iter().enumerate() {
        if copies.contains(D::id(letter)) {
            report.failed_again = true;
            return (done, Ok(()));
        }
        match dead.copy_back(letter).await {
            Ok(copy) => copies.insert(copy),
            Err(error) => return (done, Err(error)),
        };
        report.put_back += 1;
        if let Err(error) = dead.remove(letter).await {
            return (done, Err(error));
        }
    }
    (batch.len(), Ok(()))
}

/// What cannot be released is seen again when its time is over, so there is nothing to report.
async fn release<D: Dead>(dead: &D, letters: &[D::Letter]) {
    for letter in letters {
        let _ = dead.release(letter).await;
    }
}

#[cfg(test)]
mod tests;
