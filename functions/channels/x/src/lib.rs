#![doc = include_str!("../README.md")]

mod account_activity;
mod activity;
mod chat;
mod direct;
mod files;
mod frame;
mod inbound;
mod like;
mod media;
mod other;
mod people;
mod post;
mod secret;
#[cfg(test)]
mod specimen;
mod webhook;
mod wire;

use channel::{Reader, Reading, Verified};
use domain::ChannelId;
use jiff::Timestamp;

pub use secret::Secret;

channel::conformance!(X, crate::specimen::Specimen);

/// The channel's name in events, configuration and tables.
pub const CHANNEL: &str = "x";

/// The X channel, for all accounts that gave our app leave: each request names the account it is for.
#[derive(Clone, Copy, Debug, Default)]
pub struct X;

impl Reader for X {
    fn channel(&self) -> ChannelId {
        ChannelId::new(CHANNEL)
    }

    fn read(&self, body: &Verified, received_at: Timestamp) -> Reading {
        inbound::read(body.bytes(), received_at)
    }
}
