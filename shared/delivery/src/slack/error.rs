//! Slack's errors, sorted by what to do about them.

use std::time::Duration;

/// A call to Slack did not do what it should. Nothing in it quotes a message or the token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SlackError {
    /// Over the rate: not before this time again.
    #[error("Slack wants us to wait {} s", after.as_secs())]
    RetryAfter {
        /// How long, as Slack says.
        after: Duration,
    },
    /// Nothing was posted, and trying again can help.
    #[error("Slack did not answer the call for now ({code})")]
    Retry {
        /// Slack's word, or what became of the call.
        code: String,
    },
    /// This message will never be posted as it is.
    #[error("Slack refuses this message ({code})")]
    Message {
        /// Slack's word.
        code: String,
    },
    /// Nothing gets to this place until somebody sees to it: token, scope, the channel itself.
    #[error("Slack does not let us post there ({code})")]
    Channel {
        /// Slack's word.
        code: String,
    },
    /// The call was written, but its answer is not known: the message may be there.
    #[error("it is not known whether Slack took the call ({code})")]
    Unknown {
        /// What became of the call.
        code: String,
    },
}

impl SlackError {
    /// Sorts the word of an answer with `ok: false`. Words that we do not know are a fault of the message: repeating it
    /// for ever would hold up what comes behind it.
    pub(crate) fn of_word(word: &str) -> Self {
        let code = word.to_owned();
        match word {
            "ratelimited" | "rate_limited" => Self::RetryAfter {
                after: Duration::from_secs(1),
            },
            "internal_error"
            | "fatal_error"
            | "service_unavailable"
            | "request_timeout"
            | "team_added_to_org"
            | "external_channel_migrating" => Self::Retry { code },
            "invalid_auth"
            | "not_authed"
            | "account_inactive"
            | "token_revoked"
            | "token_expired"
            | "missing_scope"
            | "no_permission"
            | "not_allowed_token_type"
            | "org_login_required"
            | "ekm_access_denied"
            | "team_access_not_granted"
            | "access_denied"
            | "accesslimited"
            | "not_in_channel"
            | "channel_not_found"
            | "is_archived"
            | "restricted_action"
            | "messages_tab_disabled" => Self::Channel { code },
            _ => Self::Message { code },
        }
    }

    /// Sorts a call that got no answer. Only a connection that was never made proves that nothing was posted.
    pub(crate) fn of_transport(error: &reqwest::Error) -> Self {
        let code = |word: &str| word.to_owned();
        if error.is_builder() {
            Self::Channel {
                code: code("call_cannot_be_built"),
            }
        } else if error.is_connect() {
            Self::Retry {
                code: code("not_connected"),
            }
        } else if error.is_timeout() {
            Self::Unknown {
                code: code("timeout"),
            }
        } else {
            Self::Unknown {
                code: code("connection_lost"),
            }
        }
    }
}
