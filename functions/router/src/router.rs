//! One message of the inbox: an event, to the desk, and its files, to be fetched.

use delivery::{FileJob, FileJobs, Vault, parse_inbox_body};
use desk::{Desk, Received};
use domain::{ContactEvent, ThreadId};
use jiff::Timestamp;
use runtime::batch::{Message, MessageHandler, Outcome};
use runtime::{Context, Metric, chain};

/// Takes events from the inbox.
pub(crate) struct Router {
    /// Who handles them.
    pub(crate) desk: Desk,
    /// Where those lie that are too large for the queue.
    pub(crate) vault: Vault,
    /// Where their files go to be fetched.
    pub(crate) file_jobs: FileJobs,
}

impl MessageHandler for Router {
    async fn handle(&self, message: &Message, context: &Context) -> Outcome {
        let event = match parse_inbox_body(&message.body, &self.vault).await {
            Ok(event) => event,
            Err(error) => return Outcome::of(&error),
        };
        match self.desk.receive(&event, Timestamp::now()).await {
            Ok(received) => {
                report(&event, &received, context);
                self.have_files_fetched(&event, &received).await
            }
            Err(error) if error.is_transient() => Outcome::retry(chain(&error)),
            Err(error) => Outcome::Poison(chain(&error)),
        }
    }
}

impl Router {
    /// The event is done only when the queue has the job of its files. Where that fails, the event comes again, is known
    /// as repeated, and the job is sent then; one that is sent twice changes nothing.
    async fn have_files_fetched(&self, event: &ContactEvent, received: &Received) -> Outcome {
        let thread = thread_of(received);
        let Some(job) = thread.and_then(|thread| FileJob::of(event, thread)) else {
            return Outcome::Done;
        };
        match self.file_jobs.send(&job).await {
            Ok(()) => Outcome::Done,
            Err(error) => Outcome::of(&error),
        }
    }
}

fn thread_of(received: &Received) -> Option<&ThreadId> {
    match received {
        Received::Opened(thread) | Received::Joined(thread) | Received::Answered(thread, _) => {
            Some(thread)
        }
        Received::Repeated(thread) => thread.as_ref(),
        Received::Ignored | Received::Blocked => None,
    }
}

fn report(event: &ContactEvent, received: &Received, context: &Context) {
    let what = match received {
        Received::Opened(_) => "opened",
        Received::Joined(_) => "joined",
        Received::Answered(..) => "answered",
        Received::Repeated(_) => "repeated",
        Received::Ignored => "ignored",
        Received::Blocked => "blocked",
    };
    match received {
        Received::Answered(_, promises) => {
            let metrics = &context.metrics;
            metrics.add_by_channels(Metric::PromisesKept, &promises.kept);
            metrics.add_by_channels(Metric::PromisesBroken, &promises.broken);
        }
        Received::Ignored => context.metrics.count(Metric::EventsIgnored),
        Received::Blocked => context.metrics.count(Metric::EventsBlocked),
        _ => {}
    }
    let (channel, key) = (event.channel.as_str(), event.event_key.as_str());
    let thread = thread_of(received).map(ThreadId::as_str);
    tracing::info!(
        channel,
        event.key = key,
        thread.id = thread,
        files = event.attachments.len(),
        outcome = what,
        "event received"
    );
}

#[cfg(test)]
mod tests;
