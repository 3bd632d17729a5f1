//! One decision, one transaction. Its conditions carry the invariants; its cancellation says which one would not hold.

mod leading;
mod regrouping;
mod writes;

use std::time::Duration;

use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{CancellationReason, TransactWriteItem};
use domain::change::Change;
use domain::identity::LeadWrite;
use domain::merging::Regrouping;
use domain::{AgentId, ContactEvent, NoticeId, ThreadId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Store;
use crate::error::StoreError;
use crate::item::decode;

pub(crate) use leading::{known_contact, lead};
pub(crate) use writes::{absence, expiry, notice_expiry, put};

/// What was done with an event, so that a repeat of it does nothing but finish what was left.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// The thread that it went to; none when it went nowhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<ThreadId>,
    /// The notices that were made of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<NoticeId>,
}

/// What to write together.
#[derive(Debug, Default)]
pub struct Commit<'c> {
    /// The event that this handles: written only if it was never handled before.
    pub event: Option<&'c ContactEvent>,
    /// The change of a thread; none for an event that changes nothing.
    pub change: Option<&'c Change>,
    /// What leads to a customer from now on, as far as that is not written yet.
    pub identify: Option<&'c [LeadWrite]>,
}

/// How it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Committed {
    /// All of it is written.
    Yes,
    /// Nothing is written: the event was handled before.
    SeenBefore(Seen),
    /// Nothing is written: an agent's load or capacity is no longer what the decision saw.
    LoadChanged(AgentId),
    /// Nothing is written: the thread, customer or a step is no longer what the decision saw.
    Changed,
}

/// What a part of a transaction is there for.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    Event,
    Load(AgentId),
    Other,
}

impl Store {
    /// Writes a decision whole, or nothing.
    ///
    /// # Errors
    /// [`StoreError::Contended`] when other transactions kept the items busy; others when the table cannot be written.
    pub async fn commit(
        &self,
        commit: &Commit<'_>,
        now: Timestamp,
    ) -> Result<Committed, StoreError> {
        self.transact(self.writes(commit, now)?).await
    }

    /// Writes what merging, undoing a merge or splitting changes, whole or not at all.
    ///
    /// # Errors
    /// As [`Store::commit`].
    pub async fn regroup(&self, regrouping: &Regrouping) -> Result<Committed, StoreError> {
        self.transact(self.regrouping_writes(regrouping)?).await
    }

    pub(crate) async fn transact(
        &self,
        writes: Vec<(Part, TransactWriteItem)>,
    ) -> Result<Committed, StoreError> {
        const TRIES: u32 = 6;
        let (parts, writes): (Vec<Part>, Vec<TransactWriteItem>) = writes.into_iter().unzip();
        for attempt in 0..TRIES {
            back_off(attempt).await;
            let sent = self
                .client
                .transact_write_items()
                .set_transact_items(Some(writes.clone()))
                .send()
                .await;
            let Err(error) = sent else {
                return Ok(Committed::Yes);
            };
            let reasons = match error.as_service_error() {
                Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) => {
                    cancelled.cancellation_reasons().to_vec()
                }
                _ => return Err(StoreError::call("TransactWriteItems", error)),
            };
            if let Some(outcome) = refused(&parts, &reasons)? {
                return Ok(outcome);
            }
            if !reasons.iter().any(is_passing) {
                return Err(StoreError::call("TransactWriteItems", error));
            }
        }
        Err(StoreError::Contended("TransactWriteItems"))
    }
}

/// Which condition did not hold, if that is why it was cancelled. An event that was seen comes first: then nothing else
/// matters.
fn refused(
    parts: &[Part],
    reasons: &[CancellationReason],
) -> Result<Option<Committed>, StoreError> {
    let mut outcome = None;
    for (part, reason) in parts
        .iter()
        .zip(reasons)
        .filter(|(_, reason)| code(reason) == "ConditionalCheckFailed")
    {
        match part {
            Part::Event => {
                let seen = reason
                    .item
                    .clone()
                    .map(decode)
                    .transpose()?
                    .unwrap_or_default();
                return Ok(Some(Committed::SeenBefore(seen)));
            }
            Part::Load(agent) => outcome = outcome.or(Some(Committed::LoadChanged(agent.clone()))),
            Part::Other => outcome = Some(Committed::Changed),
        }
    }
    Ok(outcome)
}

/// Reasons that pass by themselves: another transaction held an item, or the table was busy.
fn is_passing(reason: &CancellationReason) -> bool {
    matches!(
        code(reason),
        "TransactionConflict" | "ThrottlingError" | "ProvisionedThroughputExceeded"
    )
}

fn code(reason: &CancellationReason) -> &str {
    reason.code().unwrap_or("None")
}

/// Waits before a further attempt: 0 before the first, then 20 ms doubling, with jitter so that rivals part.
pub(crate) async fn back_off(attempt: u32) {
    if attempt > 0 {
        let jitter = u64::from(uuid::Uuid::new_v4().as_bytes()[0]);
        let base = 20_u64 << attempt.min(6);
        tokio::time::sleep(Duration::from_millis(base / 2 + base * jitter / 256)).await;
    }
}
