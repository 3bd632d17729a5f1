//! What stands on a thread's timeline. Each entry is one item, ordered by time, and never changed afterwards.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::event::{Attachment, EventKind};
use crate::file::FileEntry;
use crate::held::HeldBecause;
use crate::ids::{AgentId, ChannelId, EventKey, MergeId, NoticeId, TopicId};
use crate::judgement::ClockName;
use crate::notice::DisputeBody;
use crate::person::Withheld;
use crate::routing::Decision;

/// An entry with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When it happened: the provider's time for what customers do.
    pub at: Timestamp,
    /// What tells it from others of the same instant.
    pub id: String,
    /// What it is.
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum What {
    /// The customer wrote.
    Message(MessageEntry),
    /// Something else of the provider's: a status, reaction, edit, deletion.
    Event(EventEntry),
    /// We answered.
    Answer(AnswerEntry),
    /// The topic was told.
    Topic(TopicEntry),
    /// An agent was chosen, or nobody could be.
    Decision(DecisionEntry),
    /// A step of the chain fired.
    Step(StepEntry),
    /// A step's word holds no more.
    TakenBack(TakenBackEntry),
    /// A clock was counted anew.
    Recounted(RecountedEntry),
    /// The customer has the receipt of their complaint.
    ReceiptGiven(ByEntry),
    /// The thread was resolved.
    Resolved(ResolvedEntry),
    /// The thread was opened again.
    Reopened(ByEntry),
    /// Something was found out about who writes.
    Who(WhoEntry),
    /// What became of a file of the customer's.
    File(FileEntry),
    /// Its agent accepted it.
    Accepted(ByEntry),
    /// Nobody works on it until somebody looked at it.
    Held(HeldBecause),
    /// Somebody looked at it: it is worked on.
    Released(ByEntry),
}

impl What {
    /// The word that stands in the entry's key.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Message(_) => "message",
            Self::Event(_) => "event",
            Self::Answer(_) => "answer",
            Self::Topic(_) => "topic",
            Self::Decision(_) => "decision",
            Self::Step(_) => "step",
            Self::TakenBack(_) => "taken_back",
            Self::Recounted(_) => "recounted",
            Self::ReceiptGiven(_) => "receipt_given",
            Self::Resolved(_) => "resolved",
            Self::Reopened(_) => "reopened",
            Self::Who(_) => "who",
            Self::File(_) => "file",
            Self::Accepted(_) => "accepted",
            Self::Held(_) => "held",
            Self::Released(_) => "released",
        }
    }
}

/// A customer's message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageEntry {
    /// The channel it came by.
    pub channel: ChannelId,
    /// What names the event.
    pub event_key: EventKey,
    /// The provider's id of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_message_id: Option<String>,
    /// Its text: whole, or its beginning when the whole stands elsewhere.
    pub text: String,
    /// Where the whole text stands when it is long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole_text_at: Option<String>,
    /// A mail's subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Its files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// When we took it.
    pub received_at: Timestamp,
    /// It only thanks or greets: it started no clock.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub courtesy: bool,
    /// What an agent should know of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Something else that the provider told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventEntry {
    /// The channel.
    pub channel: ChannelId,
    /// Its kind.
    pub event: EventKind,
    /// The message it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_message_id: Option<String>,
    /// The new text of an edit, the emoji of a reaction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// A status's word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// More of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// How an answer came to be known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerEntry {
    /// Who gave it, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<AgentId>,
    /// Where it was given: `operator`, or the channel whose app it was written in.
    pub by: String,
    /// Its text, where we know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// A machine gave it: it stopped no clock.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub automatic: bool,
    /// Promises that it kept or broke: name, due time, kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promises: Vec<Judged>,
    /// It only announced an answer, for this date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows_by: Option<Timestamp>,
}

/// A promise judged by timestamps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// The commitment.
    pub commitment: String,
    /// Its due time.
    pub due_at: Timestamp,
    /// Whether the answer came in time; exactly at the due time is in time.
    pub kept: bool,
}

