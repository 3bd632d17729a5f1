//! One notification of SES: fetch the mail, read it, put what it says into the inbox.

use bytes::Bytes;
use channel::{Reader, Reading, Verified};
use channel_email::{
    Content, Email, Notification, Received, is_only_spam, notification, read_event, take,
};
use delivery::{DeliveryError, Vault};
use jiff::Timestamp;
use runtime::batch::{Message, MessageHandler, Outcome};
use runtime::webhook::EventSink;
use runtime::{Context, Metric};
use tokio::sync::Semaphore;

/// Mails in memory at once. One has 40 MB at most, and a batch would have ten.
const AT_ONCE: usize = 2;

/// Where mails are fetched from.
pub(crate) trait MailStore {
    /// Fetches the mail under a key, whole.
    fn fetch(&self, key: &str) -> impl Future<Output = Result<Bytes, DeliveryError>>;
}

impl MailStore for Vault {
    async fn fetch(&self, key: &str) -> Result<Bytes, DeliveryError> {
        self.get(key).await
    }
}

/// Handles notifications.
pub(crate) struct MailHandler<M, S> {
    mails: M,
    bucket: String,
    inbox: S,
    room: Semaphore,
}

impl<M: MailStore, S: EventSink> MailHandler<M, S> {
    /// A handler that reads mails from `bucket`, and from no other, whatever a notification names.
    pub(crate) fn new(mails: M, bucket: String, inbox: S) -> Self {
        Self {
            mails,
            bucket,
            inbox,
            room: Semaphore::new(AT_ONCE),
        }
    }

    async fn read(&self, message: &Message, received_at: Timestamp) -> Result<Reading, Outcome> {
        match notification::parse(message.body.as_bytes()) {
            Ok(Notification::Received(received)) => {
                self.received(&received, message, received_at).await
            }
            Ok(Notification::Event(event)) => Ok(read_event(&event, received_at)),
            Ok(Notification::Nothing) => Ok(Reading::default()),
            // The error's own source may quote the notification: only its first sentence goes on.
            Err(error) => Err(Outcome::Poison(error.to_string())),
        }
    }

    async fn received(
        &self,
        received: &Received,
        message: &Message,
        received_at: Timestamp,
    ) -> Result<Reading, Outcome> {
        let (bucket, key) = match &received.content {
            Content::Object { bucket, key } => (bucket, key),
            Content::Inline(raw) => return Ok(take(received, raw, received_at)),
            Content::Absent => {
                let body = Verified::delivered_by_aws(message.body.clone());
                return Ok(Email.read(&body, received_at));
            }
        };
        if *bucket != self.bucket {
            return Err(Outcome::Poison(
                "the notification names another bucket than the mail bucket".to_owned(),
            ));
        }
        let raw = self
            .mails
            .fetch(key)
            .await
            .map_err(|error| Outcome::of(&error))?;
        Ok(take(received, &raw, received_at))
    }

    async fn deliver(&self, reading: Reading, context: &Context) -> Outcome {
        if !reading.events.is_empty()
            && let Err(error) = self.inbox.send(&reading.events).await
        {
            return Outcome::of(&error);
        }
        context
            .metrics
            .add(Metric::EventsAccepted, reading.events.len());
        let reasons = reading.unreadable.iter().map(ToString::to_string);
        let reasons: Vec<String> = reasons.collect();
        match reasons.join("; ") {
            reason if reason.is_empty() => Outcome::Done,
            reason if is_only_spam(&reading) => Outcome::SetAside(reason),
            reason => Outcome::Poison(reason),
        }
    }
}

impl<M: MailStore, S: EventSink> MessageHandler for MailHandler<M, S> {
    /// What cannot be read goes into quarantine with the notification, which says where the mail itself stays.
    async fn handle(&self, message: &Message, context: &Context) -> Outcome {
        let Ok(_room) = self.room.acquire().await else {
            return Outcome::retry("the function is ending");
        };
        let received_at = message.sent_at.unwrap_or_else(Timestamp::now);
        match self.read(message, received_at).await {
            Ok(reading) => self.deliver(reading, context).await,
            Err(outcome) => outcome,
        }
    }
}

#[cfg(test)]
mod tests;
