//! Errors by what is to be done about them. This is the one place where an error becomes an HTTP status or a batch's outcome.

use std::error::Error;
use std::time::Duration;

use delivery::slack::SlackError;
use delivery::{DeliveryError, MailError};

use crate::batch::Outcome;
use crate::logs::chain;
use crate::secrets::SecretError;

/// How long what waits for an operator is left alone between two tries.
const UNTIL_SEEN_TO: Duration = Duration::from_secs(300);

/// What is to be done about an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Something is out of reach or busy: try again soon. HTTP 503.
    Transient,
    /// An operator must see to it (a revoked token, a missing permission): try again rarely; the dead-letter queue keeps
    /// what outlasts that. HTTP 503.
    Blocked,
    /// This one message will never succeed: quarantine. HTTP 400.
    Poison,
    /// Our own fault: try again, somebody may have mended it by then. HTTP 500.
    Bug,
}

/// An error that knows its class.
pub trait Classify: Error {
    /// What is to be done about it.
    fn class(&self) -> Class;

    /// When to try again, where the other side says so.
    fn retry_after(&self) -> Option<Duration> {
        None
    }
}

impl Class {
    /// The HTTP status to answer.
    pub fn status(self) -> u16 {
        match self {
            Self::Transient | Self::Blocked => 503,
            Self::Poison => 400,
            Self::Bug => 500,
        }
    }
}

impl Outcome {
    /// What becomes of a message whose handling ended with an error.
    pub fn of(error: &impl Classify) -> Self {
        let reason = chain(error);
        match error.class() {
            Class::Poison => Self::Poison(reason),
            Class::Blocked => Self::Retry {
                after: Some(UNTIL_SEEN_TO),
                reason,
            },
            Class::Transient | Class::Bug => Self::Retry {
                after: error.retry_after(),
                reason,
            },
        }
    }
}

impl Classify for DeliveryError {
    fn class(&self) -> Class {
        match self {
            error if error.is_transient() => Class::Transient,
            Self::Unwritable { .. } => Class::Bug,
            _ => Class::Poison,
        }
    }
}

impl Classify for SecretError {
    fn class(&self) -> Class {
        match self {
            Self::Unavailable { .. } => Class::Transient,
            Self::Missing | Self::Misshapen { .. } => Class::Blocked,
        }
    }
}

impl Classify for SlackError {
    fn class(&self) -> Class {
        match self {
            Self::RetryAfter { .. } | Self::Retry { .. } | Self::Unknown { .. } => Class::Transient,
            Self::Message { .. } => Class::Poison,
            Self::Channel { .. } => Class::Blocked,
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::RetryAfter { after } => Some(*after),
            _ => None,
        }
    }
}

impl Classify for MailError {
    fn class(&self) -> Class {
        match self {
            Self::Retry { .. } => Class::Transient,
            Self::Recipient { .. } => Class::Poison,
            Self::Channel { .. } => Class::Blocked,
        }
    }
}

#[cfg(test)]
mod tests;
