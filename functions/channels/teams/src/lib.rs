#![doc = include_str!("../README.md")]

mod attachments;
mod conversation;
mod files;
mod frame;
mod inbound;
mod message;
mod other;
mod people;
mod reaction;
mod secret;
mod service;
#[cfg(test)]
mod specimen;
mod text;
mod webhook;
mod wire;

use channel::{Reader, Reading, Verified};
use domain::ChannelId;
use jiff::Timestamp;

pub use secret::Secret;

channel::conformance!(Teams, crate::specimen::Specimen);

/// The channel's name in events, configuration and tables.
pub const CHANNEL: &str = "teams";

/// The Microsoft Teams channel of one bot.
#[derive(Clone, Copy, Debug, Default)]
pub struct Teams;

impl Reader for Teams {
    fn channel(&self) -> ChannelId {
        ChannelId::new(CHANNEL)
    }

    fn read(&self, body: &Verified, received_at: Timestamp) -> Reading {
        inbound::read(body.bytes(), received_at)
    }
}
