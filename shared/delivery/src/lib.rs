#![doc = include_str!("../README.md")]

mod clients;
mod dead_letters;
mod error;
mod file_jobs;
mod file_links;
mod inbox;
mod mail;
mod mail_fate;
mod mail_rules;
mod notices;
mod outside;
mod quarantine;
mod queue;
pub mod slack;
mod stored_files;
mod vault;
mod visibility;

#[cfg(test)]
mod testing;

pub use clients::Clients;
pub use dead_letters::{DeadLetter, DeadLetters, Held, RECEIVED_AT_ONCE};
pub use error::DeliveryError;
pub use file_jobs::{FileJob, FileJobs};
pub use file_links::{BadLink, FileLink, LINK_LIFETIME, LinkSecret};
pub use inbox::{Inbox, parse_inbox_body};
pub use mail::{MailError, Mailer, MessageId};
pub use mail_fate::{Fate, MailFate};
pub use mail_rules::{ActiveRules, MailRules, MailRulesError};
pub use notices::{NoticeQueue, QueuedNotice};
pub use outside::{Fetched, Outside, OutsideError};
pub use quarantine::{InQuarantine, QuarantineFilter, QuarantinedRequest};
pub use slack::Slack;
pub use stored_files::{Serving, StoredFiles};
pub use vault::{StoredObject, Vault};
pub use visibility::{Postponement, Visibility};
