//! What the conformance suite does not ask: what a caller hears, how one call stays one request, paths, keys.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod answers;
mod one_call;
mod origin;
mod twilio;
