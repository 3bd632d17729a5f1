//! A notice: one message to one agent or supervisor. It carries what was decided and all that must be said of it, so that
//! whoever sends it decides nothing. What only helps (last exchanges, the customer's record) is read when it is sent, and
//! may be missing.

mod complaint;
mod digest;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::config::{Agent, Care, ClockKind, KeptBy, Relaxation, Route};
use crate::file::NoticeFile;
use crate::held::HeldBecause;
use crate::ids::{AgentId, ChannelId, Language, NoticeId, ThreadId, digest};
use crate::mood::Mood;
use crate::otherwise;
use crate::reassign::Cause;
use crate::routing::Preference;
use crate::thread::Thread;

pub use complaint::{ComplaintFacts, DisputeBody};
pub use digest::DigestLine;

/// The header that every mail of ours carries, so that one which comes back by itself is known as ours (RFC 3834 §5).
pub const LOOP_HEADER: &str = "X-Ventanilla-Loop";

/// Whom a receipt names as its recipient.
pub const CUSTOMER: &str = "customer";

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// You have this thread now.
    Assigned,
    /// Your thread has a new message.
    FollowUp,
    /// Your thread went to somebody else.
    TakenOver,
    /// A promise is at risk.
    Reminder,
    /// A promise is broken.
    Breached,
    /// An agent missed offers and counts as absent: what they have goes to others.
    AgentAbsent,
    /// A thread is held, and nobody looked at it for a business day.
    Review,
    /// Several reminders and breaches at once: one message in their place.
    Digest,
    /// An alarm that was raised is taken back: the promise was kept, or holds longer than it did.
    Withdrawn,
    /// To a customer: their complaint was received, under this reference, and is answered until then.
    Receipt,
}

/// One message to one recipient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Its id, also its idempotency key: the same occasion and recipient always give the same.
    pub id: NoticeId,
    /// What it is about.
    pub kind: NoticeKind,
    /// Who is told.
    pub to: Recipient,
    /// The thread.
    pub thread: ThreadId,
    /// The thread's version that it speaks of: buttons carry it.
    pub version: u64,
    /// When it was decided.
    pub at: Timestamp,
    /// The brand's name.
    pub brand: String,
    /// The zone to show times in (IANA).
    pub zone: String,
    /// The topic's name by language.
    pub topic: BTreeMap<Language, String>,
    /// The channel that an answer goes to.
    pub channel: ChannelId,
    /// The customer's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_name: Option<String>,
    /// Their segment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segment: Option<String>,
    /// The language they write in.
    pub language: Language,
    /// The beginning of their last words, masked.
    pub excerpt: String,
    /// When they wrote them.
    pub wrote_at: Timestamp,
    /// How many messages the thread holds.
    pub messages: u32,
    /// How many files came with them.
    pub attachments: u32,
    /// Those of them that this tells of: all, or for a follow-up the new ones; at most ten.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<NoticeFile>,
    /// How many more this would tell of.
    #[serde(default, skip_serializing_if = "crate::thread::is_zero")]
    pub more_files: u32,
    /// Order numbers that were named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<String>,
    /// The last instant at which an answer keeps the promise, while a clock runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_before: Option<Timestamp>,
    /// Why this recipient, for an assignment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
    /// The promise, for a reminder or breach.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<PromiseFacts>,
    /// The channel that the recipient was told of before, where the customer writes on another now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel_was: Option<ChannelId>,
    /// From whom to whom and why, where it went from one to another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed_over: Option<HandedOver>,
    /// Until when the recipient accepts or answers, before it is offered to another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accept_before: Option<Timestamp>,
    /// How the customer's last words sound.
    #[serde(default, skip_serializing_if = "Mood::is_calm")]
    pub mood: Mood,
    /// Why the thread is held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<HeldBecause>,
    /// Who is told where the way of [`Notice::to`] is refused, in this order: the recipient by their other ways, then who
    /// stands in for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub otherwise: Vec<Recipient>,
    /// For whom it was, where it reaches somebody else because no way to them works.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<String>,
    /// What a digest tells, most overdue first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub together: Vec<DigestLine>,
    /// How many more threads a digest is about than it lists.
    #[serde(default, skip_serializing_if = "crate::thread::is_zero")]
    pub more_together: u32,
    /// A broken promise put it before the others in its waiting line.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub raised: bool,
    /// It is a complaint: what the law asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complaint: Option<ComplaintFacts>,
}

/// A thread that went from one agent to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOver {
    /// Why.
    pub cause: Cause,
    /// The name of who had it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The name of who has it now; none where it stands in the waiting line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// Who is told, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// The agent or supervisor; [`CUSTOMER`] for a receipt.
    pub agent: AgentId,
    /// Their name.
    pub name: String,
    /// The language they are told in.
    pub language: Language,
    /// The way.
    pub route: Route,
}

