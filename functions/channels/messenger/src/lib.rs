#![doc = include_str!("../README.md")]

mod files;
#[cfg(test)]
mod specimen;
mod webhook;

use channel::{Reader, Reading, Verified};
use channel_facebook::PAGE;
use domain::ChannelId;
use jiff::Timestamp;
use meta::OwnApps;
use meta::messaging::MESSENGER;

pub use meta::Secret;

channel::conformance!(Messenger, crate::specimen::Specimen);

/// The channel's name in events, configuration and tables.
pub const CHANNEL: &str = MESSENGER.channel;

/// The Messenger channel, for all pages of the app: each request names the page it is for.
///
/// Its secret's `app_id` becomes known with the first proof, and is forgotten with the channel.
#[derive(Debug, Default)]
pub struct Messenger {
    own_apps: OwnApps,
}

impl Reader for Messenger {
    fn channel(&self) -> ChannelId {
        ChannelId::new(CHANNEL)
    }

    fn read(&self, body: &Verified, received_at: Timestamp) -> Reading {
        meta::read(&PAGE, body.bytes(), received_at, &self.own_apps)
    }
}
