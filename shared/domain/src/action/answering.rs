//! Answers: what they stop, and what a holding one starts.

use jiff::Timestamp;

use super::{ActFailure, ActionError, stand_down};
use crate::change::{Change, Conduct};
use crate::clock::{Clock, ClockError};
use crate::config::Care;
use crate::ids::AgentId;
use crate::judgement::ClockName;
use crate::judging::{self, Stop};
use crate::thread::{Status, Thread};
use crate::timeline::{AnswerEntry, Judged, What};

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
    /// It only holds: what was asked is answered by this date.
    pub follows_by: Option<Timestamp>,
}

/// Records an answer. A human one stops the clocks that had begun by then, judges their promises by its instant, and
/// frees the agent: from now on we wait for the customer. A holding one starts a clock of its own instead, and the agent
/// keeps the thread. An automatic one, and one given before the customer's open question, stop nothing.
///
/// # Errors
/// [`ActionError::Resolved`] for a resolved thread, [`ActionError::FollowUpInThePast`]; a due time that cannot be computed.
pub fn answer(
    care: &Care,
    thread: Thread,
    answer: &Answer<'_>,
    now: Timestamp,
) -> Result<Change, ActFailure> {
    if thread.status == Status::Resolved {
        return Err(ActionError::Resolved.into());
    }
    if let Some(by) = answer.follows_by.filter(|by| *by <= answer.at) {
        return Err(ActionError::FollowUpInThePast(by).into());
    }
    let mut change = Change::of(thread);
    let promises = judge_answer(care, &mut change, answer, now);
    let has_clock = change.thread.clock.is_some() || change.thread.follow_up.is_some();
    let counts = !answer.automatic && (promises.is_some() || !has_clock);
    let entry = AnswerEntry {
        agent: answer.agent.clone().or_else(|| change.thread.agent.clone()),
        by: answer.by.to_owned(),
        text: answer.text.map(str::to_owned),
        automatic: answer.automatic,
        promises: promises.unwrap_or_default(),
        follows_by: answer.follows_by.filter(|_| counts),
    };
    change.record(answer.at, answer.occasion, What::Answer(entry));
    if counts {
        change.thread.answered_at = change.thread.answered_at.max(Some(answer.at));
        let conduct = conduct(&change.thread, answer);
        if let Some(by) = answer.follows_by {
            hold(care, &mut change, answer.at, by, conduct)?;
        } else if !has_clock {
            stand_down(&mut change, Status::WaitingOnCustomer, conduct, answer.at);
        }
    }
    Ok(change)
}

/// Stops the clocks that had begun when an answer was given; none where there is none.
fn judge_answer(
    care: &Care,
    change: &mut Change,
    answer: &Answer<'_>,
    now: Timestamp,
) -> Option<Vec<Judged>> {
    let began = |clock: &&Clock| !answer.automatic && clock.started_at <= answer.at;
    let stop = Stop {
        at: answer.at,
        met: true,
        by: answer.agent.as_ref(),
        now,
    };
    let mut judged = None;
    for name in [ClockName::Answer, ClockName::FollowUp] {
        if change
            .thread
            .clock_mut(name)
            .as_ref()
            .filter(began)
            .is_some()
        {
            let promises = judging::stop(care, change, name, stop);
            judged.get_or_insert_with(Vec::new).extend(promises);
        }
    }
    judged
}

fn conduct(thread: &Thread, answer: &Answer<'_>) -> Conduct {
    let by_its_agent = answer.agent.is_none() || answer.agent == thread.agent;
    if by_its_agent && answer.by == "operator" {
        Conduct::Present
    } else {
        Conduct::Unknown
    }
}

/// Its agent keeps it, and answers by the date that was named.
fn hold(
    care: &Care,
    change: &mut Change,
    at: Timestamp,
    by: Timestamp,
    conduct: Conduct,
) -> Result<(), ClockError> {
    // One that began later says what is true now: this answer is learnt of late.
    if change.thread.follow_up.is_none() {
        change.thread.follow_up = Some(Clock::follow_up(care, &change.thread, at, by)?);
    }
    change.thread.status = Status::Open;
    if change.thread.weight > 0 {
        change.thread.offer = None;
        change.thread.missed.clear();
        change.note_conduct(conduct);
    }
    Ok(())
}