/// Why an agent was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// What put them before the others.
    pub because: Preference,
    /// What was given up to find them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relaxed: Vec<Relaxation>,
    /// The words that told the topic.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
}

/// What was promised, and how it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseFacts {
    /// The commitment's name.
    pub commitment: String,
    /// How long, as the configuration writes it.
    pub within: String,
    /// What that is counted in.
    #[serde(default)]
    pub clock: ClockKind,
    /// Since when the customer waits.
    pub since: Timestamp,
    /// The due time.
    pub due_at: Timestamp,
    /// By how many seconds of business time it is overdue; 0 for a reminder.
    pub overdue_seconds: i64,
    /// What keeps it.
    #[serde(default, skip_serializing_if = "KeptBy::is_answer")]
    pub kept_by: KeptBy,
    /// When it was answered after all, where an alarm is taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<Timestamp>,
    /// Who has the thread, for those who do not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent_name: Option<String>,
}

impl Notice {
    /// A notice of a thread to an agent. `occasion` names what it is for: the same occasion never tells twice.
    pub fn about(
        care: &Care,
        thread: &Thread,
        agent: &Agent,
        kind: NoticeKind,
        occasion: &[&str],
        now: Timestamp,
    ) -> Option<Self> {
        let to = Recipient {
            agent: agent.id.clone(),
            name: agent.name.clone(),
            language: agent.language(),
            route: agent.routes.first()?.clone(),
        };
        Some(Self {
            otherwise: otherwise::otherwise(care, thread, agent),
            ..Self::to(care, thread, to, kind, occasion, now)
        })
    }

    /// The receipt of a complaint, to its customer's verified address.
    pub fn receipt(care: &Care, thread: &Thread, address: &str, now: Timestamp) -> Self {
        let to = Recipient {
            agent: AgentId::new(CUSTOMER),
            name: thread.customer_name.clone().unwrap_or_default(),
            language: thread.language.clone(),
            route: Route::Email(address.to_owned()),
        };
        Self::to(care, thread, to, NoticeKind::Receipt, &[], now)
    }

    fn to(
        care: &Care,
        thread: &Thread,
        to: Recipient,
        kind: NoticeKind,
        occasion: &[&str],
        now: Timestamp,
    ) -> Self {
        let (files, more_files) = thread.files_to_tell(kind);
        Self {
            id: notice_id(thread, &to.agent, kind, occasion),
            kind,
            to,
            thread: thread.id.clone(),
            version: thread.version,
            at: now,
            brand: care.brand.clone(),
            zone: care.zone.iana_name().unwrap_or("UTC").to_owned(),
            topic: care
                .topic(&thread.topic)
                .map(|topic| topic.label.clone())
                .unwrap_or_default(),
            channel: thread.channel.clone(),
            customer_name: thread.customer_name.clone(),
            segment: thread.segment.clone(),
            language: thread.language.clone(),
            excerpt: thread.excerpt.clone(),
            wrote_at: thread.last_message_at,
            messages: thread.messages,
            attachments: thread.attachments,
            files,
            more_files,
            orders: thread.orders.clone(),
            answer_before: thread.answer_before(now).map(|promise| promise.due_at),
            why: None,
            promise: None,
            channel_was: thread
                .told_channel
                .clone()
                .filter(|told| *told != thread.channel),
            handed_over: None,
            accept_before: None,
            mood: thread.mood,
            held: thread.held.as_ref().map(|held| held.because.clone()),
            otherwise: Vec::new(),
            instead_of: None,
            together: Vec::new(),
            more_together: 0,
            raised: thread.raised,
            complaint: ComplaintFacts::of(care, thread),
        }
    }

    /// What is kept in order and paced: one Slack channel, one mailbox.
    pub fn group(&self) -> String {
        match &self.to.route {
            Route::Email(address) => digest(["email", address.as_str()].into_iter()),
            Route::Slack(channel) => digest(["slack", channel.as_str()].into_iter()),
        }
    }
}

fn notice_id(thread: &Thread, to: &AgentId, kind: NoticeKind, occasion: &[&str]) -> NoticeId {
    let kind = match kind {
        NoticeKind::Assigned => "assigned",
        NoticeKind::FollowUp => "follow_up",
        NoticeKind::TakenOver => "taken_over",
        NoticeKind::Reminder => "reminder",
        NoticeKind::Breached => "breached",
        NoticeKind::AgentAbsent => "agent_absent",
        NoticeKind::Review => "review",
        NoticeKind::Digest => "digest",
        NoticeKind::Withdrawn => "withdrawn",
        NoticeKind::Receipt => "receipt",
    };
    let parts = [thread.id.as_str(), to.as_str(), kind];
    NoticeId::new(digest(parts.into_iter().chain(occasion.iter().copied())))
}
