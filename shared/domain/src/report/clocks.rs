//! Clocks that still run, as a report needs them.

use jiff::Timestamp;
use serde::Serialize;

use super::wait::{Promised, State, Wait, seconds_between};
use super::{ClockKey, CommitmentName, Outcome, PartName};
use crate::clock::Clock;
use crate::config::Care;
use crate::ids::{AgentId, ChannelId, ThreadId, TopicId};
use crate::judgement::{ClockName, Verdict};
use crate::thread::Thread;

/// Open complaints whose ends are told.
const NEAREST: usize = 10;

/// A clock that runs.
#[derive(Clone, Debug)]
pub struct RunningClock {
    thread: ThreadId,
    of: ClockName,
    channel: ChannelId,
    topic: TopicId,
    agent: Option<AgentId>,
    segment: Option<String>,
    clock: Clock,
    /// Open time so far, where the clock's calendar is still configured.
    open_seconds: Option<i64>,
    now: Timestamp,
}

impl RunningClock {
    /// The clocks of a thread, as they stand at `now`.
    pub fn of_thread<'t>(
        care: &'t Care,
        thread: &'t Thread,
        clocks: impl IntoIterator<Item = (ClockName, &'t Clock)> + 't,
        now: Timestamp,
    ) -> impl Iterator<Item = Self> + 't {
        clocks.into_iter().map(move |(of, clock)| {
            let calendar = care.calendars.get(&clock.calendar);
            Self {
                thread: thread.id.clone(),
                of,
                channel: thread.channel.clone(),
                topic: thread.topic.clone(),
                agent: thread.agent.clone(),
                segment: thread.segment.clone(),
                clock: clock.clone(),
                open_seconds: calendar
                    .map(|calendar| calendar.elapsed(clock.started_at, now).as_secs().max(0)),
                now,
            }
        })
    }

    pub(super) fn key(&self) -> ClockKey {
        (self.thread.clone(), self.clock.started_at, self.of)
    }

    pub(super) fn wait(&self) -> Wait<'_> {
        Wait {
            of: self.of,
            started_at: self.clock.started_at,
            channel: self.channel.as_str(),
            topic: self.topic.as_str(),
            agent: self.agent.as_ref().map(AgentId::as_str),
            segment: self.segment.as_deref(),
            state: State::Running,
            open: self.open_seconds,
            wall: seconds_between(self.clock.started_at, self.now),
            promises: self.promises().map(|(promised, _)| promised).collect(),
        }
    }

    /// Its promises with their due times.
    fn promises(&self) -> impl Iterator<Item = (Promised<'_>, Timestamp)> {
        self.clock.promises.iter().map(|promise| {
            let outcome = match Verdict::of(promise.due_at, self.clock.met_at(self.now)) {
                Verdict::Broken => Outcome::Overdue,
                Verdict::Kept | Verdict::Dropped => Outcome::Running,
            };
            let promised = Promised {
                commitment: &promise.commitment,
                within: &promise.within,
                clock: promise.clock,
                kept_by: promise.kept_by,
                outcome,
            };
            (promised, promise.due_at)
        })
    }
}

/// A complaint that is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpenComplaint {
    /// The thread.
    pub thread: ThreadId,
    /// What the law promises.
    pub commitment: CommitmentName,
    /// Since when the customer waits.
    pub started_at: Timestamp,
    /// By when it must be resolved.
    pub due_at: Timestamp,
}

/// The open complaints that end first.
pub(super) fn nearest_ends<'c>(
    running: impl Iterator<Item = &'c RunningClock>,
) -> Vec<OpenComplaint> {
    let mut ends: Vec<OpenComplaint> = running.flat_map(complaints).collect();
    ends.sort_by(|one, other| (one.due_at, &one.thread).cmp(&(other.due_at, &other.thread)));
    ends.truncate(NEAREST);
    ends
}

fn complaints(clock: &RunningClock) -> impl Iterator<Item = OpenComplaint> {
    let legal = clock
        .promises()
        .filter(|(promise, _)| PartName::of(promise.kept_by) == PartName::Complaints);
    legal.map(|(promise, due_at)| OpenComplaint {
        thread: clock.thread.clone(),
        commitment: promise.name(),
        started_at: clock.clock.started_at,
        due_at,
    })
}
