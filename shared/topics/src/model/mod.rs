//! Topics learnt from examples.

mod bytes;
mod calibration;
mod evaluate;
mod examples;
mod features;
mod file;
mod fit;
mod knowledge;
mod scorer;
mod solver;
mod study;
mod train;
mod vector;
mod vocabulary;

use std::collections::BTreeMap;
use std::sync::Arc;

use calibration::{Calibration, Lead};
use scorer::Scorer;

pub use evaluate::{Answer, Bin, Evaluation, Point, TopicCount, evaluate};
pub use examples::{Example, ExamplesError, LineFault, OUT_OF_SCOPE, read_examples, unescape};
pub use file::ModelError;
pub use train::{Progress, TrainError, Trained, train};

/// Below this a model abstains: it is more probably wrong than right.
pub const LEAST_CONFIDENCE: f64 = 0.5;

/// Topics that an explanation tells of.
const MOST_TOPICS_EXPLAINED: usize = 3;

/// Words that are named as having decided.
const MOST_WORDS_NAMED: usize = 6;

/// A learnt classifier. Cloning it is cheap.
#[derive(Clone, Debug)]
pub struct Model {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    version: String,
    topics: Vec<String>,
    scorer: Scorer,
    calibration: Calibration,
}

/// What a model says of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The topic; `None` where the model abstains.
    pub topic: Option<String>,
    /// The most probable topic, also where it abstains.
    pub best: String,
    /// How probable it is that `best` is right, from 0 to 1.
    pub confidence: f64,
    /// Why it abstained.
    pub abstained: Option<Abstained>,
    /// The words that spoke for `best` rather than for another, the strongest first.
    pub words: Vec<Contribution>,
}

/// A topic that comes into question for a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// The topic.
    pub topic: String,
    /// How much speaks for it; the learnt examples lie at 1, those of other topics at -1.
    pub score: f64,
    /// The words that spoke for it, the strongest first.
    pub words: Vec<Contribution>,
}

/// Why a model says no topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abstained {
    /// The text has no word.
    NoWords,
    /// The text is like nothing that was learnt.
    Unfamiliar,
    /// Two topics are too close, or the best one is more probably wrong than right.
    Unsure,
}

/// What a word added to a topic.
#[derive(Clone, Debug, PartialEq)]
pub struct Contribution {
    /// The word, in lower case and without accents.
    pub word: String,
    /// Its share of the topic's score; below zero it spoke against it.
    pub weight: f64,
}

impl Model {
    fn new(topics: Vec<String>, scorer: Scorer, calibration: Calibration) -> Self {
        let mut inner = Inner {
            version: String::new(),
            topics,
            scorer,
            calibration,
        };
        inner.version = file::version(&file::body(&inner));
        Self {
            inner: Arc::new(inner),
        }
    }

    /// A digest of all it learnt: two models with the same version say the same.
    pub fn version(&self) -> &str {
        &self.inner.version
    }

    /// The topics it tells apart, in the order of their ids.
    pub fn topics(&self) -> &[String] {
        &self.inner.topics
    }

    /// Tells the topic of a text as its author wrote it: greeting, signature and quoted text are set aside here.
    pub fn classify(&self, text: &str) -> Verdict {
        self.judge(text, true)
    }

    /// The foremost topics for a text, the best first, each with the words that speak for it.
    pub fn explain(&self, text: &str) -> Vec<Ranked> {
        let Inner { scorer, topics, .. } = &*self.inner;
        let words = features::words(text);
        let said = scorer.take_apart(&words);
        let mut scores: Vec<(usize, f32)> = scorer.scores(&said).into_iter().enumerate().collect();
        scores.sort_by(|a, b| b.1.total_cmp(&a.1));
        let foremost = scores.into_iter().take(MOST_TOPICS_EXPLAINED);
        let ranked = foremost.map(|(topic, score)| Ranked {
            topic: topics.get(topic).cloned().unwrap_or_default(),
            score: f64::from(score),
            words: contributions(&words, &scorer.shares(&said, topic, words.len())),
        });
        ranked.collect()
    }

    fn judge(&self, text: &str, with_words: bool) -> Verdict {
        let Inner {
            scorer,
            calibration,
            topics,
            ..
        } = &*self.inner;
        let words = features::words(text);
        let said = scorer.take_apart(&words);
        let scores = scorer.scores(&said);
        let Some(lead) = Lead::of(&scores) else {
            return Verdict {
                topic: None,
                best: String::new(),
                confidence: 0.0,
                abstained: Some(Abstained::NoWords),
                words: Vec::new(),
            };
        };
        let confidence = calibration.confidence(&lead);
        let abstained = match () {
            () if words.is_empty() => Some(Abstained::NoWords),
            () if said.known.is_empty() && said.parts.is_empty() => Some(Abstained::Unfamiliar),
            () if !calibration.is_familiar(&lead) => Some(Abstained::Unfamiliar),
            () if confidence < LEAST_CONFIDENCE => Some(Abstained::Unsure),
            () => None,
        };
        let best = topics.get(lead.topic).cloned().unwrap_or_default();
        let contributions = if with_words {
            contributions(&words, &scorer.shares(&said, lead.topic, words.len()))
        } else {
            Vec::new()
        };
        Verdict {
            topic: abstained.is_none().then(|| best.clone()),
            best,
            confidence,
            abstained,
            words: contributions,
        }
    }
}

/// The words with the largest shares; a word that is said twice is named once.
fn contributions(words: &[String], shares: &[f32]) -> Vec<Contribution> {
    let mut sums: BTreeMap<&str, f32> = BTreeMap::new();
    for (word, share) in words.iter().zip(shares) {
        *sums.entry(word).or_default() += share;
    }
    let mut sums: Vec<(&str, f32)> = sums.into_iter().filter(|(_, share)| *share > 0.0).collect();
    sums.sort_by(|a, b| b.1.total_cmp(&a.1));
    sums.truncate(MOST_WORDS_NAMED);
    sums.into_iter()
        .map(|(word, weight)| Contribution {
            word: word.to_owned(),
            weight: f64::from(weight),
        })
        .collect()
}
