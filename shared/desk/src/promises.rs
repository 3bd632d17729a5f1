//! Promises that changes judge, counted by channel: what metrics are made of.

use std::collections::BTreeMap;

use domain::change::Change;
use domain::judgement::Verdict;
use domain::{ChannelId, Thread, step};
use serde::Serialize;

/// Promises that were kept or broken, by the channel that the customer wrote on. A broken one counts when that is told, or
/// when the answer was faster than any sweep; what was dropped is neither.
///
/// Changes are counted once they are written. A promise whose breach is taken back counts twice, as broken and as kept; the
/// report on promises counts it once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PromiseCounts {
    /// Kept.
    pub kept: BTreeMap<ChannelId, usize>,
    /// Broken.
    pub broken: BTreeMap<ChannelId, usize>,
}

impl PromiseCounts {
    /// Counts what a change judges.
    pub fn count(&mut self, change: &Change) {
        for judgement in &change.judgements {
            for promise in &judgement.promises {
                let counts = match promise.verdict {
                    Verdict::Kept => &mut self.kept,
                    Verdict::Broken if !promise.told_broken => &mut self.broken,
                    Verdict::Broken | Verdict::Dropped => continue,
                };
                *counts.entry(judgement.channel.clone()).or_default() += 1;
            }
        }
    }

    /// Counts the breaches that are told of a thread between two states of it.
    pub fn count_told(&mut self, before: &Thread, after: &Thread) {
        let broken = step::broken_by(before, after);
        if broken > 0 {
            *self.broken.entry(after.channel.clone()).or_default() += broken;
        }
    }

    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: &Self) {
        let pairs = [
            (&mut self.kept, &other.kept),
            (&mut self.broken, &other.broken),
        ];
        for (counts, more) in pairs {
            for (channel, count) in more {
                *counts.entry(channel.clone()).or_default() += count;
            }
        }
    }

    /// Whether nothing was judged.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty() && self.broken.is_empty()
    }
}

impl From<&Change> for PromiseCounts {
    fn from(change: &Change) -> Self {
        let mut counts = Self::default();
        counts.count(change);
        counts
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::*;

    /// A change that judges promises of a channel so.
    fn judging(channel: &str, verdicts: &[&str]) -> Change {
        let thread: Thread = serde_json::from_value(json!({
            "id": "AL-1", "version": 1, "customer": "c", "channel": channel, "account": "a", "contact": "k",
            "contact_id": "marta", "language": "es", "topic": "pedido", "status": "open", "weight": 0,
            "opened_at": "2026-11-23T09:00:00Z", "last_message_at": "2026-11-23T09:00:00Z", "excerpt": "", "messages": 1,
            "attachments": 0
        }))
        .unwrap();
        let promises: Vec<_> = verdicts
            .iter()
            .map(|verdict| {
                json!({
                    "commitment": "respuesta", "within": "4h", "clock": "business", "due_at": "2026-11-23T13:00:00Z",
                    "verdict": verdict
                })
            })
            .collect();
        let judgement = json!({
            "thread": "AL-1", "started_at": "2026-11-23T09:00:00Z", "of": "answer", "ended_at": "2026-11-23T10:00:00Z",
            "channel": channel, "topic": "pedido", "business_seconds": 3600, "promises": promises
        });
        let mut change = Change::of(thread);
        change.judgements = vec![serde_json::from_value(judgement).unwrap()];
        change
    }

    fn told(counts: &BTreeMap<ChannelId, usize>) -> Vec<(&str, usize)> {
        let counts = counts.iter();
        counts
            .map(|(channel, count)| (channel.as_str(), *count))
            .collect()
    }

    #[test]
    fn what_changes_judge_is_counted_by_channel_and_what_is_dropped_is_not() {
        let mut counts = PromiseCounts::from(&judging("email", &["kept", "broken", "dropped"]));
        counts.add(&PromiseCounts::from(&judging("sms", &["kept"])));
        counts.count(&judging("email", &["kept"]));
        assert_eq!(told(&counts.kept), [("email", 2), ("sms", 1)]);
        assert_eq!(told(&counts.broken), [("email", 1)]);
        assert!(PromiseCounts::from(&judging("email", &["dropped"])).is_empty());
    }
}
