//! What becomes of a message.

use std::time::Duration;

/// The longest pause before a message comes again.
const LONGEST_PAUSE: Duration = Duration::from_secs(300);

/// What became of a message. Reasons get into logs and quarantine: they must hold no text of the customer's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Handled, or there was nothing to do.
    Done,
    /// Not now: it comes again, and what is behind it in its group waits for it.
    Retry {
        /// When, where that is known; else after a pause that doubles each time.
        after: Option<Duration>,
        /// Why.
        reason: String,
    },
    /// Never: it is kept whole in quarantine, and what is behind it goes on.
    Poison(String),
    /// Handled, and kept whole in quarantine besides, because somebody may want to look at it (spam). Nobody is alarmed.
    SetAside(String),
}

impl Outcome {
    /// Not now, for a reason; the pause doubles each time.
    pub fn retry(reason: impl Into<String>) -> Self {
        Self::Retry {
            after: None,
            reason: reason.into(),
        }
    }
}

/// The pause before a message comes again that was received so many times: 2 s, 4 s, 8 s … at most 5 minutes. Ten
/// receptions so last about twenty minutes before the dead-letter queue.
pub fn back_off(receive_count: u32) -> Duration {
    Duration::from_secs(1 << receive_count.clamp(1, 16)).min(LONGEST_PAUSE)
}
