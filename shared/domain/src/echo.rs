//! Echoes: what our own account sent, told by the provider.

use jiff::SignedDuration;

use crate::change::Change;
use crate::config::Care;
use crate::event::ContactEvent;
use crate::receive::note_event;
use crate::thread::Thread;
use crate::words::one_line;

/// An answer this soon after the customer's message is a machine's.
const NO_PERSON_ANSWERS_WITHIN: SignedDuration = SignedDuration::from_secs(10);

/// What the coming back of something that our own application sent leaves on a thread: its id there, by which whoever
/// sent it may know it. The answer itself is recorded by its sender, so it is not kept twice.
pub fn note_own_echo(thread: Thread, echo: &ContactEvent) -> Change {
    let own = ContactEvent {
        text: None,
        target_message_id: echo.external_message_id.clone(),
        note: Some("sent by us".to_owned()),
        ..echo.clone()
    };
    note_event(thread, &own)
}

/// Whether an echo was sent by a machine: within ten seconds of the customer's message, or a known away text, however
/// it is spaced and in whatever case.
pub fn is_automatic_echo(care: &Care, thread: &Thread, echo: &ContactEvent) -> bool {
    let text = one_line(echo.text.as_deref().unwrap_or_default());
    let mut known = care.away_texts.iter().map(|away| one_line(away));
    let after = echo.happened_at().duration_since(thread.last_message_at);
    let at_once = !after.is_negative() && after <= NO_PERSON_ANSWERS_WITHIN;
    at_once || (!text.is_empty() && known.any(|away| away == text))
}
