//! Why a notice was not told, and what to do about it.

use std::error::Error;
use std::time::Duration;

use delivery::MailError;
use delivery::slack::SlackError;
use jiff::Timestamp;
use runtime::secrets::SecretError;
use runtime::{Class, Classify};

use crate::render::RenderError;

/// `delivery`'s words for calls of SES that got no answer.
const UNANSWERED: [&str; 3] = ["Timeout", "DispatchFailure", "ResponseError"];

type BoxError = Box<dyn Error + Send + Sync>;

/// A notice was not told, or is not known to have been. Nothing in it quotes a customer or an address.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotifyError {
    /// The message is no notice.
    #[error("the message is no notice: {place}")]
    Unreadable {
        /// Kind, line and column of the error.
        place: String,
    },
    /// The notice could not be put into its form.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// The mail could not be written.
    #[error("the mail could not be written")]
    Mime(#[source] std::io::Error),
    /// The ledger could not be asked whether the notice was sent.
    #[error("the ledger of notices could not be asked")]
    Claim(#[source] BoxError),
    /// Somebody else is sending it.
    #[error("the notice is being sent by somebody else")]
    Held {
        /// How long until their lease ends.
        remaining: Duration,
    },
    /// It was sent, and that is not recorded.
    #[error("the notice was sent, but that could not be recorded")]
    Unrecorded(#[source] BoxError),
    /// It has no way. Every notice has one.
    #[error("the notice has no way to go")]
    NoWay,
    /// No Slack app is configured.
    #[error("the notice goes to Slack, but SLACK_SECRET_ID is not set")]
    NoSlack,
    /// The Slack app's token cannot be had.
    #[error("the Slack token cannot be had")]
    Secret(#[from] SecretError),
    /// An earlier attempt may have posted it, and looking for it failed.
    #[error("it could not be seen whether the notice is in Slack already")]
    LookUp(#[source] SlackError),
    /// Slack did not take it.
    #[error("the notice was not posted")]
    Slack(#[source] SlackError),
    /// SES did not take it.
    #[error("the notice was not mailed")]
    Mail(#[source] MailError),
}

impl NotifyError {
    /// The error of a body that could not be read. The reader's own text is left out: it quotes.
    pub(crate) fn unreadable(error: &serde_json::Error) -> Self {
        Self::Unreadable {
            place: format!(
                "{:?} at line {} column {}",
                error.classify(),
                error.line(),
                error.column()
            ),
        }
    }

    /// The time left of somebody's lease.
    pub(crate) fn held(until: Timestamp, now: Timestamp) -> Self {
        let remaining = Duration::try_from(until.duration_since(now)).unwrap_or_default();
        // SQS counts in whole seconds: rounded up, so that the lease has ended when the message comes again.
        Self::Held {
            remaining: Duration::from_secs(remaining.as_secs() + 1),
        }
    }

    /// Whether the claim may be given back: it is certain that nothing was sent, in this attempt or in one before
    /// (`tried_before`). Giving back forgets earlier attempts, so where they were not looked for, the claim stays.
    pub(crate) fn allows_giving_back(&self, tried_before: bool) -> bool {
        match self {
            Self::LookUp(_) | Self::Unrecorded(_) | Self::Slack(SlackError::Unknown { .. }) => {
                false
            }
            // A call without an answer: SES may have taken the mail.
            Self::Mail(MailError::Retry { code }) => !UNANSWERED.contains(&code.as_str()),
            // It was looked for before it was posted, and a mail cannot be looked for.
            Self::Slack(_) | Self::Mail(_) => true,
            _ => !tried_before,
        }
    }

    /// Whether nobody is told by this way until somebody mends it.
    pub(crate) fn is_refusal(&self) -> bool {
        self.is_of_the_way() && matches!(self.class(), Class::Poison | Class::Blocked)
    }

    /// Whether another way may do better.
    pub(crate) fn is_of_the_way(&self) -> bool {
        matches!(
            self,
            Self::NoSlack | Self::Slack(_) | Self::LookUp(_) | Self::Mail(_) | Self::Secret(_)
        )
    }

    /// Of the errors of a notice's ways, never none, the one that trying again helps soonest: as long as one way may be
    /// mended, the notice is not thrown away.
    pub(crate) fn most_hopeful(failed: Vec<Self>) -> Self {
        let hopeless = |error: &Self| match error.class() {
            Class::Transient => 0,
            Class::Bug => 1,
            Class::Blocked => 2,
            Class::Poison => 3,
        };
        failed
            .into_iter()
            .min_by_key(hopeless)
            .unwrap_or(Self::NoWay)
    }
}

impl Classify for NotifyError {
    fn class(&self) -> Class {
        match self {
            Self::Unreadable { .. } | Self::NoSlack | Self::NoWay => Class::Poison,
            Self::Render(_) | Self::Mime(_) => Class::Bug,
            Self::Claim(_) | Self::Held { .. } | Self::Unrecorded(_) => Class::Transient,
            Self::Secret(error) => error.class(),
            // What cannot be looked for is never thrown away: it may be told already, or not.
            Self::LookUp(error) if error.class() == Class::Poison => Class::Blocked,
            Self::LookUp(error) | Self::Slack(error) => error.class(),
            Self::Mail(error) => error.class(),
        }
    }

    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Held { remaining } => Some(*remaining),
            Self::Slack(error) | Self::LookUp(error) => error.retry_after(),
            _ => None,
        }
    }
}
