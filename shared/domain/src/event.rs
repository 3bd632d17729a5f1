//! What a provider told us, in one shape for all channels. This is also what travels in `inbox.fifo` and what
//! `ventanilla channel read` prints, one JSON object a line.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{AccountId, ChannelId, ContactKey, EventKey};

/// The kind of a [`ContactEvent`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// A private message of a customer: somebody expects an answer.
    Message,
    /// A public comment, mention or visitor post: somebody expects an answer.
    Comment,
    /// What became of a message that we sent.
    Status,
    /// A message that our own account sent, by whatever tool.
    Echo,
    /// A reaction set or removed.
    Reaction,
    /// A changed text.
    Edit,
    /// A message taken back.
    Delete,
    /// Anything else that is documented and expects no answer.
    Other,
}

impl EventKind {
    /// Whether somebody expects an answer.
    pub fn is_message(self) -> bool {
        matches!(self, Self::Message | Self::Comment)
    }
}

/// What a text is an identity in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityKind {
    /// The provider's id on this channel and account; its scope is in the value's contact key.
    Contact,
    /// A phone number in E.164 with its `+`.
    Phone,
    /// An e-mail address, lower case.
    Email,
    /// A user name or other id that the provider gives beside the contact's own, scoped to the channel.
    Username,
}

/// Who says that an identity is the sender's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// The provider, or an e-mail's DMARC pass: may join contacts into one customer.
    #[default]
    Verified,
    /// The sender only: shown to agents, never joins anything by itself.
    Claimed,
}

impl Proof {
    #[allow(clippy::trivially_copy_pass_by_ref)] // what `skip_serializing_if` asks for
    fn is_verified(&self) -> bool {
        *self == Self::Verified
    }
}

/// One thing that tells who the sender is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// What kind of identity.
    pub kind: IdentityKind,
    /// Its text in normal form (see [`IdentityKind`]).
    pub value: String,
    /// Who says so.
    pub proof: Proof,
}

/// A file that came with a message. Its content is fetched elsewhere and later.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The provider's word: `image`, `voice`, `document` …
    pub kind: String,
    /// The provider's id or the part's number, by which to fetch it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Where the provider says that it is. It may open without a key, so it is shown to nobody; and it is followed only
    /// to the provider's own hosts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The provider forbids to keep it (a story's picture): it is named, and not fetched.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub not_to_keep: bool,
    /// Media type as the provider says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mime: Option<String>,
    /// File name as the sender says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Size in bytes as the provider says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
}

/// What a provider told us.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactEvent {
    /// The channel it came by.
    pub channel: ChannelId,
    /// What kind of event.
    pub kind: EventKind,
    /// The id of the event's own message; where it has none, of the message it is about.
    pub external_message_id: Option<String>,
    /// The author; for an echo our account; for a status the customer it is about.
    pub sender_id: Option<String>,
    /// Body, caption or button title as it came. Quoted history stays in.
    pub text: Option<String>,
    /// The provider's time; none means that the time of receipt stands for it.
    pub timestamp: Option<Timestamp>,
    /// How many files came with it.
    pub attachments_count: u32,
    /// Whether everybody can read it.
    pub public: bool,
    /// The provider's conversation, as a text that is equal for events of one conversation.
    pub thread_key: Option<String>,
    /// The message that is edited, deleted, reacted to or reported on.
    pub target_message_id: Option<String>,
    /// Whether this may open a thread where there is none.
    pub opens_thread: bool,

    /// Our end of the channel.
    pub account: AccountId,
    /// The customer's id on this channel and account, whichever side wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_id: Option<String>,
    /// Who says that the contact wrote this: a mail's sender is only a claim unless its DMARC passes.
    #[serde(default, skip_serializing_if = "Proof::is_verified")]
    pub contact_proof: Proof,
    /// What names this event for ever.
    pub event_key: EventKey,
    /// When we took it from the provider.
    pub received_at: Timestamp,
    /// The sender's name as the provider shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender_name: Option<String>,
    /// Further ids of the sender on this channel, as the provider writes them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sender_aliases: Vec<String>,
    /// What tells who the customer is. The contact itself is not repeated here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identities: Vec<Identity>,
    /// The new text alone, without quoted history and signature, where that can be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_text: Option<String>,
    /// A mail's subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// The message that this one answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
    /// Every message id that this one refers to (a mail's `References` and `In-Reply-To`), nearest last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<String>,
    /// What the customer says it is about: a form's field, a menu's choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub motive: Option<String>,
    /// The customer's language as the provider or the form says, ISO 639-1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The message is a machine's (RFC 3834): no thread, no answer.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub auto_submitted: bool,
    /// A mail that must get no automatic acknowledgement, though a person may answer it: of a list, a shop system, a sender
    /// who wants none.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub no_acknowledgement: bool,
    /// The provider takes it for spam.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub spam: bool,
    /// A status in the provider's word, or `failed`, `delayed`, `delivered` of a mail report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The provider's error number of a failed status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_code: Option<i64>,
    /// A mail report's enhanced status code (RFC 3463).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_code: Option<String>,
    /// Telegram's number of the update.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub update_id: Option<i64>,
    /// The provider's id of the telling, where it differs from the message's (X's `event_uuid`, Slack's `event_id`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_id: Option<String>,
    /// SNS's word for what it sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sns_type: Option<String>,
    /// The topic that SNS sent it from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic_arn: Option<String>,
    /// An echo of what our own application sent. It answers nobody anew: we know what we sent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sent_by_us: bool,
    /// The token of our own reply address (`support+t.TOKEN@…`) that a mail was written to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_token: Option<String>,
    /// SES's id of a received mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ses_message_id: Option<String>,
    /// Where the whole text stands when this holds only its beginning: an object key in the vault or mail bucket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole_text_at: Option<String>,
    /// What a reader of the event should know: an id that changed, a field that was absurd.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// A hash of the address a form was sent from, for counting; never the address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin_mark: Option<String>,
}

