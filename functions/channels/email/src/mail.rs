//! From a mail (RFC 5322, MIME) to events.

pub(crate) mod address;
mod attachments;
mod automatic;
mod body;
mod date;
mod headers;
mod html;
mod letter;
mod message_id;
mod nesting;
mod note;
mod packing;
mod references;
mod report;
mod token;

use channel::{Reading, Unreadable, time};
use domain::{AccountId, ContactEvent, EventKey, EventKind, Proof};
use jiff::Timestamp;
use mail_parser::Message;

use crate::Receipt;
use automatic::Nature;
use note::Note;

pub use attachments::{Part, part};
pub use letter::LARGEST_TEXT;
pub use message_id::normal_message_id;

/// Reads a mail. `receipt` is what SES knows of it; nothing of the mail is believed against it.
///
/// One mail gives one event, a report of several recipients one for each. Something that has no header, or that a person
/// wrote and nobody signed, is unreadable.
pub fn read(raw: &[u8], receipt: &Receipt, received_at: Timestamp) -> Reading {
    let read = |levelled: &[u8]| {
        nesting::parse(levelled).map(|parsed| {
            Mail {
                message: &parsed.0,
                raw,
                receipt,
                received_at,
            }
            .read()
        })
    };
    nesting::levelled(raw)
        .and_then(|levelled| read(&levelled))
        .unwrap_or_else(|refused| Reading::nothing(Unreadable::whole(refused.to_string())))
}

/// A mail with all that is known of it.
struct Mail<'m> {
    message: &'m Message<'m>,
    raw: &'m [u8],
    receipt: &'m Receipt,
    received_at: Timestamp,
}

impl Mail<'_> {
    fn read(&self) -> Reading {
        let nature = automatic::nature(self.message, self.receipt);
        if let Some(told) = report::of(self.message, &nature) {
            let reported = told.into_iter().enumerate();
            return Reading {
                events: reported
                    .map(|(place, one)| self.status(place, one))
                    .collect(),
                unreadable: Vec::new(),
            };
        }
        let sender = address::sender(self.message, self.receipt);
        if sender.is_none() && !matches!(nature, Nature::Automatic(_)) {
            let reason = "the mail does not say who sent it".to_owned();
            return Reading::nothing(Unreadable {
                place: "From".to_owned(),
                reason,
            });
        }
        Reading {
            events: vec![self.letter(sender, nature)],
            unreadable: Vec::new(),
        }
    }

    fn blank(&self, kind: EventKind, parts: &[&str]) -> ContactEvent {
        let channel = crate::channel();
        let event_key = EventKey::of(&channel, parts);
        let mut event =
            ContactEvent::new(channel, self.account(), kind, event_key, self.received_at);
        event.ses_message_id = self.receipt.ses_message_id.clone();
        event.external_message_id = self.id();
        event.subject = headers::decoded(self.message, "Subject");
        event.reply_token = token::in_recipients(self.message, self.receipt);
        event
    }

    /// The mail's own id, else SES's.
    fn id(&self) -> Option<String> {
        references::own(self.message).or_else(|| self.receipt.ses_message_id.clone())
    }

    /// The mailbox of ours: the same for `support@` and `support+tag@`, so that a contact stays one.
    fn account(&self) -> AccountId {
        let sent_to = self
            .receipt
            .recipients
            .iter()
            .find_map(|written| address::normal(written));
        let written = || address::first_recipient(self.message).map(|mailbox| mailbox.address);
        let address = sent_to.or_else(written).unwrap_or_default();
        AccountId::new(address::without_tag(&address))
    }

    /// What tells two mails of one id apart: clients do use an id twice.
    fn body_hash(&self) -> String {
        body::hash(self.raw, self.id().is_some())
    }

    /// The `Date`; where it is missing or absurd, when SES took the mail.
    fn time(&self, note: &mut Note) -> Option<Timestamp> {
        let Some(written) = date::of(self.message) else {
            note.add("the mail has no date");
            return self.receipt.taken_at;
        };
        let plausible = time::plausible(written, self.received_at);
        if plausible.is_none() {
            note.add("the mail's date is absurd");
        }
        plausible.or(self.receipt.taken_at)
    }

    /// What a report says of one recipient of a mail that we sent. Anybody can write one, so it is only a claim.
    fn status(&self, place: usize, told: report::Told) -> ContactEvent {
        let mut note = Note::default();
        let id = self.id().unwrap_or_else(|| self.body_hash());
        let (written, address) = told
            .recipient
            .map(|mailbox| (mailbox.written, mailbox.address))
            .unzip();
        let who = address.clone().unwrap_or_else(|| place.to_string());
        let status = told.status.clone().unwrap_or_default();
        let mut event = self.blank(EventKind::Status, &["status", &id, &who, &status]);
        event.sender_id = written;
        event.contact_id = address;
        event.contact_proof = Proof::Claimed;
        event.target_message_id = told.target;
        event.status = told.status;
        event.status_code = told.code;
        event.auto_submitted = true;
        // Reports start no clock, so that theirs may be of any year: only the future is absurd.
        event.timestamp = date::of(self.message)
            .filter(|at| *at <= self.received_at)
            .or_else(|| self.time(&mut note));
        note.add(told.note);
        event.note = note.told();
        event
    }
}
