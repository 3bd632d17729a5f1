//! `care.toml` as it is written. [`super::Care`] is what remains once it was checked.

use std::collections::BTreeMap;

use calendar::CalendarSpec;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::notice::DisputeBody;

/// The whole file. Unknown keys are errors everywhere.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CareFile {
    /// Who we are to our customers.
    pub brand: BrandEntry,
    /// Opening hours, by name: what promises are counted in.
    pub calendars: BTreeMap<String, CalendarSpec>,
    /// Working hours of agents, by name.
    #[serde(default)]
    pub shifts: BTreeMap<String, CalendarSpec>,
    /// Promises. The first that matches a thread holds for it.
    pub policies: Vec<PolicyEntry>,
    /// What requests are about, by name.
    pub topics: BTreeMap<String, TopicEntry>,
    /// Groups of agents, by name.
    #[serde(default)]
    pub teams: BTreeMap<String, TeamEntry>,
    /// Those who answer, and those who are told.
    pub agents: Vec<AgentEntry>,
    /// Who is told when nobody else can be.
    pub escalation: EscalationEntry,
    /// How routing weighs and falls back.
    pub routing: RoutingEntry,
    /// Kinds of customers, by name, with the identities that belong to them.
    #[serde(default)]
    pub segments: BTreeMap<String, SegmentEntry>,
    /// How an order number looks.
    #[serde(default)]
    pub orders: OrdersEntry,
    /// What is held back for somebody to look at.
    #[serde(default)]
    pub spam: SpamEntry,
    /// Where the shop's own records of a customer are asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crm: Option<CrmEntry>,
    /// What the law asks for of complaints.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal: Option<LegalEntry>,
}

/// `[brand]`
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BrandEntry {
    /// The shop's name.
    pub name: String,
    /// The letters before the number of a reference: `AL` gives `AL-483120`.
    pub reference: String,
    /// The languages that customers are served in, the usual one first.
    pub languages: Vec<String>,
    /// The calendar whose zone times are shown in.
    pub calendar: String,
}

/// `[[policies]]`
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyEntry {
    /// Its name, for people.
    pub name: String,
    /// Only threads of these channels; empty means all.
    #[serde(default)]
    pub channels: Vec<String>,
    /// Only threads of these topics; empty means all.
    #[serde(default)]
    pub topics: Vec<String>,
    /// Only customers of these segments; empty means all.
    #[serde(default)]
    pub segments: Vec<String>,
    /// Only customers who begin to wait on this day or later, in the calendar's zone: a dated override, which holds for
    /// new clocks only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Only customers who begin to wait on this day or earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// The opening hours that it counts in.
    pub calendar: String,
    /// What is promised.
    pub commitments: Vec<CommitmentEntry>,
    /// Who is told when.
    pub chain: Vec<StepEntry>,
}

/// A line of `commitments`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommitmentEntry {
    /// Its name within the policy.
    pub name: String,
    /// How long: `"4h"`, `"90m"`, `"15"` with a clock that counts days or months.
    pub within: String,
    /// What is counted.
    #[serde(default)]
    pub clock: ClockKind,
    /// What keeps it: `answer` (the default), `first_answer`, `next_answer` or `resolution`.
    #[serde(default, skip_serializing_if = "KeptBy::is_answer")]
    pub kept_by: KeptBy,
    /// What an elapsed promise does when it ends while closed.
    #[serde(default)]
    pub when_closed: WhenClosed,
}

/// What a commitment counts.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum ClockKind {
    /// Open time of the policy's calendar.
    #[default]
    Business,
    /// Time on the wall.
    Elapsed,
    /// Days on which the calendar opens, to the end of the last.
    WorkingDays,
    /// Months of the civil calendar, to the same local time.
    CalendarMonths,
}

/// What keeps a commitment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeptBy {
    /// Any answer: the first one of a thread, and the one to each further question.
    #[default]
    Answer,
    /// The first answer of a thread only.
    FirstAnswer,
    /// The answer to each further question only.
    NextAnswer,
    /// The answer that was announced by a holding answer, by the date that it named.
    FollowUp,
    /// The resolution; time in which we wait for the customer does not count.
    Resolution,
    /// A reasoned resolution of a complaint; nothing stops its clock but that.
    Legal,
}

