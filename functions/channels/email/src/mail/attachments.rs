//! The files that came with a mail.

use std::collections::HashSet;

use domain::Attachment;
use mail_parser::{ContentType, Message, MessagePart, MimeHeaders, PartType};

use super::{headers, nesting};

/// Longest file name kept, in characters.
const LONGEST_NAME: usize = 255;
/// How many an event lists; it counts them all.
pub(super) const MOST_LISTED: usize = 100;

/// Every file, each forwarded mail as one. What is in a forwarded mail is not listed, nor are other forms of the text.
pub(super) fn of(message: &Message<'_>) -> Vec<Attachment> {
    let alternatives = alternatives(message);
    let ids = message
        .attachments
        .iter()
        .filter(|id| !alternatives.contains(*id));
    ids.filter_map(|id| message.part(*id).map(|part| read(*id, part)))
        .collect()
}

/// The parts that say the same as the text in another form (RFC 2046 §5.1.4): a calendar's invitation, an AMP page.
fn alternatives(message: &Message<'_>) -> HashSet<u32> {
    let multiparts = message
        .parts
        .iter()
        .filter(|part| part.is_content_type("multipart", "alternative"));
    let children = multiparts.filter_map(|part| match &part.body {
        PartType::Multipart(ids) => Some(ids),
        _ => None,
    });
    let unnamed = |id: &&u32| {
        message
            .part(**id)
            .is_some_and(|part| part.attachment_name().is_none())
    };
    children.flatten().filter(unnamed).copied().collect()
}

fn read(id: u32, part: &MessagePart<'_>) -> Attachment {
    let mime = part.content_type().map(mime);
    let name = part
        .attachment_name()
        .map(headers::one_line)
        .filter(|name| !name.is_empty());
    Attachment {
        kind: kind(part, mime.as_deref()).to_owned(),
        id: Some(id.to_string()),
        mime,
        name: name.map(|name| name.chars().take(LONGEST_NAME).collect()),
        size: size(part),
    }
}

fn mime(declared: &ContentType<'_>) -> String {
    let written = match declared.subtype() {
        Some(subtype) => format!("{}/{subtype}", declared.ctype()),
        None => declared.ctype().to_owned(),
    };
    nesting::original(&headers::one_line(&written)).to_owned()
}

fn kind(part: &MessagePart<'_>, mime: Option<&str>) -> &'static str {
    if matches!(part.body, PartType::Message(_)) {
        return "message";
    }
    match mime
        .and_then(|mime| mime.split('/').next())
        .unwrap_or_default()
    {
        "image" => "image",
        "audio" => "audio",
        "video" => "video",
        "message" => "message",
        _ => "document",
    }
}

/// The decoded size; of a forwarded mail, its size as it stands.
fn size(part: &MessagePart<'_>) -> Option<u64> {
    let bytes = match &part.body {
        PartType::Message(_) => part.offset_end.saturating_sub(part.offset_body) as usize,
        _ => part.contents().len(),
    };
    u64::try_from(bytes).ok()
}
