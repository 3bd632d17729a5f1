//! A thread: one request of one customer, across channels, from first message to resolution.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::clock::{Clock, Promise};
use crate::file::NoticeFile;
use crate::held::Held;
use crate::ids::{
    AccountId, AgentId, ChannelId, ContactKey, CustomerId, Language, ThreadId, TopicId,
};
use crate::judgement::ClockName;
use crate::mood::Mood;
use crate::person::Withheld;
use crate::routing::WaitsFor;

/// Follow-ups within this time of the last notice are told together: one message per customer's line annoys.
pub const COLLAPSE: SignedDuration = SignedDuration::from_mins(3);

/// Further than any promise lies from another.
const BEFORE_ALL_OTHERS: SignedDuration = SignedDuration::from_hours(24 * 36_500);

/// Whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The customer waits for us: a clock runs, and it weighs on its agent.
    Open,
    /// We wait for the customer: no clock, and it weighs nothing.
    WaitingOnCustomer,
    /// Done.
    Resolved,
}

/// A new assignment that its agent has neither accepted nor answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// Since when.
    pub since: Timestamp,
    /// When it counts as missed.
    pub until: Timestamp,
}

/// A thread that is a complaint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    /// When we received it.
    pub received_at: Timestamp,
    /// How its customer was told so.
    pub receipt: Receipt,
}

/// The proof that a customer has of their complaint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Receipt {
    /// It was mailed to their verified address.
    Mailed,
    /// Its agent gives it with their answer: we know no verified address.
    Owed,
    /// Somebody noted that it was given.
    Given,
}

/// One request of one customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    /// Its reference.
    pub id: ThreadId,
    /// Counts every change; each write conditions on it.
    pub version: u64,
    /// Whose request it is: whom its contact leads to. They may have been merged into another customer since, who then
    /// stands for them.
    pub customer: CustomerId,
    /// The channel of the last message: where an answer goes.
    pub channel: ChannelId,
    /// Our end of it.
    pub account: AccountId,
    /// The customer's end of it.
    pub contact: ContactKey,
    /// The customer's id or address there.
    pub contact_id: String,
    /// The customer's name as they give it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_name: Option<String>,
    /// Their segment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segment: Option<String>,
    /// The language they write in.
    pub language: Language,
    /// What it is about.
    pub topic: TopicId,
    /// A mail's subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Order numbers that were named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<String>,
    /// Whose turn it is.
    pub status: Status,
    /// Who has it. Set while it weighs on an agent, and kept while waiting on the customer and after resolution.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<AgentId>,
    /// The units that it weighs on its agent now; 0 when it does not.
    pub weight: u32,
    /// Since when it stands in the waiting line of its topic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting_since: Option<Timestamp>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// The latest message of the customer, provider's time.
    pub last_message_at: Timestamp,
    /// The latest answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<Timestamp>,
    /// What was promised. Runs while the customer waits for an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<Clock>,
    /// Runs while the customer waits for what a holding answer announced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follow_up: Option<Clock>,
    /// Runs until it is resolved, where a resolution was promised; stands still while we wait for the customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Clock>,
    /// Runs until a complaint is answered with reasons, whatever is said meanwhile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal: Option<Clock>,
    /// What makes it a complaint, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complaint: Option<Complaint>,
    /// How many of its clocks ended: one that begins later may begin at the same instant.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub clocks_ended: u32,
    /// A broken promise put it before others in its waiting line.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub raised: bool,
    /// The beginning of the customer's last words, masked.
    pub excerpt: String,
    /// How many messages of the customer it holds.
    pub messages: u32,
    /// How many files came with them.
    pub attachments: u32,
    /// The latest of them, as its agent is told of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<NoticeFile>,
    /// How many of them its agent was not told of yet.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub untold_files: u32,
    /// When its agent was last told of something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_at: Option<Timestamp>,
    /// Follow-ups that its agent was not told of yet.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub untold: u32,
    /// Why it is shown without its customer's history, where it is: somebody else seems to write on their line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history_withheld: Option<Withheld>,
    /// Until when its agent accepts or answers it, while they have done neither.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<Offer>,
    /// Who missed its offer since somebody last took it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missed: Vec<AgentId>,
    /// The agent for whose room it waits, where it returned to one who has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waits_for: Option<WaitsFor>,
    /// When an agent is looked for again although nothing happened: more may be given up then, it waits for one agent no
    /// longer, or its own is not back yet on a live channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wakes_at: Option<Timestamp>,
    /// Why nobody works on it until somebody looked at it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<Held>,
    /// The channel that its agent was last told of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_channel: Option<ChannelId>,
    /// How its customer's last words sound.
    #[serde(default, skip_serializing_if = "Mood::is_calm")]
    pub mood: Mood,
}

