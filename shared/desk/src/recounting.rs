//! Counting every open thread's clocks anew after a change of the configuration, each from its own start.
//!
//! Whoever applies a configuration does it at once, as far as they like to wait. A sweep does all of it once more a moment
//! later, when no function works by the old configuration any longer, and goes on where the one before was cut short.

use domain::{Care, Thread, ThreadId, action};
use futures::{StreamExt, stream};
use jiff::Timestamp;
use store::{Commit, Committed, DUE_SHARDS, RecountJob, RecountPlace};

use crate::error::DeskError;
use crate::{Desk, TRIES};

/// Threads of a place that are read in one go.
const PAGE: usize = 100;
/// Threads that are counted at once.
const AT_ONCE: usize = 16;

impl Desk {
    /// How far the counting is; none where none was ever asked for.
    ///
    /// # Errors
    /// [`DeskError`] when the table cannot be read.
    pub async fn recount_job(&self) -> Result<Option<RecountJob>, DeskError> {
        Ok(self.store.recount_job().await?)
    }

    /// Counts anew by `care` until it is through or `until` has come, telling `progress` after each page. Nothing is noted:
    /// a sweep does it again.
    ///
    /// # Errors
    /// [`DeskError`] when the table cannot be used.
    pub async fn recount(
        &self,
        care: &Care,
        now: Timestamp,
        until: Timestamp,
        mut progress: impl FnMut(&RecountJob),
    ) -> Result<RecountJob, DeskError> {
        let mut job = RecountJob::new(&care.version);
        while !job.done && Timestamp::now() < until {
            job = self.recount_page(care, job, now).await?;
            progress(&job);
        }
        Ok(job)
    }

    /// The same from where the last sweep came to, noting how far it is. How many threads changed.
    pub(crate) async fn go_on_recounting(
        &self,
        care: &Care,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<usize, DeskError> {
        let mut changed = 0;
        // One that was begun for a configuration that this function does not know yet waits for the next sweep.
        let job = self.store.recount_job().await?;
        let mut job = match job.filter(|job| job.version == care.version) {
            Some(job) => job,
            None => return Ok(0),
        };
        while !job.done && Timestamp::now() < until {
            let before = job.changed;
            job = self.recount_page(care, job, now).await?;
            changed += usize::try_from(job.changed - before).unwrap_or(0);
            if !self.store.note_recount(&job).await? {
                break;
            }
        }
        Ok(changed)
    }

    async fn recount_page(
        &self,
        care: &Care,
        job: RecountJob,
        now: Timestamp,
    ) -> Result<RecountJob, DeskError> {
        let Some(place) = places(care).nth(job.places_done) else {
            let mut done = job;
            done.done = true;
            return Ok(done);
        };
        let (ids, mut next) = self.store.recount_page(&job, &place, PAGE).await?;
        let threads = self.store.threads(&ids).await?;
        next.looked_at += threads.len() as u64;
        let counted: Vec<Result<bool, DeskError>> = stream::iter(threads)
            .map(|thread| self.recount_one(care, thread, now))
            .buffered(AT_ONCE)
            .collect()
            .await;
        for outcome in counted {
            match outcome {
                Ok(changed) => next.changed += u64::from(changed),
                // It stops itself only: its clock stays as it was counted before.
                Err(error) => tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "a thread's clocks could not be counted anew"
                ),
            }
        }
        Ok(next)
    }

    async fn recount_one(
        &self,
        care: &Care,
        thread: Thread,
        now: Timestamp,
    ) -> Result<bool, DeskError> {
        let id: ThreadId = thread.id.clone();
        let mut thread = Some(thread);
        for _ in 0..TRIES {
            let Some(as_it_is) = thread else {
                return Ok(false);
            };
            let Some(change) = action::recount(care, as_it_is, now)? else {
                return Ok(false);
            };
            let commit = Commit {
                event: None,
                change: Some(&change),
                identify: None,
            };
            if self.store.commit(&commit, now).await? == Committed::Yes {
                self.tell(&change.notices).await?;
                return Ok(true);
            }
            thread = self.store.thread(&id).await?;
        }
        Err(DeskError::Contended)
    }
}

/// Where every thread with a clock is found: most of them several times, which costs a look.
fn places(care: &Care) -> impl Iterator<Item = RecountPlace> {
    let due = (0..DUE_SHARDS).map(RecountPlace::Due);
    let topics = care.topics.keys().cloned().map(RecountPlace::Waiting);
    let agents = care.agents.keys().cloned().map(RecountPlace::Inbox);
    due.chain(topics).chain(agents)
}
