//! Every other type of activity, also one that did not exist when this was written: kept, with its type as a note.

use channel::lenient;
use domain::{ContactEvent, EventKind};
use serde_json::Value;

use crate::frame::{Frame, add_note};

/// A person has read what our bot wrote (only where the app asks for the permission
/// `ChatMessageReadReceipt.Read.Chat`).
const READ: &str = "application/vnd.microsoft.readReceipt";

/// An activity that is no message and no reaction.
pub(crate) fn event(frame: &Frame<'_>, kind: &str) -> ContactEvent {
    read_receipt(frame, kind).unwrap_or_else(|| other(frame, kind))
}

fn read_receipt(frame: &Frame<'_>, kind: &str) -> Option<ContactEvent> {
    if kind != "event" || frame.activity.name.as_deref() != Some(READ) {
        return None;
    }
    let target = frame.whole.pointer("/value/lastReadMessageId");
    let target = target.and_then(lenient::id_of);
    let target = frame.activity.full_id(target.as_deref())?;
    let reader = frame.activity.from.as_ref()?.id.as_deref()?;
    let mut event = frame.event(EventKind::Status, &["status", &target, "read", reader]);
    event.external_message_id = Some(target.clone());
    event.target_message_id = Some(target);
    event.status = Some("read".to_owned());
    Some(event)
}

fn other(frame: &Frame<'_>, kind: &str) -> ContactEvent {
    let mut event = frame.event(EventKind::Other, &["other", kind, &frame.name()]);
    event.external_message_id = frame.own_id();
    event.text = frame.whole.get("text").and_then(text);
    add_note(&mut event, note(frame, kind));
    event
}

fn text(value: &Value) -> Option<String> {
    value.as_str().and_then(lenient::clean)
}

fn note(frame: &Frame<'_>, kind: &str) -> String {
    let activity = &frame.activity;
    match kind {
        "conversationUpdate" => match (bot_among(frame, "membersAdded"), activity.event_type()) {
            (true, _) => format!("{kind}: the bot was added"),
            (_, _) if bot_among(frame, "membersRemoved") => {
                format!("{kind}: the bot was removed, stop sending")
            }
            (_, what) => with(kind, what),
        },
        "installationUpdate" => match activity.action.as_deref() {
            Some("remove") => format!("{kind}: remove: the app was uninstalled, stop sending"),
            action => with(kind, action),
        },
        "invoke" | "event" => with(kind, activity.name.as_deref()),
        _ => kind.to_owned(),
    }
}

fn with(kind: &str, what: Option<&str>) -> String {
    what.map_or_else(|| kind.to_owned(), |what| format!("{kind}: {what}"))
}

/// Whether our bot is one of those who came or went.
fn bot_among(frame: &Frame<'_>, list: &str) -> bool {
    let Some(bot) = frame.activity.account() else {
        return false;
    };
    let members = frame.whole.get(list).and_then(Value::as_array);
    let mut members = members.into_iter().flatten();
    members.any(|member| member.get("id").and_then(Value::as_str) == Some(bot))
}
