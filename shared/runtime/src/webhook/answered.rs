//! What became of a request: its answer, its line in the log, its counts.

use std::time::Duration;

use channel::{Reading, Refusal, Response};

use crate::{Metric, Metrics};

/// Seconds after which a provider may try again; Telegram, for one, heeds it.
const RETRY_AFTER: &str = "5";

/// The word for a request that its client sent in a shape that we cannot use.
const UNUSABLE: &str = "unusable";

/// How a request ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Everything in it is durable.
    Accepted,
    /// Durable, but a part or all of it could not be read; the key in the vault.
    Quarantined(String),
    /// A handshake or the like.
    Said,
    /// Turned away; the word for why.
    Refused(&'static str),
    /// Not durable: the provider is to try again.
    Unavailable(String),
    /// Our own fault.
    Broken(String),
}

/// An answer, and how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// What the provider gets.
    pub response: Response,
    /// How the request ended.
    pub ending: Ending,
    /// How many events it told.
    pub events: usize,
    /// How many parts could not be read.
    pub unreadable: usize,
}

impl Answered {
    pub(super) fn accepted(response: Response, reading: &Reading, key: Option<String>) -> Self {
        let ending = key.map_or(Ending::Accepted, Ending::Quarantined);
        Self {
            response,
            ending,
            events: reading.events.len(),
            unreadable: reading.unreadable.len(),
        }
    }

    /// For a channel whose client is told what could not be read: nothing of it is kept. Without any event, it was turned
    /// away.
    pub(super) fn told(response: Response, reading: &Reading) -> Self {
        let answered = Self::accepted(response, reading, None);
        if answered.events > 0 {
            return answered;
        }
        Self {
            ending: Ending::Refused(UNUSABLE),
            ..answered
        }
    }

    pub(super) fn said(response: Response) -> Self {
        Self::empty(response, Ending::Said)
    }

    pub(super) fn refused(response: Response, refusal: Refusal) -> Self {
        Self::empty(response, Ending::Refused(refusal.code()))
    }

    /// An event of the HTTP API that we cannot make a request of.
    pub(super) fn unusable(refusal: Refusal) -> Self {
        Self::refused(Response::empty(refusal.status()), refusal)
    }

    pub(super) fn unavailable(cause: String) -> Self {
        let response = Response::empty(503).with_header("retry-after", RETRY_AFTER);
        Self::empty(response, Ending::Unavailable(cause))
    }

    pub(super) fn broken(cause: String) -> Self {
        Self::empty(Response::empty(500), Ending::Broken(cause))
    }

    fn empty(response: Response, ending: Ending) -> Self {
        Self {
            response,
            ending,
            events: 0,
            unreadable: 0,
        }
    }

    /// Counts the request.
    pub fn count(&self, metrics: &Metrics) {
        metrics.add(Metric::EventsAccepted, self.events);
        match &self.ending {
            Ending::Accepted => metrics.count(Metric::RequestsAccepted),
            Ending::Quarantined(_) => {
                metrics.count(Metric::RequestsAccepted);
                metrics.count(Metric::RequestsQuarantined);
            }
            Ending::Refused(reason) => {
                metrics.count(Metric::RequestsRefused);
                metrics.property("reason", *reason);
            }
            Ending::Unavailable(_) | Ending::Broken(_) => metrics.count(Metric::RequestsFailed),
            Ending::Said => {}
        }
    }

    /// Writes the request's one line.
    pub fn log(&self, channel: &str, request_id: &str, duration: Duration) {
        macro_rules! line {
            ($level:ident, $outcome:literal $(, $field:ident = $value:expr)?) => {
                tracing::$level!(
                    channel,
                    request_id,
                    outcome = $outcome,
                    status = self.response.status,
                    events = self.events,
                    unreadable = self.unreadable,
                    duration_ms = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX),
                    $($field = $value,)?
                    "request answered"
                )
            };
        }
        match &self.ending {
            Ending::Accepted => line!(info, "accepted"),
            Ending::Quarantined(key) => line!(warn, "quarantined", key = key),
            Ending::Said => line!(info, "said"),
            Ending::Refused(reason) => line!(info, "refused", reason = reason),
            Ending::Unavailable(cause) => line!(warn, "unavailable", error = cause),
            Ending::Broken(cause) => line!(error, "broken", error = cause),
        }
    }
}
