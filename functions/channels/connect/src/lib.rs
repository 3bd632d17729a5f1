#![doc = include_str!("../README.md")]

mod answer;
mod contact;
mod contact_event;
mod flow;
mod json;
mod read;
#[cfg(test)]
mod specimen;

use channel::{Direct, Reader, Reading, Verified};
use domain::ChannelId;
use jiff::Timestamp;
use serde_json::Value;

/// The channel's name in configuration and for `ventanilla channel read`. Its events are calls like any other.
pub const CHANNEL: &str = "connect";
/// The channel of its events.
pub const VOICE: &str = "voice";

/// Calls by Amazon Connect: what a flow asks for, and how calls end.
#[derive(Clone, Copy, Debug, Default)]
pub struct Connect;

impl Reader for Connect {
    fn channel(&self) -> ChannelId {
        ChannelId::new(CHANNEL)
    }

    fn read(&self, body: &Verified, received_at: Timestamp) -> Reading {
        read::read(body.bytes(), received_at)
    }
}

impl Direct for Connect {
    fn answer(&self, reading: &Reading) -> Value {
        answer::of(reading)
    }
}

channel::conformance!(reader Connect, crate::specimen::Specimen);
