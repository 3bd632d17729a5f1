//! Slack's Web API, as far as telling agents needs it.

mod call;
mod error;
mod history;

use std::time::Duration;

use domain::NoticeId;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

pub use error::SlackError;

/// How long a call may take before we stop waiting for its answer.
const TIMEOUT: Duration = Duration::from_secs(8);
/// Where the notice's id stands in a message's metadata.
const NOTICE: &str = "notice";

/// A message to post.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PostMessage {
    /// A channel's id, or a person's: Slack then opens the direct message.
    pub channel: String,
    /// What notifications and screen readers say. Customers' text in it must be [`escape`]d.
    pub text: String,
    /// Block Kit blocks.
    pub blocks: Value,
    /// What the message is about, for machines.
    pub metadata: Metadata,
}

/// A message's metadata: by it we know our own message again.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Metadata {
    /// What happened, such as `thread_assigned`.
    pub event_type: String,
    /// An object; its field `notice` holds the notice's id.
    pub event_payload: Value,
}

impl Metadata {
    /// Metadata of a message that carries a notice.
    pub fn of_notice(event_type: impl Into<String>, notice: &NoticeId) -> Self {
        Self {
            event_type: event_type.into(),
            event_payload: json!({ NOTICE: notice }),
        }
    }

    /// The same with one more field in its payload.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        if let Value::Object(payload) = &mut self.event_payload {
            payload.insert(name.to_owned(), value.into());
        }
        self
    }
}

/// Where a message stands: together they name it for ever.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Posted {
    /// The channel's id; for a direct message the conversation's.
    pub channel: String,
    /// The message's `ts`: text, never a number.
    pub ts: String,
}

/// A workspace's Web API.
#[derive(Clone, Debug)]
pub struct Slack {
    http: reqwest::Client,
    api_url: String,
    token: SecretString,
    timeout: Duration,
}

impl Slack {
    /// The API at `api_url` (`https://slack.com/api`) with a bot's token.
    pub fn new(http: reqwest::Client, api_url: impl Into<String>, token: SecretString) -> Self {
        let api_url = api_url.into().trim_end_matches('/').to_owned();
        Self {
            http,
            api_url,
            token,
            timeout: TIMEOUT,
        }
    }

    /// The same with another limit for the answer to one call (8 s unless told).
    pub fn with_timeout(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    /// Posts a message (`chat.postMessage`; needs `chat:write`). Links in it are not unfolded.
    ///
    /// # Errors
    /// A [`SlackError`] that says what to do. After [`SlackError::Unknown`] look with [`Slack::find_posted`] before
    /// posting again: Slack knows no idempotency key.
    pub async fn post_message(&self, message: &PostMessage) -> Result<Posted, SlackError> {
        let mut body = json!(message);
        body["unfurl_links"] = json!(false);
        body["unfurl_media"] = json!(false);
        let answer = self.post("chat.postMessage", &body).await?;
        // It was posted, but we do not know where: the history tells.
        serde_json::from_value(answer).map_err(|_| SlackError::Unknown {
            code: "no_place_in_answer".to_owned(),
        })
    }
}

/// Customers' text made harmless: without this, `<!channel>` calls everybody.
/// <https://docs.slack.dev/messaging/formatting-message-text#escaping>
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests;
