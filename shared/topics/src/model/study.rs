//! Finds the best way to learn some lessons, and how far what was learnt can be believed.
//!
//! Everything is judged on lessons that were held back (cross-validation), never on those that were learnt.

use super::calibration::{Calibration, Lead, Seen};
use super::fit::{Lesson, Recipe, fit};
use super::scorer::{Mix, Scorer};
use super::solver::Dice;
use super::train::Progress;

/// Lessons up to which several mixes of evidence are tried.
const FEW: usize = 1_500;

/// Lessons of a topic below which pairs of words are seen too seldom to count fully.
const FEW_OF_A_TOPIC: usize = 30;

/// Lessons from which on another round costs more time than it tells.
const MANY: usize = 3_000;

/// How much meaning counts beside words and pieces of 1, where several are tried; the usual first.
const MEANINGS: [f32; 3] = [1.0, 0.7, 1.5];

/// How much it counts where there is plenty to learn from.
const MEANING_OF_MANY: f32 = 0.7;

/// How much it counts for the first guess at unlabelled texts: labels are few, so most is left to what is known before.
const MEANING_OF_A_GUESS: f32 = 1.5;

/// What an error on a guessed label costs beside one on a person's.
const WEIGHT_OF_A_GUESS: f32 = 0.5;

/// Which share of the texts that come in belongs to no topic, where no example says.
const STRANGERS: f64 = 0.03;

/// Parts of the topics of which one is left out to see how strangers look.
const PARTS_OF_TOPICS: usize = 4;

/// What is there to learn.
pub(super) struct Study<'l> {
    lessons: &'l [Lesson],
    pool: &'l [Vec<String>],
    topics: usize,
    folds: usize,
}

/// What came of it.
pub(super) struct Outcome {
    pub(super) scorer: Scorer,
    pub(super) calibration: Calibration,
    /// The share of held-back lessons told right.
    pub(super) accuracy: f64,
}

impl<'l> Study<'l> {
    pub(super) fn new(lessons: &'l [Lesson], pool: &'l [Vec<String>], topics: usize) -> Self {
        let folds = match lessons.len() {
            0..300 if pool.is_empty() => 10,
            0..=MANY => 5,
            _ => 3,
        };
        Self {
            lessons,
            pool,
            topics,
            folds,
        }
    }

    /// Tries, judges, and learns from everything.
    pub(super) fn run(&self, progress: &mut dyn FnMut(Progress)) -> Outcome {
        let recipes = self.recipes();
        let of = recipes.len() * self.folds + 2;
        let mut done = 0;
        let mut step = || {
            done += 1;
            progress(Progress { done, of });
        };
        let mut best: Option<(Vec<Seen>, Recipe)> = None;
        for recipe in recipes {
            let seen = self.cross_validate(&recipe, &mut step);
            if best
                .as_ref()
                .is_none_or(|(other, _)| right(&seen) > right(other))
            {
                best = Some((seen, recipe));
            }
        }
        let (mut seen, recipe) = best.unwrap_or_else(|| (Vec::new(), self.recipe(MEANING_OF_MANY)));
        let known = self
            .lessons
            .iter()
            .filter(|lesson| lesson.topic.is_some())
            .count();
        let accuracy = right(&seen) as f64 / known.max(1) as f64;
        seen.extend(self.strangers(&recipe));
        step();
        let scorer = self.learn(&self.lessons.iter().collect::<Vec<_>>(), &recipe);
        step();
        Outcome {
            scorer,
            calibration: Calibration::fit(&seen),
            accuracy,
        }
    }

    fn recipes(&self) -> Vec<Recipe> {
        if self.lessons.len() > FEW {
            return vec![self.recipe(MEANING_OF_MANY)];
        }
        MEANINGS
            .iter()
            .map(|meaning| self.recipe(*meaning))
            .collect()
    }

    fn recipe(&self, meaning: f32) -> Recipe {
        let few = self.lessons.len() < FEW_OF_A_TOPIC * self.topics;
        let words = if few { 0.5 } else { 1.0 };
        Recipe {
            mix: Mix {
                words,
                pieces: 1.0,
                meaning,
            },
            cost: 1.0,
        }
    }

