//! What the Bot Framework sends, as far as we read it
//! (<https://github.com/microsoft/botframework-sdk/blob/main/specs/botframework-activity/botframework-activity.md>).
//! Everything is optional: what an event cannot do without is asked for where it is built.

use channel::lenient;
use serde::Deserialize;
use serde_json::Value;

/// A person or a bot.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Account {
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) id: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) name: Option<String>,
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) aad_object_id: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) role: Option<String>,
}

/// A chat with one person, a group chat, or a channel of a team.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Conversation {
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) id: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) conversation_type: Option<String>,
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) tenant_id: Option<String>,
}

/// An organisation.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Tenant {
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) id: Option<String>,
}

/// What Teams adds.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct ChannelData {
    #[serde(deserialize_with = "lenient::part")]
    pub(crate) tenant: Option<Tenant>,
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) event_type: Option<String>,
}

/// The frame of an activity.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Activity {
    #[serde(rename = "type", deserialize_with = "lenient::text")]
    pub(crate) kind: Option<String>,
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) id: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) timestamp: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) local_timestamp: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) service_url: Option<String>,
    #[serde(deserialize_with = "lenient::part")]
    pub(crate) from: Option<Account>,
    #[serde(deserialize_with = "lenient::part")]
    pub(crate) recipient: Option<Account>,
    #[serde(deserialize_with = "lenient::part")]
    pub(crate) conversation: Option<Conversation>,
    #[serde(deserialize_with = "lenient::part")]
    pub(crate) channel_data: Option<ChannelData>,
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) locale: Option<String>,
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) reply_to_id: Option<String>,
    /// Of an `event` or `invoke`.
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) name: Option<String>,
    /// Of an `installationUpdate`.
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) action: Option<String>,
}

impl Activity {
    /// What Teams calls the event inside `conversationUpdate`, `messageUpdate` and `messageDelete`.
    pub(crate) fn event_type(&self) -> Option<&str> {
        self.channel_data.as_ref()?.event_type.as_deref()
    }
}

/// A part that is there and not null.
pub(crate) fn present<'a>(parent: &'a Value, name: &str) -> Option<&'a Value> {
    parent.get(name).filter(|value| !value.is_null())
}
