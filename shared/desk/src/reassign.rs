//! Looking for another agent although no message came: offers that nobody takes, agents who are not there, waiting threads
//! for which more may be given up.

use domain::action;
use domain::change::Change;
use domain::customer::Customer;
use domain::reassign::{self, Cause};
use domain::routing::Need;
use domain::{AgentId, Care, Thread, ThreadId};
use jiff::Timestamp;
use store::Commit;

use crate::error::DeskError;
use crate::{Desk, TRIES};

impl Desk {
    /// Looks for another agent within a change. False where it comes to nothing.
    pub(crate) async fn reassign_in(
        &self,
        care: &Care,
        change: &mut Change,
        cause: Cause,
        now: Timestamp,
    ) -> Result<bool, DeskError> {
        let standing = self.store.who_stands_for(&change.thread.customer).await?;
        let customer = standing.as_ref().map(|standing| &standing.customer);
        let known = customer.and_then(Customer::agent_who_knows).cloned();
        let Some(need) = Need::of(care, &change.thread, known, now) else {
            return Ok(false);
        };
        let had = change.thread.agent.clone();
        let had: Option<AgentId> = had.filter(|_| change.thread.weight > 0);
        let need = match &had {
            Some(agent) => need.taken_from(agent),
            None => need,
        };
        let also: Vec<AgentId> = had.iter().cloned().collect();
        let (decision, loads) = self.decide_for(care, &need, &also, now).await?;
        let load = had.and_then(|agent| loads.get(&agent).cloned());
        let load = load.unwrap_or_default();
        Ok(reassign::carry_out(
            care, change, decision, cause, &load, now,
        ))
    }

    /// Looks for another agent for a thread, where `cause` says why as it is now. None where nothing came of it.
    pub(crate) async fn reassign(
        &self,
        care: &Care,
        id: &ThreadId,
        cause: impl Fn(&Thread) -> Option<Cause>,
        now: Timestamp,
    ) -> Result<Option<Thread>, DeskError> {
        for _ in 0..TRIES {
            let Some(thread) = self.store.thread(id).await? else {
                return Ok(None);
            };
            let Some(cause) = cause(&thread) else {
                return Ok(None);
            };
            let wakes = thread.wakes_at;
            let mut change = Change::of(thread);
            action::recount_in(care, &mut change, now)?;
            let moved = self.reassign_in(care, &mut change, cause, now).await?;
            if !moved && change.thread.wakes_at == wakes {
                return Ok(None);
            }
            let commit = Commit {
                event: None,
                change: Some(&change),
                identify: None,
            };
            if self.conclude(commit, now).await?.is_some() {
                return Ok(moved.then_some(change.thread));
            }
        }
        Err(DeskError::Contended)
    }
}
