//! What holds at each door by which mail comes in: the queue and HTTPS. A reader only reads; a door also sees to it that
//! nothing of what it lets go of is lost.

use channel::{Reading, Unreadable};
use domain::EventKind;
use jiff::Timestamp;

use crate::{Content, Received, Verdict, mail};

/// Where a notification says that its mail is spam.
const SPAM: &str = "/receipt/spamVerdict";

/// Whether a mail was read, and is only to be looked at because SES takes it for spam: nothing went wrong.
pub fn is_only_spam(reading: &Reading) -> bool {
    reading.unreadable.iter().all(|part| part.place == SPAM)
}

/// Reads a mail that came in, `raw` being the mail itself, and says what must be set aside whole besides:
///
/// - what SES takes for spam. It opens nothing, and is noted on its thread where it answers one; somebody may look at it;
/// - files that stand in the notification only, because that is all that there is of them. Where SES found a virus it is
///   not kept.
pub fn take(received: &Received, raw: &[u8], received_at: Timestamp) -> Reading {
    let mut reading = mail::read(raw, &received.receipt, received_at);
    let receipt = &received.receipt;
    let stands_here_only = matches!(received.content, Content::Inline(_));
    if stands_here_only && receipt.virus == Verdict::Fail {
        return reading;
    }
    let of_a_person = |reading: &Reading| {
        let mut events = reading.events.iter();
        events.any(|event| event.kind == EventKind::Message)
    };
    if receipt.spam == Verdict::Fail && of_a_person(&reading) {
        let reason = "SES takes the mail for spam: it opens no thread, and is kept to be looked at";
        set_aside(&mut reading, SPAM, reason);
    }
    let files: usize = reading
        .events
        .iter()
        .map(|event| event.attachments.len())
        .sum();
    if stands_here_only && files > 0 {
        let reason = "the mail has files, and they stand in this notification only: \
                      let SES put the mail into the bucket";
        set_aside(&mut reading, "/content", reason);
    }
    reading
}

fn set_aside(reading: &mut Reading, place: &str, reason: &str) {
    reading.unreadable.push(Unreadable {
        place: place.to_owned(),
        reason: reason.to_owned(),
    });
}
