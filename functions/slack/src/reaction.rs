//! Reactions to messages (<https://docs.slack.dev/reference/events/reaction_added>).

use domain::{ContactEvent, EventKind};
use serde_json::Value;

use crate::frame::{Frame, add_note};
use crate::wire;

/// Whether it is to a message; those to files and their comments have none to show them at.
pub(crate) fn is_to_message(event: &Value) -> bool {
    let item = event.get("item").unwrap_or(&Value::Null);
    !["file", "file_comment"].contains(&wire::word(item, "type"))
}

/// A reaction set, by its name without colons, or removed, without one.
///
/// # Errors
/// When it is to no message.
pub(crate) fn read(frame: &Frame, event: &Value) -> Result<ContactEvent, &'static str> {
    let channel = wire::id(event, "/item/channel").ok_or("a reaction to no message")?;
    let ts = wire::id(event, "/item/ts").ok_or("a reaction to no message")?;
    let target = format!("{channel}:{ts}");
    let name = wire::text(event, "/reaction");
    let verb = wire::word(event, "type");
    let user = wire::id(event, "/user");
    let stamp = wire::id(event, "/event_ts");
    let key = [
        "reaction",
        &target,
        user.as_deref().unwrap_or_default(),
        name.as_deref().unwrap_or_default(),
        verb,
        stamp.as_deref().unwrap_or(&frame.name),
    ];
    let mut read = frame.event(EventKind::Reaction, &key);
    read.timestamp = frame.instant(stamp.as_deref());
    read.thread_key = Some(frame.thread(&channel, &ts));
    read.external_message_id = Some(target.clone());
    read.target_message_id = Some(target);
    read.sender_id = user;
    if verb == "reaction_removed" {
        add_note(&mut read, "reaction removed");
    } else {
        read.text = name;
    }
    Ok(read)
}
