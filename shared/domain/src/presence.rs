//! Whether an agent is there, by their shift, their leave, and what the table says of them.

use jiff::Timestamp;

use crate::config::Care;
use crate::ids::AgentId;
use crate::routing::Load;

/// Whether an agent is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// In their shift.
    Working,
    /// Between two shifts, or at lunch.
    Off {
        /// When they work again; none where that is not in sight.
        back_at: Option<Timestamp>,
    },
    /// On leave today.
    OnLeave,
    /// They missed offers, or somebody said so.
    Absent,
    /// No longer configured, or never assigned any more.
    Deactivated,
}

/// What an agent, or their lead, says of their being there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Availability {
    /// They take new threads.
    Available,
    /// They take no new threads, and keep what they have.
    Away,
    /// They are not there: what they have goes to others.
    Absent,
}

/// Whether an agent is there at `now`.
pub fn presence(care: &Care, agent: &AgentId, load: &Load, now: Timestamp) -> Presence {
    let Some(agent) = care.agents.get(agent).filter(|agent| agent.capacity > 0) else {
        return Presence::Deactivated;
    };
    if agent.on_leave_at(now) {
        Presence::OnLeave
    } else if load.absent.is_some() {
        Presence::Absent
    } else if agent.works_at(now) {
        Presence::Working
    } else {
        Presence::Off {
            back_at: agent.back_at(now),
        }
    }
}

/// Whether an absence ends by itself: it was told by missed offers, and a shift began since.
pub fn absence_is_over(care: &Care, agent: &AgentId, load: &Load, now: Timestamp) -> bool {
    let Some(absence) = load.absent.filter(|absence| absence.by_misses) else {
        return false;
    };
    let Some(agent) = care.agents.get(agent).filter(|agent| agent.works_at(now)) else {
        return false;
    };
    // The stretch in which they were found absent is over, and this is another.
    agent
        .works_until(absence.since)
        .is_none_or(|until| until < now)
}
