#![doc = include_str!("../README.md")]

mod door;
mod events;
mod https;
pub mod mail;
pub mod notification;
mod receipt;
mod reply;
mod sns;
#[cfg(test)]
mod specimen;

use channel::{Reader, Reading, Unreadable, Verified};
use domain::ChannelId;
use jiff::Timestamp;

pub use channel::signature::sns::NoTopic;
pub use domain::notice::LOOP_HEADER;
pub use door::{is_only_spam, take};
pub use https::{MailOverHttps, NoSecret};
pub use mail::{Part, normal_message_id, part};
pub use notification::{Content, Notification, NotificationError, Received};
pub use receipt::{Receipt, Verdict};
pub use sns::Sns;

/// The channel `email`: mail that SES took in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Email;

channel::conformance!(reader Email, crate::specimen::Mails);

pub(crate) fn channel() -> ChannelId {
    ChannelId::new("email")
}

impl Reader for Email {
    fn channel(&self) -> ChannelId {
        channel()
    }

    /// Reads a mail as it stands in a file or a bucket (RFC 5322), or what SES says of one: its notification, bare or in
    /// SNS's envelope. A header cannot begin with `{`, so the first character tells which.
    fn read(&self, body: &Verified, received_at: Timestamp) -> Reading {
        let bytes = body.bytes();
        match bytes.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'{') => read_notification(bytes, received_at),
            _ => mail::read(bytes, &Receipt::default(), received_at),
        }
    }
}

fn read_notification(bytes: &[u8], received_at: Timestamp) -> Reading {
    match notification::parse(bytes) {
        Ok(Notification::Received(received)) => read_received(&received, received_at),
        Ok(Notification::Event(event)) => events::read(&event, received_at),
        Ok(Notification::Nothing) => Reading::default(),
        Err(error) => unreadable(&error),
    }
}

fn read_received(received: &Received, received_at: Timestamp) -> Reading {
    match &received.content {
        Content::Inline(bytes) => mail::read(bytes, &received.receipt, received_at),
        Content::Object { .. } => {
            absent("the mail's content stands in the bucket, not in the notification")
        }
        Content::Absent => {
            absent("the notification neither holds the mail nor says where it stands")
        }
    }
}

fn absent(reason: &str) -> Reading {
    Reading::nothing(Unreadable {
        place: "/content".to_owned(),
        reason: reason.to_owned(),
    })
}

fn unreadable(error: &NotificationError) -> Reading {
    Reading::nothing(Unreadable {
        place: error.place(),
        reason: error.to_string(),
    })
}

/// Reads what SES says became of a mail that we sent: one status for each recipient.
pub fn read_event(event: &notification::SesEvent, received_at: Timestamp) -> Reading {
    events::read(event, received_at)
}
