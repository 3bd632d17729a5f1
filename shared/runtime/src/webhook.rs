//! Webhooks: an HTTPS request of a provider, proved, read and queued.

mod answered;
mod intake;
mod ports;
mod proving;
mod wire;

use std::time::{Duration, Instant};

use channel::{Conforms, Errands, Request, Webhook};
use delivery::{Clients, Inbox, Outside, Vault};
use jiff::Timestamp;
use serde_json::Value;

pub(crate) use crate::invoke::{Failure, serve};
use crate::secrets::{SecretCache, SecretSource, SecretsManager};
use crate::{BootError, Context, Environment, boot, chain};
pub use answered::{Answered, Ending};
pub use intake::Intake;
pub use ports::{EventSink, Quarantine};
pub use proving::{Alone, Asking, NotProved, Proving};
pub(crate) use wire::{HttpEvent, HttpResponse};

/// What is left of the function's time when we answer 503 by ourselves instead of being cut off.
const MARGIN: Duration = Duration::from_millis(500);

/// A webhook that stands on AWS.
type Standing<W> = Intake<W, Inbox, Vault, SecretsManager>;

/// Serves a channel's webhook; only one that passes the conformance suite. Reads `INBOX_QUEUE_URL`, `VAULT_BUCKET` and `CHANNEL_SECRET_ID`; a function that is given
/// no secret proves with an empty one.
///
/// # Errors
/// When the environment is not complete or the runtime stops. A secret that cannot be had is no such error: it is asked
/// for again with every request, which is answered 503 until then.
pub async fn run<W: Webhook + Conforms + 'static>(webhook: W) -> Result<(), BootError> {
    boot();
    let clients = Clients::from_env().await;
    listen(standing(webhook, &clients)?).await
}

/// Serves a channel's webhook some of whose requests cannot be proved without asking outside. Reads what [`run`] reads,
/// and `OUTSIDE_URL`, a gateway through which all hosts are asked where it is set.
///
/// # Errors
/// As [`run`].
pub async fn run_with_errands<W: Errands + Conforms + 'static>(
    webhook: W,
) -> Result<(), BootError> {
    boot();
    let clients = Clients::from_env().await;
    let gateway = Environment::read(|env| env.optional("OUTSIDE_URL"))?;
    let asking = Asking::new(Outside::new(gateway));
    listen(standing(webhook, &clients)?.proving(asking)).await
}

async fn listen<W, P>(intake: Intake<W, Inbox, Vault, SecretsManager, P>) -> Result<(), BootError>
where
    W: Webhook,
    P: Proving<W>,
{
    if let Err(error) = intake.secrets().get(Timestamp::now()).await {
        tracing::warn!(
            error = chain(&error),
            "the channel's secret cannot be had yet"
        );
    }
    serve(async |event: Value, context: &Context| respond(&intake, event, context).await).await
}

fn standing<W: Webhook>(webhook: W, clients: &Clients) -> Result<Standing<W>, BootError> {
    let names = |env: &mut Environment<'_>| {
        (
            env.text("INBOX_QUEUE_URL"),
            env.text("VAULT_BUCKET"),
            env.optional("CHANNEL_SECRET_ID"),
        )
    };
    let (queue, bucket, secret) = Environment::read(names)?;
    let vault = Vault::new(clients.s3(), bucket);
    let inbox = Inbox::new(clients.sqs(), queue, vault.clone());
    let secrets = SecretCache::new(SecretsManager::new(clients, secret));
    Ok(Intake::new(webhook, inbox, vault, secrets))
}

/// One event of the HTTP API: answered, logged in one line, counted.
async fn respond<W, S, Q, F, P>(
    intake: &Intake<W, S, Q, F, P>,
    event: Value,
    context: &Context,
) -> Result<HttpResponse, Failure>
where
    W: Webhook,
    S: EventSink,
    Q: Quarantine,
    F: SecretSource,
    P: Proving<W>,
{
    let began = Instant::now();
    let answered = match HttpEvent::parse(event).and_then(HttpEvent::into_request) {
        Ok(request) => in_time(intake, &request, context).await,
        Err(fault) => Answered::unusable(fault),
    };
    answered.count(&context.metrics);
    answered.log(
        intake.channel().as_str(),
        &context.request_id,
        began.elapsed(),
    );
    Ok(HttpResponse::from(answered.response))
}

async fn in_time<W, S, Q, F, P>(
    intake: &Intake<W, S, Q, F, P>,
    request: &Request,
    context: &Context,
) -> Answered
where
    W: Webhook,
    S: EventSink,
    Q: Quarantine,
    F: SecretSource,
    P: Proving<W>,
{
    let now = Timestamp::now();
    let answer = intake.answer(request, now);
    match tokio::time::timeout(context.remaining(now, MARGIN), answer).await {
        Ok(answered) => answered,
        Err(_) => Answered::unavailable("out of time".to_owned()),
    }
}

#[cfg(test)]
mod tests;
