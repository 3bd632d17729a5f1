//! Messages of a queue: each for itself, in order inside its group.

mod message;
mod outcome;
mod runner;

use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent};
use delivery::{Clients, Vault, Visibility};
use serde_json::Value;

pub use message::Message;
pub use outcome::{Outcome, back_off};
pub use runner::{Postpone, Runner};

use crate::invoke::{Failure, serve};
use crate::{BootError, Context, Environment, boot};

/// What handles one message.
pub trait MessageHandler {
    /// Handles a message. May be called again for the same one, at any time later: queues deliver at least once. When
    /// the invocation's time ends first, the handling is dropped where it stands and the message comes again.
    fn handle(&self, message: &Message, context: &Context) -> impl Future<Output = Outcome>;
}

/// Serves batches of an SQS event source that has `ReportBatchItemFailures`. Reads `VAULT_BUCKET`, where poison goes, and
/// needs `sqs:ChangeMessageVisibility` on the queue and `s3:PutObject` on the vault's `quarantine/`.
///
/// # Errors
/// When the environment is not complete or the runtime stops.
pub async fn run(clients: &Clients, handler: impl MessageHandler) -> Result<(), BootError> {
    boot();
    let names = |env: &mut Environment<'_>| {
        (
            env.text("VAULT_BUCKET"),
            env.text("AWS_LAMBDA_FUNCTION_NAME"),
        )
    };
    let (bucket, function) = Environment::read(names)?;
    let vault = Vault::new(clients.s3(), bucket);
    let runner = Runner::new(handler, Visibility::new(clients.sqs()), vault, function);
    serve(async |event: Value, context: &Context| one(&runner, event, context).await).await
}

async fn one<H, P, Q>(
    runner: &Runner<H, P, Q>,
    event: Value,
    context: &Context,
) -> Result<SqsBatchResponse, Failure>
where
    H: MessageHandler,
    P: Postpone,
    Q: crate::webhook::Quarantine,
{
    let failure = |message: &str| Failure {
        code: "BadEvent",
        message: message.to_owned(),
    };
    let event: SqsEvent =
        serde_json::from_value(event).map_err(|_| failure("this is no event of SQS"))?;
    let messages: Option<Vec<Message>> = event.records.into_iter().map(Message::of).collect();
    let messages = messages
        .ok_or_else(|| failure("a message has no id, so its failure could not be reported"))?;
    let mut response = SqsBatchResponse::default();
    response.set_failures(runner.run(messages, context).await);
    Ok(response)
}

#[cfg(test)]
mod tests;
