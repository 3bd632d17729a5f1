//! Which entries of a timeline a chat shows, and how. Pure.

use channel_webchat::{CHANNEL, Session};
use domain::timeline::{AnswerEntry, Entry, MessageEntry, What};
use domain::{ThreadId, hashed};
use jiff::Timestamp;
use serde::Serialize;

/// Where an answer is given to whoever wrote last. Every other word names a channel in whose own app it was written.
const ANSWERED_HERE: [&str; 2] = ["operator", CHANNEL];
/// Characters of an answer's id.
const ID: usize = 24;

/// Who wrote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum From {
    Customer,
    Agent,
    Automatic,
}

/// A message as the chat is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Message {
    id: String,
    from: From,
    text: String,
    pub(crate) at: Timestamp,
}

/// The messages of a session's contact on a thread, from its timeline in the order of time: what they wrote here, and
/// what was answered while their last word had been written here. A thread may hold other channels too.
pub(crate) fn messages(thread: &ThreadId, timeline: &[Entry], session: &Session) -> Vec<Message> {
    let mut wrote_here = false;
    let mut messages = Vec::new();
    for entry in timeline {
        match &entry.what {
            What::Message(message) => {
                let own = own_id(message, session);
                wrote_here = own.is_some();
                messages.extend(own.map(|id| said(id, message, entry.at)));
            }
            What::Answer(answer) if wrote_here => messages.extend(answered(thread, entry, answer)),
            _ => {}
        }
    }
    messages
}

fn own_id<'m>(message: &'m MessageEntry, session: &Session) -> Option<&'m str> {
    let external_id = message.external_message_id.as_deref()?;
    let here = message.channel.as_str() == CHANNEL;
    session.own_message(external_id).filter(|_| here)
}

/// A text whose whole stands elsewhere is told as what the table has of it.
fn said(id: &str, message: &MessageEntry, at: Timestamp) -> Message {
    let rest = if message.whole_text_at.is_some() {
        "…"
    } else {
        ""
    };
    Message {
        id: id.to_owned(),
        from: From::Customer,
        text: format!("{}{rest}", message.text),
        at,
    }
}

fn answered(thread: &ThreadId, entry: &Entry, answer: &AnswerEntry) -> Option<Message> {
    let text = answer
        .text
        .as_deref()
        .filter(|text| !text.trim().is_empty())?;
    if !ANSWERED_HERE.contains(&answer.by.as_str()) {
        return None;
    }
    let id = hashed(&format!("{thread}\0{}", entry.id));
    Some(Message {
        id: id.get(..ID).unwrap_or(&id).to_owned(),
        from: if answer.automatic {
            From::Automatic
        } else {
            From::Agent
        },
        text: text.to_owned(),
        at: entry.at,
    })
}

#[cfg(test)]
mod tests;
