//! What Telegram sends, as far as we read it (<https://core.telegram.org/bots/api#update>). Everything is optional:
//! what an event cannot do without is asked for where it is built.

use serde::Deserialize;
use serde_json::Value;

use channel::lenient;

/// A person or a bot.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct User {
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) id: Option<String>,
    #[serde(deserialize_with = "lenient::part")]
    pub(crate) is_bot: Option<bool>,
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) first_name: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) last_name: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) username: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) language_code: Option<String>,
}

/// A private chat, group, supergroup or channel.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Chat {
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) id: Option<String>,
    #[serde(rename = "type", deserialize_with = "lenient::text")]
    pub(crate) kind: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) title: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) username: Option<String>,
}

impl Chat {
    /// Whether the chat is with one person. Without a type, the sign tells: ids of groups and channels are negative.
    pub(crate) fn is_private(&self) -> bool {
        match self.kind.as_deref() {
            Some(kind) => kind == "private",
            None => self.id.as_deref().is_some_and(|id| !id.starts_with('-')),
        }
    }
}

/// A message's frame; its content is read in `content`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Message {
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) message_id: Option<String>,
    #[serde(deserialize_with = "lenient::number")]
    pub(crate) date: Option<i64>,
    #[serde(deserialize_with = "lenient::number")]
    pub(crate) edit_date: Option<i64>,
    pub(crate) chat: Chat,
    #[serde(deserialize_with = "lenient::part")]
    pub(crate) from: Option<User>,
    #[serde(deserialize_with = "lenient::part")]
    pub(crate) sender_chat: Option<Chat>,
    #[serde(deserialize_with = "lenient::part")]
    pub(crate) is_topic_message: Option<bool>,
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) message_thread_id: Option<String>,
    #[serde(deserialize_with = "lenient::part")]
    pub(crate) is_automatic_forward: Option<bool>,
    #[serde(deserialize_with = "lenient::part")]
    pub(crate) is_from_offline: Option<bool>,
    #[serde(deserialize_with = "lenient::part")]
    pub(crate) sender_business_bot: Option<User>,
    #[serde(deserialize_with = "lenient::part")]
    pub(crate) reply_to_message: Option<Quoted>,
    #[serde(deserialize_with = "lenient::part")]
    pub(crate) external_reply: Option<Quoted>,
    pub(crate) text: Option<String>,
    pub(crate) caption: Option<String>,
}

impl Message {
    /// The conversation: the chat, and its topic where the chat has topics. Replies in plain supergroups carry a
    /// `message_thread_id` too, which is no topic.
    pub(crate) fn thread_key(&self) -> Option<String> {
        let chat = self.chat.id.as_deref()?;
        match (self.is_topic_message, self.message_thread_id.as_deref()) {
            (Some(true), Some(topic)) => Some(format!("tg:{chat}:{topic}")),
            _ => Some(format!("tg:{chat}")),
        }
    }

    /// The message's id among all chats.
    pub(crate) fn full_id(&self) -> Option<String> {
        full_id(&self.chat, self.message_id.as_deref())
    }
}

/// The message that another one answers.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Quoted {
    #[serde(deserialize_with = "lenient::id")]
    message_id: Option<String>,
    #[serde(deserialize_with = "lenient::part")]
    chat: Option<Chat>,
}

impl Quoted {
    pub(crate) fn full_id(&self) -> Option<String> {
        full_id(self.chat.as_ref()?, self.message_id.as_deref())
    }
}

/// A file of any kind.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct File {
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) file_id: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) mime_type: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) file_name: Option<String>,
    #[serde(deserialize_with = "lenient::number")]
    pub(crate) file_size: Option<i64>,
    #[serde(deserialize_with = "lenient::number")]
    pub(crate) width: Option<i64>,
    #[serde(deserialize_with = "lenient::number")]
    pub(crate) height: Option<i64>,
}

/// A reaction set or removed (<https://core.telegram.org/bots/api#messagereactionupdated>).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Reaction {
    pub(crate) chat: Chat,
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) message_id: Option<String>,
    #[serde(deserialize_with = "lenient::part")]
    pub(crate) user: Option<User>,
    #[serde(deserialize_with = "lenient::part")]
    pub(crate) actor_chat: Option<Chat>,
    #[serde(deserialize_with = "lenient::number")]
    pub(crate) date: Option<i64>,
    pub(crate) old_reaction: Vec<Value>,
    pub(crate) new_reaction: Vec<Value>,
}

/// Messages taken back in a business chat (<https://core.telegram.org/bots/api#businessmessagesdeleted>).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Deleted {
    pub(crate) chat: Chat,
    pub(crate) message_ids: Vec<Value>,
}

/// What the remaining kinds of update have in common.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Other {
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) id: Option<String>,
    #[serde(deserialize_with = "lenient::part")]
    pub(crate) from: Option<User>,
    #[serde(deserialize_with = "lenient::part")]
    pub(crate) user: Option<User>,
    #[serde(deserialize_with = "lenient::part")]
    pub(crate) chat: Option<Chat>,
    #[serde(deserialize_with = "lenient::part")]
    pub(crate) message: Option<Message>,
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) message_id: Option<String>,
    #[serde(deserialize_with = "lenient::id")]
    pub(crate) inline_message_id: Option<String>,
    #[serde(deserialize_with = "lenient::number")]
    pub(crate) date: Option<i64>,
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) data: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) query: Option<String>,
    #[serde(deserialize_with = "lenient::part")]
    pub(crate) new_chat_member: Option<Member>,
}

/// A member's new place in a chat.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Member {
    #[serde(deserialize_with = "lenient::text")]
    pub(crate) status: Option<String>,
}

/// `chat:message`: a message's number is its own only within its chat.
pub(crate) fn full_id(chat: &Chat, message_id: Option<&str>) -> Option<String> {
    Some(format!("{}:{}", chat.id.as_deref()?, message_id?))
}
