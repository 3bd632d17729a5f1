#![doc = include_str!("../README.md")]

mod comment;
mod files;
mod mention;
#[cfg(test)]
mod specimen;
mod webhook;

use channel::{Reader, Reading, Verified};
use domain::{ChannelId, ContactEvent};
use jiff::Timestamp;
use meta::messaging::INSTAGRAM;
use meta::{Changes, Frame, Object, OwnApps, Source};
use serde_json::Value;

pub use meta::Secret;

channel::conformance!(Instagram, crate::specimen::Specimen);

/// The channel's name in events, configuration and tables.
pub const CHANNEL: &str = INSTAGRAM.channel;

/// An account's requests: private messages, comments, mentions.
const ACCOUNT: Source = Source {
    object: Object::Instagram,
    messages: INSTAGRAM,
    changes: Changes {
        channel: CHANNEL,
        read: read_change,
    },
};

/// The Instagram channel, for all professional accounts of the app: each request names the account it is for.
///
/// Its secret's `app_id` becomes known with the first proof, and is forgotten with the channel.
#[derive(Debug, Default)]
pub struct Instagram {
    own_apps: OwnApps,
}

impl Reader for Instagram {
    fn channel(&self) -> ChannelId {
        ChannelId::new(CHANNEL)
    }

    fn read(&self, body: &Verified, received_at: Timestamp) -> Reading {
        meta::read(&ACCOUNT, body.bytes(), received_at, &self.own_apps)
    }
}

/// Reads one change of an account. What is neither comment nor mention is an event of kind other.
fn read_change(
    frame: &Frame<'_>,
    field: &str,
    value: &Value,
) -> Result<ContactEvent, &'static str> {
    match field {
        "comments" | "live_comments" => comment::read(frame, field, value),
        "mentions" => mention::read(frame, value),
        _ => Ok(frame.whole(field, value)),
    }
}
