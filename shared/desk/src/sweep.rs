//! The sweep: what falls due without anybody writing. It reads only what is due, goes on until nothing is or its time is
//! nearly up, and the next run goes on from there.

use std::collections::BTreeMap;

use domain::change::Change;
use domain::notice::Notice;
use domain::presence::{Presence, presence};
use domain::reassign::{self, Cause};
use domain::{Care, Thread, ThreadId, action, step};
use futures::{StreamExt, future, stream};
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use store::{Commit, Committed, DUE_SHARDS, Due, DueWhat};

use crate::error::DeskError;
use crate::promises::PromiseCounts;
use crate::{Desk, TRIES};

/// Threads of a shard that are read in one go.
const PAGE: usize = 100;
/// Threads that are worked on at once.
const AT_ONCE: usize = 16;
/// How long before its end a sweep stops taking more on.
const MARGIN: SignedDuration = SignedDuration::from_secs(5);

/// What a sweep did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SweepReport {
    /// Threads that were read because the index said that something is due.
    pub looked_at: usize,
    /// Steps that fired.
    pub steps_fired: usize,
    /// Waiting threads that found an agent.
    pub assigned: usize,
    /// Threads that went from one agent to another, or to the waiting line.
    pub handed_over: usize,
    /// Agents who were looked after.
    pub agents: usize,
    /// Notices that nobody had queued.
    pub strays_flushed: usize,
    /// Threads whose clocks were counted anew by a new configuration.
    pub recounted: usize,
    /// Promises that were found broken.
    pub promises: PromiseCounts,
    /// Threads that could not be handled; the next sweep finds them again.
    pub failed: usize,
    /// Whether its time ended before it was through.
    pub cut_short: bool,
}

impl Desk {
    /// Does everything that is due at `now`, earliest first, and stops taking more on shortly before `deadline`.
    ///
    /// # Errors
    /// [`DeskError`] when the table cannot be read at all. A thread that cannot be handled only counts as failed.
    pub async fn sweep(
        &self,
        now: Timestamp,
        deadline: Timestamp,
    ) -> Result<SweepReport, DeskError> {
        let care = self.care.get(&self.store).await?;
        let mut sweep = Sweep {
            care: &care,
            now,
            until: deadline.checked_sub(MARGIN).unwrap_or(deadline),
            report: SweepReport::default(),
            alarms: Vec::new(),
            recounts: false,
        };
        // What the parts hold on their way is large, and whoever waits for them need not hold it.
        let swept = Box::pin(self.sweep_due(&mut sweep)).await;
        // What fired is written: also where the rest cannot be read, whoever is to be told is.
        let alarms = std::mem::take(&mut sweep.alarms);
        Box::pin(self.tell_alarms(&care, alarms, now)).await?;
        swept?;
        if sweep.recounts {
            let recounted = self.go_on_recounting(&care, now, sweep.until);
            sweep.report.recounted = Box::pin(recounted).await?;
        }
        let mut report = sweep.report;
        report.assigned += self.drain(&care, None, now).await?.len();
        report.strays_flushed = Box::pin(self.flush_strays(&care, now)).await?;
        Ok(report)
    }

    /// Page by page of all shards together, so that after an outage what was due first is done first.
    async fn sweep_due(&self, sweep: &mut Sweep<'_>) -> Result<(), DeskError> {
        let mut in_order = true;
        loop {
            if Timestamp::now() > sweep.until {
                sweep.report.cut_short = true;
                return Ok(());
            }
            let page = self.due_page(sweep.now, in_order).await?;
            sweep.recounts |= page.due.iter().any(|due| due.what == DueWhat::Recount);
            let moved = self.do_all(sweep, page.due).await;
            if moved == 0 && page.holds_back {
                // What stands at the head of a shard is stale or stuck: it must not hold up the other shards.
                in_order = false;
            } else if moved == 0 || !page.is_full {
                // Where nothing moves, reading on would be a loop.
                return Ok(());
            }
        }
    }

