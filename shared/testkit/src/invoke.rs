//! Invoking functions directly: that is how real concurrency is made where the local stack gives a queue's batches one by
//! one.

use anyhow::{Context, Result, bail};
use domain::ContactEvent;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::Stack;

impl Stack {
    /// Invokes a function by its part of the road, and gives its answer.
    ///
    /// # Errors
    /// When it cannot be invoked, or fails.
    pub async fn invoke(&self, function: &str, event: &Value) -> Result<Value> {
        let name = self
            .made
            .functions
            .get(function)
            .with_context(|| format!("no function `{function}`"))?;
        let address = format!(
            "{}/2015-03-31/functions/{name}/invocations",
            self.made.endpoint
        );
        let answer = self.http.post(address).json(event).send().await?;
        let failed = answer.headers().contains_key("x-amz-function-error");
        let body: Value = answer.json().await.unwrap_or(Value::Null);
        if failed {
            bail!("{name} failed: {body}");
        }
        Ok(body)
    }

    /// Gives the router a batch as SQS would, and returns how many messages it gave back.
    ///
    /// # Errors
    /// When the router fails as a whole.
    pub async fn route(&self, events: &[ContactEvent]) -> Result<usize> {
        let answer = self.invoke("router", &batch(events)?).await?;
        Ok(answer["batchItemFailures"].as_array().map_or(0, Vec::len))
    }

    /// Gives the router a batch again and again, as SQS would, until it takes all of it.
    ///
    /// # Errors
    /// When it does not after many times.
    pub async fn route_until_taken(&self, events: &[ContactEvent]) -> Result<()> {
        for _ in 0..20 {
            if self
                .route(events)
                .await
                .is_ok_and(|given_back| given_back == 0)
            {
                return Ok(());
            }
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        }
        bail!("the router kept giving messages back");
    }

    /// Runs the escalator once, and gives its report.
    ///
    /// # Errors
    /// When it fails.
    pub async fn sweep(&self) -> Result<Value> {
        self.invoke("escalator", &json!({})).await
    }
}

/// Events as a batch of SQS.
///
/// # Errors
/// When an event cannot be written as JSON.
pub fn batch(events: &[ContactEvent]) -> Result<Value> {
    let record = |event: &ContactEvent| -> Result<Value> {
        Ok(record(&serde_json::to_string(event)?, &event.order_group()))
    };
    Ok(json!({ "Records": events.iter().map(record).collect::<Result<Vec<_>>>()? }))
}

/// One message of SQS with any body.
pub fn record(body: &str, group: &str) -> Value {
    json!({
        "messageId": Uuid::new_v4().to_string(),
        "receiptHandle": "by hand",
        "body": body,
        "attributes": { "ApproximateReceiveCount": "1", "MessageGroupId": group },
        "messageAttributes": {},
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:eu-west-1:000000000000:by-hand.fifo",
        "awsRegion": "eu-west-1",
    })
}
