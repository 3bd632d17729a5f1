//! The X channel from outside: requests in, events out. What every channel must hold is in the conformance suite.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod keys;
mod many;
mod origin;
mod vectors;

use channel::{Reader, Reading, Verified};
use channel_x::X;
use jiff::Timestamp;
use serde_json::Value;

/// The day on which all tests take place.
fn now() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

/// What the channel reads in a body.
fn read(body: &Value) -> Reading {
    X.read(
        &Verified::handed_in_by_operator(body.to_string().into_bytes()),
        now(),
    )
}
