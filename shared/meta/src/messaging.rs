//! Private messages of Messenger and Instagram: one element of `messaging[]` or `standby[]`, with what it tells in a part
//! that is named like its kind
//! (<https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events>).

mod attachment;
mod content;
mod message;
mod other;
mod postback;
mod receipt;
mod referral;
mod sides;

use channel::{Reading, Unreadable};
use domain::{ContactEvent, EventKind};
use serde_json::{Map, Value};

use crate::{Frame, add_note, wire};
use sides::Sides;

/// The names under which a product's private messages are told.
#[derive(Clone, Copy, Debug)]
pub struct Messages {
    /// The channel's name.
    pub channel: &'static str,
    /// How its thread keys begin.
    pub thread: &'static str,
}

/// Messages to a Facebook page.
pub const MESSENGER: Messages = Messages {
    channel: "messenger",
    thread: "fbm",
};

/// Messages to an Instagram account.
pub const INSTAGRAM: Messages = Messages {
    channel: "instagram",
    thread: "igm",
};

/// What an element may have beside the part that tells something.
const FRAME: [&str; 5] = [
    "sender",
    "recipient",
    "timestamp",
    "is_self",
    "prior_message",
];

/// The parts that are read each in its own way.
const KNOWN: [&str; 7] = [
    "message",
    "message_edit",
    "postback",
    "reaction",
    "delivery",
    "read",
    "referral",
];

/// Those by which somebody says something.
const SAYINGS: [&str; 2] = ["message", "postback"];

/// One element, with whom it is between.
struct Talk<'a> {
    messages: &'a Messages,
    frame: &'a Frame<'a>,
    element: &'a Value,
    sides: Sides,
}

/// Reads one element. Places are within the element. `is_standby`: another application has the conversation.
pub(crate) fn read(
    messages: &Messages,
    frame: &Frame<'_>,
    element: &Value,
    is_standby: bool,
) -> Reading {
    let talk = Talk {
        messages,
        frame,
        element,
        sides: Sides::of(frame, element),
    };
    let mut reading = match element {
        Value::Object(parts) => talk.read_parts(parts),
        _ => missed("not an object"),
    };
    if is_standby {
        for event in &mut reading.events {
            add_note(event, "another application has the conversation");
        }
    }
    reading
}

impl Talk<'_> {
    /// Reads the parts that we know. What is new beside one of them belongs to that; alone, it is an event of its own.
    fn read_parts(&self, parts: &Map<String, Value>) -> Reading {
        let told: Vec<(&str, &Value)> = parts
            .iter()
            .map(|(name, part)| (name.as_str(), part))
            .filter(|(name, part)| !part.is_null() && !FRAME.contains(name))
            .collect();
        // How somebody came belongs to what they then said.
        let is_said = told.iter().any(|(name, _)| SAYINGS.contains(name));
        let is_part = |name: &str| KNOWN.contains(&name) || other::is_known(name);
        let known = told
            .iter()
            .filter(|(name, _)| is_part(name) && !(is_said && *name == "referral"));
        let mut heard: Vec<&(&str, &Value)> = known.collect();
        if heard.is_empty() {
            heard.extend(told.first());
        }
        let mut reading = Reading::default();
        for (name, part) in heard {
            let read = self.read(name, part);
            reading.events.extend(read.events);
            reading.unreadable.extend(read.unreadable);
        }
        if reading.events.is_empty() && reading.unreadable.is_empty() {
            return missed("an element that says nothing");
        }
        reading
    }

    fn read(&self, name: &str, part: &Value) -> Reading {
        match name {
            "message" => one(message::read(self, part)),
            "message_edit" => one(message::read_edit(self, part)),
            "postback" => one(postback::read(self, part)),
            "reaction" => one(other::reaction(self, part)),
            "delivery" => receipt::read_delivery(self, part),
            "read" => one(receipt::read_seen(self, part)),
            "referral" => one(Ok(referral::read(self, part))),
            _ => one(Ok(other::read(self, name, part))),
        }
    }

    /// A new event between these sides. `key` names it for ever.
    fn event(&self, kind: EventKind, key: &[&str]) -> ContactEvent {
        let mut event = self.frame.event(kind, key);
        self.sides.write(&mut event);
        let with = event.contact_id.as_deref();
        event.thread_key = with.map(|with| self.frame.thread(self.messages.thread, with));
        self.frame
            .date(&mut event, wire::number(self.element, "timestamp"));
        event
    }
}

fn one(read: Result<ContactEvent, &'static str>) -> Reading {
    match read {
        Ok(event) => Reading {
            events: vec![event],
            unreadable: Vec::new(),
        },
        Err(reason) => missed(reason),
    }
}

fn missed(reason: &'static str) -> Reading {
    Reading::nothing(Unreadable::whole(reason))
}
