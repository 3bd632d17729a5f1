//! Putting what lies in quarantine through today's code: one after the other, each put away once its queue has it.

use std::fmt;

use channel::Verified;
use delivery::{DeliveryError, QuarantinedRequest, QueuedNotice};
use domain::ContactEvent;
use domain::notice::Notice;
use jiff::{SignedDuration, Timestamp};

use super::ward::Ward;
use crate::channels;
use crate::print::time;

/// Events are remembered for 30 days; a day is left for the clocks of others.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24 * 29);
/// A FIFO queue swallows for five minutes what has the id of a message that it took; a minute is left likewise.
const SWALLOWED: SignedDuration = SignedDuration::from_mins(6);

/// How a replay is done.
pub(super) struct Replay<'w, W> {
    pub(super) ward: &'w W,
    /// Nothing is written.
    pub(super) dry_run: bool,
    /// Also what is older than events are remembered.
    pub(super) older: bool,
    pub(super) now: Timestamp,
}

/// What became of one of them. Only what was replayed whole is put away.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Replayed {
    /// It was read whole, and its queue has it.
    Whole(String),
    /// A part or all of it cannot be read today either; what could be read is in the inbox.
    Unreadable {
        /// Events that could be read.
        events: usize,
        /// Why the rest could not.
        reasons: Vec<String>,
    },
    /// It was left alone, for this reason.
    Left(String),
}

impl fmt::Display for Replayed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(what) => f.write_str(what),
            Self::Unreadable { events: 0, reasons } => {
                write!(f, "kept, still unreadable: {}", reasons.join("; "))
            }
            Self::Unreadable { events, reasons } => {
                let reasons = reasons.join("; ");
                write!(
                    f,
                    "kept, with {} for the inbox; still unreadable: {reasons}",
                    counted(*events)
                )
            }
            Self::Left(reason) => write!(f, "left: {reason}"),
        }
    }
}

impl<W: Ward> Replay<'_, W> {
    /// Replays what lies under a key. May be interrupted anywhere and done again.
    ///
    /// # Errors
    /// The queue's and the vault's; then it still lies where it lay.
    pub(super) async fn one(&self, key: &str) -> Result<Replayed, DeliveryError> {
        let request = match self.ward.fetch(key).await {
            Err(error) if !error.is_transient() => return Ok(Replayed::Left(error.to_string())),
            request => request?,
        };
        let replayed = self.put_through(&request).await?;
        if matches!(replayed, Replayed::Whole(_)) && !self.dry_run {
            self.ward.put_away(key).await?;
        }
        Ok(replayed)
    }

    async fn put_through(&self, request: &QuarantinedRequest) -> Result<Replayed, DeliveryError> {
        let body = match request.bytes() {
            Ok(body) => body,
            Err(error) => return Ok(Replayed::Left(error.to_string())),
        };
        if let Some(reader) = channels::reader(&request.channel) {
            let body = Verified::handed_in_by_operator(body);
            return self
                .reading(request, &reader.read(&body, request.received_at))
                .await;
        }
        let text = String::from_utf8_lossy(&body);
        match function(&request.channel) {
            "router" => self.event(request, &text).await,
            "notifier" => self.notice(&text).await,
            _ => Ok(Replayed::Left(by_hand(&request.channel))),
        }
    }

    /// A provider's request. What was read of it at the time is in the inbox again, and known there.
    async fn reading(
        &self,
        request: &QuarantinedRequest,
        reading: &channel::Reading,
    ) -> Result<Replayed, DeliveryError> {
        let age = self.now.duration_since(request.received_at);
        if age > REMEMBERED && !self.older {
            let reason = "older than events are remembered; what was read of it then may be doubled (--older)";
            return Ok(Replayed::Left(reason.to_owned()));
        }
        self.put_into_inbox(&reading.events).await?;
        let events = reading.events.len();
        if reading.unreadable.is_empty() {
            return Ok(Replayed::Whole(format!(
                "{} for the inbox",
                counted(events)
            )));
        }
        let reasons = reading.unreadable.iter().map(ToString::to_string);
        Ok(Replayed::Unreadable {
            events,
            reasons: reasons.collect(),
        })
    }

    /// A message of the router's. The queue would swallow it while it remembers its first sending.
    async fn event(
        &self,
        request: &QuarantinedRequest,
        body: &str,
    ) -> Result<Replayed, DeliveryError> {
        let event = match self.ward.event_of(body).await {
            Err(error) if !error.is_transient() => return Ok(unreadable(&error)),
            event => event?,
        };
        let free = request.received_at.saturating_add(SWALLOWED);
        if let Ok(free) = free
            && self.now < free
        {
            let local = time::column(free, &jiff::tz::TimeZone::UTC);
            return Ok(Replayed::Left(format!(
                "the queue still knows its first sending; try again after {local} UTC"
            )));
        }
        self.put_into_inbox(&[event]).await?;
        Ok(Replayed::Whole("back into the inbox".to_owned()))
    }

    /// A message of the notifier's. It goes under an id of its own, so the queue takes it at any time, and one that was
    /// sent is known by the notice's id.
    async fn notice(&self, body: &str) -> Result<Replayed, DeliveryError> {
        let notice: Notice = match serde_json::from_str(body) {
            Ok(notice) => notice,
            Err(error) => {
                let place = format!(
                    "no notice: line {}, column {}",
                    error.line(),
                    error.column()
                );
                return Ok(Replayed::Unreadable {
                    events: 0,
                    reasons: vec![place],
                });
            }
        };
        let attempt = u32::try_from(self.now.as_second()).unwrap_or(u32::MAX);
        let queued = QueuedNotice {
            id: notice.id.clone(),
            group: notice.group(),
            body: body.to_owned(),
            attempt,
        };
        if !self.dry_run {
            self.ward.notify(queued).await?;
        }
        Ok(Replayed::Whole("back to the notices".to_owned()))
    }

    async fn put_into_inbox(&self, events: &[ContactEvent]) -> Result<(), DeliveryError> {
        if self.dry_run || events.is_empty() {
            return Ok(());
        }
        self.ward.send(events).await
    }
}

fn counted(events: usize) -> String {
    match events {
        1 => "1 event".to_owned(),
        several => format!("{several} events"),
    }
}

/// A function's own name behind the stack's.
fn function(name: &str) -> &str {
    name.rsplit('-').next().unwrap_or(name)
}

fn unreadable(error: &DeliveryError) -> Replayed {
    Replayed::Unreadable {
        events: 0,
        reasons: vec![error.to_string()],
    }
}

fn by_hand(name: &str) -> String {
    format!(
        "a message of {name}, which no replay knows: write its body to a file with `quarantine show KEY --raw`, and send \
         it to the function's queue with `aws sqs send-message --message-body file://…`"
    )
}

#[cfg(test)]
mod tests;
