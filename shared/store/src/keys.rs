//! Keys of the table, and how instants are written in them.

use domain::identity::Leading;
use domain::judgement::Judgement;
use domain::timeline::Entry;
use domain::{
    AgentId, AliasKey, ChannelId, ContactKey, CustomerId, EventKey, MergeId, NoticeId, ThreadId,
    hashed,
};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::DUE_SHARDS;

/// Partition and sort key of an item.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    pub(crate) pk: String,
    pub(crate) sk: String,
}

fn key(pk: String, sk: impl Into<String>) -> Key {
    Key { pk, sk: sk.into() }
}

/// An instant in a fixed width, so that the order of texts is the order of instants.
pub(crate) fn instant(at: Timestamp) -> String {
    format!("{at:.9}")
}

pub(crate) fn thread_partition(id: &ThreadId) -> String {
    format!("THREAD#{id}")
}

pub(crate) fn thread(id: &ThreadId) -> Key {
    key(thread_partition(id), "THREAD")
}

/// What every timeline entry's sort key begins with.
pub(crate) const TIMELINE: &str = "AT#";

pub(crate) fn entry(thread: &ThreadId, entry: &Entry) -> Key {
    let id = hashed(&entry.id);
    let id = id.get(..24).unwrap_or(&id);
    key(
        thread_partition(thread),
        format!("{TIMELINE}{}#{}#{id}", instant(entry.at), entry.what.word()),
    )
}

pub(crate) fn step(thread: &ThreadId, step: &domain::change::StepKey) -> Key {
    let started = instant(step.clock_started_at);
    let rest = step.after_the_start();
    key(thread_partition(thread), format!("STEP#{started}{rest}"))
}

pub(crate) fn event(channel: &ChannelId, event: &EventKey) -> Key {
    key(format!("EVENT#{channel}#{event}"), "EVENT")
}

pub(crate) fn message_id(channel: &ChannelId, id: &str) -> Key {
    key(format!("MESSAGE#{channel}#{}", hashed(id)), "MESSAGE")
}

pub(crate) fn contact(channel: &ChannelId, contact: &ContactKey) -> Key {
    key(format!("CONTACT#{channel}#{contact}"), "CUSTOMER")
}

pub(crate) fn alias(alias: &AliasKey) -> Key {
    key(format!("ALIAS#{alias}"), "CUSTOMER")
}

pub(crate) fn lead(of: &Leading) -> Key {
    match of {
        Leading::Contact(channel, contact) => self::contact(channel, contact),
        Leading::Alias(alias) => self::alias(alias),
    }
}

pub(crate) fn customer(id: &CustomerId) -> Key {
    key(format!("CUSTOMER#{id}"), "CUSTOMER")
}

pub(crate) fn merge(id: &MergeId) -> Key {
    key(format!("MERGE#{id}"), "MERGE")
}

/// What the sort keys of a customer's merges begin with.
pub(crate) const MERGES: &str = "MERGE#";

/// Leads from a customer to a merge of theirs.
pub(crate) fn merge_of(customer: &CustomerId, id: &MergeId) -> Key {
    key(self::customer(customer).pk, format!("{MERGES}{id}"))
}

pub(crate) fn load(agent: &AgentId) -> Key {
    key(format!("AGENT#{agent}"), "LOAD")
}

/// What stands in the due index for an agent: when their shift or leave changes, or somebody must look after them.
pub(crate) fn agent_due(agent: &AgentId) -> Key {
    key(format!("AGENT#{agent}"), "DUE")
}

/// The partition of the `waiting` index in which held threads stand. No topic is called so: `~` is no letter.
pub(crate) const HELD: &str = "WAITING#~held";

/// The partition of what agents corrected.
pub(crate) const CORRECTIONS: &str = "CORRECTIONS";

pub(crate) fn correction(at: Timestamp, thread: &ThreadId) -> Key {
    key(CORRECTIONS.to_owned(), format!("{}#{thread}", instant(at)))
}

/// The partition of promises whose customers began to wait on a day (UTC): no day is so busy that one is too few.
pub(crate) fn promises_partition(day: Date) -> String {
    format!("PROMISES#{day}")
}

/// What was judged of a clock. Judged anew, it takes the same place.
pub(crate) fn judgement(judgement: &Judgement) -> Key {
    let started_at = judgement.started_at;
    let (started, clock) = (instant(started_at), judgement.of.word());
    let again = match judgement.number {
        0 => String::new(),
        number => format!("#{number}"),
    };
    key(
        promises_partition(day(started_at)),
        format!("{started}#{}#{clock}{again}", judgement.thread),
    )
}

/// The day of an instant in UTC.
pub(crate) fn day(at: Timestamp) -> Date {
    TimeZone::UTC.to_datetime(at).date()
}

pub(crate) fn current_model() -> Key {
    key("MODEL".to_owned(), "CURRENT")
}

pub(crate) fn notice(id: &NoticeId) -> Key {
    key(format!("NOTICE#{id}"), "NOTICE")
}

/// The length stands beside the start, so that windows of two lengths never share a counter.
pub(crate) fn count(scope: &str, window_start: Timestamp, seconds: u32) -> Key {
    let (scope, start) = (hashed(scope), window_start.as_second());
    key(format!("COUNT#{scope}#{start}+{seconds}"), "COUNT")
}

pub(crate) fn file(event: &EventKey, index: u32) -> Key {
    key(format!("FILE#{event}"), format!("{index:05}"))
}

pub(crate) fn current_config() -> Key {
    key("CONFIG".to_owned(), "CURRENT")
}

pub(crate) fn config_partition(version: &str) -> String {
    format!("CONFIG#{version}")
}

/// The shard of the due index that a thread stands in.
pub(crate) fn due_partition(thread: &ThreadId) -> String {
    partition_of(thread.as_str())
}

/// The same of an agent.
pub(crate) fn agent_due_partition(agent: &AgentId) -> String {
    partition_of(agent.as_str())
}

fn partition_of(id: &str) -> String {
    let sum = id.bytes().fold(7_u32, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u32::from(byte))
    });
    due_shard(sum % DUE_SHARDS)
}

pub(crate) fn due_shard(shard: u32) -> String {
    format!("DUE#{shard}")
}

/// The partition of the one job that counts clocks anew.
pub(crate) const RECOUNT: &str = "RECOUNT";

pub(crate) fn recount() -> Key {
    key(RECOUNT.to_owned(), "CURRENT")
}

/// Unsent notices are few and short-lived: one partition will do.
pub(crate) const UNSENT: &str = "UNSENT";

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn instants_sort_as_texts_in_their_order() {
        let early: Timestamp = "2026-11-21T10:00:00.9Z".parse().unwrap();
        let late: Timestamp = "2026-11-21T10:00:00.95Z".parse().unwrap();
        assert!(instant(early) < instant(late));
        assert!(instant(Timestamp::from_second(1_800_000_000).unwrap()) > instant(late));
    }
}
