//! Bringing one file from its provider, by the steps that its channel says.

use bytes::Bytes;
use channel::files::{Step, Unfetchable};
use delivery::{Outside, OutsideError};
use domain::file::{FileReason, LARGEST_FILE};

use crate::files::Way;

/// Requests that lead to a file at most. Providers need two.
const MOST_STEPS: usize = 4;
/// Bytes of an answer that tells where a file is.
const LARGEST_ANSWER: u64 = 64 * 1024;
/// From which try on a file that is not found is gone. A provider may tell of a file a moment before it serves it.
const GONE_FROM: u32 = 4;

/// Why a file was not brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unfetched {
    /// The reason.
    pub(crate) reason: FileReason,
    /// Whether a later try may bring it.
    pub(crate) passes: bool,
}

impl From<FileReason> for Unfetched {
    fn from(reason: FileReason) -> Self {
        Self {
            passes: reason.is_passing(),
            reason,
        }
    }
}

/// Fetches a file, at most as large as one may be.
pub(crate) async fn fetch(
    way: &Way<'_>,
    outside: &Outside,
    attempt: u32,
) -> Result<Bytes, Unfetched> {
    let mut answer: Option<Bytes> = None;
    for _ in 0..MOST_STEPS {
        let step = way.step(answer.as_deref());
        match step.map_err(|error| reason(&error))? {
            Step::Ask(ask) => {
                let told = outside.fetch(&ask, LARGEST_ANSWER).await;
                let told = told.map_err(|error| match error {
                    OutsideError::TooLarge { .. } => FileReason::Nameless.into(),
                    error => failure(&error, attempt),
                })?;
                answer = Some(told.content);
            }
            Step::Take(take) => {
                let brought = outside.fetch(&take, LARGEST_FILE).await;
                return match brought {
                    Ok(brought) => Ok(brought.content),
                    Err(error) => Err(failure(&error, attempt)),
                };
            }
        }
    }
    Err(FileReason::Nameless.into())
}

/// The reason why a provider has no way to a file.
pub(crate) fn reason(error: &Unfetchable) -> FileReason {
    match error {
        Unfetchable::Nameless | Unfetchable::BadAnswer => FileReason::Nameless,
        Unfetchable::Foreign(_) => FileReason::Foreign,
        Unfetchable::NoAccess(_) => FileReason::NoAccess,
        Unfetchable::Withheld(_) => FileReason::Withheld,
    }
}

fn failure(error: &OutsideError, attempt: u32) -> Unfetched {
    match error {
        OutsideError::Unreachable { .. } | OutsideError::Busy { .. } => {
            FileReason::OutOfReach.into()
        }
        // A token that is no longer good: an operator can put in another.
        OutsideError::Refused { status: 401, .. } => FileReason::NoAccess.into(),
        OutsideError::Refused { status: 404, .. } => Unfetched {
            reason: FileReason::Gone,
            passes: attempt < GONE_FROM,
        },
        OutsideError::Refused { status: 410, .. } => FileReason::Gone.into(),
        OutsideError::Refused { .. } => FileReason::Refused.into(),
        OutsideError::TooLarge { .. } => FileReason::TooLarge.into(),
        OutsideError::Astray(_) => FileReason::Foreign.into(),
    }
}