impl KeptBy {
    /// Whether any answer keeps it, as most promises.
    #[allow(clippy::trivially_copy_pass_by_ref)] // as serde asks for it
    pub fn is_answer(&self) -> bool {
        *self == Self::Answer
    }
}

/// What an elapsed promise does when it ends while closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhenClosed {
    /// It ends an hour after the next opening, and never before the business promise's end plus an hour.
    #[default]
    NextOpening,
    /// It ends where it ends.
    Strict,
}

/// A line of `chain`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepEntry {
    /// The commitment it watches; `follow_up` is the date that a holding answer names, `legal` the term of `[legal]`.
    pub commitment: String,
    /// A share such as `"75%"` of the promised time, or `"due"`.
    pub at: String,
    /// Roles, in the order of rising rank: `agent`, `lead`, `manager`.
    pub tell: Vec<RoleName>,
    /// Whether it is told at any hour. What is not waits for opening hours. The default: breaches are urgent, reminders
    /// are not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgent: Option<bool>,
    /// The thread goes to the next eligible agent who has room, if there is one. At `due` only.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reassign: bool,
    /// The thread goes before the others in its waiting line from then on.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub raise: bool,
}

/// Who is told by a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoleName {
    /// The agent who has the thread.
    Agent,
    /// The lead of the topic's team.
    Lead,
    /// The manager of `[escalation]`.
    Manager,
}

/// `[topics.<name>]`
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopicEntry {
    /// Its name for people, by language.
    pub label: BTreeMap<String, String>,
    /// The skills it asks for, with the lowest level that will do (1–5).
    #[serde(default)]
    pub skills: BTreeMap<String, u8>,
    /// What forms and menus call it.
    #[serde(default)]
    pub motives: Vec<String>,
    /// Words and phrases that tell it. Case and accents do not matter; whole words only.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// The team that it belongs to first.
    #[serde(default)]
    pub team: Option<String>,
    /// What may be given up when nobody qualifies, in this order.
    #[serde(default)]
    pub relax: Vec<RelaxEntry>,
}

/// A line of `relax`: `"language"` for at once, or `{ give_up = "language", after = "30m" }`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RelaxEntry {
    /// As soon as nobody qualifies.
    AtOnce(Relaxation),
    /// When it has waited so long.
    Later(RelaxLater),
}

/// A relaxation with its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelaxLater {
    /// What is given up.
    pub give_up: Relaxation,
    /// How long the thread stands in the waiting line before, on the wall: `"30m"`.
    pub after: String,
}

/// Something that may be given up when nobody qualifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relaxation {
    /// The customer's language.
    Language,
    /// The level of the skills; having them at all remains.
    Level,
    /// The topic's team.
    Team,
}

/// `[teams.<name>]`
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TeamEntry {
    /// The agent who leads it.
    pub lead: String,
}

/// `[[agents]]`
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgentEntry {
    /// A short name for ever: it stands in the table.
    pub id: String,
    /// Their name for people.
    pub name: String,
    /// Where mails reach them.
    #[serde(default)]
    pub email: Option<String>,
    /// A Slack member (`U…`) or channel (`C…`).
    #[serde(default)]
    pub slack: Option<String>,
    /// How they are told; the default is every way they have, mail first.
    #[serde(default)]
    pub tell_by: Option<RouteName>,
    /// The languages they answer in, the one they want to be told in first.
    pub languages: Vec<String>,
    /// What they can do, and how well (1–5).
    #[serde(default)]
    pub skills: BTreeMap<String, u8>,
    /// Only these channels; empty means all.
    #[serde(default)]
    pub channels: Vec<String>,
    /// How many open threads at once, in units of weight. 0: is told, but never assigned.
    pub capacity: u32,
    /// Up to where threads that return to them may go; the default is `capacity`.
    #[serde(default)]
    pub capacity_max: Option<u32>,
    /// Their team.
    #[serde(default)]
    pub team: Option<String>,
    /// Their working hours, a name of `[shifts]`.
    pub shift: String,
    /// Days away, from and to, both included.
    #[serde(default)]
    pub leave: Vec<(Date, Date)>,
}

