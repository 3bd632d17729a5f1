//! Commands (<https://docs.slack.dev/interactivity/implementing-slash-commands>), and the check of our certificate.

use bytes::Bytes;
use channel::form::{Form, Repeated};
use channel::{Unreadable, lenient};
use domain::ids::hashed;
use domain::{ContactEvent, EventKind};
use jiff::Timestamp;

use crate::body::is_ssl_check;
use crate::frame::{Frame, add_note};

/// Reads a plain form.
///
/// # Errors
/// [`Unreadable`] when it is neither, or names a field twice that is read.
pub(crate) fn read(
    form: &Form<'_>,
    body: &Bytes,
    received_at: Timestamp,
) -> Result<ContactEvent, Unreadable> {
    let name = hashed(&String::from_utf8_lossy(body));
    if is_ssl_check(form) {
        let frame = Frame::of_form(None, name, received_at);
        let mut event = frame.event(EventKind::Other, &["other", "ssl_check", &frame.name]);
        add_note(&mut event, "ssl_check");
        return Ok(event);
    }
    let read = command(form, name, received_at);
    let read = read.map_err(|repeated| Unreadable::whole(repeated.to_string()))?;
    read.ok_or_else(|| Unreadable::whole("neither JSON nor one of Slack's forms"))
}

fn command(
    form: &Form<'_>,
    name: String,
    received_at: Timestamp,
) -> Result<Option<ContactEvent>, Repeated> {
    let Some(command) = form.text("command")? else {
        return Ok(None);
    };
    let trigger = form.text("trigger_id")?.and_then(lenient::clean);
    let name = trigger.clone().unwrap_or(name);
    let frame = Frame::of_form(form.text("team_id")?, name, received_at);
    let mut event = frame.event(EventKind::Other, &["other", "command", &frame.name]);
    event.external_message_id = trigger;
    event.sender_id = form.text("user_id")?.and_then(lenient::clean);
    event.sender_name = form.text("user_name")?.and_then(lenient::clean);
    event.text = form.text("text")?.and_then(lenient::clean);
    add_note(&mut event, &format!("command {command}"));
    Ok(Some(event))
}
