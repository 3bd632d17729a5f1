//! From labelled texts to a model.

use std::collections::{BTreeMap, BTreeSet};

use super::Model;
use super::examples::Example;
use super::features::words;
use super::fit::Lesson;
use super::study::Study;

/// Examples that are learnt from at most; more than that teach nothing more and take hours.
const MOST_EXAMPLES: usize = 200_000;

/// Unlabelled texts that are learnt from at most.
const MOST_UNLABELLED: usize = 5_000;

/// Topics of one model.
const MOST_TOPICS: usize = 1_000;

/// The fewest examples of a topic that can also be tested: one to learn from, one to test with.
const FEWEST_EXAMPLES: usize = 2;

/// How far training is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Steps done.
    pub done: usize,
    /// Steps in all.
    pub of: usize,
}

/// What training gave.
#[derive(Clone, Debug)]
pub struct Trained {
    /// The model.
    pub model: Model,
    /// Examples of topics that it learnt from.
    pub examples: usize,
    /// Examples that belong to no topic.
    pub out_of_scope: usize,
    /// The share of examples told right by models that had not seen them (cross-validation), from 0 to 1.
    pub accuracy: f64,
    /// Topics with a single example: learnt, but never tested.
    pub scarce: Vec<String>,
}

/// Why there is no model.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrainError {
    /// Nothing to learn.
    #[error("there is no example to learn from")]
    NoExamples,
    /// Nothing to tell apart.
    #[error("all examples have the topic `{0}`: give examples of at least two topics")]
    OneTopic(String),
    /// Too little to learn and to test from.
    #[error(
        "the topic `{0}` has one example, and fewer than two topics have more: give at least {FEWEST_EXAMPLES}, better 10"
    )]
    TooFew(String),
    /// More topics than a model can hold.
    #[error(
        "there are {0} topics, and a model holds at most {MOST_TOPICS}: is the label before the tab?"
    )]
    TooManyTopics(usize),
    /// More examples than are learnt from.
    #[error(
        "there are {0} examples, and at most {MOST_EXAMPLES} are learnt from: give a part of them"
    )]
    TooManyExamples(usize),
    /// Texts without any word.
    #[error("none of the examples of `{0}` has a word in it")]
    NoWords(String),
}

/// Learns a model from labelled texts, and from texts nobody labelled. The same input gives the same model, byte for byte.
///
/// # Errors
/// Fewer than two topics, a topic with fewer than two examples or without a word, or more than a model can hold.
pub fn train(
    examples: &[Example],
    unlabelled: &[String],
    progress: &mut dyn FnMut(Progress),
) -> Result<Trained, TrainError> {
    let topics = topics(examples)?;
    let lessons = lessons(examples, &topics);
    check_words(&lessons, &topics)?;
    let pool = pool(unlabelled, &lessons);
    let study = Study::new(&lessons, &pool, topics.len());
    let outcome = study.run(progress);
    let learnt = lessons
        .iter()
        .filter(|lesson| lesson.topic.is_some())
        .count();
    Ok(Trained {
        model: Model::new(topics, outcome.scorer, outcome.calibration),
        examples: learnt,
        out_of_scope: lessons.len() - learnt,
        accuracy: outcome.accuracy,
        scarce: scarce(examples),
    })
}

/// The unlabelled texts that are learnt from: evenly many from all over the list. One that is labelled too would be learnt
/// while it is held back.
fn pool(unlabelled: &[String], lessons: &[Lesson]) -> Vec<Vec<String>> {
    let labelled: BTreeSet<&[String]> = lessons
        .iter()
        .map(|lesson| lesson.words.as_slice())
        .collect();
    let step = unlabelled.len().div_ceil(MOST_UNLABELLED).max(1);
    let texts = unlabelled.iter().step_by(step).map(|text| words(text));
    texts
        .filter(|words| !words.is_empty() && !labelled.contains(words.as_slice()))
        .collect()
}

fn topics(examples: &[Example]) -> Result<Vec<String>, TrainError> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for example in examples.iter().filter(|example| !example.is_out_of_scope()) {
        *counts.entry(&example.label).or_default() += 1;
    }
    if examples.len() > MOST_EXAMPLES {
        return Err(TrainError::TooManyExamples(examples.len()));
    }
    let few = counts.iter().find(|(_, count)| **count < FEWEST_EXAMPLES);
    let enough = counts
        .values()
        .filter(|count| **count >= FEWEST_EXAMPLES)
        .count();
    match (counts.len(), few) {
        (0, _) => Err(TrainError::NoExamples),
        (1, _) => Err(TrainError::OneTopic(
            counts.keys().map(|topic| (*topic).to_owned()).collect(),
        )),
        (many, _) if many > MOST_TOPICS => Err(TrainError::TooManyTopics(many)),
        (_, Some((topic, _))) if enough < 2 => Err(TrainError::TooFew((*topic).to_owned())),
        _ => Ok(counts.keys().map(|topic| (*topic).to_owned()).collect()),
    }
}

fn scarce(examples: &[Example]) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for example in examples.iter().filter(|example| !example.is_out_of_scope()) {
        *counts.entry(&example.label).or_default() += 1;
    }
    let one = counts
        .into_iter()
        .filter(|(_, count)| *count < FEWEST_EXAMPLES);
    one.map(|(topic, _)| topic.to_owned()).collect()
}

fn lessons(examples: &[Example], topics: &[String]) -> Vec<Lesson> {
    let lesson = |example: &Example| Lesson {
        words: words(&example.text),
        topic: topics.iter().position(|topic| *topic == example.label),
        weight: 1.0,
    };
    examples.iter().map(lesson).collect()
}

fn check_words(lessons: &[Lesson], topics: &[String]) -> Result<(), TrainError> {
    let said = lessons.iter().filter(|lesson| !lesson.words.is_empty());
    let with_words: BTreeSet<usize> = said.filter_map(|lesson| lesson.topic).collect();
    let silent = topics
        .iter()
        .enumerate()
        .find(|(at, _)| !with_words.contains(at));
    silent.map_or(Ok(()), |(_, topic)| Err(TrainError::NoWords(topic.clone())))
}
