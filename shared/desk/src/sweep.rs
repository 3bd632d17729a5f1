//! The sweep: what falls due without anybody writing. It reads only what is due, goes on until nothing is or its time is
//! nearly up, and the next run goes on from there.

use domain::change::Change;
use domain::presence::{Presence, presence};
use domain::reassign::{self, Cause};
use domain::{Care, Thread, ThreadId, step};
use futures::StreamExt;
use futures::stream;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use store::{Commit, DUE_SHARDS, Due};

use crate::error::DeskError;
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
    /// Threads that could not be handled; the next sweep finds them again.
    pub failed: usize,
    /// Whether its time ended before it was through.
    pub cut_short: bool,
}

impl Desk {
    /// Does everything that is due at `now`, and stops taking more on shortly before `deadline`.
    ///
    /// # Errors
    /// [`DeskError`] when the table cannot be read at all. A thread that cannot be handled only counts as failed.
    pub async fn sweep(
        &self,
        now: Timestamp,
        deadline: Timestamp,
    ) -> Result<SweepReport, DeskError> {
        let care = self.care.get(&self.store).await?;
        let mut report = SweepReport::default();
        for shard in 0..DUE_SHARDS {
            self.sweep_shard(&care, shard, now, deadline, &mut report)
                .await?;
        }
        report.assigned += self.drain(&care, None, now).await?.len();
        report.strays_flushed = self.flush_strays(now).await?;
        Ok(report)
    }

    async fn sweep_shard(
        &self,
        care: &Care,
        shard: u32,
        now: Timestamp,
        deadline: Timestamp,
        report: &mut SweepReport,
    ) -> Result<(), DeskError> {
        loop {
            if Timestamp::now() > deadline.checked_sub(MARGIN).unwrap_or(deadline) {
                report.cut_short = true;
                return Ok(());
            }
            let due = self.store.due(shard, now, PAGE).await?;
            let page = due.len();
            let done: Vec<Result<Done, DeskError>> = stream::iter(due)
                .map(|due| self.do_due(care, due, now))
                .buffered(AT_ONCE)
                .collect()
                .await;
            let mut moved = 0;
            for outcome in done {
                report.looked_at += 1;
                match outcome {
                    Ok(done) => moved += usize::from(report.add(&done)),
                    Err(error) => {
                        tracing::warn!(
                            error = &error as &dyn std::error::Error,
                            "what is due could not be handled"
                        );
                        report.failed += 1;
                    }
                }
            }
            // A page that moved nothing is stale or stuck: reading it again would be a loop.
            if page < PAGE || moved == 0 {
                return Ok(());
            }
        }
    }

    async fn do_due(&self, care: &Care, due: Due, now: Timestamp) -> Result<Done, DeskError> {
        match due {
            Due::Thread(id) => self.fire(care, id, now).await,
            Due::Agent(due) => {
                let attended = self.attend_due(care, &due, now).await?;
                Ok(Done {
                    something: true,
                    agents: 1,
                    handed_over: attended.handed_over.len(),
                    ..Done::default()
                })
            }
        }
    }

    /// Does what is due on a thread: tells whom it must tell, and looks for an agent. Nothing where the index was behind,
    /// or another sweep was faster.
    async fn fire(&self, care: &Care, id: ThreadId, now: Timestamp) -> Result<Done, DeskError> {
        for _ in 0..TRIES {
            let Some(thread) = self.store.thread(&id).await? else {
                return Ok(Done::default());
            };
            let told = step::fire_due(care, thread.clone(), now);
            let has_stepped = told.as_ref().is_some_and(|told| !told.steps.is_empty());
            let cause = self.cause(care, &thread, has_stepped, now).await?;
            if told.is_none() && cause.is_none() {
                return Ok(Done::default());
            }
            let had = thread.agent.clone().filter(|_| thread.weight > 0);
            let mut change = told.unwrap_or_else(|| Change::of(thread));
            if let Some(cause) = cause {
                self.reassign_in(care, &mut change, cause, now).await?;
            }
            let commit = Commit {
                event: None,
                change: Some(&change),
                identify: None,
            };
            if self.conclude(commit, now).await?.is_some() {
                let took = change.thread.weight > 0 && had.is_none();
                let gave = had.is_some() && change.thread.agent != had;
                return Ok(Done {
                    something: true,
                    steps: change.steps.len(),
                    assigned: usize::from(took),
                    handed_over: usize::from(gave),
                    agents: 0,
                });
            }
        }
        Err(DeskError::Contended)
    }

    /// Why an agent must be looked for: what stands on the thread, or that its agent was not there when a step fired.
    async fn cause(
        &self,
        care: &Care,
        thread: &Thread,
        has_stepped: bool,
        now: Timestamp,
    ) -> Result<Option<Cause>, DeskError> {
        if let Some(cause) = reassign::due(thread, now) {
            return Ok(Some(cause));
        }
        let Some(agent) = thread.agent.as_ref().filter(|_| thread.weight > 0) else {
            return Ok(None);
        };
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

/// What was done for one that was due.
#[derive(Debug, Default)]
struct Done {
    /// Whether anything was.
    something: bool,
    steps: usize,
    assigned: usize,
    handed_over: usize,
    agents: usize,
}

impl SweepReport {
    /// Counts what was done; true where anything was.
    fn add(&mut self, done: &Done) -> bool {
        self.steps_fired += done.steps;
        self.assigned += done.assigned;
        self.handed_over += done.handed_over;
        self.agents += done.agents;
        done.something
    }
}
