//! Slack from outside: requests in, events out. What every channel must hold is in the conformance suite.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod keys;
mod origin;
mod vectors;

use channel::{Reader, Reading, Verified};
use jiff::Timestamp;
use slack::Slack;

/// The day on which all tests take place.
fn now() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

/// What is read in a body.
fn read(body: impl Into<Vec<u8>>) -> Reading {
    Slack.read(&Verified::handed_in_by_operator(body.into()), now())
}
