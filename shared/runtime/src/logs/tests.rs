#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::testing::{Log, PRIVATE};

#[test]
fn a_line_is_flat_json_without_colours() {
    let (log, _guard) = Log::start("info");
    tracing::info!(thread = "AL-1", duration_ms = 3, "done");
    let line = &log.lines()[0];
    assert_eq!(
        (&line["message"], &line["thread"], &line["duration_ms"]),
        (&"done".into(), &"AL-1".into(), &3.into())
    );
    assert_eq!(line["level"], "INFO");
    assert!(!log.text().contains('\u{1b}'));
}

#[test]
fn libraries_do_not_show_bodies_even_when_everything_is_asked_for() {
    let (log, _guard) = Log::start("trace");
    tracing::trace!(target: "lambda_runtime::layers::api_response", body = PRIVATE, "raw event");
    tracing::debug!(target: "aws_smithy_runtime::client::http", body = PRIVATE, "request");
    tracing::trace!(target: "hyper_util::client", body = PRIVATE, "read");
    tracing::info!(target: "lambda_runtime", "kept");
    tracing::trace!(target: "router", "our own");
    assert!(!log.text().contains(PRIVATE), "{}", log.text());
    assert_eq!(log.lines().len(), 2);
}

#[test]
fn a_chain_tells_every_cause_once() {
    let cause = std::io::Error::other("refused");
    let error = crate::BootError::part("the client", cause);
    assert_eq!(chain(&error), "the client cannot be made: refused");
}
