//! From a mail (RFC 5322, MIME) to events.

pub(crate) mod address;
mod attachments;
mod automatic;
mod body;
mod date;
mod headers;
mod html;
mod nesting;
mod note;
mod references;
mod report;

use channel::{Reading, Unreadable, time};
use domain::{AccountId, ContactEvent, EventKey, EventKind, Identity, IdentityKind, Proof};
use jiff::Timestamp;
use mail_parser::Message;

use crate::{Receipt, Verdict, reply};
use address::{Mailbox, Sender};
use automatic::Nature;
use note::Note;

/// The largest text in an event, in bytes: longer ones stand in the mail bucket.
pub const LARGEST_TEXT: usize = 64 * 1024;

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
            let reported = told.into_iter().map(|one| self.status(one));
            return Reading {
                events: reported.collect(),
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

    /// A mail that a person wrote, or a machine in their place.
    fn letter(&self, sender: Option<Sender>, nature: Nature) -> ContactEvent {
        let kind = if matches!(nature, Nature::Automatic(_)) {
            EventKind::Other
        } else {
            EventKind::Message
        };
        let mut note = Note::default();
        let mut event = self.blank(
            kind,
            &["message", &self.id().unwrap_or_default(), &self.body_hash()],
        );
        self.address(&mut event, sender, &mut note);
        self.place_in_thread(&mut event);
        self.fill(&mut event, &mut note);
        self.judge(&mut event, nature, &mut note);
        event.timestamp = self.time(&mut note);
        event.note = note.told();
        event
    }

    fn blank(&self, kind: EventKind, parts: &[&str]) -> ContactEvent {
        let channel = crate::channel();
        let event_key = EventKey::of(&channel, parts);
        let mut event =
            ContactEvent::new(channel, self.account(), kind, event_key, self.received_at);
        event.ses_message_id = self.receipt.ses_message_id.clone();
        event.external_message_id = self.id();
        event.subject = headers::decoded(self.message, "Subject");
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

    /// The sender. Only the verdict of SES proves them, and only when there is one sender for it to be about.
    fn address(&self, event: &mut ContactEvent, sender: Option<Sender>, note: &mut Note) {
        let Some(sender) = sender else { return };
        let proved = self.receipt.dmarc == Verdict::Pass && sender.alone;
        if self.receipt.dmarc == Verdict::Fail {
            note.add("DMARC failed: the sender is not proved");
        }
        if !sender.alone {
            note.add("more than one sender: none is proved");
        }
        let proof = if proved {
            Proof::Verified
        } else {
            Proof::Claimed
        };
        let Mailbox {
            address,
            written,
            name,
        } = sender.mailbox;
        event.identities = vec![Identity {
            kind: IdentityKind::Email,
            value: address.clone(),
            proof,
        }];
        event.sender_name = name;
        event.sender_id = Some(written);
        event.contact_id = Some(address);
        event.contact_proof = proof;
    }

    fn place_in_thread(&self, event: &mut ContactEvent) {
        let refs = references::all(self.message);
        event.reply_to = refs.in_reply_to.first().cloned();
        let first = refs
            .references
            .first()
            .or(refs.in_reply_to.first())
            .cloned();
        event.thread_key = first
            .or_else(|| event.external_message_id.clone())
            .map(|id| format!("email:{id}"));
        event.references = refs.nearest_last();
    }

    fn fill(&self, event: &mut ContactEvent, note: &mut Note) {
        let text = body::text(self.message);
        if let Some(text) = text {
            let kept = body::beginning(&text, LARGEST_TEXT);
            if kept.len() < text.len() {
                event.whole_text_at = self.receipt.object_key.clone();
                note.add("only the beginning of the text is here");
            }
            event.reply_text = reply::new_text(kept);
            event.text = Some(kept.to_owned());
        }
        let mut attachments = attachments::of(self.message);
        if self.receipt.virus == Verdict::Fail {
            note.add(format!("virus: {} attachments dropped", attachments.len()));
            attachments.clear();
        }
        event.attachments_count = u32::try_from(attachments.len()).unwrap_or(u32::MAX);
        attachments.truncate(attachments::MOST_LISTED);
        event.attachments = attachments;
    }

    fn judge(&self, event: &mut ContactEvent, nature: Nature, note: &mut Note) {
        if self.receipt.spam == Verdict::Fail {
            note.add("spam");
        }
        match nature {
            Nature::Automatic(why) => {
                event.auto_submitted = true;
                note.add(format!("automatic: {why}"));
            }
            Nature::Unacknowledged(why) => note.add(format!("no automatic acknowledgement: {why}")),
            Nature::Personal => {}
        }
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

    /// What a report says of one recipient of a mail that we sent.
    fn status(&self, told: report::Told) -> ContactEvent {
        let mut note = Note::default();
        let id = self.id().unwrap_or_else(|| self.body_hash());
        let (written, address) = told
            .recipient
            .map(|mailbox| (mailbox.written, mailbox.address))
            .unzip();
        let who = address.clone().unwrap_or_default();
        let status = told.status.clone().unwrap_or_default();
        let mut event = self.blank(EventKind::Status, &["status", &id, &who, &status]);
        event.sender_id = written;
        event.contact_id = address;
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
