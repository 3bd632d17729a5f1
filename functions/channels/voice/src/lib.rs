#![doc = include_str!("../README.md")]

mod address;
mod call;
mod dial;
mod fields;
mod files;
mod keys;
mod party;
mod progress;
mod read;
mod recording;
mod script;
mod settings;
#[cfg(test)]
mod specimen;
mod transcription;
mod webhook;
mod words;
mod xml;

use channel::{Reader, Reading, Verified};
use domain::ChannelId;
use jiff::Timestamp;

pub use settings::{Given, InvalidSettings, Settings};

/// The channel's name in events, configuration and tables.
pub const CHANNEL: &str = "voice";

/// Calls by Twilio: who called and was not answered, what they left on the tape, whether they want to be called back.
///
/// The default has no settings: it reads, proves nothing and answers no call.
#[derive(Clone, Debug, Default)]
pub struct Voice {
    settings: Option<Settings>,
}

impl Voice {
    /// The channel that answers calls as the settings say.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings: Some(settings),
        }
    }

    /// Whether a call rings nowhere: then it is missed as soon as it comes.
    fn rings_nobody(&self) -> bool {
        self.settings
            .as_ref()
            .is_some_and(|settings| settings.ring().is_none())
    }
}

impl Reader for Voice {
    fn channel(&self) -> ChannelId {
        ChannelId::new(CHANNEL)
    }

    fn read(&self, body: &Verified, received_at: Timestamp) -> Reading {
        read::read(body.bytes(), self.rings_nobody(), received_at)
    }
}

channel::conformance!(Voice, crate::specimen::Specimen);