#[allow(clippy::trivially_copy_pass_by_ref)]
pub(crate) fn is_zero(count: &u32) -> bool {
    *count == 0
}

impl Thread {
    /// Whether it stands in a waiting line.
    pub fn is_waiting_for_an_agent(&self) -> bool {
        self.waiting_since.is_some()
    }

    /// When something is next to be done without anybody writing: somebody to be told, or an agent to be looked for.
    pub fn next_step_at(&self) -> Option<Timestamp> {
        let told = self.next_told_at();
        told.into_iter()
            .chain(self.offer_ends_at())
            .chain(self.wakes_at)
            .min()
    }

    /// The clocks that it has, each with its name.
    pub fn clocks(&self) -> impl Iterator<Item = (ClockName, &Clock)> {
        let all = [
            (ClockName::Answer, &self.clock),
            (ClockName::FollowUp, &self.follow_up),
            (ClockName::Resolution, &self.resolution),
            (ClockName::Legal, &self.legal),
        ];
        all.into_iter()
            .filter_map(|(name, clock)| Some((name, clock.as_ref()?)))
    }

    /// Where one of its clocks stands.
    pub(crate) fn clock_mut(&mut self, name: ClockName) -> &mut Option<Clock> {
        match name {
            ClockName::Answer => &mut self.clock,
            ClockName::FollowUp => &mut self.follow_up,
            ClockName::Resolution => &mut self.resolution,
            ClockName::Legal => &mut self.legal,
        }
    }

    /// When the next step of any of its chains fires.
    pub fn next_chain_step_at(&self) -> Option<Timestamp> {
        let steps = self.clocks().filter_map(|(_, clock)| clock.next_step_at());
        steps.min()
    }

    /// When somebody is next to be told of something: a step of a chain, follow-ups, or that it is still held.
    pub fn next_told_at(&self) -> Option<Timestamp> {
        let step = self.next_chain_step_at();
        step.into_iter()
            .chain(self.tell_follow_ups_at())
            .chain(self.held.as_ref().and_then(|held| held.review_by))
            .min()
    }

    /// When its offer is missed, while it is neither accepted nor answered.
    pub fn offer_ends_at(&self) -> Option<Timestamp> {
        let offer = self.offer.as_ref().filter(|_| self.weight > 0)?;
        Some(offer.until)
    }

    /// When follow-ups that were held back are told.
    pub fn tell_follow_ups_at(&self) -> Option<Timestamp> {
        let told_at = self
            .told_at
            .filter(|_| self.untold > 0 && self.agent.is_some())?;
        Some(told_at.checked_add(COLLAPSE).unwrap_or(Timestamp::MAX))
    }

    /// The first due time of an answer, else of anything that was promised, while a clock runs.
    pub fn first_due(&self) -> Option<Timestamp> {
        let answers = self.clock.iter().chain(&self.follow_up);
        let first = answers.map(Clock::first_due).min();
        let running = self
            .clocks()
            .filter(|(_, clock)| clock.paused_since.is_none());
        first.or_else(|| running.map(|(_, clock)| clock.first_due()).min())
    }

    /// The promise of an answer that an agent should be shown: see [`Clock::answer_before`].
    pub fn answer_before(&self, now: Timestamp) -> Option<&Promise> {
        let clocks = self.clock.iter().chain(&self.follow_up);
        let shown = clocks.filter_map(|clock| clock.answer_before(now));
        // What can still be kept comes before what is broken.
        shown.min_by_key(|promise| (promise.due_at < now, promise.due_at))
    }

    /// Its place in a waiting line: by due time, and before all others where a broken promise raised it.
    pub fn place_in_line(&self) -> Option<Timestamp> {
        let due = self.first_due()?;
        let raised = || due.checked_sub(BEFORE_ALL_OTHERS).unwrap_or(Timestamp::MIN);
        Some(if self.raised { raised() } else { due })
    }
}
