//! `care.toml`: parsed, then checked. What is not valid cannot be built.

pub mod care_rules;
mod check;
pub mod coverage;
pub mod diff;
pub mod file;
mod holidays;
pub mod overlay;
mod phrases;
mod policy;
mod problem;
mod roster;
mod warn;

use std::collections::BTreeMap;

use calendar::Calendar;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use regex_lite::Regex;

use crate::event::{ContactEvent, Identity, IdentityKind, Proof};
use crate::ids::{AgentId, ChannelId, Language, TeamId, TopicId, hashed};

pub use care_rules::{Crm, LIVE_PATIENCE, RelaxStep, RoutingRules, SpamRules};
pub use file::{CareFile, ClockKind, KeptBy, Relaxation, RoleName, RouteName, WhenClosed};
pub use policy::{Commitment, FOLLOW_UP, LEGAL, Legal, Policy, StepMoment, StepRule, Within};
pub use problem::{ConfigError, Problem, read_file};
pub use roster::{Agent, Route, Topic};

/// Everything that an operator configures, checked.
#[derive(Clone, Debug)]
pub struct Care {
    /// Names this very content: equal files give equal versions.
    pub version: String,
    /// The brand's name.
    pub brand: String,
    /// The letters before the number of a reference.
    pub reference_prefix: String,
    /// Languages that customers are served in, the usual one first; never empty.
    pub languages: Vec<Language>,
    /// The zone in which people are shown times.
    pub zone: TimeZone,
    /// Opening hours by name.
    pub calendars: BTreeMap<String, Calendar>,
    /// Promises, the first match holds.
    pub policies: Vec<Policy>,
    /// Topics by name.
    pub topics: BTreeMap<TopicId, Topic>,
    /// The topic of what no rule tells.
    pub general_topic: TopicId,
    /// Leads by team.
    pub leads: BTreeMap<TeamId, AgentId>,
    /// Agents and supervisors by id.
    pub agents: BTreeMap<AgentId, Agent>,
    /// Whom the role `manager` names.
    pub manager: AgentId,
    /// Who is told when nobody else of a step can be.
    pub fallback: AgentId,
    /// What a thread weighs by channel, where it is not 1.
    pub weights: BTreeMap<ChannelId, u32>,
    /// Known texts that a provider's app sends by itself.
    pub away_texts: Vec<String>,
    /// Segment by identity: a phone in E.164 or an e-mail in lower case.
    pub segments: BTreeMap<String, String>,
    /// Finds order numbers.
    pub order_pattern: Option<Regex>,
    /// How threads find agents.
    pub routing: RoutingRules,
    /// What is held back for somebody to look at.
    pub spam: SpamRules,
    /// Where the shop's own records of a customer are asked for.
    pub crm: Option<Crm>,
    /// What the law asks for of complaints.
    pub legal: Legal,
    /// How many reminders and breaches one person is told of one by one in a sweep.
    pub digest_above: usize,
}

impl Care {
    /// Checks a file whole.
    ///
    /// # Errors
    /// Every problem in it, each with the path of its field.
    pub fn check(file: &CareFile) -> Result<Self, Vec<Problem>> {
        check::check(file)
    }

    /// What is allowed but probably not meant, seen from `now` on: topics that nobody can serve first. `file` is the one
    /// that this was checked from.
    pub fn warnings(&self, file: &CareFile, now: Timestamp) -> Vec<Problem> {
        warn::warnings(self, file, now)
    }

    /// The topic by name, or the general one where the name is not (or no longer) configured.
    pub fn topic(&self, id: &TopicId) -> Option<&Topic> {
        self.topics
            .get(id)
            .or_else(|| self.topics.get(&self.general_topic))
    }

    /// The language that customers are served in unless something else is known.
    pub fn usual_language(&self) -> Language {
        self.languages
            .first()
            .cloned()
            .unwrap_or_else(|| Language::new("es"))
    }

    /// What a thread of a channel weighs on its agent.
    pub fn weight(&self, channel: &ChannelId) -> u32 {
        self.weights.get(channel).copied().unwrap_or(1)
    }

    /// Order numbers in a text, each once, at most eight.
    pub fn orders_in(&self, text: &str) -> Vec<String> {
        let Some(pattern) = &self.order_pattern else {
            return Vec::new();
        };
        let mut found: Vec<String> = Vec::new();
        for order in pattern.find_iter(text).map(|hit| hit.as_str()) {
            if found.len() < 8 && !found.iter().any(|known| known == order) {
                found.push(order.to_owned());
            }
        }
        found
    }

    /// The segment that one of the customer's identities belongs to. What they claim counts for nothing.
    pub fn segment_of(&self, event: &ContactEvent) -> Option<String> {
        let counts = |identity: &&Identity| {
            identity.proof == Proof::Verified && identity.kind != IdentityKind::Username
        };
        let identities = event.identities.iter().filter(counts);
        let mut segments =
            identities.filter_map(|one| self.segments.get(&one.value.to_lowercase()));
        segments.next().cloned()
    }

    /// Whether threads of a topic are complaints.
    pub fn is_complaint(&self, topic: &TopicId) -> bool {
        self.legal.complaint_topics.contains(topic)
    }

    /// The lead of a topic's team.
    pub fn lead_of(&self, topic: &TopicId) -> Option<&Agent> {
        let team = self.topic(topic)?.team.as_ref()?;
        self.agents.get(self.leads.get(team)?)
    }
}

/// The version of a file: a digest of its content, not of its spelling.
fn version_of(file: &CareFile) -> String {
    let text = serde_json::to_string(file).unwrap_or_default();
    hashed(&text).chars().take(16).collect()
}
