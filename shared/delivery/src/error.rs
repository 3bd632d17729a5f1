//! What can go wrong with a queue or the vault.

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A queue or the vault did not do what it was asked to.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DeliveryError {
    /// The queue took the rest of a batch, but not these messages, however often they were sent.
    #[error("the queue did not take {count} of the messages ({code})")]
    NotTaken {
        /// How many messages are not in the queue.
        count: usize,
        /// The queue's word for the first of them.
        code: String,
    },
    /// A call to the queue failed as a whole.
    #[error("the queue call {operation} failed")]
    Queue {
        /// The API's name of the call.
        operation: &'static str,
        /// Why.
        #[source]
        source: BoxError,
    },
    /// A call to the vault failed.
    #[error("the vault call {operation} failed")]
    Vault {
        /// The API's name of the call.
        operation: &'static str,
        /// Why.
        #[source]
        source: BoxError,
    },
    /// The vault holds nothing under a key.
    #[error("the vault holds no object {key}")]
    NoSuchObject {
        /// The key.
        key: String,
    },
    /// A message or object is not what it should be. Says where, never what: the text is a customer's.
    #[error("{what} cannot be read: {place}")]
    Unreadable {
        /// What was read.
        what: &'static str,
        /// Kind, line and column of the error.
        place: String,
    },
    /// Something could not be written as JSON.
    #[error("{what} cannot be written as JSON")]
    Unwritable {
        /// What was written.
        what: &'static str,
        /// Why.
        #[source]
        source: serde_json::Error,
    },
}

impl DeliveryError {
    /// Whether trying again can help.
    pub fn is_transient(&self) -> bool {
        matches!(
            self,
            Self::NotTaken { .. } | Self::Queue { .. } | Self::Vault { .. }
        )
    }

    pub(crate) fn queue(operation: &'static str, source: impl Into<BoxError>) -> Self {
        Self::Queue {
            operation,
            source: source.into(),
        }
    }

    pub(crate) fn vault(operation: &'static str, source: impl Into<BoxError>) -> Self {
        Self::Vault {
            operation,
            source: source.into(),
        }
    }

    /// The error's own text is left out: it may quote what it could not read.
    pub(crate) fn unreadable(what: &'static str, error: &serde_json::Error) -> Self {
        let place = format!(
            "{:?} at line {} column {}",
            error.classify(),
            error.line(),
            error.column()
        );
        Self::Unreadable { what, place }
    }
}
