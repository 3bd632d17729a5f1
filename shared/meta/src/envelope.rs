//! From a body to events. One request holds up to 1000 elements of many kinds; each is read by itself.
//!
//! ```json
//! {"object": "page", "entry": [{"id": "…", "time": 1, "messaging": [{}], "standby": [{}], "changes": [{}]}]}
//! ```
//!
//! With Instagram Login, `field` and `value` of the one change may stand in the entry itself; and some of Meta's pages
//! show requests in a list (<https://developers.facebook.com/documentation/instagram-platform/webhooks/examples>).

use channel::{Reading, walk};
use domain::ContactEvent;
use jiff::Timestamp;
use serde_json::Value;

use crate::messaging::{self, Messages};
use crate::wire;
use crate::{Frame, Object, OwnApps};

/// How a change is read: its frame, its `field`, its `value`.
///
/// # Errors
/// A reason that holds no text of the customer's.
pub type ReadChange = fn(&Frame<'_>, &str, &Value) -> Result<ContactEvent, &'static str>;

/// The public half of an object.
#[derive(Clone, Copy, Debug)]
pub struct Changes {
    /// The channel that its events belong to.
    pub channel: &'static str,
    /// How one is read.
    pub read: ReadChange,
}

/// What the requests about an object hold.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// The kind of object.
    pub object: Object,
    /// Its private half.
    pub messages: Messages,
    /// Its public half.
    pub changes: Changes,
}

/// Reads a whole request body.
pub fn read(source: &Source, body: &[u8], received_at: Timestamp, own_apps: &OwnApps) -> Reading {
    let body = match walk::json(body) {
        Ok(body) => body,
        Err(unreadable) => return Reading::nothing(unreadable),
    };
    let mut reading = Reading::default();
    for (place, request) in requests(&body) {
        if let Err(reason) = source.object.is_of(request) {
            walk::miss(&mut reading, place, reason);
            continue;
        }
        for (place, entry) in walk::list(request, &place, "entry", &mut reading) {
            let entry = Entry {
                source,
                entry,
                received_at,
                own_apps,
            };
            entry.read(&place, &mut reading);
        }
    }
    walk::at_least_something(reading)
}

/// The requests of a body with their places: itself, or those of the list that it is.
fn requests(body: &Value) -> Vec<(String, &Value)> {
    match body {
        Value::Array(requests) => requests
            .iter()
            .enumerate()
            .map(|(index, request)| (format!("/{index}"), request))
            .collect(),
        one => vec![(String::new(), one)],
    }
}

/// What an entry tells, in lists and, with Instagram Login, in itself.
const PARTS: [&str; 4] = ["messaging", "standby", "changes", "field"];

/// An entry, and how its parts are read.
struct Entry<'a> {
    source: &'a Source,
    entry: &'a Value,
    received_at: Timestamp,
    own_apps: &'a OwnApps,
}

impl Entry<'_> {
    fn read(&self, place: &str, reading: &mut Reading) {
        let told = PARTS
            .into_iter()
            .filter(|name| self.entry.get(name).is_some());
        let told: Vec<&str> = told.collect();
        if told.is_empty() {
            walk::miss(reading, place, "an entry that says nothing");
        }
        for name in told {
            if name == "field" {
                self.read_change(self.entry, place, reading);
                continue;
            }
            for (place, element) in walk::list(self.entry, place, name, reading) {
                match name {
                    "changes" => self.read_change(element, &place, reading),
                    list => self.read_message(element, &place, list, reading),
                }
            }
        }
    }

    fn read_message(&self, element: &Value, place: &str, list: &str, reading: &mut Reading) {
        let frame = self.frame(self.source.messages.channel);
        let read = messaging::read(&self.source.messages, &frame, element, list == "standby");
        reading.events.extend(read.events);
        for part in read.unreadable {
            walk::miss(reading, format!("{place}{}", part.place), part.reason);
        }
    }

    /// A change; or a message in the clothes of one, as the App Dashboard's test button sends it.
    fn read_change(&self, change: &Value, place: &str, reading: &mut Reading) {
        let place = format!("{place}/value");
        let field = wire::word(change, "field");
        let Some(value) = change.get("value").filter(|value| value.is_object()) else {
            return walk::miss(reading, place, "not an object");
        };
        if is_message(value) {
            return self.read_message(value, &place, field, reading);
        }
        let changes = &self.source.changes;
        match (changes.read)(&self.frame(changes.channel), field, value) {
            Ok(event) => reading.events.push(event),
            Err(reason) => walk::miss(reading, place, reason),
        }
    }

    fn frame(&self, channel: &'static str) -> Frame<'_> {
        Frame::of(channel, self.entry, self.received_at, self.own_apps)
    }
}

fn is_message(value: &Value) -> bool {
    let has_person = |name| value.get(name).is_some_and(Value::is_object);
    has_person("sender") || has_person("recipient")
}
