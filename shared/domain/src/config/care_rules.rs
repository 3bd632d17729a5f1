//! How routing, spam and the look-up of customers are set, with what holds where nothing is said.

use jiff::SignedDuration;

use super::Relaxation;
use crate::ids::{ChannelId, TopicId};

/// How long a customer on a live channel waits for an agent who is not there.
pub const LIVE_PATIENCE: SignedDuration = SignedDuration::from_mins(5);

/// How threads find agents, beyond what topics and agents say.
#[derive(Clone, Debug)]
pub struct RoutingRules {
    /// How sure the classifier must be, in percent.
    pub classifier_confidence: u8,
    /// Where insults in public comments go.
    pub public_insults: Option<TopicId>,
    /// Within how much of their working time an agent accepts or answers a new thread; none: they need not.
    pub accept_within: Option<SignedDuration>,
    /// After how many offers missed in a row an agent counts as absent.
    pub misses_until_absent: u32,
    /// Channels whose customers wait for nobody's lunch.
    pub live_channels: Vec<ChannelId>,
}

impl RoutingRules {
    /// Whether customers of a channel wait for nobody's lunch.
    pub fn is_live(&self, channel: &ChannelId) -> bool {
        self.live_channels.contains(channel)
    }
}

/// What is held back for somebody to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpamRules {
    /// From which score on, in percent.
    pub hold_from: u8,
    /// How many near-identical texts in ten minutes are still so many customers.
    pub same_texts: u32,
}

/// Where the shop's own records of a customer are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crm {
    /// The address with its places.
    pub url: String,
    /// Name for people and JSON pointer, in the order in which they are shown.
    pub fields: Vec<(String, String)>,
    /// How long it may take.
    pub timeout: SignedDuration,
    /// How long an answer holds.
    pub keep: SignedDuration,
}

/// Something that may be given up, and after how long in the waiting line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RelaxStep {
    /// What.
    pub give_up: Relaxation,
    /// After how long on the wall; zero is at once.
    pub after: SignedDuration,
}
