//! Secrets: fetched at the start, kept for minutes, current and previous value.

mod cache;
mod manager;

pub use cache::SecretCache;
pub use manager::SecretsManager;

use secrecy::SecretString;

/// Which value of a secret: both are good while it is being rotated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// `AWSCURRENT`
    Current,
    /// `AWSPREVIOUS`
    Previous,
}

/// Where secrets come from.
pub trait SecretSource {
    /// The text of a secret's value; none where that stage has no value.
    fn fetch(
        &self,
        stage: Stage,
    ) -> impl Future<Output = Result<Option<SecretString>, SecretError>>;
}

/// A secret cannot be had. Its value is never in here.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SecretError {
    /// The store of secrets did not answer, or refused.
    #[error("the secret cannot be fetched")]
    Unavailable {
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// There is no current value.
    #[error("the secret has no current value")]
    Missing,
    /// The current value is not the JSON that the function needs.
    #[error("the secret is not of the shape that is needed (line {line}, column {column})")]
    Misshapen {
        /// Line of the JSON.
        line: usize,
        /// Column of the JSON.
        column: usize,
    },
}

#[cfg(test)]
mod tests;