    /// A page of each shard, earliest first. In order, what comes after the end of a full page is left for the next round:
    /// that shard may hold something that is due before.
    async fn due_page(&self, now: Timestamp, in_order: bool) -> Result<Page, DeskError> {
        let shards = (0..DUE_SHARDS).map(|shard| self.store.due(shard, now, PAGE));
        let pages = future::try_join_all(shards).await?;
        let full = pages.iter().filter(|page| page.len() >= PAGE);
        let reach = full.filter_map(|page| page.last()).map(|due| due.at).min();
        let mut due: Vec<Due> = pages.into_iter().flatten().collect();
        let found = due.len();
        due.retain(|due| !in_order || reach.is_none_or(|reach| due.at <= reach));
        due.sort_by_key(|due| due.at);
        Ok(Page {
            holds_back: due.len() < found,
            is_full: reach.is_some(),
            due,
        })
    }

    /// Does what is due, and counts it. How many of them moved on.
    async fn do_all(&self, sweep: &mut Sweep<'_>, due: Vec<Due>) -> usize {
        let (care, now, until) = (sweep.care, sweep.now, sweep.until);
        // Read together where that goes well; else each is read, and fails, by itself.
        let threads = self.threads_of(&due).await.unwrap_or_default();
        let done: Vec<Option<Result<Done, DeskError>>> = stream::iter(due)
            .map(async |due| {
                let in_time = Timestamp::now() <= until;
                match in_time {
                    true => Some(Box::pin(self.do_due(care, due.what, &threads, now)).await),
                    false => None,
                }
            })
            .buffered(AT_ONCE)
            .collect()
            .await;
        let mut moved = 0;
        sweep.report.cut_short |= done.iter().any(Option::is_none);
        for outcome in done.into_iter().flatten() {
            sweep.report.looked_at += 1;
            match outcome {
                Ok(mut done) => {
                    sweep.alarms.append(&mut done.alarms);
                    moved += usize::from(sweep.report.add(&done));
                }
                Err(error) => {
                    tracing::warn!(
                        error = &error as &dyn std::error::Error,
                        "what is due could not be handled"
                    );
                    sweep.report.failed += 1;
                }
            }
        }
        moved
    }

    async fn threads_of(&self, due: &[Due]) -> Result<BTreeMap<ThreadId, Thread>, DeskError> {
        let ids = due.iter().filter_map(|due| match &due.what {
            DueWhat::Thread(id) => Some(id.clone()),
            DueWhat::Agent(_) | DueWhat::Recount => None,
        });
        let ids: Vec<ThreadId> = ids.collect();
        let threads = self.store.threads(&ids).await?;
        let threads = threads.into_iter();
        Ok(threads.map(|thread| (thread.id.clone(), thread)).collect())
    }

    async fn do_due(
        &self,
        care: &Care,
        due: DueWhat,
        threads: &BTreeMap<ThreadId, Thread>,
        now: Timestamp,
    ) -> Result<Done, DeskError> {
        match due {
            DueWhat::Thread(id) => Box::pin(self.fire(care, &id, threads.get(&id), now)).await,
            DueWhat::Agent(due) => {
                let attended = self.attend_due(care, &due, now).await?;
                Ok(Done {
                    something: true,
                    agents: 1,
                    handed_over: attended.handed_over.len(),
                    ..Done::default()
                })
            }
            DueWhat::Recount => Ok(Done::default()),
        }
    }

