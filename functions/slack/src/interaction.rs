//! What somebody pressed, chose or filled in (<https://docs.slack.dev/reference/interaction-payloads>).

use channel::Unreadable;
use domain::{ContactEvent, EventKind};
use jiff::Timestamp;
use serde_json::Value;

use crate::frame::{Frame, add_note};
use crate::wire;

/// Where the value of an action or input stands, by the kind of element; last the title of a button without one.
const VALUES: [&str; 10] = [
    "/value",
    "/selected_option/value",
    "/selected_options/0/value",
    "/selected_user",
    "/selected_conversation",
    "/selected_channel",
    "/selected_date",
    "/selected_time",
    "/selected_date_time",
    "/text/text",
];
/// Where the message stands on which it was pressed.
const MESSAGES: [&str; 3] = ["/message/ts", "/container/message_ts", "/message_ts"];
/// What tells which of our buttons, menus or windows it was.
const NAMES: [&str; 4] = [
    "/actions/0/action_id",
    "/actions/0/name",
    "/view/callback_id",
    "/callback_id",
];

/// Reads a `payload`.
///
/// # Errors
/// [`Unreadable`] when it is no object that says its type.
pub(crate) fn read(payload: &Value, received_at: Timestamp) -> Result<ContactEvent, Unreadable> {
    let kind = wire::word(payload, "type");
    if kind.is_empty() {
        return Err(Unreadable {
            place: "payload".to_owned(),
            reason: "an interaction that does not say its type".to_owned(),
        });
    }
    let frame = Frame::of_interaction(payload, received_at);
    let mut event = frame.event(EventKind::Other, &["other", kind, &frame.name]);
    event.external_message_id = wire::id(payload, "/trigger_id");
    event.sender_id = wire::id(payload, "/user/id");
    event.sender_name = wire::text(payload, "/user/name");
    event.text = value(payload);
    let pressed_at = among(payload, &["/actions/0/action_ts", "/action_ts"]);
    event.timestamp = frame.instant(pressed_at.as_deref());
    place(&frame, &mut event, payload);
    match among(payload, &NAMES) {
        Some(name) => add_note(&mut event, &format!("{kind}: {name}")),
        None => add_note(&mut event, kind),
    }
    Ok(event)
}

/// What was pressed or chosen, or the first field that was filled in.
fn value(payload: &Value) -> Option<String> {
    let action = payload.pointer("/actions/0");
    action
        .and_then(|action| among(action, &VALUES))
        .or_else(|| first_input(payload))
        .or_else(|| wire::text(payload, "/value"))
}

fn first_input(payload: &Value) -> Option<String> {
    let blocks = payload.pointer("/view/state/values")?.as_object()?;
    let inputs = blocks.values().filter_map(Value::as_object);
    inputs
        .flat_map(|inputs| inputs.values())
        .find_map(|input| among(input, &VALUES))
}

/// The message on which it was pressed, where there is one.
fn place(frame: &Frame, event: &mut ContactEvent, payload: &Value) {
    let channel = among(payload, &["/channel/id", "/container/channel_id"]);
    if let (Some(channel), Some(ts)) = (channel, among(payload, &MESSAGES)) {
        let first = among(payload, &["/message/thread_ts", "/container/thread_ts"]);
        event.thread_key = Some(frame.thread(&channel, first.as_deref().unwrap_or(&ts)));
        event.target_message_id = Some(format!("{channel}:{ts}"));
    }
}

fn among(value: &Value, pointers: &[&str]) -> Option<String> {
    pointers.iter().find_map(|pointer| wire::id(value, pointer))
}
