//! Functions that a provider invokes directly, under IAM, and that may answer it: Amazon Connect's flows and events.

use std::collections::BTreeMap;

use bytes::Bytes;
use channel::{Conforms, Direct, Reading, Verified};
use delivery::{Clients, DeliveryError, Inbox, Vault};
use jiff::Timestamp;
use serde_json::Value;

use crate::invoke::{Failure, serve};
use crate::webhook::{EventSink, Quarantine};
use crate::{BootError, Context, Environment, Metric, boot, chain};

/// Serves a channel that is invoked directly. Reads `INBOX_QUEUE_URL` and `VAULT_BUCKET`. An invocation fails, for its
/// caller to try again, unless every event is in the queue and what could not be read in quarantine.
///
/// # Errors
/// When the environment is not complete or the runtime stops.
pub async fn run<C: Direct + Conforms>(channel: C) -> Result<(), BootError> {
    boot();
    let names = |env: &mut Environment<'_>| (env.text("INBOX_QUEUE_URL"), env.text("VAULT_BUCKET"));
    let (queue, bucket) = Environment::read(names)?;
    let clients = Clients::from_env().await;
    let vault = Vault::new(clients.s3(), bucket);
    let inbox = Inbox::new(clients.sqs(), queue, vault.clone());
    serve(async |event: Value, context: &Context| {
        take(&channel, &inbox, &vault, &event, context).await
    })
    .await
}

async fn take<C: Direct>(
    channel: &C,
    inbox: &impl EventSink,
    vault: &impl Quarantine,
    event: &Value,
    context: &Context,
) -> Result<Value, Failure> {
    let now = Timestamp::now();
    let body = Bytes::from(event.to_string());
    let reading = channel.read(&Verified::delivered_by_aws(body.clone()), now);
    let kept = keep(channel, inbox, vault, &body, &reading, now).await;
    let counted = &context.metrics;
    if let Err(error) = kept {
        counted.count(Metric::RequestsFailed);
        return Err(Failure {
            code: "NotDurable",
            message: chain(&error),
        });
    }
    counted.count(Metric::RequestsAccepted);
    counted.add(Metric::EventsAccepted, reading.events.len());
    if !reading.unreadable.is_empty() {
        counted.count(Metric::RequestsQuarantined);
    }
    tracing::info!(
        channel = channel.channel().as_str(),
        request_id = context.request_id,
        events = reading.events.len(),
        unreadable = reading.unreadable.len(),
        "invocation answered"
    );
    Ok(channel.answer(&reading))
}

async fn keep<C: Direct>(
    channel: &C,
    inbox: &impl EventSink,
    vault: &impl Quarantine,
    body: &Bytes,
    reading: &Reading,
    now: Timestamp,
) -> Result<(), DeliveryError> {
    if !reading.events.is_empty() {
        inbox.send(&reading.events).await?;
    }
    if reading.unreadable.is_empty() {
        return Ok(());
    }
    let reasons: Vec<String> = reading.unreadable.iter().map(ToString::to_string).collect();
    let name = channel.channel();
    let no_headers = BTreeMap::new();
    vault
        .keep(name.as_str(), now, body, &no_headers, &reasons)
        .await
        .map(|_| ())
}

#[cfg(test)]
mod tests;
