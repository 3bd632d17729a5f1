//! Functions that the clock calls.

use std::error::Error;

use serde::Serialize;
use serde_json::Value;

use crate::invoke::{Failure, serve};
use crate::logs::chain;
use crate::{BootError, Context, Metric};

/// Serves invocations with any JSON as their event. What the handler gives is the invocation's answer, for those who call
/// it by hand. A run that ends well counts as [`Metric::SweepsCompleted`].
///
/// # Errors
/// When the function cannot start. A handler's error fails the invocation, and is logged with its causes.
pub async fn run<R, E>(
    handler: impl AsyncFn(Value, &Context) -> Result<R, E>,
) -> Result<(), BootError>
where
    R: Serialize,
    E: Error,
{
    serve(async |event: Value, context: &Context| one(&handler, event, context).await).await
}

async fn one<R, E: Error>(
    handler: &impl AsyncFn(Value, &Context) -> Result<R, E>,
    event: Value,
    context: &Context,
) -> Result<R, Failure> {
    match handler(event, context).await {
        Ok(answer) => {
            context.metrics.count(Metric::SweepsCompleted);
            Ok(answer)
        }
        Err(error) => Err(Failure {
            code: "ScheduledRunFailed",
            message: chain(&error),
        }),
    }
}

#[cfg(test)]
mod tests;
