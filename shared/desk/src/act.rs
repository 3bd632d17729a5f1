//! What people do with threads.

use domain::action::{self, Answer};
use domain::change::Change;
use domain::timeline::RulingOutcome;
use domain::{AgentId, Care, Thread, ThreadId};
use jiff::Timestamp;
use store::Commit;

use crate::error::DeskError;
use crate::{Desk, TRIES};

/// What an action led to.
#[derive(Clone, Debug)]
pub struct Acted {
    /// The thread after it.
    pub thread: Thread,
    /// Threads that left the waiting line because of it.
    pub drained: Vec<ThreadId>,
}

impl Desk {
    /// Records that a thread was answered: clocks stop, promises are judged by `at`, the agent is free for another. With
    /// `follows_by` the answer only announces another for that date, and the agent keeps the thread.
    ///
    /// # Errors
    /// [`DeskError`] when there is no such thread, it is resolved, or the table cannot be used.
    pub async fn answered(
        &self,
        id: &ThreadId,
        at: Timestamp,
        agent: Option<AgentId>,
        text: Option<&str>,
        follows_by: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<Acted, DeskError> {
        let occasion = format!("answered#{at}");
        let answer = Answer {
            at,
            agent,
            by: "operator",
            text,
            automatic: false,
            occasion: &occasion,
            follows_by,
        };
        self.act(id, now, async |care, thread| {
            Ok(action::answer(care, thread, &answer, now)?)
        })
        .await
    }

    /// Resolves a thread; a complaint with what was decided and why.
    ///
    /// # Errors
    /// As [`Desk::answered`], and when a complaint is not ruled on.
    pub async fn resolve(
        &self,
        id: &ThreadId,
        by: &str,
        ruling: Option<(RulingOutcome, &str)>,
        now: Timestamp,
    ) -> Result<Acted, DeskError> {
        self.act(id, now, async |care, thread| {
            let standing = self.customer_of(&thread).await?;
            Ok(action::resolve(care, thread, &standing, by, ruling, now)?)
        })
        .await
    }

    /// Notes that the customer of a complaint has its receipt.
    ///
    /// # Errors
    /// As [`Desk::answered`], and when it is no complaint.
    pub async fn receipt_given(
        &self,
        id: &ThreadId,
        by: &str,
        now: Timestamp,
    ) -> Result<Acted, DeskError> {
        self.act(id, now, async |_, thread| {
            Ok(action::receipt_given(thread, by, now)?)
        })
        .await
    }

    /// Gives a thread to an agent, whatever their shift and skills, as long as they have room.
    ///
    /// # Errors
    /// As [`Desk::answered`], and when the agent is unknown, full, or has it already.
    pub async fn assign_to(
        &self,
        id: &ThreadId,
        agent: &AgentId,
        now: Timestamp,
    ) -> Result<Acted, DeskError> {
        self.act(id, now, async |care, thread| {
            let load = self
                .store
                .loads(std::slice::from_ref(agent))
                .await?
                .remove(agent);
            Ok(action::give(
                care,
                thread,
                agent,
                &load.unwrap_or_default(),
                now,
            )?)
        })
        .await
    }

    /// An agent accepts a thread of theirs: it is offered to nobody else.
    ///
    /// # Errors
    /// As [`Desk::answered`], and when they do not have it.
    pub async fn accept(
        &self,
        id: &ThreadId,
        agent: &AgentId,
        now: Timestamp,
    ) -> Result<Acted, DeskError> {
        self.act(id, now, async |_, thread| {
            Ok(action::accept(thread, agent, now)?)
        })
        .await
    }

    pub(crate) async fn act(
        &self,
        id: &ThreadId,
        now: Timestamp,
        action: impl AsyncFn(&Care, Thread) -> Result<Change, DeskError>,
    ) -> Result<Acted, DeskError> {
        // What an action holds on its way is large, and whoever waits for it need not hold it.
        Box::pin(self.acting(id, now, action)).await
    }

    async fn acting(
        &self,
        id: &ThreadId,
        now: Timestamp,
        action: impl AsyncFn(&Care, Thread) -> Result<Change, DeskError>,
    ) -> Result<Acted, DeskError> {
        for _ in 0..TRIES {
            let care = self.care.get(&self.store).await?;
            let thread = self
                .store
                .thread(id)
                .await?
                .ok_or_else(|| DeskError::NoThread(id.clone()))?;
            let before = thread.agent.clone();
            let change = action(&care, thread).await?;
            let commit = Commit {
                event: None,
                change: Some(&change),
                identify: None,
            };
            if self.conclude(commit, now).await?.is_some() {
                let drained = self.drain(&care, before.as_ref(), now).await?;
                let drained = drained.into_iter().map(|thread| thread.id).collect();
                return Ok(Acted {
                    thread: change.thread,
                    drained,
                });
            }
        }
        Err(DeskError::Contended)
    }
}
