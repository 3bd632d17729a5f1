//! What would change.

use std::collections::{BTreeMap, BTreeSet};

use domain::{AgentId, TopicId};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::run::{AgentRun, PromiseTotals, Run, ThreadRun, Totals};

/// Two runs over the same events, side by side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// All together, before.
    pub before: Totals,
    /// All together, after.
    pub after: Totals,
    /// Promises of either, by commitment.
    pub promises: Vec<PromisePair>,
    /// Threads that end with another agent, in the order in which they were opened.
    pub another_agent: Vec<Moved<AgentId>>,
    /// Threads that are told to be about something else.
    pub another_topic: Vec<Moved<TopicId>>,
    /// Threads that only the first has: there their messages open one, in the other they join one.
    pub only_before: Vec<String>,
    /// Threads that only the second has.
    pub only_after: Vec<String>,
    /// Agents of either.
    pub agents: Vec<AgentPair>,
    /// Hours in which anybody waits in either.
    pub waiting: Vec<HourPair>,
    /// Whether the two came to the same.
    pub same: bool,
}

/// A thread that is another's, or about something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Moved<T> {
    /// Its name.
    pub thread: String,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// The channel of its last message.
    pub channel: String,
    /// The beginning of the customer's last words, masked.
    pub excerpt: String,
    /// Before; none where nobody has it.
    pub before: Option<T>,
    /// After.
    pub after: Option<T>,
    /// How that was told or came about, before.
    pub because_before: String,
    /// The same, after.
    pub because_after: String,
}

/// What became of the promises of a commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PromisePair {
    /// The commitment.
    pub commitment: String,
    /// Before.
    pub before: PromiseTotals,
    /// After.
    pub after: PromiseTotals,
}

/// An agent in both; none where they are not configured or never assigned.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AgentPair {
    /// Who.
    pub agent: AgentId,
    /// Before.
    pub before: Option<AgentRun>,
    /// After.
    pub after: Option<AgentRun>,
}

/// The most that waited at once in an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct HourPair {
    /// Its beginning.
    pub from: Timestamp,
    /// Before.
    pub before: u32,
    /// After.
    pub after: u32,
}

impl Comparison {
    /// Whether the two came to the same.
    pub fn is_empty(&self) -> bool {
        self.same
    }
}

/// Lays two runs over the same events side by side. Threads are the same where they begin with the same event.
pub fn compare(before: &Run, after: &Run) -> Comparison {
    let later: BTreeMap<&str, &ThreadRun> = by_event(after);
    let earlier: BTreeMap<&str, &ThreadRun> = by_event(before);
    let both = || {
        let pair = |run| Some((run, *later.get(key(run))?));
        before.threads.iter().filter_map(pair)
    };
    let only = |run: &Run, other: &BTreeMap<&str, &ThreadRun>| {
        let own = run
            .threads
            .iter()
            .filter(|thread| !other.contains_key(key(thread)));
        own.map(|thread| thread.name.clone()).collect()
    };
    Comparison {
        promises: promises(&before.totals, &after.totals),
        another_agent: both()
            .filter(|(one, other)| one.agent() != other.agent())
            .map(|(one, other)| moved(one, other, |run| run.agent().cloned(), story))
            .collect(),
        another_topic: both()
            .filter(|(one, other)| one.topic != other.topic)
            .map(|(one, other)| {
                moved(
                    one,
                    other,
                    |run| Some(run.topic.clone()),
                    |run| run.topic_by.clone(),
                )
            })
            .collect(),
        only_before: only(before, &later),
        only_after: only(after, &earlier),
        agents: agents(before, after),
        waiting: waiting(before, after),
        same: is_same(before, after),
        before: before.totals.clone(),
        after: after.totals.clone(),
    }
}

fn is_same(before: &Run, after: &Run) -> bool {
    let unnamed = |run: &Run| Run {
        config: String::new(),
        ..run.clone()
    };
    unnamed(before) == unnamed(after)
}

fn key(run: &ThreadRun) -> &str {
    run.first_event.as_str()
}

fn by_event(run: &Run) -> BTreeMap<&str, &ThreadRun> {
    run.threads
        .iter()
        .map(|thread| (key(thread), thread))
        .collect()
}

/// Through whose hands it went, and whether it waited.
fn story(run: &ThreadRun) -> String {
    let hands: Vec<&str> = run.agents.iter().map(AgentId::as_str).collect();
    match (hands.len(), run.waited_s > 0) {
        (0, _) => "nobody".to_owned(),
        (1, false) => "at once".to_owned(),
        (1, true) => "after waiting".to_owned(),
        _ => hands.join(", "),
    }
}

fn moved<T>(
    before: &ThreadRun,
    after: &ThreadRun,
    what: impl Fn(&ThreadRun) -> Option<T>,
    because: impl Fn(&ThreadRun) -> String,
) -> Moved<T> {
    Moved {
        thread: before.name.clone(),
        opened_at: before.opened_at,
        channel: before.channel.as_str().to_owned(),
        excerpt: before.excerpt.clone(),
        before: what(before),
        after: what(after),
        because_before: because(before),
        because_after: because(after),
    }
}

fn promises(before: &Totals, after: &Totals) -> Vec<PromisePair> {
    let names: BTreeSet<&String> = before
        .promises
        .keys()
        .chain(after.promises.keys())
        .collect();
    let of =
        |totals: &Totals, name: &String| totals.promises.get(name).copied().unwrap_or_default();
    let pair = |name: &String| PromisePair {
        commitment: name.clone(),
        before: of(before, name),
        after: of(after, name),
    };
    names.into_iter().map(pair).collect()
}

fn agents(before: &Run, after: &Run) -> Vec<AgentPair> {
    let ids: BTreeSet<&AgentId> = before.agents.keys().chain(after.agents.keys()).collect();
    let pair = |id: &AgentId| AgentPair {
        agent: id.clone(),
        before: before.agents.get(id).cloned(),
        after: after.agents.get(id).cloned(),
    };
    ids.into_iter().map(pair).collect()
}

/// The hours of both runs, which may end on other days; those in which nobody waits are left out.
fn waiting(before: &Run, after: &Run) -> Vec<HourPair> {
    let mut hours: BTreeMap<Timestamp, (u32, u32)> = BTreeMap::new();
    for (from, most) in hours_of(before) {
        hours.entry(from).or_default().0 = most;
    }
    for (from, most) in hours_of(after) {
        hours.entry(from).or_default().1 = most;
    }
    let anybody = hours
        .into_iter()
        .filter(|(_, (before, after))| before + after > 0);
    anybody
        .map(|(from, (before, after))| HourPair {
            from,
            before,
            after,
        })
        .collect()
}

fn hours_of(run: &Run) -> impl Iterator<Item = (Timestamp, u32)> + '_ {
    let hours = std::iter::successors(Some(run.from), |at| {
        at.checked_add(SignedDuration::from_hours(1)).ok()
    });
    hours.zip(run.waiting.iter().copied())
}
