//! Looking after agents: their shift or leave changes, they become available, or what they have must go to others.

use domain::presence::{Availability, Presence, absence_is_over, presence};
use domain::reassign;
use domain::routing::Load;
use domain::{AgentId, Care, Thread};
use jiff::{SignedDuration, Timestamp};
use store::{DueAgent, NextLook, ThreadFilter};

use crate::Desk;
use crate::error::DeskError;

/// Threads of one agent that are looked at in one go. Nobody holds so many; the rest comes with the next sweep.
const MOST: usize = 1_000;
/// When who is not there is looked after once more: long after any index has caught up.
const SECOND_LOOK: SignedDuration = SignedDuration::from_secs(60);

/// What looking after an agent led to.
#[derive(Clone, Debug, Default)]
pub struct Attended {
    /// Whether they are there.
    pub presence: Option<Presence>,
    /// Threads that went from them to another, or to the waiting line.
    pub handed_over: Vec<Thread>,
    /// Threads that left the waiting line because they are there.
    pub assigned: Vec<Thread>,
}

impl Desk {
    /// Notes whether an agent is there, and draws the consequence at once: who is available gets what waits for them,
    /// who is absent hands over.
    ///
    /// # Errors
    /// [`DeskError`] when there is no such agent, or the table cannot be used.
    pub async fn set_availability(
        &self,
        agent: &AgentId,
        availability: Availability,
        now: Timestamp,
    ) -> Result<Attended, DeskError> {
        let care = self.care.get(&self.store).await?;
        if !care.agents.contains_key(agent) {
            return Err(DeskError::NoAgent(agent.clone()));
        }
        self.store
            .write_availability(agent, availability, now)
            .await?;
        // What it holds on its way is large, and whoever waits for it need not hold it.
        let mut attended = Box::pin(self.attend(&care, agent, now)).await?;
        if availability == Availability::Available {
            attended.assigned = self.drain(&care, Some(agent), now).await?;
        }
        Ok(attended)
    }

    /// Looks after an agent whom the index named, and notes when that is to be done again. The sweep that asks for it
    /// drains the waiting line afterwards, once for all whose shift begins.
    pub(crate) async fn attend_due(
        &self,
        care: &Care,
        due: &DueAgent,
        now: Timestamp,
    ) -> Result<Attended, DeskError> {
        let attended = self.attend(care, &due.agent, now).await?;
        let next = next_look(care, due, &attended, now);
        self.store.looked_after(due, next).await?;
        Ok(attended)
    }

    /// Looks after an agent: hands over what they cannot keep. What waits for them is another's to give.
    pub(crate) async fn attend(
        &self,
        care: &Care,
        agent: &AgentId,
        now: Timestamp,
    ) -> Result<Attended, DeskError> {
        let load = self.load_of(agent).await?;
        let load = self.without_past_absence(care, agent, load, now).await?;
        let presence = presence(care, agent, &load, now);
        let mut attended = Attended {
            presence: Some(presence),
            ..Attended::default()
        };
        let theirs = ThreadFilter::OfAgent(agent.clone());
        for thread in self.store.list_threads(&theirs, MOST).await? {
            let cause = |thread: &Thread| {
                let theirs = thread.agent.as_ref() == Some(agent);
                theirs
                    .then(|| reassign::by_presence(care, thread, presence, now))
                    .flatten()
            };
            if cause(&thread).is_some() {
                let moved = self.reassign(care, &thread.id, cause, now).await?;
                attended.handed_over.extend(moved);
            }
        }
        Ok(attended)
    }

    pub(crate) async fn load_of(&self, agent: &AgentId) -> Result<Load, DeskError> {
        let mut loads = self.store.loads(std::slice::from_ref(agent)).await?;
        Ok(loads.remove(agent).unwrap_or_default())
    }

    /// Who missed offers yesterday is there again when their shift begins.
    async fn without_past_absence(
        &self,
        care: &Care,
        agent: &AgentId,
        load: Load,
        now: Timestamp,
    ) -> Result<Load, DeskError> {
        let Some(absence) = load
            .absent
            .filter(|_| absence_is_over(care, agent, &load, now))
        else {
            return Ok(load);
        };
        self.store.end_absence(agent, absence).await?;
        Ok(Load {
            absent: None,
            misses: 0,
            ..load
        })
    }
}

/// Who is not there is looked after once more a minute later, and until nothing is left to hand over: the index of who has
/// what may lag.
fn next_look(care: &Care, due: &DueAgent, attended: &Attended, now: Timestamp) -> NextLook {
    let agent = care.agents.get(&due.agent);
    let changes = agent.and_then(|agent| agent.next_change(now));
    let again = now.checked_add(SECOND_LOOK).unwrap_or(now);
    let is_there = attended.presence == Some(Presence::Working);
    let unsure = !is_there && (!due.again || !attended.handed_over.is_empty());
    match changes {
        Some(at) if !unsure || at <= again => NextLook::At(at),
        _ if unsure => NextLook::Again(again),
        _ => NextLook::Never,
    }
}
