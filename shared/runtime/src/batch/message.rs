//! A queue's message as its handler sees it.

use aws_lambda_events::sqs::SqsMessage;
use jiff::Timestamp;

/// A received message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// SQS's id of it.
    pub id: String,
    /// Its text.
    pub body: String,
    /// Its group in a FIFO queue: messages of a group come in order.
    pub group: Option<String>,
    /// How many times it was received, this time included.
    pub receive_count: u32,
    /// When it was put into the queue.
    pub sent_at: Option<Timestamp>,
    /// The receipt of this reception.
    pub receipt_handle: String,
    /// The ARN of its queue.
    pub queue_arn: String,
}

impl Message {
    /// None for a message without an id.
    pub(super) fn of(message: SqsMessage) -> Option<Self> {
        let attribute = |name: &str| message.attributes.get(name);
        let sent_at = attribute("SentTimestamp").and_then(|text| text.parse().ok());
        Some(Self {
            group: attribute("MessageGroupId").cloned(),
            receive_count: attribute("ApproximateReceiveCount")
                .and_then(|text| text.parse().ok())
                .unwrap_or(1),
            sent_at: sent_at
                .and_then(|milliseconds| Timestamp::from_millisecond(milliseconds).ok()),
            id: message.message_id.filter(|id| !id.is_empty())?,
            body: message.body.unwrap_or_default(),
            receipt_handle: message.receipt_handle.unwrap_or_default(),
            queue_arn: message.event_source_arn.unwrap_or_default(),
        })
    }

    /// Whether both must be handled in order.
    pub(super) fn is_of_group(&self, other: &Self) -> bool {
        self.group.is_some() && self.group == other.group && self.queue_arn == other.queue_arn
    }
}
