#![doc = include_str!("../README.md")]

mod content;
mod deleted;
mod files;
mod inbound;
mod message;
mod other;
mod reaction;
mod secret;
#[cfg(test)]
mod specimen;
mod update;
mod webhook;
mod wire;

use channel::{Reader, Reading, Verified};
use domain::{AccountId, ChannelId};
use jiff::Timestamp;

pub use secret::Secret;

channel::conformance!(Telegram, crate::specimen::Specimen);

/// The channel's name in events, configuration and tables.
pub const CHANNEL: &str = "telegram";

/// The Telegram channel of one bot.
#[derive(Clone, Debug)]
pub struct Telegram {
    account: AccountId,
}

impl Telegram {
    /// The channel for the bot that is called `account` in our configuration. An update does not name the bot it is
    /// for, so whoever runs several gives each a name of its own here.
    pub fn for_account(account: AccountId) -> Self {
        Self { account }
    }
}

impl Default for Telegram {
    /// The channel for the one bot there is, called `bot`.
    fn default() -> Self {
        Self::for_account(AccountId::new("bot"))
    }
}

impl Reader for Telegram {
    fn channel(&self) -> ChannelId {
        ChannelId::new(CHANNEL)
    }

    fn read(&self, body: &Verified, received_at: Timestamp) -> Reading {
        inbound::read(&self.account, body.bytes(), received_at)
    }
}
