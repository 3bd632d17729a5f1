#![doc = include_str!("../README.md")]

mod call;
mod change;
mod content;
mod files;
mod inbound;
mod message;
mod other;
mod people;
#[cfg(test)]
mod specimen;
mod status;
mod system;
mod webhook;
mod wire;

use channel::{Reader, Reading, Verified};
use domain::ChannelId;
use jiff::Timestamp;

pub use meta::Secret;

channel::conformance!(Whatsapp, crate::specimen::Specimen);

/// The channel's name in events, configuration and tables.
pub const CHANNEL: &str = "whatsapp";

/// The WhatsApp channel (Cloud API), for all numbers of the app: each request names the number it is for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Whatsapp;

impl Reader for Whatsapp {
    fn channel(&self) -> ChannelId {
        ChannelId::new(CHANNEL)
    }

    fn read(&self, body: &Verified, received_at: Timestamp) -> Reading {
        inbound::read(body.bytes(), received_at)
    }
}
