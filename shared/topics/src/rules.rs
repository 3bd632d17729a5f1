//! Keyword rules: which topic the words of a text lead to.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use domain::config::Topic;
use domain::{Care, TopicId};

use crate::words::plain_words;

/// The keywords of all topics, by the first word of each.
pub(crate) struct Rules<'c> {
    by_first: HashMap<String, Vec<Phrase<'c>>>,
}

struct Phrase<'c> {
    words: Vec<String>,
    written: &'c str,
    topic: &'c TopicId,
}

/// What was found for one topic.
#[derive(Default)]
pub(crate) struct Finding<'c> {
    /// The keywords found, as the configuration writes them, in the order of the text.
    pub(crate) words: Vec<&'c str>,
    weight: usize,
    longest: usize,
    first_at: usize,
}

impl<'c> Rules<'c> {
    /// Reads the keywords of every topic.
    pub(crate) fn of(care: &'c Care) -> Self {
        let mut by_first: HashMap<String, Vec<Phrase<'c>>> = HashMap::new();
        for phrase in care.topics.values().flat_map(phrases) {
            if let Some(first) = phrase.words.first() {
                by_first.entry(first.clone()).or_default().push(phrase);
            }
        }
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|phrase| (Reverse(phrase.words.len()), phrase.topic));
        }
        Self { by_first }
    }

    /// The topic with the most weight: a phrase of n words weighs n, and counts once however often it is said. Of
    /// equal ones the one with the longer phrase wins, then the one said first, then the topic's id.
    pub(crate) fn best(&self, texts: &[Vec<String>]) -> Option<(&'c TopicId, Finding<'c>)> {
        let mut found: BTreeMap<&'c TopicId, Finding<'c>> = BTreeMap::new();
        let mut before = 0;
        for words in texts {
            self.scan(words, before, &mut found);
            before += words.len();
        }
        found.into_iter().min_by_key(|(topic, found)| {
            (
                Reverse(found.weight),
                Reverse(found.longest),
                found.first_at,
                *topic,
            )
        })
    }

    /// Walks once over the words. The longest phrase at a place takes its words: "hoja de reclamaciones" is not also
    /// "reclamaciones". A phrase of several topics counts for each.
    fn scan(
        &self,
        words: &[String],
        before: usize,
        found: &mut BTreeMap<&'c TopicId, Finding<'c>>,
    ) {
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let here = self.by_first.get(word).map_or(&[][..], Vec::as_slice);
            let rest = words.get(at..).unwrap_or_default();
            let length = here
                .iter()
                .find(|phrase| rest.starts_with(&phrase.words))
                .map_or(0, |p| p.words.len());
            for phrase in here
                .iter()
                .filter(|phrase| phrase.words.len() == length && rest.starts_with(&phrase.words))
            {
                found
                    .entry(phrase.topic)
                    .or_default()
                    .add(phrase, before + at);
            }
            at += length.max(1);
        }
    }
}

fn phrases(topic: &Topic) -> impl Iterator<Item = Phrase<'_>> {
    topic.keywords.iter().map(|written| Phrase {
        words: plain_words(written),
        written,
        topic: &topic.id,
    })
}

impl<'c> Finding<'c> {
    fn add(&mut self, phrase: &Phrase<'c>, at: usize) {
        if self.words.contains(&phrase.written) {
            return;
        }
        if self.words.is_empty() {
            self.first_at = at;
        }
        self.words.push(phrase.written);
        self.weight += phrase.words.len();
        self.longest = self.longest.max(phrase.words.len());
    }
}
