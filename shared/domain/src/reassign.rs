//! When a thread goes from one agent to another without anybody asking for it, and what that changes.
//!
//! Leave, absence and deactivation always hand over, if need be to the waiting line. The end of a shift, and lunch, hand
//! over only where the next step falls before they are back and another eligible agent is there. An offer that nobody
//! takes goes to another; where there is no other, it is offered to the same once more.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::change::{Change, Conduct};
use crate::config::Care;
use crate::ids::AgentId;
use crate::notice::{HandedOver, Notice, NoticeKind};
use crate::presence::Presence;
use crate::receive;
use crate::routing::need::next_step_for;
use crate::routing::{Decision, Load};
use crate::thread::Thread;

/// Why an agent is looked for although no message came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Its agent neither accepted nor answered in time.
    OfferMissed,
    /// More may be given up, or it no longer waits for one agent.
    WaitedLonger,
    /// Its agent is on leave.
    Leave,
    /// Its agent is absent.
    Absent,
    /// Its agent is no longer configured, or never assigned any more.
    Deactivated,
    /// Its agent is not back before its next step.
    OffShift,
    /// It is about something else than was thought, and its agent cannot do that.
    Topic,
    /// Its promise is broken, and another can take it.
    Breached,
    /// Somebody said so.
    Operator,
}

impl Cause {
    /// The word by which the timeline knows it.
    pub fn word(self) -> &'static str {
        match self {
            Self::OfferMissed => "offer_missed",
            Self::WaitedLonger => "waited_longer",
            Self::Leave => "leave",
            Self::Absent => "absent",
            Self::Deactivated => "deactivated",
            Self::OffShift => "off_shift",
            Self::Topic => "topic",
            Self::Breached => "breached",
            Self::Operator => "operator",
        }
    }

    /// Whether the agent who has it loses it even if nobody else can take it.
    fn takes_it_anyway(self) -> bool {
        matches!(
            self,
            Self::Leave | Self::Absent | Self::Deactivated | Self::Topic
        )
    }
}

/// Why an agent must be looked for at `now`, by what stands on the thread itself.
pub fn due(thread: &Thread, now: Timestamp) -> Option<Cause> {
    if thread.offer_ends_at().is_some_and(|at| at <= now) {
        return Some(Cause::OfferMissed);
    }
    let wakes = thread.wakes_at.is_some_and(|at| at <= now);
    wakes.then_some(if thread.weight > 0 {
        Cause::OffShift
    } else {
        Cause::WaitedLonger
    })
}

/// Why a thread is taken from its agent, by whether they are there.
pub fn by_presence(
    care: &Care,
    thread: &Thread,
    presence: Presence,
    now: Timestamp,
) -> Option<Cause> {
    if thread.weight == 0 {
        return None;
    }
    match presence {
        Presence::Working => None,
        Presence::OnLeave => Some(Cause::Leave),
        Presence::Absent => Some(Cause::Absent),
        Presence::Deactivated => Some(Cause::Deactivated),
        Presence::Off { back_at } => {
            let step = next_step_for(care, thread, now)?;
            let back_in_time = back_at.is_some_and(|back| back <= step);
            (!back_in_time).then_some(Cause::OffShift)
        }
    }
}

/// Carries out what was decided for a thread that looks for another agent. `load` is that of the agent who has it.
/// False where it comes to nothing: then nothing need be written, unless the change holds something else.
pub fn carry_out(
    care: &Care,
    change: &mut Change,
    decision: Decision,
    cause: Cause,
    load: &Load,
    now: Timestamp,
) -> bool {
    let had = change
        .thread
        .agent
        .clone()
        .filter(|_| change.thread.weight > 0);
    change.thread.wakes_at = None;
    let Some(had) = had else {
        return take_from_the_line(care, change, decision, cause, now);
    };
    let missed = cause == Cause::OfferMissed;
    let too_many = missed && load.misses + 1 >= care.routing.misses_until_absent;
    let conduct = match (missed, too_many) {
        (false, _) => Conduct::Unknown,
        (true, false) => Conduct::Missed,
        (true, true) => Conduct::MissedTooMany(now),
    };
    if too_many {
        tell_lead_of_absence(care, change, &had, now);
    }
    if decision.chosen.is_none() && !cause.takes_it_anyway() && !too_many {
        return keep(care, change, &had, conduct, now);
    }
    hand_over(care, change, &had, decision, cause, conduct, now);
    true
}

