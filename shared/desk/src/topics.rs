//! Moving a thread to another topic, which teaches the classifier.

use domain::action::{self, Example};
use domain::change::Change;
use domain::customer::Customer;
use domain::reassign::Cause;
use domain::routing::{Need, can_go_on};
use domain::timeline::{Entry, What};
use domain::{Care, ThreadId, TopicId};
use jiff::Timestamp;

use crate::Desk;
use crate::act::Acted;
use crate::error::DeskError;

/// Bytes of a customer's words that are kept as an example.
const LONGEST_EXAMPLE: usize = 4_000;

impl Desk {
    /// Moves a thread to another topic: its promises are those of the new one from the same start, an agent who cannot
    /// serve it hands over, and what the customer wrote is kept as an example.
    ///
    /// # Errors
    /// [`DeskError`] when there is no such thread or topic, it has that topic, is resolved, or the table cannot be used.
    pub async fn move_to_topic(
        &self,
        id: &ThreadId,
        to: &TopicId,
        by: &str,
        now: Timestamp,
    ) -> Result<Acted, DeskError> {
        self.act(id, now, async |care, thread| {
            let standing = self.customer_of(&thread).await?;
            let timeline = self.store.timeline(id).await?;
            let text = first_words(&timeline);
            let model = model_asked(&timeline);
            let example = Example {
                text: &text,
                by,
                model: model.as_deref(),
            };
            let mut change = action::move_to_topic(care, thread, to, example, &standing, now)?;
            if self.needs_another(care, &change, &standing.customer, now) {
                self.reassign_in(care, &mut change, Cause::Topic, now)
                    .await?;
            }
            Ok(change)
        })
        .await
    }

    fn needs_another(
        &self,
        care: &Care,
        change: &Change,
        customer: &Customer,
        now: Timestamp,
    ) -> bool {
        let thread = &change.thread;
        if thread.is_waiting_for_an_agent() {
            return true;
        }
        let known = customer.agent_who_knows().cloned();
        let need = Need::of(care, thread, known, now);
        match (&thread.agent, need) {
            (Some(agent), Some(need)) if thread.weight > 0 => !can_go_on(care, agent, &need),
            _ => false,
        }
    }
}

/// What the customer wrote first: what the thread is about.
fn first_words(timeline: &[Entry]) -> String {
    let mut said = timeline.iter().filter_map(|entry| match &entry.what {
        What::Message(message) => Some(message),
        _ => None,
    });
    let Some(first) = said.find(|message| !message.text.trim().is_empty()) else {
        return String::new();
    };
    let subject = first.subject.as_deref().unwrap_or_default();
    let mut words = format!("{subject}\n{}", first.text).trim().to_owned();
    words.truncate(words.floor_char_boundary(LONGEST_EXAMPLE));
    words
}

/// The model that was asked for the topic last.
fn model_asked(timeline: &[Entry]) -> Option<String> {
    timeline.iter().rev().find_map(|entry| match &entry.what {
        What::Topic(topic) => topic.model.clone(),
        _ => None,
    })
}
