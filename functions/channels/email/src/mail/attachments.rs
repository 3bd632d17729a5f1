//! The files that came with a mail.

use std::borrow::Cow;
use std::collections::HashSet;

use domain::Attachment;
use mail_parser::{ContentType, Message, MessagePart, MimeHeaders, PartType};

use super::{headers, nesting, packing};

/// Longest file name kept, in characters.
const LONGEST_NAME: usize = 255;
/// How many an event lists; it counts them all.
pub(super) const MOST_LISTED: usize = 100;

/// A file out of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its bytes, as they were before the mail packed them.
    pub content: Vec<u8>,
    /// Its media type as the sender says.
    pub mime: Option<String>,
    /// Its name as the sender says.
    pub name: Option<String>,
}

/// One file of a mail (RFC 5322, whole), by the `id` with which the reader listed it among the event's attachments. None
/// when the mail lists no such file, or is no mail.
pub fn part(mail: &[u8], id: &str) -> Option<Part> {
    let levelled = nesting::levelled(mail).ok()?;
    let parsed = nesting::parse(&levelled).ok()?;
    let message = &parsed.0;
    let (_, part) = listed(message).find(|(listed, _)| listed.to_string() == id)?;
    let Attachment { mime, name, .. } = read(0, mail, part);
    Some(Part {
        content: content(mail, part).into_owned(),
        mime,
        name,
    })
}

/// Every file, each forwarded mail as one. What is in a forwarded mail is not listed, nor are other forms of the text.
/// `raw` is the mail as it came.
pub(super) fn of(message: &Message<'_>, raw: &[u8]) -> Vec<Attachment> {
    listed(message)
        .map(|(id, part)| read(id, raw, part))
        .collect()
}

fn listed<'m>(message: &'m Message<'m>) -> impl Iterator<Item = (u32, &'m MessagePart<'m>)> {
    let alternatives = alternatives(message);
    let ids = message.attachments.iter().copied();
    ids.filter(move |id| !alternatives.contains(id))
        .filter_map(|id| Some((id, message.part(id)?)))
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

fn read(id: u32, raw: &[u8], part: &MessagePart<'_>) -> Attachment {
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
        size: u64::try_from(content(raw, part).len()).ok(),
        ..Attachment::default()
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

/// A file's own bytes. The parser gives texts in UTF-8 and forwarded mails in pieces: here they are as they were.
fn content<'m>(raw: &'m [u8], part: &'m MessagePart<'_>) -> Cow<'m, [u8]> {
    if let PartType::Binary(bytes) | PartType::InlineBinary(bytes) = &part.body {
        return Cow::Borrowed(bytes);
    }
    let packed = raw
        .get(part.offset_body as usize..part.offset_end as usize)
        .unwrap_or_default();
    packing::undone(packed, part.encoding)
}
