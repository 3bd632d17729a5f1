//! What a message holds: its text, its files, and in the note what is neither.

use channel::Unreadable;
use domain::Attachment;

use crate::fields::Fields;

/// Longest filled-in form that a note has room for, in characters.
const LONGEST_FORM: usize = 2000;

/// The content of a message.
#[derive(Default)]
pub(crate) struct Content {
    pub(crate) text: Option<String>,
    /// What was chosen, or the advertisement by which the customer came.
    pub(crate) motive: Option<String>,
    pub(crate) attachments: Vec<Attachment>,
    pub(crate) note: Option<String>,
}

/// Reads it. The title of a button or list entry is the text.
///
/// # Errors
/// When a field is there more than once.
pub(crate) fn read(fields: &Fields<'_>) -> Result<Content, Unreadable> {
    let attachments = attachments(fields)?;
    let notes = [
        location(fields)?,
        form(fields)?,
        miscounted(fields, attachments.len())?,
        forwarded(fields)?,
        referral(fields)?,
    ];
    let mut content = Content {
        text: fields.first(&["ButtonText", "ListTitle", "Body"])?,
        motive: fields.first(&["ButtonPayload", "ListId", "ReferralSourceId"])?,
        attachments,
        note: joined(notes, "; "),
    };
    let is_blank =
        content.text.is_none() && content.note.is_none() && content.attachments.is_empty();
    if is_blank {
        let kind = fields.text("MessageType")?;
        content.note = kind.map(|kind| format!("type {kind}"));
    }
    Ok(content)
}

/// The files that have an address. `NumMedia` only counts them, and may be wrong.
fn attachments(fields: &Fields<'_>) -> Result<Vec<Attachment>, Unreadable> {
    let mut types = fields.numbered("MediaContentType")?;
    let urls = fields.numbered("MediaUrl")?;
    let files = urls.into_iter().map(|(number, url)| {
        let mime = types.remove(&number);
        Attachment {
            kind: kind_of(mime.as_deref()).to_owned(),
            id: id_in(&url),
            url: Some(url),
            mime,
            ..Attachment::default()
        }
    });
    Ok(files.collect())
}

/// The word for a file by its media type.
fn kind_of(mime: Option<&str>) -> &'static str {
    match mime.and_then(|mime| mime.split('/').next()) {
        Some("image") => "image",
        Some("audio") => "audio",
        Some("video") => "video",
        _ => "document",
    }
}

/// The file's id (`ME…`) at the end of its address.
fn id_in(url: &str) -> Option<String> {
    let id = url.rsplit('/').next()?;
    let is_id = id.starts_with("ME") && id.bytes().all(|b| b.is_ascii_alphanumeric());
    is_id.then(|| id.to_owned())
}

fn miscounted(fields: &Fields<'_>, files: usize) -> Result<Option<String>, Unreadable> {
    let counted = fields.text("NumMedia")?.and_then(|text| text.parse().ok());
    let differs = counted.filter(|counted: &usize| *counted != files);
    Ok(differs.map(|counted| format!("{counted} files announced, {files} named")))
}

/// A place as `location LATITUDE,LONGITUDE` in degrees, with its name and address.
fn location(fields: &Fields<'_>) -> Result<Option<String>, Unreadable> {
    let degrees = [fields.text("Latitude")?, fields.text("Longitude")?];
    let [Some(latitude), Some(longitude)] = degrees else {
        return Ok(None);
    };
    let parts = [
        Some(format!("location {latitude},{longitude}")),
        fields.text("Label")?,
        fields.text("Address")?,
    ];
    Ok(joined(parts, ", "))
}

/// A form of WhatsApp's that the customer has filled in, as it came.
fn form(fields: &Fields<'_>) -> Result<Option<String>, Unreadable> {
    let filled = fields.first(&["InteractiveData", "FlowData"])?;
    Ok(filled.map(|filled| {
        let beginning: String = filled.chars().take(LONGEST_FORM).collect();
        format!("form {beginning}")
    }))
}

fn forwarded(fields: &Fields<'_>) -> Result<Option<String>, Unreadable> {
    let note = if fields.says_yes("FrequentlyForwarded")? {
        Some("forwarded many times")
    } else if fields.says_yes("Forwarded")? {
        Some("forwarded")
    } else {
        None
    };
    Ok(note.map(str::to_owned))
}

/// The advertisement or post by which the customer came.
fn referral(fields: &Fields<'_>) -> Result<Option<String>, Unreadable> {
    let source = fields.text("ReferralSourceId")?;
    let headline = fields.text("ReferralHeadline")?;
    let text = fields.text("ReferralBody")?;
    let url = fields.text("ReferralSourceUrl")?;
    let click = fields.text("ReferralCtwaClid")?;
    if [&source, &headline, &text, &url, &click]
        .into_iter()
        .all(Option::is_none)
    {
        return Ok(None);
    }
    let kind = fields.text("ReferralSourceType")?;
    let kind = kind.unwrap_or_else(|| "advertisement".to_owned());
    let said = headline.or(text);
    Ok(joined(
        [Some(format!("came by {kind}")), source, said, url],
        " ",
    ))
}

/// The parts that are there, in one text.
pub(crate) fn joined(
    parts: impl IntoIterator<Item = Option<String>>,
    between: &str,
) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(between))
}
