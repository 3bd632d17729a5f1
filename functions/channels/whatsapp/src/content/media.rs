//! Files. The id is good for 7 days from the webhook, the link behind it for 5 minutes.

use domain::Attachment;
use serde::Deserialize;
use serde_json::Value;

use super::Content;
use crate::wire::Media;
use channel::lenient::clean;

/// Reads a file with its caption.
///
/// # Errors
/// When it has another shape than documented.
pub(super) fn read(kind: &str, part: &Value) -> Result<Content, &'static str> {
    let media = Media::deserialize(part).map_err(|_| "a file of another shape than documented")?;
    // A voice note and a sound file differ for an agent: one is spoken to them.
    let kind = if media.voice == Some(true) {
        "voice"
    } else {
        kind
    };
    let file = Attachment {
        kind: kind.to_owned(),
        id: media.id,
        mime: media.mime_type,
        name: media.filename,
        url: media.url,
        ..Attachment::default()
    };
    Ok(Content {
        text: media.caption.as_deref().and_then(clean),
        attachments: vec![file],
        ..Content::default()
    })
}
