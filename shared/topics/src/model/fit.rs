//! Learns the scorer of a set of examples.

use std::num::NonZero;
use std::thread;

use super::knowledge::Knowledge;
use super::scorer::{Mix, Scorer, take_apart};
use super::solver::{Case, Weights, solve};
use super::vector::Vector;
use super::vocabulary::Vocabulary;

/// Bytes that the table of weights may take.
const MOST_BYTES: usize = 1_200_000;

/// Bytes of a feature besides its weights: its hash and its rarity.
const BYTES_OF_FEATURE: usize = 8;

/// An example as words, with the topic's number; `None` belongs to no topic.
#[derive(Clone, Debug)]
pub(super) struct Lesson {
    pub(super) words: Vec<String>,
    pub(super) topic: Option<usize>,
    /// What an error on it costs, beside one example that a person labelled.
    pub(super) weight: f32,
}

/// How to learn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Recipe {
    pub(super) mix: Mix,
    /// What an error costs against long weights.
    pub(super) cost: f32,
}

/// Learns one scorer for so many topics.
pub(super) fn fit(lessons: &[&Lesson], topics: usize, recipe: &Recipe) -> Scorer {
    let texts: Vec<&[String]> = lessons
        .iter()
        .map(|lesson| lesson.words.as_slice())
        .collect();
    let most = MOST_BYTES / (topics + BYTES_OF_FEATURE);
    let vocabulary = Vocabulary::of(&texts, most);
    let vectors: Vec<Vector> = texts
        .iter()
        .map(|words| take_apart(&vocabulary, &recipe.mix, words).vector())
        .collect();
    let learnt = in_parallel(topics, |topic| {
        let cases: Vec<Case<'_>> = lessons
            .iter()
            .zip(&vectors)
            .map(|(lesson, vector)| Case {
                vector,
                belongs: lesson.topic == Some(topic),
                cost: recipe.cost * lesson.weight,
            })
            .collect();
        solve(&cases, vocabulary.len(), Knowledge::shipped().dimensions())
    });
    Scorer::new(recipe.mix, vocabulary, &learnt)
}

/// One result a topic, in their order; topics do not depend on each other, so the result is the same on any machine.
fn in_parallel(topics: usize, work: impl Fn(usize) -> Weights + Sync) -> Vec<Weights> {
    let hands = thread::available_parallelism()
        .map_or(1, NonZero::get)
        .clamp(1, 8);
    let each = topics.div_ceil(hands).max(1);
    thread::scope(|scope| {
        let starts = (0..topics).step_by(each);
        let work = &work;
        let running: Vec<_> = starts
            .map(|start| {
                let range = start..(start + each).min(topics);
                scope.spawn(move || range.map(work).collect::<Vec<_>>())
            })
            .collect();
        running
            .into_iter()
            .flat_map(|hand| hand.join().unwrap_or_default())
            .collect()
    })
}
