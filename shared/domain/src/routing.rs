//! Who gets a thread, and why. The same inputs always give the same choice.
//!
//! Eligible is who has every skill of the topic at the level asked, speaks the customer's language, works the channel,
//! is on shift and available, and has room. Preferred among them, in this order: the agent who already knows the
//! customer; the lowest sufficient level (experts stay free for hard topics); the lowest load in proportion to
//! capacity; the longest without a new thread; the id.

mod decide;
pub(crate) mod need;

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::config::{Relaxation, Topic};
use crate::ids::{AgentId, ChannelId, Language, SkillId};

pub use decide::{can_go_on, decide, whose_load_matters};

/// What a thread asks of an agent.
#[derive(Clone, Debug)]
pub struct Need<'c> {
    /// Its topic.
    pub topic: &'c Topic,
    /// The customer's language.
    pub language: Language,
    /// The channel it came by.
    pub channel: ChannelId,
    /// What it weighs.
    pub weight: u32,
    /// The agent who knows the customer.
    pub known_agent: Option<AgentId>,
    /// The agent that the thread returns to: they may go up to `capacity_max`, and they need not be on shift if they
    /// are back before `answer_before`.
    pub returns_to: Option<AgentId>,
    /// The next step of its clock; on a live channel at most five minutes from now.
    pub answer_before: Option<Timestamp>,
    /// Until when it waits for [`returns_to`](Self::returns_to) where they have no room: until half its time is gone.
    pub half_gone_at: Option<Timestamp>,
    /// How long it stands in the waiting line: what may be given up depends on it.
    pub waits: SignedDuration,
    /// Who does not get it whatever they could, and why: it is taken from them, or they missed its offer.
    pub not_to: Vec<(AgentId, Rejection)>,
}

/// How much an agent holds now, as the table says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Load {
    /// Units of open threads.
    pub open: u32,
    /// Units that the table allows; the condition of every assignment compares it.
    pub capacity: u32,
    /// When they last got a new thread.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_assigned_at: Option<Timestamp>,
    /// They said that they are not available: they keep what they have and get nothing new.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub away: bool,
    /// How many offers they missed in a row.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub misses: u32,
    /// They are not there although they should be: what they have goes to others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub absent: Option<Absence>,
}

/// Since when an agent is absent, and how that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// Since when.
    pub since: Timestamp,
    /// They missed offers: it ends by itself when their next shift begins. Else somebody said so, and somebody must say
    /// that it is over.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_misses: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // what `skip_serializing_if` asks for
fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// Loads by agent.
pub type Loads = BTreeMap<AgentId, Load>;

/// Why an agent was not chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "reason")]
pub enum Rejection {
    /// A skill is missing or too low; `has` is 0 where it is missing.
    Skill {
        /// The skill.
        skill: SkillId,
        /// The level asked.
        asked: u8,
        /// The level they have.
        has: u8,
    },
    /// They do not speak the customer's language.
    Language,
    /// They belong to another team than the topic.
    Team,
    /// They do not work this channel.
    Channel,
    /// They are on leave today.
    OnLeave,
    /// Their shift is over or has not begun.
    OffShift,
    /// They said that they are not available.
    Away,
    /// They are absent: they missed offers, or somebody said so.
    Absent,
    /// They neither accepted nor answered it in time.
    MissedOffer,
    /// They had it, and it is taken from them.
    HandsOver,
    /// They supervise, and are never assigned.
    NeverAssigned,
    /// They have no room for the thread's weight.
    Full {
        /// Units they hold.
        open: u32,
        /// Units they may hold.
        capacity: u32,
    },
    /// They would do, but another comes first.
    ComesAfter {
        /// What decided.
        because: Preference,
    },
}

/// What decided between two who would both do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preference {
    /// One knows the customer.
    KnowsCustomer,
    /// One has the lower sufficient level.
    LowerLevel,
    /// One has the lower load in proportion to capacity.
    LowerLoad,
    /// One went longer without a new thread.
    LongerWithout,
    /// Nothing but the id.
    Id,
    /// There was nobody else.
    OnlyOne,
    /// An operator said so.
    Operator,
}

/// A choice with its reasons.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Who; none means the waiting line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<Chosen>,
    /// The agent whom it returned to and for whose room it waits, where that is why nobody was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waits_for: Option<WaitsFor>,
    /// Why not each of the others, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rejected: Vec<Rejected>,
    /// How many more were rejected, by their first reason.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rejected_more: BTreeMap<String, u32>,
}

/// A thread that returned to an agent who has no room waits for them, until half its time is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitsFor {
    /// The agent.
    pub agent: AgentId,
    /// When it goes to another.
    pub until: Timestamp,
}

/// Who was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// The agent.
    pub agent: AgentId,
    /// What put them before the next best.
    pub because: Preference,
    /// What was given up to find them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relaxed: Vec<Relaxation>,
    /// The capacity that the table must still show.
    pub capacity: u32,
    /// The units up to which the assignment may fill them.
    pub limit: u32,
}

/// Who was not chosen, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejected {
    /// The agent.
    pub agent: AgentId,
    /// Every reason.
    pub reasons: Vec<Rejection>,
}

/// The word by which a reason is counted.
pub fn word(rejection: &Rejection) -> &'static str {
    match rejection {
        Rejection::Skill { .. } => "skill",
        Rejection::Language => "language",
        Rejection::Team => "team",
        Rejection::Channel => "channel",
        Rejection::OnLeave => "on_leave",
        Rejection::OffShift => "off_shift",
        Rejection::Away => "away",
        Rejection::Absent => "absent",
        Rejection::MissedOffer => "missed_offer",
        Rejection::HandsOver => "hands_over",
        Rejection::NeverAssigned => "never_assigned",
        Rejection::Full { .. } => "full",
        Rejection::ComesAfter { .. } => "comes_after",
    }
}

#[cfg(test)]
#[path = "routing_tests.rs"]
mod tests;
