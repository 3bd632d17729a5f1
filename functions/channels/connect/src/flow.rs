//! A flow asks for somebody to call back: the caller has chosen so, or nobody was there.

use channel::Unreadable;
use domain::{ContactEvent, EventKind, Identity, IdentityKind, Proof};
use jiff::Timestamp;
use serde_json::Value;

use crate::contact::{Contact, is_phone};
use crate::json::{field, note, part, text};
use crate::read::unreadable;

/// Longest motive and name kept, in characters.
const LONGEST_WORD: usize = 100;

/// Reads an invocation. One contact asks once, however often its flow repeats itself.
///
/// # Errors
/// When it names no contact.
pub(crate) fn read(details: &Value, received_at: Timestamp) -> Result<ContactEvent, Unreadable> {
    let data = field(details, "ContactData").filter(|data| data.is_object());
    let data = data.ok_or_else(|| unreadable("/Details/ContactData", "not an object"))?;
    let contact = Contact::of(data).ok_or_else(|| {
        unreadable(
            "/Details/ContactData/ContactId",
            "the flow names no contact",
        )
    })?;
    let key = ["message", &contact.id];
    let mut event = contact.event(EventKind::Message, &key, received_at);
    // Who hides their number is a contact of this one conversation.
    let hidden = || Some(contact.conversation().to_owned());
    event.contact_id = event.contact_id.or_else(hidden);
    let set = Set { details, data };
    event.text = set.text("text");
    event.motive = set.text("motive").map(shortened);
    event.sender_name = set.text("name").map(shortened);
    event.language = set.text("language").or_else(|| text(data, "LanguageCode"));
    event.language = event.language.as_deref().and_then(iso_639_1);
    let number = set.text("phone");
    event.note = described(data, number.as_deref());
    event.identities.extend(number.and_then(claimed));
    Ok(event)
}

/// What the flow has set: a parameter of the block, else an attribute of the contact.
struct Set<'v> {
    details: &'v Value,
    data: &'v Value,
}

impl Set<'_> {
    fn text(&self, name: &str) -> Option<String> {
        let of = |part: Option<&Value>| part.and_then(|part| text(part, name));
        of(part(self.details, "Parameters")).or_else(|| of(part(self.data, "Attributes")))
    }
}

fn described(data: &Value, number: Option<&str>) -> Option<String> {
    let medium = text(data, "Channel").map(|medium| medium.to_ascii_lowercase());
    let wish = match medium.as_deref() {
        None | Some("voice") => "wants to be called back".to_owned(),
        Some(medium) => format!("wants to be called back (by {medium})"),
    };
    let queue = part(data, "Queue").and_then(|queue| text(queue, "Name"));
    note([
        Some(wish),
        number.map(|number| format!("at {number}")),
        queue.map(|queue| format!("queue {queue}")),
    ])
}

/// Another number that the caller has typed in: nobody has proved that it is theirs.
fn claimed(number: String) -> Option<Identity> {
    is_phone(&number).then_some(Identity {
        kind: IdentityKind::Phone,
        value: number,
        proof: Proof::Claimed,
    })
}

fn shortened(text: String) -> String {
    text.trim().chars().take(LONGEST_WORD).collect()
}

/// The ISO 639-1 code of `es`, `es-ES`, `ES_es`.
fn iso_639_1(tag: &str) -> Option<String> {
    let code = tag.trim().to_ascii_lowercase();
    let code = code.split(['-', '_']).next()?;
    let is_code = code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase());
    is_code.then(|| code.to_owned())
}
