//! What people do with a thread. Each action is a pure function from the thread to a change, or says why it cannot be.

mod answering;
mod recounting;
mod resolving;

use jiff::Timestamp;

use crate::change::{Change, Conduct, Correction};
use crate::clock::ClockError;
use crate::config::Care;
use crate::ids::{AgentId, TopicId};
use crate::judging;
use crate::mask::mask_cards;
use crate::notice::HandedOver;
use crate::people::Standing;
use crate::reassign::{self, Cause};
use crate::routing::{Chosen, Decision, Load, Preference};
use crate::thread::{Status, Thread};
use crate::timeline::{ByEntry, TopicEntry, What, WhoEntry, WhoFound};

pub use answering::{Answer, answer};
pub use recounting::{recount, recount_in};
use resolving::become_complaint;
pub use resolving::{receipt_given, resolve};

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
    /// They do not have it.
    #[error("`{0}` does not have the thread")]
    NotTheirs(AgentId),
    /// A holding answer names a date that is past already.
    #[error("the date of the next answer, {0}, does not come after this one")]
    FollowUpInThePast(Timestamp),
    /// A complaint is resolved with reasons.
    #[error("it is a complaint: say what was decided and why")]
    NeedsRuling,
    /// Something is ruled on that is none.
    #[error("it is no complaint: nothing is to be ruled on")]
    NoComplaint,
    /// A refusal names who settles the dispute.
    #[error(
        "a refusal names the body that settles disputes: add [legal.dispute_body] to care.toml first"
    )]
    NoDisputeBody,
    /// There is no such topic.
    #[error("there is no topic `{0}` in the configuration")]
    UnknownTopic(TopicId),
    /// It has that topic.
    #[error("the thread is about `{0}` already")]
    HasTopic(TopicId),
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
    change.give_back(Conduct::Unknown);
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
        ..Decision::default()
    };
    if !waits {
        crate::receive::assign(care, &mut change, decision, "operator", now);
    }
    if let Some(before) = before {
        let name = |id: &AgentId| care.agents.get(id).map(|agent| agent.name.clone());
        let handed_over = HandedOver {
            cause: Cause::Operator,
            from: name(&before),
            to: name(to),
        };
        reassign::tell_who_had_it(care, &mut change, &before, Some(handed_over), now);
    }
    Ok(change)
}

/// Nobody waits for us and nothing weighs.
fn stand_down(change: &mut Change, status: Status, conduct: Conduct, at: Timestamp) {
    change.give_back(conduct);
    let thread = &mut change.thread;
    thread.status = status;
    if let Some(resolution) = &mut thread.resolution {
        resolution.pause(at);
    }
    thread.raised = false;
    thread.waiting_since = None;
    thread.waits_for = None;
    thread.wakes_at = None;
    thread.missed.clear();
    thread.held = None;
    thread.untold = 0;
}

/// Its agent accepts a thread: it is offered to nobody else.
///
/// # Errors
/// [`ActionError`] when it is resolved, or not theirs.
pub fn accept(thread: Thread, by: &AgentId, now: Timestamp) -> Result<Change, ActionError> {
    if thread.status == Status::Resolved {
        return Err(ActionError::Resolved);
    }
    if thread.agent.as_ref() != Some(by) || thread.weight == 0 {
        return Err(ActionError::NotTheirs(by.clone()));
    }
    let mut change = Change::of(thread);
    change.thread.offer = None;
    change.thread.missed.clear();
    change.note_conduct(Conduct::Present);
    let entry = ByEntry {
        by: by.as_str().to_owned(),
    };
    let occasion = format!("accepted#{}", change.thread.version);
    change.record(now, &occasion, What::Accepted(entry));
    Ok(change)
}

/// Moves a thread to another topic, and teaches that. Its promises are those of the new topic, from the same start.
/// Whether its agent can go on with it is to be decided afterwards.
///
/// # Errors
/// [`ActFailure`] when it is resolved, has the topic, there is no such topic, or its promise cannot be computed.
pub fn move_to_topic(
    care: &Care,
    thread: Thread,
    to: &TopicId,
    example: Example<'_>,
    standing: &Standing,
    now: Timestamp,
) -> Result<Change, ActFailure> {
    if thread.status == Status::Resolved {
        return Err(ActionError::Resolved.into());
    }
    if !care.topics.contains_key(to) {
        return Err(ActionError::UnknownTopic(to.clone()).into());
    }
    if thread.topic == *to {
        return Err(ActionError::HasTopic(to.clone()).into());
    }
    let mut change = Change::of(thread);
    change.correction = Some(Correction {
        thread: change.thread.id.clone(),
        customer: change.thread.customer.clone(),
        at: now,
        by: example.by.to_owned(),
        text: mask_cards(example.text),
        from: change.thread.topic.clone(),
        topic: to.clone(),
        model: example.model.map(str::to_owned),
    });
    change.thread.topic = to.clone();
    become_complaint(care, &mut change, now)?;
    judging::recount(care, &mut change, now)?;
    let entry = TopicEntry::told(to.clone(), "operator", Vec::new());
    let occasion = format!("topic#{}", change.thread.version);
    change.record(now, &occasion, What::Topic(entry));
    change.keep_in_step(standing, false, false);
    Ok(change)
}

/// An action that could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum ActFailure {
    /// It does not fit the thread.
    #[error(transparent)]
    Action(#[from] ActionError),
    /// What it promises.
    #[error("what it promises cannot be computed")]
    Clock(#[from] ClockError),
}

/// What moving a thread teaches.
#[derive(Clone, Copy, Debug)]
pub struct Example<'a> {
    /// What the customer wrote.
    pub text: &'a str,
    /// Who moved it.
    pub by: &'a str,
    /// The model that had told the topic, where one had.
    pub model: Option<&'a str>,
}
