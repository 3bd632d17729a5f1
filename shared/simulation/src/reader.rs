//! What tells the topic of a message.

use domain::mood::Mood;
use domain::timeline::TopicEntry;
use domain::{Care, ContactEvent, Language};
use topics::Model;

/// What was understood of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Understood {
    /// Its topic and why.
    pub topic: TopicEntry,
    /// Its language.
    pub language: Language,
    /// How it sounds.
    pub mood: Mood,
}

/// Understands messages: the keyword rules do, or those with a trained model. The same message must always be
/// understood the same.
pub trait Reads {
    /// Reads a message. `hints` are the languages that are known of it and its sender, the surest first.
    fn read(&self, care: &Care, event: &ContactEvent, hints: &[&str]) -> Understood;
}

/// The desk's own way: motives and keyword rules, then a trained model where there is one.
#[derive(Clone, Debug, Default)]
pub struct ByTopics {
    /// The model.
    pub model: Option<Model>,
}

impl Reads for ByTopics {
    fn read(&self, care: &Care, event: &ContactEvent, hints: &[&str]) -> Understood {
        let mood = topics::mood(event.new_text());
        Understood {
            topic: topics::tell(care, self.model.as_ref(), event),
            language: topics::language(care, event.new_text(), hints),
            mood: Mood {
                anger: percent(mood.anger.value),
                urgency: percent(mood.urgency.value),
            },
        }
    }
}

/// A score from 0 to 1 in percent.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // it is from 0 to 100
fn percent(value: f64) -> u8 {
    (value.clamp(0.0, 1.0) * 100.0).round() as u8
}
