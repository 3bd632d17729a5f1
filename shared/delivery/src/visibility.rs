//! When a received message that was not deleted is seen again.

use aws_sdk_sqs::types::ChangeMessageVisibilityBatchRequestEntry;

use crate::DeliveryError;

/// Entries that SQS takes in one call.
const BATCH_ENTRIES: usize = 10;
/// The longest time that SQS hides a message: 12 hours.
const LONGEST: u32 = 43_200;

/// A received message, and in how many seconds it is to be seen again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Postponement {
    /// The receipt of this reception.
    pub receipt_handle: String,
    /// Seconds from now, at most 43 200.
    pub seconds: u32,
}

/// Sets the time at which received messages are seen again, in whatever queue they came from.
#[derive(Clone, Debug)]
pub struct Visibility {
    client: aws_sdk_sqs::Client,
}

impl Visibility {
    /// Over a client of SQS.
    pub fn new(client: aws_sdk_sqs::Client) -> Self {
        Self { client }
    }

    /// Postpones messages of the queue whose ARN their event carries.
    ///
    /// # Errors
    /// When the ARN names no queue, or SQS refuses some of them: these are seen again after the queue's own time.
    pub async fn postpone(
        &self,
        queue_arn: &str,
        messages: &[Postponement],
    ) -> Result<(), DeliveryError> {
        let url = queue_url(queue_arn)
            .ok_or_else(|| DeliveryError::queue(OPERATION, "the ARN names no queue"))?;
        let mut refused = (0, String::new());
        for batch in messages.chunks(BATCH_ENTRIES) {
            let request = self
                .client
                .change_message_visibility_batch()
                .queue_url(&url);
            let output = request.set_entries(Some(numbered(batch)?)).send().await;
            let output = output.map_err(|error| DeliveryError::queue(OPERATION, error))?;
            for failure in output.failed() {
                refused = (refused.0 + 1, failure.code().to_owned());
            }
        }
        let (count, code) = refused;
        if count == 0 {
            Ok(())
        } else {
            Err(DeliveryError::NotTaken { count, code })
        }
    }
}

const OPERATION: &str = "ChangeMessageVisibilityBatch";

fn numbered(
    batch: &[Postponement],
) -> Result<Vec<ChangeMessageVisibilityBatchRequestEntry>, DeliveryError> {
    let entry = |(number, message): (usize, &Postponement)| {
        ChangeMessageVisibilityBatchRequestEntry::builder()
            .id(number.to_string())
            .receipt_handle(&message.receipt_handle)
            .visibility_timeout(bounded(message.seconds))
            .build()
    };
    let entries: Result<Vec<_>, _> = batch.iter().enumerate().map(entry).collect();
    entries.map_err(|error| DeliveryError::queue(OPERATION, error))
}

/// One message of a queue.
pub(crate) async fn change(
    client: &aws_sdk_sqs::Client,
    url: &str,
    receipt_handle: &str,
    seconds: u32,
) -> Result<(), DeliveryError> {
    let request = client
        .change_message_visibility()
        .queue_url(url)
        .receipt_handle(receipt_handle);
    match request.visibility_timeout(bounded(seconds)).send().await {
        Ok(_) => Ok(()),
        Err(error) => Err(DeliveryError::queue("ChangeMessageVisibility", error)),
    }
}

fn bounded(seconds: u32) -> i32 {
    i32::try_from(seconds.min(LONGEST)).unwrap_or(i32::MAX)
}

/// The URL of the queue that an ARN names. SQS looks at account and name only; where the call goes is the client's affair.
/// (`arn:aws:sqs:eu-south-2:123456789012:desk-inbox.fifo`)
fn queue_url(arn: &str) -> Option<String> {
    let parts: Vec<&str> = arn.split(':').collect();
    let [_, partition, "sqs", region, account, name] = parts[..] else {
        return None;
    };
    let suffix = if partition == "aws-cn" {
        "amazonaws.com.cn"
    } else {
        "amazonaws.com"
    };
    Some(format!("https://sqs.{region}.{suffix}/{account}/{name}"))
}

#[cfg(test)]
mod tests;
