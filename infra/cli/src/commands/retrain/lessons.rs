//! What is learnt from: labelled texts and corrections, and which of them are held out to compare with.

use std::collections::{BTreeMap, BTreeSet};

use domain::change::Correction;
use domain::{Care, hashed};
use topics::Example;

/// One in so many is held out.
const HELD_OUT: u64 = 5;

/// Labelled texts and corrections.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lessons {
    /// The labelled texts as they were given.
    pub(crate) base: Vec<Example>,
    /// What agents said since; of one text the last word counts.
    corrected: Vec<Example>,
    /// How many there are of what.
    pub(crate) counts: Counts,
}

/// How much is learnt from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Labelled texts that no correction contradicts.
    pub(crate) labelled: usize,
    /// Labelled texts that a correction stands for.
    pub(crate) replaced: usize,
    /// Corrections.
    pub(crate) corrections: usize,
    /// Corrections without words, or whose topic is no longer in the configuration.
    pub(crate) left_out: usize,
    /// Of all texts, those that are held out.
    pub(crate) held_out: usize,
}

impl Lessons {
    /// Labelled texts with corrections in the order of time.
    pub(crate) fn of(base: Vec<Example>, corrections: &[Correction], care: &Care) -> Self {
        let mut last: BTreeMap<String, Example> = BTreeMap::new();
        let mut left_out = 0;
        for correction in corrections {
            if correction.text.trim().is_empty() || !care.topics.contains_key(&correction.topic) {
                left_out += 1;
                continue;
            }
            let example = Example::new(correction.topic.as_str(), correction.text.as_str());
            last.insert(same(&correction.text), example);
        }
        let counts = Counts {
            corrections: corrections.len() - left_out,
            left_out,
            ..Counts::default()
        };
        let mut lessons = Self {
            base,
            corrected: last.into_values().collect(),
            counts,
        };
        lessons.count();
        lessons
    }

    fn count(&mut self) {
        let all = self.all().len();
        self.counts.labelled = all - self.corrected.len();
        self.counts.replaced = self.base.len() - self.counts.labelled;
        self.counts.held_out = self.held_out().len();
    }

    /// Everything: the labelled texts that no correction stands for, then the corrections.
    pub(crate) fn all(&self) -> Vec<Example> {
        let corrected: BTreeSet<String> = self.corrected.iter().map(|of| same(&of.text)).collect();
        let stands = |example: &&Example| !corrected.contains(&same(&example.text));
        let base = self.base.iter().filter(stands);
        base.chain(&self.corrected).cloned().collect()
    }

    /// Everything but what is held out.
    pub(crate) fn kept(&self) -> Vec<Example> {
        without_held_out(self.all())
    }

    /// The labelled texts but what is held out of them.
    pub(crate) fn base_kept(&self) -> Vec<Example> {
        without_held_out(self.base.clone())
    }

    /// What is held out.
    pub(crate) fn held_out(&self) -> Vec<Example> {
        let mut all = self.all();
        all.retain(|example| is_held_out(&example.text));
        all
    }

    /// Every label, as often as it comes.
    pub(crate) fn labels(&self) -> impl Iterator<Item = &str> {
        self.base.iter().map(|example| example.label.as_str())
    }
}

fn without_held_out(mut examples: Vec<Example>) -> Vec<Example> {
    examples.retain(|example| !is_held_out(&example.text));
    examples
}

/// Whether a text is held out: by its words alone, so that it is or is not in every run, whoever labelled it and when.
fn is_held_out(text: &str) -> bool {
    let digest = hashed(&same(text));
    let beginning = digest.get(..15).unwrap_or(&digest);
    u64::from_str_radix(beginning, 16).is_ok_and(|number| number.is_multiple_of(HELD_OUT))
}

/// What makes two texts the same: their words, however they are written and spaced.
fn same(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use domain::config::read_file;
    use serde_json::json;

    use super::*;

    fn care() -> Care {
        let text = include_str!("../../../tests/fixtures/care.toml");
        read_file(text).unwrap().1
    }

    fn correction(topic: &str, text: &str, at: &str) -> Correction {
        serde_json::from_value(json!({
            "thread": "AL-1", "customer": "c", "at": at, "by": "ana", "text": text, "from": "x", "topic": topic
        }))
        .unwrap()
    }

    fn labelled(count: usize) -> Vec<Example> {
        (0..count)
            .map(|number| Example::new("otro", format!("texto número {number}")))
            .collect()
    }

    #[test]
    fn a_correction_stands_for_the_same_text_and_the_last_word_counts() {
        let base = vec![
            Example::new("otro", "Hola  BUENAS"),
            Example::new("otro", "otra cosa"),
        ];
        let corrections = [
            correction("general", "hola buenas", "2026-11-23T09:00:00Z"),
            correction("gone", "un texto", "2026-11-23T09:30:00Z"),
            correction("general", " \n", "2026-11-23T09:40:00Z"),
            correction("general", "hola\nBuenas", "2026-11-23T10:00:00Z"),
        ];
        let lessons = Lessons::of(base, &corrections, &care());
        let expected = [
            Example::new("otro", "otra cosa"),
            Example::new("general", "hola\nBuenas"),
        ];
        assert_eq!(lessons.all(), expected);
        let Counts {
            labelled,
            replaced,
            corrections,
            left_out,
            ..
        } = lessons.counts;
        assert_eq!((labelled, replaced, corrections, left_out), (1, 1, 2, 2));
    }

    #[test]
    fn about_a_fifth_is_held_out_and_never_learnt_from() {
        let lessons = Lessons::of(labelled(1_000), &[], &care());
        let (kept, held_out) = (lessons.kept(), lessons.held_out());
        assert_eq!(kept.len() + held_out.len(), 1_000);
        assert!((150..250).contains(&held_out.len()), "{}", held_out.len());
        assert!(held_out.iter().all(|example| !kept.contains(example)));
        assert_eq!(lessons.counts.held_out, held_out.len());
    }

    #[test]
    fn what_is_held_out_once_is_so_in_every_later_run() {
        let held_out = |count| Lessons::of(labelled(count), &[], &care()).held_out();
        let (now, later) = (held_out(200), held_out(400));
        assert!(now.iter().all(|example| later.contains(example)));
        let shouted: Vec<Example> = now
            .iter()
            .map(|example| Example::new("general", example.text.to_uppercase()))
            .collect();
        let again = Lessons::of(shouted.clone(), &[], &care());
        assert_eq!(again.held_out(), shouted);
    }
}
