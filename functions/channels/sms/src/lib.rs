#![doc = include_str!("../README.md")]

mod address;
mod content;
mod fields;
mod files;
mod message;
mod people;
mod read;
#[cfg(test)]
mod specimen;
mod status;
mod webhook;

use channel::signature::twilio::PublicUrl;
use channel::{Reader, Reading, Verified};
use domain::ChannelId;
use jiff::Timestamp;

/// The channel's name in configuration and tables, and of the events that came by text message.
pub const CHANNEL: &str = "sms";
/// The channel of events that came by WhatsApp.
pub const WHATSAPP: &str = "whatsapp";
/// The path that takes messages.
pub const MESSAGES_PATH: &str = "/sms";
/// The path that takes what became of messages of ours.
pub const STATUS_PATH: &str = "/sms/status";

/// Messages by Twilio: SMS, MMS, RCS, and WhatsApp where Twilio is the way to it.
///
/// The default has no public address: it reads, and proves nothing.
#[derive(Clone, Debug, Default)]
pub struct Sms {
    public_url: Option<PublicUrl>,
}

impl Sms {
    /// The channel whose addresses in Twilio's console begin with `public_url`.
    pub fn new(public_url: PublicUrl) -> Self {
        Self {
            public_url: Some(public_url),
        }
    }
}

impl Reader for Sms {
    fn channel(&self) -> ChannelId {
        ChannelId::new(CHANNEL)
    }

    fn read(&self, body: &Verified, received_at: Timestamp) -> Reading {
        read::read(body.bytes(), received_at)
    }
}

channel::conformance!(Sms, crate::specimen::Specimen);
