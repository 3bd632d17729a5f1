//! What can go wrong with the table.

use std::error::Error;

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};

/// An operation on the table that failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// DynamoDB could not be asked, or would not answer.
    #[error("{operation} failed{}", code.as_deref().map(|code| format!(" with {code}")).unwrap_or_default())]
    Call {
        /// What was asked.
        operation: &'static str,
        /// DynamoDB's word for it.
        code: Option<String>,
        /// Why.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// An item that is not as this version writes it.
    #[error("the item {pk} / {sk} cannot be read")]
    Item {
        /// Its partition key.
        pk: String,
        /// Its sort key.
        sk: String,
        /// Why.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// A value that cannot be written.
    #[error("{what} cannot be written as an item")]
    Encode {
        /// What.
        what: &'static str,
        /// Why.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// Others kept changing the same items; trying again later will do.
    #[error("{0} met other writers too often")]
    Contended(&'static str),
    /// No configuration was applied yet.
    #[error("no configuration is applied; run `ventanilla config apply care.toml`")]
    NoConfig,
    /// The stored configuration is not complete or not valid.
    #[error("the stored configuration {version} cannot be used: {reason}")]
    BadConfig {
        /// Its version.
        version: String,
        /// What is wrong.
        reason: String,
    },
}

impl StoreError {
    /// For a failed call.
    pub(crate) fn call<E, R>(operation: &'static str, error: SdkError<E, R>) -> Self
    where
        E: ProvideErrorMetadata + Error + Send + Sync + 'static,
        R: std::fmt::Debug + Send + Sync + 'static,
    {
        let code = error
            .as_service_error()
            .and_then(ProvideErrorMetadata::code)
            .map(str::to_owned);
        Self::Call {
            operation,
            code,
            source: Box::new(error),
        }
    }

    /// Whether the same again may go well: everything but what is broken in itself.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Call { code, .. } => !matches!(
                code.as_deref(),
                Some("ValidationException" | "AccessDeniedException" | "ResourceNotFoundException")
            ),
            Self::Contended(_) | Self::NoConfig => true,
            Self::Item { .. } | Self::Encode { .. } | Self::BadConfig { .. } => false,
        }
    }
}
