//! Conversations, and the messages in them.
//!
//! In a channel of a team the conversation's id ends in the id of the post that the messages stand below:
//! `19:…@thread.tacv2;messageid=1763654400123`. A message's own id is the millisecond at which it was written, so it
//! names a message only together with its conversation.

use crate::wire::{Activity, Conversation};

/// What stands between a channel's id and that of the post.
const POST: &str = ";messageid=";

impl Activity {
    /// `teams:{tenant}:{conversation}`: a chat, a group chat, or one post of a channel with all that stands below it.
    pub(crate) fn thread_key(&self) -> Option<String> {
        let conversation = self.conversation.as_ref()?;
        let tenant = self.tenant(conversation).unwrap_or_default();
        let id = conversation.id.as_deref()?;
        Some(format!("teams:{tenant}:{id}"))
    }

    /// A message of this conversation, as `{conversation}/{message}`: by these two it is answered.
    pub(crate) fn full_id(&self, message: Option<&str>) -> Option<String> {
        let conversation = self.conversation.as_ref()?.id.as_deref()?;
        let place = conversation
            .split_once(POST)
            .map_or(conversation, |(place, _)| place);
        Some(format!("{place}/{}", message?))
    }

    /// Who else reads along, for the agent who answers.
    pub(crate) fn company(&self) -> Option<&'static str> {
        match self.conversation.as_ref()?.conversation_type.as_deref()? {
            "groupChat" => Some("in a group chat: the others in it read along"),
            "channel" => Some("in a channel: the team reads along"),
            _ => None,
        }
    }

    fn tenant<'a>(&'a self, conversation: &'a Conversation) -> Option<&'a str> {
        let of_channel = || self.channel_data.as_ref()?.tenant.as_ref()?.id.as_deref();
        conversation.tenant_id.as_deref().or_else(of_channel)
    }
}
