//! Which of the two shapes a body has: a flow's invocation, or an event of EventBridge.

use channel::{Reading, Unreadable, walk};
use domain::ContactEvent;
use jiff::Timestamp;
use serde_json::Value;

use crate::{contact_event, flow};

/// Reads an invocation: it holds one event.
pub(crate) fn read(body: &[u8], received_at: Timestamp) -> Reading {
    let event = walk::json(body).and_then(|body| event(&body, received_at));
    match event {
        Ok(event) => Reading {
            events: vec![event],
            unreadable: Vec::new(),
        },
        Err(unreadable) => Reading::nothing(unreadable),
    }
}

fn event(body: &Value, received_at: Timestamp) -> Result<ContactEvent, Unreadable> {
    if let Some(details) = body.get("Details") {
        flow::read(details, received_at)
    } else if body.get("detail-type").is_some() || body.get("detail").is_some() {
        contact_event::read(body, received_at)
    } else {
        let reason = "neither a flow's invocation nor an event of EventBridge";
        Err(Unreadable::whole(reason))
    }
}

/// A part of the body that is not what it must be.
pub(crate) fn unreadable(place: &str, reason: &str) -> Unreadable {
    Unreadable {
        place: place.to_owned(),
        reason: reason.to_owned(),
    }
}
