//! The Telegram channel from outside: requests in, events out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod keys;
mod origin;
mod samples;

use channel::{Reader, Reading, Verified};
use channel_telegram::Telegram;
use jiff::Timestamp;
use serde_json::Value;

/// The day on which all tests take place.
fn now() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

/// What the channel of the default bot reads in a body.
fn read(body: impl Into<Vec<u8>>) -> Reading {
    Telegram::default().read(&Verified::handed_in_by_operator(body.into()), now())
}

/// What it reads in an update.
fn read_json(update: &Value) -> Reading {
    read(update.to_string())
}
