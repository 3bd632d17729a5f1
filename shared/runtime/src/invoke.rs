//! The loop with Lambda's Runtime API that all runners share.

use std::panic::AssertUnwindSafe;

use futures::FutureExt as _;
use jiff::Timestamp;
use lambda_runtime::{Diagnostic, LambdaEvent, service_fn};
use serde::Serialize;
use serde_json::Value;

use crate::{BootError, Context, Environment, boot};

/// An invocation failed: Lambda counts it, and what called decides on trying again. Its text holds no customers' data.
#[derive(Debug)]
pub(crate) struct Failure {
    /// A word for counting.
    pub(crate) code: &'static str,
    /// What happened.
    pub(crate) message: String,
}

impl From<Failure> for Diagnostic {
    fn from(failure: Failure) -> Self {
        Self {
            error_type: failure.code.to_owned(),
            error_message: failure.message,
        }
    }
}

/// Serves invocations until Lambda ends the sandbox. Events come as JSON of any shape, because the runtime library would
/// write what it cannot read into the log.
pub(crate) async fn serve<R: Serialize>(
    handler: impl AsyncFn(Value, &Context) -> Result<R, Failure>,
) -> Result<(), BootError> {
    boot();
    let function = function_name()?;
    let (handler, function) = (&handler, function.as_str());
    let service = service_fn(|event: LambdaEvent<Value>| invoke(handler, function, event));
    lambda_runtime::run(service)
        .await
        .map_err(|source| BootError::Runtime { source })
}

/// One invocation: a panic becomes a failure without its text, and the metrics are the last line.
async fn invoke<R>(
    handler: &impl AsyncFn(Value, &Context) -> Result<R, Failure>,
    function: &str,
    event: LambdaEvent<Value>,
) -> Result<R, Failure> {
    let deadline = i64::try_from(event.context.deadline).ok();
    let deadline = deadline.and_then(|deadline| Timestamp::from_millisecond(deadline).ok());
    let context = Context::new(event.context.request_id, deadline.unwrap_or(Timestamp::MAX));
    let result = AssertUnwindSafe(async { handler(event.payload, &context).await })
        .catch_unwind()
        .await;
    context
        .metrics
        .flush(function, Timestamp::now(), std::io::stdout());
    result.unwrap_or_else(|_| {
        Err(Failure {
            code: "Panic",
            message: "the handler panicked".to_owned(),
        })
    })
}

/// The function's name. Also looks for what the runtime library panics without.
fn function_name() -> Result<String, BootError> {
    Environment::read(|env| {
        env.text("AWS_LAMBDA_RUNTIME_API");
        env.text("AWS_LAMBDA_FUNCTION_VERSION");
        env.parsed::<i32>("AWS_LAMBDA_FUNCTION_MEMORY_SIZE");
        env.text("AWS_LAMBDA_FUNCTION_NAME")
    })
}

#[cfg(test)]
mod tests;
