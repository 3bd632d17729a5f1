//! Promises as they were judged: what reports are made of. Judged by timestamps alone.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::config::{ClockKind, KeptBy};
use crate::ids::{AgentId, ChannelId, ThreadId, TopicId};

/// What a clock had promised, and how that ended. One for each clock that stopped; written again when what is known of it
/// changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// The thread.
    pub thread: ThreadId,
    /// Since when the customer waited: with the thread and the kind it names the clock.
    pub started_at: Timestamp,
    /// Its number among the clocks of its thread: another may have begun at the same instant.
    #[serde(default, skip_serializing_if = "crate::thread::is_zero")]
    pub number: u32,
    /// Which of the thread's clocks it is.
    pub of: ClockName,
    /// When it stopped.
    pub ended_at: Timestamp,
    /// The channel that the customer wrote on.
    pub channel: ChannelId,
    /// The topic then.
    pub topic: TopicId,
    /// Who had the thread, or answered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<AgentId>,
    /// The customer's segment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segment: Option<String>,
    /// It was a complaint.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub complaint: bool,
    /// Open seconds of the policy's calendar between the two.
    pub business_seconds: i64,
    /// The promises.
    pub promises: Vec<JudgedPromise>,
}

/// One of the clocks that a thread may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockName {
    /// The customer waits for an answer.
    Answer,
    /// The customer waits for what a holding answer announced.
    FollowUp,
    /// The customer waits for a resolution.
    Resolution,
    /// The customer waits for a reasoned answer to their complaint.
    Legal,
}

/// One promise, judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JudgedPromise {
    /// The commitment's name.
    pub commitment: String,
    /// As the configuration writes it: `4h`.
    pub within: String,
    /// What that is counted in.
    pub clock: ClockKind,
    /// What keeps it.
    #[serde(default, skip_serializing_if = "KeptBy::is_answer")]
    pub kept_by: KeptBy,
    /// The last instant at which it is kept.
    pub due_at: Timestamp,
    /// How it ended.
    pub verdict: Verdict,
    /// That it was broken had been told before.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub told_broken: bool,
}

/// How a promise ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// In time; exactly at the due time is in time.
    Kept,
    /// Too late.
    Broken,
    /// The thread was resolved without what was promised: neither kept nor broken, and told apart in reports.
    Dropped,
}

impl Verdict {
    /// Of a promise due at `due_at` that was met at `at`.
    pub fn of(due_at: Timestamp, at: Timestamp) -> Self {
        if at <= due_at {
            Self::Kept
        } else {
            Self::Broken
        }
    }
}

impl ClockName {
    /// All of them, in the order in which they are looked at.
    pub const ALL: [Self; 4] = [Self::Answer, Self::FollowUp, Self::Resolution, Self::Legal];

    /// The word by which keys know it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::FollowUp => "follow_up",
            Self::Resolution => "resolution",
            Self::Legal => "legal",
        }
    }
}
