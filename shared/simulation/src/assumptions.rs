//! What is assumed of people, since no record can tell it.

use std::collections::BTreeMap;

use domain::ChannelId;
use jiff::SignedDuration;

/// How long answers take where nothing else is said, in minutes.
const USUAL_MINUTES: i64 = 6;

/// Channels whose answers take longer or shorter, in minutes.
const MINUTES: [(&str, i64); 4] = [("voice", 7), ("webchat", 8), ("email", 8), ("sms", 3)];

/// How agents and customers behave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumptions {
    /// How much working time an answer takes, by channel.
    pub handling: BTreeMap<ChannelId, SignedDuration>,
    /// How much it takes on any other channel.
    pub usual_handling: SignedDuration,
    /// How long after its answer a thread is resolved, if its customer stays silent.
    pub resolved_after: SignedDuration,
    /// How long after the last message open threads are still followed.
    pub followed_for: SignedDuration,
}

impl Default for Assumptions {
    fn default() -> Self {
        let minutes = MINUTES.map(|(channel, minutes)| {
            (ChannelId::new(channel), SignedDuration::from_mins(minutes))
        });
        Self {
            handling: BTreeMap::from(minutes),
            usual_handling: SignedDuration::from_mins(USUAL_MINUTES),
            resolved_after: SignedDuration::from_hours(72),
            followed_for: SignedDuration::from_hours(14 * 24),
        }
    }
}

impl Assumptions {
    /// How much working time an answer on a channel takes.
    pub fn handling(&self, channel: &ChannelId) -> SignedDuration {
        self.handling
            .get(channel)
            .copied()
            .unwrap_or(self.usual_handling)
    }
}
