//! Looking whether a message of ours is there.

use domain::NoticeId;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::{NOTICE, Posted, Slack, SlackError};

/// Messages asked for in one page, and pages at most: what is posted in a channel within minutes.
const PAGE: &str = "100";
const PAGES: usize = 5;

impl Slack {
    /// Looks for the message that carries a notice among those of a channel (or a person's direct message) since `since`.
    /// None when it is not there. Needs `channels:history`, `groups:history` and, for persons, `im:history` and `im:write`.
    ///
    /// # Errors
    /// A [`SlackError`] as for any call; as long as there is one, it is not known whether the message is there.
    pub async fn find_posted(
        &self,
        channel: &str,
        notice: &NoticeId,
        since: Timestamp,
    ) -> Result<Option<Posted>, SlackError> {
        let channel = self.conversation(channel).await?;
        let oldest = format!("{}.000000", since.as_second());
        let mut cursor = String::new();
        for _ in 0..PAGES {
            let query = [
                ("channel", channel.as_str()),
                ("oldest", &oldest),
                ("limit", PAGE),
                ("include_all_metadata", "true"),
                ("cursor", &cursor),
            ];
            let page = self.get("conversations.history", &query).await?;
            if let Some(ts) = carrying(&page, notice) {
                return Ok(Some(Posted { channel, ts }));
            }
            match page["response_metadata"]["next_cursor"].as_str() {
                Some(next) if !next.is_empty() => cursor = next.to_owned(),
                _ => return Ok(None),
            }
        }
        Err(SlackError::Unknown {
            code: "history_too_long".to_owned(),
        })
    }

    /// A person's id (`U…`, `W…`) names no conversation: the direct message with them does.
    async fn conversation(&self, channel: &str) -> Result<String, SlackError> {
        if !channel.starts_with(['U', 'W']) {
            return Ok(channel.to_owned());
        }
        let answer = self
            .post("conversations.open", &json!({ "users": channel }))
            .await?;
        match answer["channel"]["id"].as_str() {
            Some(id) => Ok(id.to_owned()),
            None => Err(SlackError::Unknown {
                code: "no_conversation_in_answer".to_owned(),
            }),
        }
    }
}

fn carrying(page: &Value, notice: &NoticeId) -> Option<String> {
    let messages = page["messages"].as_array()?;
    let ours = |message: &&Value| message["metadata"]["event_payload"][NOTICE] == notice.as_str();
    messages.iter().find(ours)?["ts"]
        .as_str()
        .map(str::to_owned)
}
