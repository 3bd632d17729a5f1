//! What keeps events from being simulated.

use domain::clock::ClockError;
use domain::{AgentId, EventKey};
use jiff::Timestamp;

/// Events that cannot be simulated with a configuration.
#[derive(Debug, thiserror::Error)]
pub enum SimulationError {
    /// There is nothing to do.
    #[error("there is no customer's message among the events")]
    NoMessages,
    /// They lie too far apart.
    #[error(
        "the events lie between {first} and {last}: that is more than {most_days} days; give fewer, or look for a \
         wrong year"
    )]
    TooLong {
        /// The earliest.
        first: Timestamp,
        /// The latest.
        last: Timestamp,
        /// How far apart they may lie.
        most_days: i64,
    },
    /// What is promised to a message cannot be computed.
    #[error("the promise of the event {event} cannot be computed")]
    Promise {
        /// The event.
        event: EventKey,
        /// Why.
        #[source]
        source: ClockError,
    },
    /// The configuration has no topic for a message, not even a general one.
    #[error("`{0}` is told as a topic and is none, and there is no general one")]
    NoTopic(domain::TopicId),
    /// Somebody's working time cannot be computed.
    #[error("the working time of `{agent}` cannot be computed")]
    Shift {
        /// Who.
        agent: AgentId,
        /// Why.
        #[source]
        source: calendar::CalendarError,
    },
}
