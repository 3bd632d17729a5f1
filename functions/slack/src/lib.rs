#![doc = include_str!("../README.md")]

mod body;
mod changed;
mod command;
mod events;
mod frame;
mod interaction;
mod message;
mod reaction;
mod secret;
#[cfg(test)]
mod specimen;
mod webhook;
mod wire;

use channel::{Reader, Reading, Verified};
use domain::ChannelId;
use jiff::Timestamp;

pub use secret::Secret;

channel::conformance!(Slack, crate::specimen::Specimen);

/// The name under which Slack stands in events.
pub const CHANNEL: &str = "slack";

/// What Slack sends our application: events, what was pressed, commands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Slack;

impl Reader for Slack {
    fn channel(&self) -> ChannelId {
        ChannelId::new(CHANNEL)
    }

    fn read(&self, body: &Verified, received_at: Timestamp) -> Reading {
        body::read(body.bytes(), received_at)
    }
}