/// A way to tell somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RouteName {
    /// By SES e-mail.
    Email,
    /// By Slack message.
    Slack,
}

/// `[escalation]`
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EscalationEntry {
    /// The agent whom the role `manager` names.
    pub manager: String,
    /// The agent who is told when nobody else of a step can be. A step never alerts nobody.
    pub fallback: String,
    /// How many reminders and breaches one person is told of one by one in a sweep; more become one digest. The default
    /// is 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest_above: Option<u32>,
}

/// `[legal]`: what the law asks for where a thread is a complaint. Every figure is the operator's.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegalEntry {
    /// Topics whose threads are complaints.
    #[serde(default)]
    pub complaint_topics: Vec<String>,
    /// Within what a complaint is answered with reasons. The first that matches holds.
    #[serde(default)]
    pub terms: Vec<LegalTermEntry>,
    /// Whether a receipt is mailed to customers whose address is verified; the default is yes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail_receipts: Option<bool>,
    /// Who settles it where we refuse a complaint. It is named in every refusal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispute_body: Option<DisputeBody>,
}

/// `[[legal.terms]]`: no conversational answer stops its clock.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegalTermEntry {
    /// Its name, for people.
    pub name: String,
    /// Only complaints of these topics; empty means all.
    #[serde(default)]
    pub topics: Vec<String>,
    /// Only complaints of these segments; empty means all.
    #[serde(default)]
    pub segments: Vec<String>,
    /// The opening hours whose working days are counted.
    pub calendar: String,
    /// How long: `"15"`.
    pub within: String,
    /// What is counted; the default is working days.
    #[serde(default = "working_days")]
    pub clock: ClockKind,
    /// Who is told when, of the commitment `legal`.
    pub chain: Vec<StepEntry>,
}

fn working_days() -> ClockKind {
    ClockKind::WorkingDays
}

/// `[routing]`
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoutingEntry {
    /// The topic of what no rule tells.
    pub general_topic: String,
    /// What a thread weighs by channel; 1 where nothing is said.
    #[serde(default)]
    pub weights: BTreeMap<String, u32>,
    /// Texts that a provider's app sends by itself while we are away: an echo of one stops no clock.
    #[serde(default)]
    pub away_texts: Vec<String>,
    /// How sure the classifier must be of a topic, in percent; below it the thread goes to the general topic. The default
    /// is 70; 0 follows it blindly, 100 never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub classifier_confidence: Option<u8>,
    /// The topic to which insults in public comments go, whatever they are about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_insults: Option<String>,
    /// Within how much of their working time an agent accepts or answers a new thread before it is offered to another:
    /// `"20m"`, the default, or `"never"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accept_within: Option<String>,
    /// After how many offers missed in a row an agent counts as absent; the default is 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub misses_until_absent: Option<u32>,
    /// Channels whose customers wait for nobody's lunch: an agent who is away for more than five minutes hands over. The
    /// default is `["webchat", "voice"]`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub live_channels: Option<Vec<String>>,
}

/// `[spam]`
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpamEntry {
    /// From which score on a message is held back, in percent; the default is 90, and 101 holds nothing back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold_from: Option<u8>,
    /// How many near-identical texts in ten minutes are still so many customers; beyond it they are one incident. The
    /// default is 20.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_texts: Option<u32>,
}

/// `[crm]`: an HTTPS look-up that answers with JSON.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CrmEntry {
    /// The address, with `{phone}`, `{email}`, `{contact}`, `{channel}` or `{order}` where the customer's own stand.
    pub url: String,
    /// What is shown, in this order: a name for people, and the JSON pointer (RFC 6901) of its value.
    pub fields: Vec<(String, String)>,
    /// How long it may take, in milliseconds; the default is 1500, at most 5000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<u32>,
    /// How long an answer holds, in seconds; the default is 600.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep_seconds: Option<u32>,
}

/// `[segments.<name>]`
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SegmentEntry {
    /// Phones in E.164 and e-mail addresses of those who belong to it.
    #[serde(default)]
    pub identities: Vec<String>,
}

/// `[orders]`
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrdersEntry {
    /// A regular expression that finds order numbers in a text, such as `\b2\d{4}\b`.
    #[serde(default)]
    pub pattern: Option<String>,
}
