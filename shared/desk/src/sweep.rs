//! The sweep: what falls due without anybody writing. It reads only what is due, goes on until nothing is or its time is
//! nearly up, and the next run goes on from there.

use domain::{Care, ThreadId, step};
use futures::StreamExt;
use futures::stream;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use store::{Commit, DUE_SHARDS};

use crate::error::DeskError;
use crate::{Desk, TRIES};

/// Threads of a shard that are read in one go.
const PAGE: usize = 100;
/// Threads that are worked on at once.
const AT_ONCE: usize = 16;
/// How long before its end a sweep stops taking more on.
const MARGIN: SignedDuration = SignedDuration::from_secs(5);

/// What a sweep did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SweepReport {
    /// Threads that were read because the index said that something is due.
    pub looked_at: usize,
    /// Steps that fired.
    pub steps_fired: usize,
    /// Waiting threads that found an agent.
    pub assigned: usize,
    /// Notices that nobody had queued.
    pub strays_flushed: usize,
    /// Threads that could not be handled; the next sweep finds them again.
    pub failed: usize,
    /// Whether its time ended before it was through.
    pub cut_short: bool,
}

impl Desk {
    /// Does everything that is due at `now`, and stops taking more on shortly before `deadline`.
    ///
    /// # Errors
    /// [`DeskError`] when the table cannot be read at all. A thread that cannot be handled only counts as failed.
    pub async fn sweep(
        &self,
        now: Timestamp,
        deadline: Timestamp,
    ) -> Result<SweepReport, DeskError> {
        let care = self.care.get(&self.store).await?;
        let mut report = SweepReport::default();
        for shard in 0..DUE_SHARDS {
            self.sweep_shard(&care, shard, now, deadline, &mut report)
                .await?;
        }
        report.assigned = self.drain(&care, None, now).await?.len();
        report.strays_flushed = self.flush_strays(now).await?;
        Ok(report)
    }

    async fn sweep_shard(
        &self,
        care: &Care,
        shard: u32,
        now: Timestamp,
        deadline: Timestamp,
        report: &mut SweepReport,
    ) -> Result<(), DeskError> {
        loop {
            if Timestamp::now() > deadline.checked_sub(MARGIN).unwrap_or(deadline) {
                report.cut_short = true;
                return Ok(());
            }
            let due = self.store.due(shard, now, PAGE).await?;
            let page = due.len();
            let fired: Vec<Result<Option<usize>, DeskError>> = stream::iter(due)
                .map(|id| self.fire(care, id, now))
                .buffered(AT_ONCE)
                .collect()
                .await;
            let mut moved = 0;
            for outcome in fired {
                report.looked_at += 1;
                match outcome {
                    Ok(Some(steps)) => {
                        moved += 1;
                        report.steps_fired += steps;
                    }
                    Ok(None) => {}
                    Err(error) => {
                        tracing::warn!(
                            error = &error as &dyn std::error::Error,
                            "a due thread could not be handled"
                        );
                        report.failed += 1;
                    }
                }
            }
            // A page that moved nothing is stale or stuck: reading it again would be a loop.
            if page < PAGE || moved == 0 {
                return Ok(());
            }
        }
    }

    /// Fires what is due on a thread. None when nothing is: the index was behind, or another sweep was faster.
    async fn fire(
        &self,
        care: &Care,
        id: ThreadId,
        now: Timestamp,
    ) -> Result<Option<usize>, DeskError> {
        for _ in 0..TRIES {
            let Some(thread) = self.store.thread(&id).await? else {
                return Ok(None);
            };
            let Some(change) = step::fire_due(care, thread, now) else {
                return Ok(None);
            };
            let commit = Commit {
                event: None,
                change: Some(&change),
                identify: None,
            };
            if self.conclude(commit, now).await?.is_some() {
                return Ok(Some(change.steps.len()));
            }
        }
        Err(DeskError::Contended)
    }
}
