//! What is held for somebody to look at: spam, and one incident in many texts. And contacts that are blocked.

use domain::held::{self, HeldBecause};
use domain::{Care, ContactEvent, Thread, ThreadId};
use jiff::Timestamp;

use crate::Desk;
use crate::act::Acted;
use crate::error::DeskError;
use crate::flood::window_start;

/// The length of the window in which near-identical texts are counted, in seconds.
const WINDOW: u32 = 10 * 60;

impl Desk {
    /// Releases a held thread: its clock runs from its start, and an agent is looked for.
    ///
    /// # Errors
    /// [`DeskError`] when there is no such thread, it is not held, or the table cannot be used.
    pub async fn release(
        &self,
        id: &ThreadId,
        by: &str,
        now: Timestamp,
    ) -> Result<Acted, DeskError> {
        self.act(id, now, async |care, thread| {
            let standing = self.customer_of(&thread).await?;
            let change = held::release(care, thread, by, now)?;
            let mut change = change.ok_or_else(|| DeskError::NotHeld(id.clone()))?;
            let customer = Some(&standing.customer);
            self.assign(care, &mut change, customer, "released", now)
                .await?;
            Ok(change)
        })
        .await
    }

    /// Blocks the contact by which a thread came: what it writes from now on goes nowhere.
    ///
    /// # Errors
    /// [`DeskError`] when there is no such thread, or the table cannot be used.
    pub async fn block(&self, id: &ThreadId, now: Timestamp) -> Result<Thread, DeskError> {
        let thread = self.some_thread(id).await?;
        let (channel, contact) = (&thread.channel, &thread.contact);
        self.store.block(channel, contact, now).await?;
        Ok(thread)
    }

    /// Lets the contact by which a thread came write again.
    ///
    /// # Errors
    /// As [`Desk::block`].
    pub async fn unblock(&self, id: &ThreadId) -> Result<Thread, DeskError> {
        let thread = self.some_thread(id).await?;
        self.store.unblock(&thread.channel, &thread.contact).await?;
        Ok(thread)
    }

    pub(crate) async fn some_thread(&self, id: &ThreadId) -> Result<Thread, DeskError> {
        let thread = self.store.thread(id).await?;
        thread.ok_or_else(|| DeskError::NoThread(id.clone()))
    }

    /// Whether a message is one too many of near-identical texts. It is counted, so ask once for each delivery of one
    /// that may open a thread.
    pub(crate) async fn incident(
        &self,
        care: &Care,
        event: &ContactEvent,
        now: Timestamp,
    ) -> Result<Option<HeldBecause>, DeskError> {
        let start = window_start(event.received_at, WINDOW);
        let mut found = None;
        for sketch in topics::sketches(event.new_text()) {
            let scope = format!("text {sketch}");
            let count = self.store.count_against(&scope, start, WINDOW, now).await?;
            if count > care.spam.same_texts && found.is_none() {
                found = Some(HeldBecause::Incident {
                    incident: sketch,
                    count,
                    first: count == care.spam.same_texts + 1,
                });
            }
        }
        Ok(found)
    }
}

/// What is held of a message for its text.
pub(crate) fn as_spam(care: &Care, event: &ContactEvent, new_contact: bool) -> Option<HeldBecause> {
    let subject = event.subject.as_deref().unwrap_or_default();
    let text = format!("{subject}\n{}", event.new_text());
    let facts = topics::SpamFacts::of(event, new_contact);
    let score = topics::spam(&text, &facts);
    let percent = percent(score.value);
    (percent >= care.spam.hold_from).then_some(HeldBecause::Spam {
        score: percent,
        reasons: score.reasons,
    })
}

/// A score from 0 to 1 in percent.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // it is from 0 to 100
pub(crate) fn percent(value: f64) -> u8 {
    (value.clamp(0.0, 1.0) * 100.0).round() as u8
}
