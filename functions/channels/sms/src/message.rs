//! A message of the customer's.

use channel::Unreadable;
use domain::{ContactEvent, EventKind};
use jiff::Timestamp;

use crate::content::{self, joined};
use crate::fields::{Fields, unreadable};
use crate::people::People;

/// The words by which Twilio itself stops and starts sending text messages to a number, where they are all of the text
/// (<https://help.twilio.com/articles/223134027>). `YES`, `HELP` and `INFO` are not among them: Twilio acts on those too, but
/// a customer who answers yes or asks for help waits for a person.
const OPT_WORDS: &[&str] = &[
    "STOP",
    "STOPALL",
    "UNSUBSCRIBE",
    "CANCEL",
    "END",
    "QUIT",
    "REVOKE",
    "OPTOUT",
    "START",
    "UNSTOP",
];

/// Reads a message, or a keyword that Twilio answers by itself.
///
/// # Errors
/// When nobody is named as its author, or a field is there more than once.
pub(crate) fn read(
    fields: &Fields<'_>,
    id: &str,
    received_at: Timestamp,
) -> Result<ContactEvent, Unreadable> {
    let people = People::of(fields, "From", "To")?;
    if people.customer().is_none() {
        return Err(unreadable("From", "a message without its author"));
    }
    let content = content::read(fields)?;
    let keyword = keyword(fields, &people, content.text.as_deref())?;
    let kind = match keyword {
        Some(_) => EventKind::Other,
        None => EventKind::Message,
    };
    let word = if keyword.is_some() {
        "other"
    } else {
        "message"
    };
    let mut event = people.event(kind, &[word, id], received_at);
    event.external_message_id = Some(id.to_owned());
    event.reply_to = fields.text("OriginalRepliedMessageSid")?;
    event.text = content.text;
    event.motive = content.motive.filter(|_| kind.is_message());
    event.attachments_count = u32::try_from(content.attachments.len()).unwrap_or(u32::MAX);
    event.attachments = content.attachments;
    event.note = joined([keyword, content.note], "; ");
    Ok(event)
}

/// What a keyword is noted as. With *Advanced Opt-Out* Twilio says that it took a text for one, in any language; without, it
/// does so only in its own words, and of text messages.
fn keyword(
    fields: &Fields<'_>,
    people: &People,
    text: Option<&str>,
) -> Result<Option<String>, Unreadable> {
    if let Some(kind) = fields.text("OptOutType")? {
        return Ok(Some(format!("keyword {kind}, answered by Twilio")));
    }
    let text = text.unwrap_or_default().trim().to_ascii_uppercase();
    let is_keyword = people.by_text() && OPT_WORDS.contains(&text.as_str());
    Ok(is_keyword.then(|| format!("keyword {text}, taken by Twilio")))
}
