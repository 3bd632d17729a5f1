//! Dead-letter queues: what is in them, and the way back to the queue that it came from.
//!
//! Messages are copied back one by one and deleted once their copy was taken, so a fault in between leaves a message
//! twice rather than nowhere. `StartMessageMoveTask` would do neither in order nor for a FIFO queue on the local stack.

use std::collections::HashMap;

use aws_sdk_sqs::types::{
    Message, MessageAttributeValue, MessageSystemAttributeName as Attribute, QueueAttributeName,
};
use domain::hashed;
use jiff::Timestamp;

use crate::DeliveryError;
use crate::visibility;

/// Messages that SQS hands out in one call.
pub const RECEIVED_AT_ONCE: u32 = 10;

/// Seconds for which a call waits for messages: with any wait, SQS asks all of its servers and not only some.
const WAIT: i32 = 1;

/// A queue of messages that failed too often, with the queue that they failed in.
#[derive(Clone, Debug)]
pub struct DeadLetters {
    client: aws_sdk_sqs::Client,
    url: String,
    source_url: String,
}

/// How many messages a queue holds, about: SQS counts them from time to time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Messages that can be received.
    pub visible: u64,
    /// Messages that somebody has received and not yet deleted.
    pub hidden: u64,
}

/// A message that failed too often. It is hidden from others until it is released or its time is over.
#[derive(Clone, Debug)]
pub struct DeadLetter {
    /// SQS's id of it, as logs name it.
    pub id: String,
    /// What it says.
    pub body: String,
    /// What is kept in order; none in a standard queue.
    pub group: Option<String>,
    /// How often it was received.
    pub receptions: u32,
    /// Since when it is in the queue. A standard queue keeps the time of the first sending.
    pub since: Option<Timestamp>,
    deduplication: Option<String>,
    attributes: HashMap<String, MessageAttributeValue>,
    receipt: String,
}

impl DeadLetters {
    /// The dead letters at `url` of the queue at `source_url`.
    pub fn new(
        client: aws_sdk_sqs::Client,
        url: impl Into<String>,
        source_url: impl Into<String>,
    ) -> Self {
        Self {
            client,
            url: url.into(),
            source_url: source_url.into(),
        }
    }

    /// How many there are, about.
    ///
    /// # Errors
    /// When the queue cannot be asked.
    pub async fn held(&self) -> Result<Held, DeliveryError> {
        let (visible, hidden) = (
            QueueAttributeName::ApproximateNumberOfMessages,
            QueueAttributeName::ApproximateNumberOfMessagesNotVisible,
        );
        let request = self.client.get_queue_attributes().queue_url(&self.url);
        let request = request
            .attribute_names(visible.clone())
            .attribute_names(hidden.clone());
        let answer = request
            .send()
            .await
            .map_err(|error| DeliveryError::queue("GetQueueAttributes", error))?;
        let number = |name| {
            answer
                .attributes()
                .and_then(|all| all.get(name))
                .and_then(|text| text.parse().ok())
        };
        Ok(Held {
            visible: number(&visible).unwrap_or(0),
            hidden: number(&hidden).unwrap_or(0),
        })
    }

    /// The next messages in order, at most `most` and at most [`RECEIVED_AT_ONCE`], hidden from others for `seconds`.
    /// None means that there are none which nobody else has. Of a group of a FIFO queue nothing more comes before
    /// these are deleted or released.
    ///
    /// # Errors
    /// When the queue cannot be asked.
    pub async fn receive(&self, most: u32, seconds: u32) -> Result<Vec<DeadLetter>, DeliveryError> {
        let most = most.clamp(1, RECEIVED_AT_ONCE);
        let request = self
            .client
            .receive_message()
            .queue_url(&self.url)
            .wait_time_seconds(WAIT);
        let request = request.max_number_of_messages(i32::try_from(most).unwrap_or(1));
        let request = request.visibility_timeout(i32::try_from(seconds).unwrap_or(i32::MAX));
        let request = request
            .message_system_attribute_names(Attribute::All)
            .message_attribute_names("All");
        let answer = request
            .send()
            .await
            .map_err(|error| DeliveryError::queue("ReceiveMessage", error))?;
        Ok(answer
            .messages
            .unwrap_or_default()
            .into_iter()
            .map(DeadLetter::from)
            .collect())
    }

    /// Sends the message to the queue that it came from, with its group. Gives back the copy's id.
    ///
    /// Its deduplication id is made of the old one and the message's id. The old one alone would be no good: a queue
    /// swallows for five minutes what has the id of a message that it took, and a message can fail ten times within
    /// them. So the same dead letter copied twice is one message, and one that failed again goes back again. Whoever
    /// reads the queue knows a repeated event by its own key.
    ///
    /// # Errors
    /// When the queue did not take it.
    pub async fn copy_back(&self, letter: &DeadLetter) -> Result<String, DeliveryError> {
        let request = self
            .client
            .send_message()
            .queue_url(&self.source_url)
            .message_body(&letter.body);
        let request = request.set_message_group_id(letter.group.clone());
        let request = request.set_message_deduplication_id(letter.deduplication_of_copy());
        let attributes =
            Some(letter.attributes.clone()).filter(|attributes| !attributes.is_empty());
        let answer = request.set_message_attributes(attributes).send().await;
        let answer = answer.map_err(|error| DeliveryError::queue("SendMessage", error))?;
        Ok(answer.message_id.unwrap_or_default())
    }

    /// Deletes the message.
    ///
    /// # Errors
    /// When the queue refuses, for example because it was hidden for too short a time.
    pub async fn remove(&self, letter: &DeadLetter) -> Result<(), DeliveryError> {
        let request = self
            .client
            .delete_message()
            .queue_url(&self.url)
            .receipt_handle(&letter.receipt);
        match request.send().await {
            Ok(_) => Ok(()),
            Err(error) => Err(DeliveryError::queue("DeleteMessage", error)),
        }
    }

    /// Lets others see the message again at once.
    ///
    /// # Errors
    /// When the queue refuses: then it is seen again when its time is over.
    pub async fn release(&self, letter: &DeadLetter) -> Result<(), DeliveryError> {
        visibility::change(&self.client, &self.url, &letter.receipt, 0).await
    }
}

impl DeadLetter {
    fn deduplication_of_copy(&self) -> Option<String> {
        self.group.as_ref()?;
        let before = self.deduplication.as_deref().unwrap_or_default();
        Some(hashed(&format!("{before}#{}", self.id)))
    }
}

impl From<Message> for DeadLetter {
    fn from(message: Message) -> Self {
        let known = message.attributes.unwrap_or_default();
        let text = |name: Attribute| known.get(&name).cloned();
        let since = text(Attribute::SentTimestamp).and_then(|at| at.parse().ok());
        Self {
            id: message.message_id.unwrap_or_default(),
            body: message.body.unwrap_or_default(),
            group: text(Attribute::MessageGroupId),
            receptions: text(Attribute::ApproximateReceiveCount)
                .and_then(|count| count.parse().ok())
                .unwrap_or(0),
            since: since.and_then(|at| Timestamp::from_millisecond(at).ok()),
            deduplication: text(Attribute::MessageDeduplicationId),
            attributes: message.message_attributes.unwrap_or_default(),
            receipt: message.receipt_handle.unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests;