impl ContactEvent {
    /// An event of a kind with nothing known of it yet but where it came from.
    pub fn new(
        channel: ChannelId,
        account: AccountId,
        kind: EventKind,
        event_key: EventKey,
        received_at: Timestamp,
    ) -> Self {
        Self {
            channel,
            kind,
            external_message_id: None,
            sender_id: None,
            text: None,
            timestamp: None,
            attachments_count: 0,
            public: false,
            thread_key: None,
            target_message_id: None,
            opens_thread: kind.is_message(),
            account,
            contact_id: None,
            contact_proof: Proof::Verified,
            event_key,
            received_at,
            sender_name: None,
            sender_aliases: Vec::new(),
            identities: Vec::new(),
            reply_text: None,
            subject: None,
            attachments: Vec::new(),
            reply_to: None,
            references: Vec::new(),
            motive: None,
            language: None,
            auto_submitted: false,
            no_acknowledgement: false,
            spam: false,
            status: None,
            error_code: None,
            status_code: None,
            update_id: None,
            event_id: None,
            sns_type: None,
            topic_arn: None,
            sent_by_us: false,
            reply_token: None,
            ses_message_id: None,
            whole_text_at: None,
            note: None,
            origin_mark: None,
        }
    }

    /// The provider's time, or the time of receipt where that is missing.
    pub fn happened_at(&self) -> Timestamp {
        self.timestamp.unwrap_or(self.received_at)
    }

    /// What is new in the message: without quoted history where that could be told.
    pub fn new_text(&self) -> &str {
        self.reply_text
            .as_deref()
            .or(self.text.as_deref())
            .unwrap_or_default()
    }

    /// The customer's contact, where the event tells it. A claimed one is another contact than the proved one of the
    /// same address: whoever forges a sender gets a thread of their own, and never into somebody else's.
    pub fn contact_key(&self) -> Option<ContactKey> {
        let contact = self.contact_id.as_deref()?;
        Some(match self.contact_proof {
            Proof::Verified => ContactKey::of(&self.channel, &self.account, contact),
            Proof::Claimed => ContactKey::claimed(&self.channel, &self.account, contact),
        })
    }

    /// What must be handled in order: all events of a contact, else of a conversation, else of the account.
    pub fn order_group(&self) -> String {
        let scope = self
            .contact_id
            .as_deref()
            .or(self.thread_key.as_deref())
            .unwrap_or_default();
        ContactKey::of(&self.channel, &self.account, scope).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claimed_contact_is_not_the_proved_one_of_the_same_address() {
        let (channel, account) = (
            ChannelId::new("email"),
            AccountId::new("hola@tienda.example"),
        );
        let key = EventKey::of(&channel, &["message", "1"]);
        let now = Timestamp::UNIX_EPOCH;
        let mut event = ContactEvent::new(channel, account, EventKind::Message, key, now);
        event.contact_id = Some("marta@clienta.example".to_owned());
        let proved = event.contact_key();
        event.contact_proof = Proof::Claimed;
        assert_ne!(event.contact_key(), proved);
    }
}
