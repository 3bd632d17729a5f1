//! Why a function did not start.

use std::fmt;

use crate::logs::chain;

/// A function cannot start. `main` returns it; its `Debug` is what the operator reads in the log, so it is written out.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum BootError {
    /// Variables are missing or not what they should be: all of them at once.
    #[error("the environment is not complete: {}", problems.join("; "))]
    Environment {
        /// One sentence a variable.
        problems: Vec<String>,
    },
    /// Something that the function needs cannot be made.
    #[error("{what} cannot be made")]
    Part {
        /// What it is.
        what: &'static str,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The Lambda Runtime API ended the function.
    #[error("the Lambda runtime stopped")]
    Runtime {
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl BootError {
    /// Something that the function needs cannot be made.
    pub fn part(
        what: &'static str,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::Part {
            what,
            source: source.into(),
        }
    }
}

impl fmt::Debug for BootError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&chain(self))
    }
}
