//! What people do with a thread. Each action is a pure function from the thread to a change, or says why it cannot be.

use jiff::Timestamp;

use crate::change::Change;
use crate::config::Care;
use crate::ids::AgentId;
use crate::notice::{Notice, NoticeKind};
use crate::people::Standing;
use crate::routing::{Chosen, Decision, Load, Preference};
use crate::thread::{Status, Thread};
use crate::timeline::{AnswerEntry, ByEntry, Judged, What, WhoEntry, WhoFound};

/// An action that does not fit the thread as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ActionError {
    /// It is resolved.
    #[error("the thread is resolved")]
    Resolved,
    /// The customer's history is not withheld from it.
    #[error("the customer's history is shown with the thread")]
    NotWithheld,
    /// There is no such agent.
    #[error("there is no agent `{0}` in the configuration")]
    UnknownAgent(AgentId),
    /// They have it already.
    #[error("`{0}` has the thread already")]
    HasIt(AgentId),
    /// They have no room. Capacity holds for operators too.
    #[error("`{agent}` is full: {open} of {capacity} units, and the thread weighs {weight}")]
    Full {
        /// The agent.
        agent: AgentId,
        /// Units they hold.
        open: u32,
        /// Units they may hold.
        capacity: u32,
        /// What the thread weighs.
        weight: u32,
    },
}

/// An answer as it was given.
#[derive(Clone, Debug)]
pub struct Answer<'a> {
    /// When it was given.
    pub at: Timestamp,
    /// Who gave it; none means the agent who has the thread.
    pub agent: Option<AgentId>,
    /// Where: `operator`, or the channel whose app it was written in.
    pub by: &'a str,
    /// Its text, where we know it.
    pub text: Option<&'a str>,
    /// A machine gave it.
    pub automatic: bool,
    /// What tells it from other answers.
    pub occasion: &'a str,
}

/// Records an answer. A human one stops the clock, judges the promises by its instant, and frees the agent: from now on
/// we wait for the customer. An automatic one, and one given before the customer's open question, stop nothing.
///
/// # Errors
/// [`ActionError::Resolved`] for a resolved thread.
pub fn answer(thread: Thread, answer: &Answer<'_>) -> Result<Change, ActionError> {
    if thread.status == Status::Resolved {
        return Err(ActionError::Resolved);
    }
    let mut change = Change::of(thread);
    let clock = change
        .thread
        .clock
        .clone()
        .filter(|clock| !answer.automatic && answer.at >= clock.started_at);
    let judged = clock
        .iter()
        .flat_map(|clock| &clock.promises)
        .map(|promise| Judged {
            commitment: promise.commitment.clone(),
            due_at: promise.due_at,
            kept: answer.at <= promise.due_at,
        });
    let entry = AnswerEntry {
        agent: answer.agent.clone().or_else(|| change.thread.agent.clone()),
        by: answer.by.to_owned(),
        text: answer.text.map(str::to_owned),
        automatic: answer.automatic,
        promises: judged.collect(),
    };
    change.record(answer.at, answer.occasion, What::Answer(entry));
    let stops = !answer.automatic && (clock.is_some() || change.thread.clock.is_none());
    if stops {
        change.thread.answered_at = change.thread.answered_at.max(Some(answer.at));
        stand_down(&mut change, Status::WaitingOnCustomer);
    }
    Ok(change)
}

/// Resolves a thread: no clock, no weight, no longer among the customer's open threads.
///
/// # Errors
/// [`ActionError::Resolved`] if it is resolved already.
pub fn resolve(
    thread: Thread,
    standing: &Standing,
    by: &str,
    now: Timestamp,
) -> Result<Change, ActionError> {
    if thread.status == Status::Resolved {
        return Err(ActionError::Resolved);
    }
    let mut change = Change::of(thread);
    stand_down(&mut change, Status::Resolved);
    let occasion = format!("resolved#{}", change.thread.version);
    change.record(
        now,
        &occasion,
        What::Resolved(ByEntry { by: by.to_owned() }),
    );
    change.keep_in_step(standing, false, true);
    Ok(change)
}

/// Records that the customer writes a thread, although it looked as if somebody else did: their history is shown with
/// it again, and its name and orders are theirs.
///
/// # Errors
/// [`ActionError::NotWithheld`] for a thread that is shown with the history.
pub fn same_person(
    thread: Thread,
    standing: &Standing,
    now: Timestamp,
) -> Result<Change, ActionError> {
    if thread.history_withheld.is_none() {
        return Err(ActionError::NotWithheld);
    }
    let mut change = Change::of(thread);
    change.thread.history_withheld = None;
    let occasion = format!("same_person#{}", change.thread.version);
    let entry = WhoEntry {
        found: WhoFound::SamePerson,
        merge: None,
    };
    change.record(now, &occasion, What::Who(entry));
    change.keep_in_step(standing, false, false);
    Ok(change)
}

/// Gives a thread to an agent that an operator names. Shift, skills and language are the operator's to judge; capacity
/// is not. Whoever had it is told.
///
/// # Errors
/// [`ActionError`] when it is resolved, or the agent is unknown, full, or has it.
pub fn give(
    care: &Care,
    thread: Thread,
    to: &AgentId,
    load: &Load,
    now: Timestamp,
) -> Result<Change, ActionError> {
    if thread.status == Status::Resolved {
        return Err(ActionError::Resolved);
    }
    if !care.agents.contains_key(to) {
        return Err(ActionError::UnknownAgent(to.clone()));
    }
    if thread.agent.as_ref() == Some(to)
        && (thread.weight > 0 || thread.status == Status::WaitingOnCustomer)
    {
        return Err(ActionError::HasIt(to.clone()));
    }
    let weight = care.weight(&thread.channel);
    if thread.status == Status::Open && load.open.saturating_add(weight) > load.capacity {
        let (open, capacity) = (load.open, load.capacity);
        return Err(ActionError::Full {
            agent: to.clone(),
            open,
            capacity,
            weight,
        });
    }
    let before = thread.agent.clone().filter(|_| thread.weight > 0);
    let waits = thread.status == Status::WaitingOnCustomer;
    let mut change = Change::of(thread);
    change.give_back();
    if waits {
        change.thread.agent = Some(to.clone());
    }
    let chosen = Chosen {
        agent: to.clone(),
        because: Preference::Operator,
        relaxed: Vec::new(),
        capacity: load.capacity,
        limit: load.capacity,
    };
    let decision = Decision {
        chosen: Some(chosen),
        rejected: Vec::new(),
        rejected_more: Default::default(),
    };
    if !waits {
        crate::receive::assign(care, &mut change, decision, "operator", now);
    }
    tell_who_had_it(care, &mut change, before.as_ref(), now);
    Ok(change)
}

fn tell_who_had_it(care: &Care, change: &mut Change, before: Option<&AgentId>, now: Timestamp) {
    let Some(agent) = before.and_then(|before| care.agents.get(before)) else {
        return;
    };
    let occasion = change.thread.version.to_string();
    let notice = Notice::about(
        care,
        &change.thread,
        agent,
        NoticeKind::TakenOver,
        &[&occasion],
        now,
    );
    change.notices.extend(notice);
}

/// No clock runs and nothing weighs.
fn stand_down(change: &mut Change, status: Status) {
    change.give_back();
    let thread = &mut change.thread;
    thread.status = status;
    thread.clock = None;
    thread.waiting_since = None;
    thread.untold = 0;
}
