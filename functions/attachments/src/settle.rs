//! What becomes of one file: it is brought, examined, stored and recorded; or it is recorded why not.

use std::time::Duration;

use bytes::Bytes;
use delivery::{DeliveryError, FileJob};
use domain::event::Attachment;
use domain::file::{FileEntry, FileOutcome, FileReason, LARGEST_FILE};
use jiff::Timestamp;
use runtime::batch::Outcome;
use runtime::secrets::SecretSource;
use runtime::{Context, chain};
use store::StoreError;

use crate::examine::{Fit, examine, name_alone};
use crate::fetch::{Unfetched, fetch, reason};
use crate::mail::Mail;
use crate::serving::serving;
use crate::{FileFetcher, files};

/// What is kept of the invocation's time to record what became of a file that does not come.
const MARGIN: Duration = Duration::from_secs(10);

/// One handling of a job.
pub(crate) struct Work<'w> {
    pub(crate) job: &'w FileJob,
    pub(crate) context: &'w Context,
    /// Which try this is, from 1.
    pub(crate) attempt: u32,
    /// Whether the queue gives the job up after this try.
    pub(crate) is_last: bool,
    pub(crate) mail: Option<Mail<'w>>,
}

/// How it stands with a file after a try.
pub(crate) enum Settled {
    /// It is recorded what became of it, now or before.
    Yes,
    /// It did not come this time.
    NotYet(FileReason),
}

impl<S: SecretSource> FileFetcher<S> {
    /// Brings a file and records what became of it, unless that is recorded.
    pub(crate) async fn settle(
        &self,
        work: &Work<'_>,
        index: u32,
        file: &Attachment,
    ) -> Result<Settled, Outcome> {
        let known = self.store.file(&work.job.event_key, index).await;
        if known
            .map_err(|error| unusable(&error))?
            .is_some_and(|known| is_final(&known))
        {
            return Ok(Settled::Yes);
        }
        let time = work.context.remaining(Timestamp::now(), MARGIN);
        let brought = tokio::time::timeout(time, self.bring(work, index, file)).await;
        let brought = brought.unwrap_or_else(|_| Err(FileReason::OutOfReach.into()));
        match brought {
            Ok((content, fit)) => {
                let entry = self.keep(work, index, file, content, fit).await?;
                self.record(work.job, &entry).await?;
                Ok(Settled::Yes)
            }
            Err(missing) => self.miss(work, index, file, missing).await,
        }
    }

    /// Records why a file is missing, unless another try may bring it. After the last try the job goes to the dead
    /// letters all the same, from where an operator may send it again.
    async fn miss(
        &self,
        work: &Work<'_>,
        index: u32,
        file: &Attachment,
        missing: Unfetched,
    ) -> Result<Settled, Outcome> {
        if !missing.passes || work.is_last {
            let entry = FileEntry {
                event_key: work.job.event_key.clone(),
                index,
                name: name_alone(file, index),
                provider_kind: file.kind.clone(),
                size: file.size,
                files: 1,
                outcome: FileOutcome::NotKept(missing.reason),
            };
            self.record(work.job, &entry).await?;
        }
        Ok(if missing.passes {
            Settled::NotYet(missing.reason)
        } else {
            Settled::Yes
        })
    }

    async fn bring(
        &self,
        work: &Work<'_>,
        index: u32,
        file: &Attachment,
    ) -> Result<(Bytes, Fit), Unfetched> {
        if file.not_to_keep {
            return Err(FileReason::NotToKeep.into());
        }
        if file.size.is_some_and(|size| size > LARGEST_FILE) {
            return Err(FileReason::TooLarge.into());
        }
        let content = match &work.mail {
            Some(mail) => mail.file(file).await?,
            None => self.fetch(work, file).await?,
        };
        let fit = examine(file, index, &content)?;
        Ok((content, fit))
    }

    async fn fetch(&self, work: &Work<'_>, file: &Attachment) -> Result<Bytes, Unfetched> {
        let job = work.job;
        let secrets = self.access.get(Timestamp::now()).await.map_err(|error| {
            tracing::error!(error = chain(&error), "the access secret cannot be had");
            FileReason::NoAccess
        })?;
        let access = secrets.current();
        let way = files::way(&self.sources, access, &job.channel, &job.account, file);
        let way = way.ok_or(FileReason::NoReader)?;
        let way = way.map_err(|error| reason(&error))?;
        fetch(&way, &self.outside, work.attempt).await
    }

    async fn keep(
        &self,
        work: &Work<'_>,
        index: u32,
        file: &Attachment,
        content: Bytes,
        fit: Fit,
    ) -> Result<FileEntry, Outcome> {
        let event = &work.job.event_key;
        let size = content.len() as u64;
        let served = serving(fit.mime, &fit.name);
        let stored = self.stored.put(event, index, content, &served).await;
        stored.map_err(|error: DeliveryError| Outcome::of(&error))?;
        Ok(FileEntry {
            event_key: event.clone(),
            index,
            name: fit.name,
            provider_kind: file.kind.clone(),
            size: Some(size),
            files: 1,
            outcome: FileOutcome::Kept {
                mime: fit.mime.to_owned(),
            },
        })
    }

    /// Records what became of a file. Who comes second changes nothing.
    pub(crate) async fn record(&self, job: &FileJob, entry: &FileEntry) -> Result<(), Outcome> {
        let now = Timestamp::now();
        let recorded = self.store.record_file(&job.thread, entry, now).await;
        let first = recorded.map_err(|error| unusable(&error))?;
        tracing::info!(
            channel = job.channel.as_str(),
            thread.id = job.thread.as_str(),
            event.key = job.event_key.as_str(),
            index = entry.index,
            outcome = ?entry.outcome,
            bytes = entry.size,
            first,
            seconds_after_message = now.duration_since(job.message_at).as_secs(),
            "file settled"
        );
        Ok(())
    }
}

fn is_final(entry: &FileEntry) -> bool {
    !matches!(entry.outcome, FileOutcome::NotKept(reason) if reason.is_passing())
}

fn unusable(error: &StoreError) -> Outcome {
    if error.is_transient() {
        Outcome::retry(chain(error))
    } else {
        Outcome::Poison(chain(error))
    }
}
