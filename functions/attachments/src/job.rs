//! One job: the files of one event.

use std::time::Duration;

use delivery::{FileJob, Outside, StoredFiles, Vault};
use domain::file::{FileEntry, FileOutcome, FileReason};
use runtime::Context;
use runtime::batch::{Message, MessageHandler, Outcome};
use runtime::secrets::{SecretCache, SecretSource};
use serde_json::Value;
use store::Store;
use tokio::sync::Semaphore;

use crate::files::Source;
use crate::mail::Mail;
use crate::settle::{Settled, Work};

/// Jobs in memory at once, whatever the batch: a mail has 40 MB at most, and one of its files 25 MB more.
const AT_ONCE: usize = 2;
/// How long what waits for an operator is left alone between two tries.
const UNTIL_SEEN_TO: Duration = Duration::from_secs(300);

/// Fetches customers' files.
pub struct FileFetcher<S> {
    pub(crate) sources: Vec<Source>,
    pub(crate) outside: Outside,
    pub(crate) access: SecretCache<S, Value>,
    pub(crate) mails: Vault,
    pub(crate) stored: StoredFiles,
    pub(crate) store: Store,
    most_receptions: u32,
    room: Semaphore,
}

/// Where files come from, and where they and what became of them go.
pub struct Places {
    /// The hosts outside.
    pub outside: Outside,
    /// The bucket of mails.
    pub mails: Vault,
    /// The files in the vault.
    pub stored: StoredFiles,
    /// The table.
    pub store: Store,
}

impl<S: SecretSource> FileFetcher<S> {
    /// Fetches files of these sources. `access` is the secret of access tokens, by channel; after `most_receptions` of a
    /// job the queue gives it up.
    pub fn new(sources: Vec<Source>, places: Places, access: S, most_receptions: u32) -> Self {
        Self {
            sources,
            outside: places.outside,
            access: SecretCache::new(access),
            mails: places.mails,
            stored: places.stored,
            store: places.store,
            most_receptions,
            room: Semaphore::new(AT_ONCE),
        }
    }

    /// Settles every file of a job; one that does not come keeps none of the others waiting.
    async fn work(&self, work: &Work<'_>) -> Result<Vec<FileReason>, Outcome> {
        let mut missing = Vec::new();
        for (index, file) in (0..).zip(&work.job.files) {
            match self.settle(work, index, file).await? {
                Settled::Yes => {}
                Settled::NotYet(reason) => missing.push(reason),
            }
        }
        if let Some(entry) = left_out(work.job) {
            self.record(work.job, &entry).await?;
        }
        Ok(missing)
    }
}

impl<S: SecretSource> MessageHandler for FileFetcher<S> {
    async fn handle(&self, message: &Message, context: &Context) -> Outcome {
        let job = match FileJob::parse(&message.body) {
            Ok(job) => job,
            Err(error) => return Outcome::of(&error),
        };
        let Ok(_room) = self.room.acquire().await else {
            return Outcome::retry("the function is ending");
        };
        let mail = job.mail.as_deref();
        let work = Work {
            job: &job,
            context,
            attempt: message.receive_count,
            is_last: message.receive_count >= self.most_receptions,
            mail: mail.map(|key| Mail::new(&self.mails, key)),
        };
        match self.work(&work).await {
            Ok(missing) if missing.is_empty() => Outcome::Done,
            Ok(missing) => again(&missing),
            Err(outcome) => outcome,
        }
    }
}

/// The job comes again; where only keys are missing, when somebody may have seen to it.
fn again(missing: &[FileReason]) -> Outcome {
    let only_access = missing.iter().all(|reason| *reason == FileReason::NoAccess);
    Outcome::Retry {
        after: only_access.then_some(UNTIL_SEEN_TO),
        reason: format!("{} of the files did not come: {missing:?}", missing.len()),
    }
}

/// The files above the limit share one entry, behind those that are fetched.
fn left_out(job: &FileJob) -> Option<FileEntry> {
    let index = u32::try_from(job.files.len()).ok()?;
    (job.left_out > 0).then(|| FileEntry {
        event_key: job.event_key.clone(),
        index,
        name: String::new(),
        provider_kind: String::new(),
        size: None,
        files: job.left_out,
        outcome: FileOutcome::NotKept(FileReason::TooMany),
    })
}