    /// Does what is due on a thread: tells whom it must tell, and looks for an agent. Nothing where the index was behind,
    /// or another sweep was faster. `read` is the thread as it was read a moment ago; what is decided on it is written only
    /// if it is still so.
    async fn fire(
        &self,
        care: &Care,
        id: &ThreadId,
        read: Option<&Thread>,
        now: Timestamp,
    ) -> Result<Done, DeskError> {
        let mut read = read.cloned();
        for _ in 0..TRIES {
            let before = match read.take() {
                Some(thread) => Some(thread),
                None => self.store.thread(id).await?,
            };
            let Some(before) = before else {
                return Ok(Done::default());
            };
            // A step that an earlier configuration put here may not be due by this one.
            let recounted = action::recount(care, before.clone(), now)?;
            let change = recounted.unwrap_or_else(|| Change::of(before.clone()));
            let is_recounted = !change.entries.is_empty();
            let (mut change, has_told) = step::fire_in(care, change, now);
            let cause = self.cause(care, &before, &change, now).await?;
            if !is_recounted && !has_told && cause.is_none() {
                return Ok(Done::default());
            }
            if let Some(cause) = cause {
                self.reassign_in(care, &mut change, cause, now).await?;
            }
            let commit = Commit {
                event: None,
                change: Some(&change),
                identify: None,
            };
            if self.store.commit(&commit, now).await? == Committed::Yes {
                return self.done(&before, change).await;
            }
        }
        Err(DeskError::Contended)
    }

    /// What a thread's change came to. Its alarms are told with those of the other threads.
    async fn done(&self, before: &Thread, change: Change) -> Result<Done, DeskError> {
        let had = before.agent.as_ref().filter(|_| before.weight > 0);
        let took = change.thread.weight > 0 && had.is_none();
        let gave = had.is_some() && change.thread.agent.as_ref() != had;
        let mut promises = PromiseCounts::from(&change);
        promises.count_told(before, &change.thread);
        let (alarms, others): (Vec<Notice>, Vec<Notice>) =
            change.notices.into_iter().partition(Notice::is_alarm);
        self.tell(&others).await?;
        Ok(Done {
            something: true,
            steps: change.steps.len(),
            assigned: usize::from(took),
            handed_over: usize::from(gave),
            promises,
            alarms,
            ..Done::default()
        })
    }

    /// Why an agent must be looked for: what stands on the thread, that a step which fired asks for it, or that its agent
    /// was not there when one did.
    async fn cause(
        &self,
        care: &Care,
        thread: &Thread,
        change: &Change,
        now: Timestamp,
    ) -> Result<Option<Cause>, DeskError> {
        let has_stepped = !change.steps.is_empty();
        if let Some(cause) = reassign::due(thread, now) {
            return Ok(Some(cause));
        }
        let Some(agent) = thread.agent.as_ref().filter(|_| thread.weight > 0) else {
            return Ok(None);
        };
        if step::wants_another_agent(thread, change) {
            return Ok(Some(Cause::Breached));
        }
        if !has_stepped || care.agents.get(agent).is_some_and(|a| a.works_at(now)) {
            return Ok(None);
        }
        let load = self.load_of(agent).await?;
        Ok(match presence(care, agent, &load, now) {
            Presence::Working => None,
            Presence::Off { .. } => Some(Cause::OffShift),
            presence => reassign::by_presence(care, thread, presence, now),
        })
    }
}

/// A sweep on its way.
struct Sweep<'c> {
    care: &'c Care,
    now: Timestamp,
    /// When it stops taking more on.
    until: Timestamp,
    report: SweepReport,
    /// Reminders and breaches that are written, and to be told together.
    alarms: Vec<Notice>,
    /// Whether clocks are to be counted anew.
    recounts: bool,
}

/// What is due, as one look at all shards found it.
struct Page {
    due: Vec<Due>,
    /// Whether there is more in some shard.
    is_full: bool,
    /// Whether something was found that is left for the next look, since something else may be due before.
    holds_back: bool,
}

/// What was done for one that was due.
#[derive(Debug, Default)]
struct Done {
    /// Whether anything was.
    something: bool,
    steps: usize,
    assigned: usize,
    handed_over: usize,
    agents: usize,
    promises: PromiseCounts,
    alarms: Vec<Notice>,
}

impl SweepReport {
    /// Counts what was done; true where anything was.
    fn add(&mut self, done: &Done) -> bool {
        self.steps_fired += done.steps;
        self.assigned += done.assigned;
        self.handed_over += done.handed_over;
        self.agents += done.agents;
        self.promises.add(&done.promises);
        done.something
    }
}
