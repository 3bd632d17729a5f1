//! From a mail that somebody wrote to one event.

use domain::{ContactEvent, EventKind, Identity, IdentityKind, Proof};

use super::address::{Mailbox, Sender};
use super::automatic::Nature;
use super::note::Note;
use super::{Mail, attachments, body, references, token};
use crate::{Verdict, reply};

/// The largest text in an event, in bytes: longer ones stand in the mail bucket.
pub const LARGEST_TEXT: usize = 64 * 1024;
/// The same for a mail that stands in no bucket. SNS and SQS carry no larger ones (256 kB and 1 MiB).
const LARGEST_ALONE: usize = 1024 * 1024;

impl Mail<'_> {
    /// A mail that a person wrote, or a machine in their place.
    pub(super) fn letter(&self, sender: Option<Sender>, nature: Nature) -> ContactEvent {
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
        let quoted = || token::in_body(self.message, text.as_deref().unwrap_or_default());
        event.reply_token = event.reply_token.take().or_else(quoted);
        if let Some(text) = text {
            let kept = body::beginning(&text, self.room_for_text());
            if kept.len() < text.len() {
                event.whole_text_at = self.receipt.object_key.clone();
                note.add("only the beginning of the text is here");
            }
            event.reply_text = reply::new_text(kept);
            event.text = Some(kept.to_owned());
        }
        self.list_files(event, note);
    }

    /// A text that stands nowhere else is kept as far as any door lets a mail in without a bucket.
    fn room_for_text(&self) -> usize {
        match self.receipt.object_key {
            Some(_) => LARGEST_TEXT,
            None => LARGEST_ALONE,
        }
    }

    /// Where SES found a virus, the files are named and never fetched.
    fn list_files(&self, event: &mut ContactEvent, note: &mut Note) {
        let mut files = attachments::of(self.message, self.raw);
        event.attachments_count = u32::try_from(files.len()).unwrap_or(u32::MAX);
        files.truncate(attachments::MOST_LISTED);
        if self.receipt.virus == Verdict::Fail {
            note.add("virus: its files are not fetched");
            files.iter_mut().for_each(|file| file.not_to_keep = true);
        }
        event.attachments = files;
    }

    fn judge(&self, event: &mut ContactEvent, nature: Nature, note: &mut Note) {
        if self.receipt.spam == Verdict::Fail {
            event.opens_thread = false;
            event.spam = true;
            note.add("spam");
        }
        match nature {
            Nature::Automatic(why) => {
                event.auto_submitted = true;
                note.add(format!("automatic: {why}"));
            }
            Nature::Unacknowledged(why) => {
                event.no_acknowledgement = true;
                note.add(format!("no automatic acknowledgement: {why}"));
            }
            Nature::Personal => {}
        }
    }
}
