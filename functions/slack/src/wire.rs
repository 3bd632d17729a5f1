//! Slack's JSON by JSON pointers: what is missing or of another shape is none.

use channel::lenient;
use domain::event::Attachment;
use serde_json::Value;

/// An id.
pub(crate) fn id(value: &Value, pointer: &str) -> Option<String> {
    value.pointer(pointer).and_then(lenient::id_of)
}

/// A text; none where it is empty.
pub(crate) fn text(value: &Value, pointer: &str) -> Option<String> {
    value.pointer(pointer)?.as_str().and_then(lenient::clean)
}

/// A short word such as a `type`.
pub(crate) fn word<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The files of a message (<https://docs.slack.dev/reference/objects/file-object>). One that was deleted is not there
/// any more.
pub(crate) fn files(message: &Value) -> Vec<Attachment> {
    let files = message.get("files").and_then(Value::as_array);
    let kept = files.into_iter().flatten();
    kept.filter(|file| file.is_object() && word(file, "mode") != "tombstone")
        .map(file)
        .collect()
}

fn file(file: &Value) -> Attachment {
    let mime = text(file, "/mimetype");
    let family = mime.as_deref().and_then(|mime| mime.split('/').next());
    let kind = family.filter(|family| ["image", "audio", "video"].contains(family));
    Attachment {
        kind: kind.unwrap_or("file").to_owned(),
        id: id(file, "/id"),
        url: text(file, "/url_private_download").or_else(|| text(file, "/url_private")),
        name: text(file, "/name"),
        size: file.get("size").and_then(Value::as_u64),
        mime,
        ..Attachment::default()
    }
}
