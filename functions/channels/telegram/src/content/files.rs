//! Files of a message (<https://core.telegram.org/bots/api#message>).

use domain::Attachment;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::wire::File;

/// The fields that hold one file each, under their own names.
const ONE_FILE: [&str; 6] = [
    "audio",
    "sticker",
    "video",
    "video_note",
    "voice",
    "animation",
];
const BAD_FILE: &str = "a file of another shape than documented";

/// Every file of a message once.
///
/// # Errors
/// When one has another shape than documented.
pub(super) fn attachments(message: &Map<String, Value>) -> Result<Vec<Attachment>, &'static str> {
    let mut found = Vec::new();
    for kind in ONE_FILE {
        if let Some(value) = present(message, kind) {
            found.push(attachment(kind, &file(value)?));
        }
    }
    // An animation comes a second time as a document, for clients that do not know animations.
    if let Some(value) = present(message, "document").filter(|_| !message.contains_key("animation"))
    {
        found.push(attachment("document", &file(value)?));
    }
    if let Some(sizes) = present(message, "photo") {
        found.extend(photo(sizes)?);
    }
    if let Some(paid) = present(message, "paid_media") {
        found.extend(paid_media(paid)?);
    }
    Ok(found)
}

fn present<'a>(message: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    message.get(name).filter(|value| !value.is_null())
}

fn file(value: &Value) -> Result<File, &'static str> {
    File::deserialize(value).map_err(|_| BAD_FILE)
}

fn attachment(kind: &str, file: &File) -> Attachment {
    Attachment {
        kind: kind.to_owned(),
        id: file.file_id.clone(),
        mime: file.mime_type.clone(),
        name: file.file_name.clone(),
        size: file.file_size.and_then(|size| size.try_into().ok()),
        ..Attachment::default()
    }
}

/// The largest of a photo's sizes: they are one picture.
fn photo(sizes: &Value) -> Result<Option<Attachment>, &'static str> {
    let sizes = sizes.as_array().ok_or(BAD_FILE)?;
    let files = sizes.iter().map(file).collect::<Result<Vec<_>, _>>()?;
    Ok(files
        .iter()
        .max_by_key(|file| area(file))
        .map(|file| attachment("photo", file)))
}

fn area(file: &File) -> i64 {
    file.width
        .unwrap_or(0)
        .saturating_mul(file.height.unwrap_or(0))
}

/// Paid photos and videos; a preview is no file.
fn paid_media(paid: &Value) -> Result<Vec<Attachment>, &'static str> {
    let media = paid
        .get("paid_media")
        .and_then(Value::as_array)
        .ok_or(BAD_FILE)?;
    let mut found = Vec::new();
    for one in media {
        if let Some(sizes) = one.get("photo") {
            found.extend(photo(sizes)?);
        } else if let Some(video) = one.get("video") {
            found.push(attachment("video", &file(video)?));
        }
    }
    Ok(found)
}