/// It waits for an agent: it finds one, or goes on waiting.
fn take_from_the_line(
    care: &Care,
    change: &mut Change,
    decision: Decision,
    cause: Cause,
    now: Timestamp,
) -> bool {
    if decision.chosen.is_some() {
        receive::assign(care, change, decision, cause.word(), now);
    } else {
        receive::wait(care, change, &decision, now);
    }
    true
}

/// Nobody else is there: it stays, and is offered once more where it was missed.
fn keep(care: &Care, change: &mut Change, had: &AgentId, conduct: Conduct, now: Timestamp) -> bool {
    if conduct == Conduct::Missed {
        change.note_conduct(conduct);
        change.thread.missed.clear();
        change.thread.offer = receive::offer(care, had, now);
        return true;
    }
    let live = care.routing.is_live(&change.thread.channel);
    change.thread.wakes_at = live
        .then(|| next_step_for(care, &change.thread, now))
        .flatten();
    change.thread.wakes_at = change.thread.wakes_at.filter(|at| *at > now);
    false
}

fn hand_over(
    care: &Care,
    change: &mut Change,
    had: &AgentId,
    decision: Decision,
    cause: Cause,
    conduct: Conduct,
    now: Timestamp,
) {
    change.give_back(conduct);
    change.thread.agent = None;
    if cause == Cause::OfferMissed && !change.thread.missed.contains(had) {
        change.thread.missed.push(had.clone());
    }
    let told_before = change.notices.len();
    let to = decision.chosen.as_ref().map(|chosen| chosen.agent.clone());
    receive::assign(care, change, decision, cause.word(), now);
    let name = |id: &AgentId| care.agents.get(id).map(|agent| agent.name.clone());
    let handed_over = HandedOver {
        cause,
        from: name(had),
        to: to.as_ref().and_then(name),
    };
    for notice in change.notices.iter_mut().skip(told_before) {
        notice.handed_over = Some(handed_over.clone());
    }
    tell_who_had_it(care, change, had, Some(handed_over), now);
}

/// Tells whoever had a thread that they have it no more.
pub(crate) fn tell_who_had_it(
    care: &Care,
    change: &mut Change,
    had: &AgentId,
    handed_over: Option<HandedOver>,
    now: Timestamp,
) {
    let Some(agent) = care.agents.get(had) else {
        return;
    };
    let occasion = change.thread.version.to_string();
    let occasion = [occasion.as_str()];
    let kind = NoticeKind::TakenOver;
    if let Some(notice) = Notice::about(care, &change.thread, agent, kind, &occasion, now) {
        change.notices.push(Notice {
            handed_over,
            ..notice
        });
    }
}

fn tell_lead_of_absence(care: &Care, change: &mut Change, absent: &AgentId, now: Timestamp) {
    let lead = care.lead_of(&change.thread.topic);
    let lead = lead.filter(|lead| lead.id != *absent);
    let Some(lead) = lead.or_else(|| care.agents.get(&care.fallback)) else {
        return;
    };
    let occasion = change.thread.version.to_string();
    let occasion = [absent.as_str(), occasion.as_str()];
    let kind = NoticeKind::AgentAbsent;
    if let Some(notice) = Notice::about(care, &change.thread, lead, kind, &occasion, now) {
        let from = care.agents.get(absent).map(|agent| agent.name.clone());
        let handed_over = HandedOver {
            cause: Cause::OfferMissed,
            from,
            to: None,
        };
        change.notices.push(Notice {
            handed_over: Some(handed_over),
            ..notice
        });
    }
}
