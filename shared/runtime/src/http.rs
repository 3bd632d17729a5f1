//! Functions behind the HTTP API that take nothing in: they read and answer.

use std::time::Instant;

use channel::{Request, Response};
use serde_json::Value;

use crate::invoke::serve;
use crate::webhook::{HttpEvent, HttpResponse};
use crate::{BootError, Context, boot};

/// Serves requests. One line in the log for each, without its path, query or body.
///
/// # Errors
/// When the runtime stops.
pub async fn run(handler: impl AsyncFn(&Request, &Context) -> Response) -> Result<(), BootError> {
    boot();
    serve(async |event: Value, context: &Context| {
        let began = Instant::now();
        let response = match HttpEvent::parse(event).and_then(HttpEvent::into_request) {
            Ok(request) => handler(&request, context).await,
            Err(refusal) => Response::empty(refusal.status()),
        };
        tracing::info!(
            request_id = context.request_id,
            status = response.status,
            duration_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
            "request answered"
        );
        Ok(HttpResponse::from(response))
    })
    .await
}
