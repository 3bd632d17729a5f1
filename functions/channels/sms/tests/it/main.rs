//! What the conformance suite does not ask: paths, keys, answers.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod keys;
mod origin;
