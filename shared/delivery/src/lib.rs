#![doc = include_str!("../README.md")]

mod clients;
mod dead_letters;
mod error;
mod inbox;
mod mail;
mod mail_rules;
mod notices;
mod quarantine;
mod queue;
pub mod slack;
mod vault;
mod visibility;

#[cfg(test)]
mod testing;

pub use clients::Clients;
pub use dead_letters::{DeadLetter, DeadLetters, Held, RECEIVED_AT_ONCE};
pub use error::DeliveryError;
pub use inbox::{Inbox, parse_inbox_body};
pub use mail::{MailError, Mailer, MessageId};
pub use mail_rules::{ActiveRules, MailRules, MailRulesError};
pub use notices::{NoticeQueue, QueuedNotice};
pub use quarantine::QuarantinedRequest;
pub use slack::Slack;
pub use vault::{StoredObject, Vault};
pub use visibility::{Postponement, Visibility};
