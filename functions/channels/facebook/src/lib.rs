#![doc = include_str!("../README.md")]

mod content;
mod feed;
mod files;
mod reaction;
#[cfg(test)]
mod specimen;
mod story;
mod webhook;

use channel::{Reader, Reading, Verified};
use domain::ChannelId;
use jiff::Timestamp;
use meta::messaging::MESSENGER;
use meta::{Changes, Object, OwnApps, Source};

pub use meta::Secret;

channel::conformance!(Facebook, crate::specimen::Specimen);

/// The channel's name in events, configuration and tables.
pub const CHANNEL: &str = "facebook";

/// A page's requests. Meta sends an app's requests about pages to one URL, private messages and feed alike, so whoever
/// reads one half at that URL reads the other too, each under its own channel's name.
pub const PAGE: Source = Source {
    object: Object::Page,
    messages: MESSENGER,
    changes: Changes {
        channel: CHANNEL,
        read: feed::read,
    },
};

/// The Facebook channel, for the feeds of all pages of the app: each request names the page it is for.
#[derive(Debug, Default)]
pub struct Facebook {
    own_apps: OwnApps,
}

impl Reader for Facebook {
    fn channel(&self) -> ChannelId {
        ChannelId::new(CHANNEL)
    }

    fn read(&self, body: &Verified, received_at: Timestamp) -> Reading {
        meta::read(&PAGE, body.bytes(), received_at, &self.own_apps)
    }
}
