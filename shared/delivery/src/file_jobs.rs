//! `attachments`: from the router to the function that fetches customers' files.

use domain::event::Attachment;
use domain::file::MOST_FILES;
use domain::{AccountId, ChannelId, ContactEvent, EventKey, ThreadId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::DeliveryError;
use crate::queue::sendable;

/// Bytes of an address or id that are passed on. No provider's is that long; without a bound, a job could become too large
/// for the queue, and its event would never be done.
const LONGEST_ADDRESS: usize = 8 * 1024;
/// Bytes of a name or media type that are passed on.
const LONGEST_NAME: usize = 1024;

/// The files of one event, to be fetched. The same event always gives the same job, and doing it twice changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileJob {
    /// The channel that they came by.
    pub channel: ChannelId,
    /// Our end of it.
    pub account: AccountId,
    /// What names the event.
    pub event_key: EventKey,
    /// The thread on which it is told what became of them.
    pub thread: ThreadId,
    /// When the message was written.
    pub message_at: Timestamp,
    /// The first files, at most [`MOST_FILES`].
    pub files: Vec<Attachment>,
    /// How many more there are, which are not fetched.
    #[serde(default)]
    pub left_out: u32,
    /// Where the mail stands whose parts they are: its key in the mail bucket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<String>,
}

impl FileJob {
    /// The job of an event that went to a thread; none for an event without files.
    pub fn of(event: &ContactEvent, thread: &ThreadId) -> Option<Self> {
        if event.attachments.is_empty() {
            return None;
        }
        let listed = event.attachments.len().min(MOST_FILES);
        let all = (event.attachments_count as usize).max(event.attachments.len());
        Some(Self {
            channel: event.channel.clone(),
            account: event.account.clone(),
            event_key: event.event_key.clone(),
            thread: thread.clone(),
            message_at: event.happened_at(),
            files: event.attachments.iter().take(listed).map(bounded).collect(),
            left_out: u32::try_from(all - listed).unwrap_or(u32::MAX),
            mail: mail(event),
        })
    }

    /// Reads what [`FileJobs::send`] queued.
    ///
    /// # Errors
    /// [`DeliveryError::Unreadable`] for a text that is no job.
    pub fn parse(body: &str) -> Result<Self, DeliveryError> {
        serde_json::from_str(body).map_err(|error| DeliveryError::unreadable("a file job", &error))
    }
}

/// SES names the object after its id of the mail (the receipt rule has no prefix); where a long text points to it, that
/// says for sure.
fn mail(event: &ContactEvent) -> Option<String> {
    let id = event.ses_message_id.as_ref()?;
    Some(event.whole_text_at.as_ref().unwrap_or(id).clone())
}

fn bounded(file: &Attachment) -> Attachment {
    let address = |text: &Option<String>| {
        text.clone()
            .filter(|address| address.len() <= LONGEST_ADDRESS)
    };
    let beginning = |text: &str| {
        let end = text.floor_char_boundary(LONGEST_NAME);
        text.get(..end).unwrap_or_default().to_owned()
    };
    Attachment {
        kind: beginning(&file.kind),
        id: address(&file.id),
        url: address(&file.url),
        mime: file.mime.as_deref().map(beginning),
        name: file.name.as_deref().map(beginning),
        ..*file
    }
}

/// The queue of files to be fetched: a standard one, in which nothing waits for anything else.
#[derive(Clone, Debug)]
pub struct FileJobs {
    client: aws_sdk_sqs::Client,
    url: String,
}

impl FileJobs {
    /// The queue at a URL.
    pub fn new(client: aws_sdk_sqs::Client, url: impl Into<String>) -> Self {
        Self {
            client,
            url: url.into(),
        }
    }

    /// Puts a job into the queue.
    ///
    /// # Errors
    /// When it is not known to be there; sending it again is safe.
    pub async fn send(&self, job: &FileJob) -> Result<(), DeliveryError> {
        let body = serde_json::to_string(job).map_err(|source| DeliveryError::Unwritable {
            what: "a file job",
            source,
        })?;
        let request = self.client.send_message().queue_url(&self.url);
        match request.message_body(sendable(&body)).send().await {
            Ok(_) => Ok(()),
            Err(error) => Err(DeliveryError::queue("SendMessage", error)),
        }
    }
}

#[cfg(test)]
mod tests;