    /// Learns from lessons, and from the pool: its labels are guessed by what the lessons alone taught.
    fn learn(&self, lessons: &[&Lesson], recipe: &Recipe) -> Scorer {
        if self.pool.is_empty() {
            return fit(lessons, self.topics, recipe);
        }
        let guesser = fit(lessons, self.topics, &self.recipe(MEANING_OF_A_GUESS));
        let guessed: Vec<Lesson> = self
            .pool
            .iter()
            .filter_map(|words| guess(&guesser, words))
            .collect();
        let all: Vec<&Lesson> = lessons.iter().copied().chain(&guessed).collect();
        fit(&all, self.topics, recipe)
    }

    /// The lead on each lesson by a scorer that had not seen it.
    fn cross_validate(&self, recipe: &Recipe, step: &mut dyn FnMut()) -> Vec<Seen> {
        let parts = self.parts();
        let mut seen = Vec::with_capacity(self.lessons.len());
        for fold in 0..self.folds {
            let (held, kept): (Vec<_>, Vec<_>) = self
                .lessons
                .iter()
                .zip(&parts)
                .partition(|(_, part)| **part == fold);
            let kept: Vec<&Lesson> = kept.into_iter().map(|(lesson, _)| lesson).collect();
            let scorer = self.learn(&kept, recipe);
            seen.extend(
                held.into_iter()
                    .filter_map(|(lesson, _)| see(&scorer, lesson)),
            );
            step();
        }
        seen
    }

    /// Where no example belongs to no topic: how the lessons of some topics look to a scorer that was never told of
    /// these topics.
    fn strangers(&self, recipe: &Recipe) -> Vec<Seen> {
        let has_strangers = self.lessons.iter().any(|lesson| lesson.topic.is_none());
        if has_strangers || self.topics < PARTS_OF_TOPICS || self.lessons.len() > MANY {
            return Vec::new();
        }
        let is_stranger = |lesson: &&Lesson| {
            lesson
                .topic
                .is_some_and(|topic| topic % PARTS_OF_TOPICS == 0)
        };
        let (strangers, known): (Vec<&Lesson>, Vec<&Lesson>) =
            self.lessons.iter().partition(is_stranger);
        let scorer = fit(&known, self.topics, recipe);
        let weight = STRANGERS * self.lessons.len() as f64 / strangers.len().max(1) as f64;
        let seen = strangers
            .into_iter()
            .filter_map(|lesson| see(&scorer, lesson));
        seen.map(|one| Seen {
            right: false,
            weight,
            ..one
        })
        .collect()
    }

    /// The part of each lesson: every topic's lessons are spread over all parts.
    fn parts(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.lessons.len()).collect();
        Dice(0x9e37_79b9_7f4a_7c15).shuffle(&mut order);
        order.sort_by_key(|at| self.lessons.get(*at).and_then(|lesson| lesson.topic));
        let mut parts = vec![0; self.lessons.len()];
        for (turn, at) in order.into_iter().enumerate() {
            if let Some(part) = parts.get_mut(at) {
                *part = turn % self.folds;
            }
        }
        parts
    }
}

fn right(seen: &[Seen]) -> usize {
    seen.iter().filter(|one| one.right).count()
}

fn see(scorer: &Scorer, lesson: &Lesson) -> Option<Seen> {
    let lead = Lead::of(&scorer.scores(&scorer.take_apart(&lesson.words)))?;
    Some(Seen {
        lead,
        right: lesson.topic == Some(lead.topic),
        weight: 1.0,
    })
}

fn guess(scorer: &Scorer, words: &[String]) -> Option<Lesson> {
    let lead = Lead::of(&scorer.scores(&scorer.take_apart(words)))?;
    Some(Lesson {
        words: words.to_vec(),
        topic: Some(lead.topic),
        weight: WEIGHT_OF_A_GUESS,
    })
}