/// The topic and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicEntry {
    /// The topic.
    pub topic: TopicId,
    /// How it was told: `motive`, `insult`, `rule`, `classifier`, `general`, `operator`.
    pub by: String,
    /// The words that led to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// How sure the classifier is, in percent; where it abstained, how sure it was of its best guess.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<u8>,
    /// The version of the model that was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
}

impl TopicEntry {
    /// A topic that no model was asked for.
    pub fn told(topic: TopicId, by: &str, words: Vec<String>) -> Self {
        Self {
            topic,
            by: by.to_owned(),
            words,
            confidence: None,
            model: None,
        }
    }
}

/// A choice and its reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionEntry {
    /// The choice: who, why, and why not each of the others.
    pub decision: Decision,
    /// What asked for it: `message`, `waiting_line`, `operator`, `returned`, `released`, `topic`, or why
    /// it was taken from whoever had it ([`Cause`](crate::reassign::Cause)).
    pub occasion: String,
}

/// A step that fired.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepEntry {
    /// The commitment.
    pub commitment: String,
    /// Which step of it.
    pub moment: String,
    /// The clock it belongs to.
    pub clock_started_at: Timestamp,
    /// The instant it was for; a late sweep does not change it.
    pub due_at: Timestamp,
    /// When it was found.
    pub fired_at: Timestamp,
    /// Who was told.
    pub told: Vec<AgentId>,
    /// The notices that tell them.
    pub notices: Vec<NoticeId>,
    /// Nobody was told: an answer that came late, but before any sweep, was faster.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub overtaken: bool,
}

/// A step that had fired and whose word holds no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenBackEntry {
    /// The commitment.
    pub commitment: String,
    /// Which step of it.
    pub moment: String,
    /// The clock it belongs to.
    pub clock_started_at: Timestamp,
    /// When the answer had been given, where that was learnt of afterwards; else the promise ends later by now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<Timestamp>,
    /// Who had been alarmed, and is told.
    pub told: Vec<AgentId>,
}

/// A clock that was counted anew because the configuration or the topic changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecountedEntry {
    /// Which of the thread's clocks.
    pub of: ClockName,
    /// Its start, which stays.
    pub clock_started_at: Timestamp,
    /// The policy that holds now.
    pub policy: String,
    /// Its first due time before.
    pub due_was: Timestamp,
    /// Its first due time now; none where nothing is promised any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
}

/// How a thread was resolved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResolvedEntry {
    /// Who did it.
    pub by: String,
    /// Promises of a resolution that it kept or broke.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promises: Vec<Judged>,
    /// What was decided on a complaint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ruling: Option<Ruling>,
}

/// What was decided on a complaint, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// What.
    pub outcome: RulingOutcome,
    /// Why.
    pub reasons: String,
    /// Who settles it where it is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispute_body: Option<DisputeBody>,
}

/// What is decided on a complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RulingOutcome {
    /// The customer is right.
    Accepted,
    /// In part.
    PartlyAccepted,
    /// We are.
    Refused,
}

/// Something done by somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByEntry {
    /// Who or what did it.
    pub by: String,
}

/// What was found out about who writes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhoEntry {
    /// What.
    pub found: WhoFound,
    /// The merge that did it or was undone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merge: Option<MergeId>,
}

/// What can be found out about who writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhoFound {
    /// Two customers are one person: they were merged.
    Merged,
    /// They are not: the merge was undone.
    Parted,
    /// Somebody else seems to write on the customer's line: their history is withheld.
    Stranger(Withheld),
    /// An order or address of the customer's was named: their history is shown again.
    Proved,
    /// Somebody said that it is another person: they are a customer of their own now.
    AnotherPerson,
    /// Somebody said that it is the customer.
    SamePerson,
}

impl WhoFound {
    /// A word for it, for keys and tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Merged => "merged",
            Self::Parted => "parted",
            Self::Stranger(_) => "stranger",
            Self::Proved => "proved",
            Self::AnotherPerson => "another_person",
            Self::SamePerson => "same_person",
        }
    }
}
