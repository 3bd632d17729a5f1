//! Applying a configuration, and drawing its consequences: whoever gained a skill or room gets what waits for them, whoever
//! left hands over.

use domain::change::Change;
use domain::config::{Agent, CareFile};
use domain::timeline::{TopicEntry, What};
use domain::{AgentId, Care, TopicId};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use store::{Commit, ThreadFilter};

use crate::Desk;
use crate::error::DeskError;

/// Agents who are looked after at once; the sweep looks after the rest within a minute.
const MOST_AT_ONCE: usize = 40;
/// When agents are looked after at the latest: when every function knows the new configuration.
const SOON: SignedDuration = SignedDuration::from_secs(30);
/// When no function works by the old configuration any longer: they ask every five seconds.
const KNOWN_AFTER: SignedDuration = SignedDuration::from_secs(10);
/// Waiting threads of a removed topic that are moved in one go.
const MOST_WAITING: usize = 100;

/// What applying a configuration led to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ApplyReport {
    /// Agents who are new, changed or gone.
    pub agents_changed: usize,
    /// Those of them whom the next sweep looks after.
    pub left_to_the_sweep: usize,
    /// Threads that went from one agent to another, or to the waiting line.
    pub handed_over: usize,
    /// Threads that left the waiting line.
    pub assigned: usize,
    /// Waiting threads whose topic is gone: they are about the general topic now.
    pub moved_to_general: usize,
    /// Whether what is promised may be another: the clocks of open threads are counted anew.
    pub recounts: bool,
}

impl Desk {
    /// Applies a checked configuration.
    ///
    /// # Errors
    /// [`DeskError`] when the table cannot be used. Applying the same again goes on where it ended.
    pub async fn apply(
        &self,
        file: &CareFile,
        care: &Care,
        now: Timestamp,
    ) -> Result<ApplyReport, DeskError> {
        let old = self.store.config().await.ok();
        let changed = changed_agents(old.as_ref(), care);
        // Where this dies after the switch, a sweep half a minute later finds them all the same.
        let soon = now.checked_add(SOON).unwrap_or(now);
        for agent in &changed {
            self.store.look_after(agent, soon).await?;
        }
        let recounts = old.as_ref().is_none_or(|old| promises_differ(old, care));
        self.store.apply_config(file, care).await?;
        if recounts {
            let known = now.checked_add(KNOWN_AFTER).unwrap_or(now);
            self.store.begin_recount(&care.version, known).await?;
        }
        for agent in &changed {
            if !care.agents.contains_key(agent) {
                self.store.deactivate(agent).await?;
            }
            self.store.look_after(agent, now).await?;
        }
        let mut report = ApplyReport {
            agents_changed: changed.len(),
            left_to_the_sweep: changed.len().saturating_sub(MOST_AT_ONCE),
            recounts,
            ..ApplyReport::default()
        };
        if let Some(old) = &old {
            report.moved_to_general = Box::pin(self.leave_removed_topics(old, care, now)).await?;
        }
        for agent in changed.iter().take(MOST_AT_ONCE) {
            // What it holds on its way is large, and whoever applies need not hold it.
            let attended = Box::pin(self.attend(care, agent, now)).await?;
            report.handed_over += attended.handed_over.len();
        }
        report.assigned = self.drain(care, None, now).await?.len();
        Ok(report)
    }

    async fn leave_removed_topics(
        &self,
        old: &Care,
        care: &Care,
        now: Timestamp,
    ) -> Result<usize, DeskError> {
        let mut moved = 0;
        for topic in old
            .topics
            .keys()
            .filter(|id| !care.topics.contains_key(*id))
        {
            let waiting = ThreadFilter::Waiting((*topic).clone());
            loop {
                let threads = self.store.list_threads(&waiting, MOST_WAITING).await?;
                let mut of_this_page = 0;
                for thread in threads.into_iter().filter(|thread| thread.topic == *topic) {
                    let change = to_general(care, thread, now);
                    let commit = Commit {
                        event: None,
                        change: Some(&change),
                        identify: None,
                    };
                    of_this_page += usize::from(self.conclude(commit, now).await?.is_some());
                }
                moved += of_this_page;
                if of_this_page < MOST_WAITING {
                    break;
                }
            }
        }
        Ok(moved)
    }
}

fn to_general(care: &Care, thread: domain::Thread, now: Timestamp) -> Change {
    let mut change = Change::of(thread);
    let general: TopicId = care.general_topic.clone();
    change.thread.topic = general.clone();
    let entry = TopicEntry::told(general, "general", Vec::new());
    let occasion = format!("topic#{}", change.thread.version);
    change.record(now, &occasion, What::Topic(entry));
    change
}

/// Agents who are new, gone, or not what they were. Without an old configuration: all.
fn changed_agents(old: Option<&Care>, new: &Care) -> Vec<AgentId> {
    let Some(old) = old else {
        return new.agents.keys().cloned().collect();
    };
    let gone = old.agents.keys().filter(|id| !new.agents.contains_key(*id));
    let changed = new.agents.iter().filter(|(id, agent)| {
        old.agents
            .get(*id)
            .is_none_or(|before| !is_same(before, agent))
    });
    gone.chain(changed.map(|(id, _)| id)).cloned().collect()
}

/// Whether two configurations may promise a thread something different.
fn promises_differ(one: &Care, other: &Care) -> bool {
    let words = |care: &Care| {
        let Care {
            policies,
            calendars,
            legal,
            ..
        } = care;
        format!("{policies:?}{calendars:?}{legal:?}")
    };
    words(one) != words(other)
}

/// Whether two entries mean the same agent in every way that decides who gets a thread.
fn is_same(one: &Agent, other: &Agent) -> bool {
    format!("{one:?}") == format!("{other:?}")
}
