//! The replay: everything in the order of time, until nobody waits or it is no longer followed.

use std::collections::HashSet;

use domain::{Care, EventKey};
use jiff::{SignedDuration, Timestamp};

use crate::agenda::Occurrence;
use crate::assumptions::Assumptions;
use crate::error::SimulationError;
use crate::floor::Floor;
use crate::reader::Reads;
use crate::recorded::RecordedEvent;
use crate::run::{LeftOut, Run};

/// Days that recorded events may lie apart: a year and a bit. Further apart, a year is wrong.
const MOST_DAYS: i64 = 400;

/// How far a simulation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Messages that arrived.
    pub done: usize,
    /// Messages that there are.
    pub of: usize,
}

/// Replays recorded events through a configuration. `reader` tells topics and languages: the keyword rules, or those
/// with a model. The same inputs always give the same run. `progress` is told how far it is, message by message.
///
/// # Errors
/// [`SimulationError`] when there is no message, they lie too far apart, or a promise or working time cannot be computed.
pub fn simulate(
    care: &Care,
    reader: &dyn Reads,
    events: &[RecordedEvent],
    assumptions: &Assumptions,
    progress: &mut dyn FnMut(Progress),
) -> Result<Run, SimulationError> {
    let (messages, left_out) = in_order(events);
    let last = within_bounds(&messages)?;
    let horizon = last
        .saturating_add(assumptions.followed_for)
        .unwrap_or(Timestamp::MAX);
    let mut floor = Floor::new(care, reader, assumptions);
    for (index, recorded) in messages.iter().enumerate() {
        floor
            .agenda
            .put(recorded.event.received_at, Occurrence::Arrival(index));
    }
    let end = run_through(&mut floor, &messages, horizon, progress)?;
    Ok(floor
        .book
        .close(care, &floor.threads, &messages, left_out, end))
}

fn run_through(
    floor: &mut Floor<'_>,
    messages: &[&RecordedEvent],
    horizon: Timestamp,
    progress: &mut dyn FnMut(Progress),
) -> Result<Timestamp, SimulationError> {
    let mut arrived = 0;
    while let Some((now, occurrence)) = floor.agenda.take() {
        if now > horizon {
            return Ok(horizon);
        }
        match occurrence {
            Occurrence::Answered { agent, work } => floor.answered(&agent, work, now)?,
            Occurrence::Presence(agent) => floor.comes_or_goes(&agent, now)?,
            Occurrence::Due(place) => floor.due(place, now)?,
            Occurrence::Silence { thread, since } => floor.silent(thread, since, now),
            Occurrence::Arrival(index) => {
                arrived += 1;
                progress(Progress {
                    done: arrived,
                    of: messages.len(),
                });
                if let Some(recorded) = messages.get(index) {
                    floor.arrives(recorded, now)?;
                }
            }
        }
        if arrived == messages.len() && !floor.is_busy() {
            return Ok(now);
        }
    }
    Ok(horizon)
}

/// The customers' messages in the order in which they came, each once.
fn in_order(events: &[RecordedEvent]) -> (Vec<&RecordedEvent>, LeftOut) {
    let mut left_out = LeftOut::default();
    let mut seen: HashSet<(&str, &EventKey)> = HashSet::new();
    let mut messages: Vec<&RecordedEvent> = Vec::new();
    for recorded in events {
        let event = &recorded.event;
        if event.spam {
            left_out.spam += 1;
        } else if !event.kind.is_message() || !event.opens_thread {
            left_out.no_message += 1;
        } else if !seen.insert((event.channel.as_str(), &event.event_key)) {
            left_out.repeated += 1;
        } else {
            messages.push(recorded);
        }
    }
    messages.sort_by_key(|recorded| (recorded.event.received_at, &recorded.event.event_key));
    (messages, left_out)
}

/// When the last message came, if they do not lie too far apart.
fn within_bounds(messages: &[&RecordedEvent]) -> Result<Timestamp, SimulationError> {
    let (Some(first), Some(last)) = (messages.first(), messages.last()) else {
        return Err(SimulationError::NoMessages);
    };
    let (first, last) = (first.event.received_at, last.event.received_at);
    if last.duration_since(first) > SignedDuration::from_hours(24 * MOST_DAYS) {
        return Err(SimulationError::TooLong {
            first,
            last,
            most_days: MOST_DAYS,
        });
    }
    Ok(last)
}
