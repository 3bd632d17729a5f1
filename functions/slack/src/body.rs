//! The three shapes of body: JSON (events), a form whose `payload` is JSON (what was pressed or filled in), and a plain
//! form (commands, and the check of our certificate).

use bytes::Bytes;
use channel::form::Form;
use channel::{Reading, Unreadable, walk};
use jiff::Timestamp;
use serde_json::Value;

use crate::{command, events, interaction};

/// A body by its shape.
pub(crate) enum Body<'b> {
    /// Something happened (Events API).
    Event(Value),
    /// Somebody pressed or filled in something.
    Interaction(Value),
    /// A command, or the check of our certificate.
    Form(Form<'b>),
}

/// Reads a whole request. Each tells one thing.
pub(crate) fn read(body: &Bytes, received_at: Timestamp) -> Reading {
    let read = parse(body).and_then(|parsed| match parsed {
        Body::Event(body) => events::read(&body, received_at),
        Body::Interaction(payload) => interaction::read(&payload, received_at),
        Body::Form(form) => command::read(&form, body, received_at),
    });
    match read {
        Ok(event) => Reading {
            events: vec![event],
            unreadable: Vec::new(),
        },
        Err(unreadable) => Reading::nothing(unreadable),
    }
}

/// Tells the shape. Only JSON objects begin with a brace, and no name of a form's field does.
///
/// # Errors
/// [`Unreadable`] for what has none of the shapes.
pub(crate) fn parse(body: &Bytes) -> Result<Body<'_>, Unreadable> {
    if body.trim_ascii_start().starts_with(b"{") {
        return walk::json(body).map(Body::Event);
    }
    let form = Form::of(body);
    let payload = form.text("payload").map_err(|repeated| Unreadable {
        place: "payload".to_owned(),
        reason: repeated.to_string(),
    })?;
    if let Some(payload) = payload {
        let payload = walk::json(payload.as_bytes()).map_err(|unreadable| Unreadable {
            place: "payload".to_owned(),
            ..unreadable
        })?;
        return Ok(Body::Interaction(payload));
    }
    Ok(Body::Form(form))
}

/// Whether Slack only checks our certificate (`ssl_check=1`).
pub(crate) fn is_ssl_check(form: &Form<'_>) -> bool {
    form.text("ssl_check") == Ok(Some("1"))
}
