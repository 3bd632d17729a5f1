//! Recorded events: one JSON object a line, and how a thread's timeline becomes such lines.

use domain::thread::Thread;
use domain::timeline::{Entry, MessageEntry, What};
use domain::{AccountId, ContactEvent, CustomerId, EventKind, ThreadId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Our end of a channel, where the record does not tell which it was.
const SOME_ACCOUNT: &str = "recorded";

/// An event with what is known of it from when it was real.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordedEvent {
    /// The event.
    pub event: ContactEvent,
    /// Whose it was. Without it, a customer is one contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// The thread that it belonged to: by this name its thread is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<ThreadId>,
    /// The customer's segment, which an identity in the event may tell better.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segment: Option<String>,
    /// When it was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<Timestamp>,
}

impl From<ContactEvent> for RecordedEvent {
    fn from(event: ContactEvent) -> Self {
        Self {
            event,
            customer: None,
            thread: None,
            segment: None,
            answered_at: None,
        }
    }
}

/// A line that is no recorded event.
#[derive(Debug, thiserror::Error)]
#[error(
    "line {line} is no recorded event; each line is an event as `ventanilla channel read` prints it, or {{\"event\": …}}"
)]
pub struct BadLine {
    /// Which, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    #[source]
    pub source: serde_json::Error,
}

/// Reads recorded events. Empty lines are passed over.
///
/// # Errors
/// [`BadLine`] for the first line that is none.
pub fn read_lines(text: &str) -> Result<Vec<RecordedEvent>, BadLine> {
    let lines = text.lines().enumerate();
    lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| {
            read_line(line).map_err(|source| BadLine {
                line: index + 1,
                source,
            })
        })
        .collect()
}

fn read_line(line: &str) -> Result<RecordedEvent, serde_json::Error> {
    let value: Value = serde_json::from_str(line)?;
    if value.get("event").is_some() {
        return serde_json::from_value(value);
    }
    serde_json::from_value::<ContactEvent>(value).map(RecordedEvent::from)
}

/// The customer's messages on a thread's timeline since an instant, as they came. What is held for somebody to look at
/// gives none. Names and addresses stay out: the contact stands there as its hash.
pub fn of_thread(thread: &Thread, timeline: &[Entry], since: Timestamp) -> Vec<RecordedEvent> {
    if thread.held.is_some() {
        return Vec::new();
    }
    let messages = timeline.iter().filter_map(|entry| match &entry.what {
        What::Message(message) if message.received_at >= since => Some((entry, message)),
        _ => None,
    });
    messages
        .map(|(entry, message)| RecordedEvent {
            event: event_of(thread, entry, message, timeline),
            customer: Some(thread.customer.clone()),
            thread: Some(thread.id.clone()),
            segment: thread.segment.clone(),
            answered_at: answered_at(timeline, entry.at),
        })
        .collect()
}

fn event_of(
    thread: &Thread,
    entry: &Entry,
    message: &MessageEntry,
    timeline: &[Entry],
) -> ContactEvent {
    let same_channel = message.channel == thread.channel;
    let account = same_channel.then(|| thread.account.clone());
    let account = account.unwrap_or_else(|| AccountId::new(SOME_ACCOUNT));
    let files = u32::try_from(message.attachments.len()).unwrap_or(u32::MAX);
    ContactEvent {
        external_message_id: message.external_message_id.clone(),
        text: Some(message.text.clone()),
        subject: message.subject.clone(),
        timestamp: Some(entry.at),
        attachments_count: files,
        contact_id: Some(thread.contact.as_str().to_owned()),
        language: Some(thread.language.as_str().to_owned()),
        motive: motive(timeline, message),
        ..ContactEvent::new(
            message.channel.clone(),
            account,
            EventKind::Message,
            message.event_key.clone(),
            message.received_at,
        )
    }
}

/// What the customer chose, where that told the topic when this message opened the thread.
fn motive(timeline: &[Entry], message: &MessageEntry) -> Option<String> {
    timeline.iter().find_map(|entry| match &entry.what {
        What::Topic(topic) if topic.by == "motive" && entry.id == message.event_key.as_str() => {
            topic.words.first().cloned()
        }
        _ => None,
    })
}

/// The first answer of a person after a message.
fn answered_at(timeline: &[Entry], at: Timestamp) -> Option<Timestamp> {
    let answers = timeline.iter().filter_map(|entry| match &entry.what {
        What::Answer(answer) if !answer.automatic && entry.at >= at => Some(entry.at),
        _ => None,
    });
    answers.min()
}
