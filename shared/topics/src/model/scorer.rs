//! The linear part of a model: from a text to one score a topic, and back from a score to the words.

use super::features::{Kind, Place};
use super::knowledge::{Knowledge, Part};
use super::solver::Weights;
use super::vector::Vector;
use super::vocabulary::{Known, Vocabulary};

/// How much each kind of evidence counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Mix {
    pub(super) words: f32,
    pub(super) pieces: f32,
    pub(super) meaning: f32,
}

impl Mix {
    fn of(&self, kind: Kind) -> f32 {
        match kind {
            Kind::Words => self.words,
            Kind::Pieces => self.pieces,
        }
    }
}

/// A text, taken apart.
pub(super) struct Said {
    pub(super) known: Vec<Known>,
    pub(super) parts: Vec<Part>,
    /// What the parts' sum is multiplied by to have its length.
    factor: f32,
    /// The parts' sum, brought to its length.
    pub(super) meaning: Vec<f32>,
}

/// Takes a text apart as a vocabulary knows it.
pub(super) fn take_apart(vocabulary: &Vocabulary, mix: &Mix, words: &[String]) -> Said {
    let knowledge = Knowledge::shipped();
    let parts = knowledge.parts(words);
    let mut meaning = knowledge.sum(&parts);
    let length = meaning.iter().map(|v| v * v).sum::<f32>().sqrt();
    let factor = if length > 0.0 {
        mix.meaning / length
    } else {
        0.0
    };
    meaning.iter_mut().for_each(|v| *v *= factor);
    let known = vocabulary.known(words, |kind| mix.of(kind));
    Said {
        known,
        parts,
        factor,
        meaning,
    }
}

impl Said {
    /// The text as the solver wants it.
    pub(super) fn vector(self) -> Vector {
        let mut sparse: Vec<(u32, f32)> = Vec::with_capacity(self.known.len());
        for one in &self.known {
            match sparse.last_mut() {
                Some((slot, value)) if *slot == one.slot => *value += one.value,
                _ => sparse.push((one.slot, one.value)),
            }
        }
        Vector {
            sparse,
            dense: self.meaning,
        }
    }
}

/// Weights of all topics, rounded to 8 bits.
#[derive(Clone, Debug)]
pub(super) struct Scorer {
    pub(super) mix: Mix,
    pub(super) vocabulary: Vocabulary,
    /// Topics.
    pub(super) topics: usize,
    /// By slot, then topic.
    pub(super) sparse: Vec<i8>,
    /// What each topic's 8-bit weights are multiplied by.
    pub(super) scales: Vec<f32>,
    /// By topic, then dimension.
    pub(super) dense: Vec<f32>,
    pub(super) biases: Vec<f32>,
}

impl Scorer {
    /// Rounds what was learnt.
    pub(super) fn new(mix: Mix, vocabulary: Vocabulary, learnt: &[Weights]) -> Self {
        let topics = learnt.len();
        let scales: Vec<f32> = learnt
            .iter()
            .map(|weights| scale(&weights.sparse))
            .collect();
        let mut sparse = vec![0i8; vocabulary.len() * topics];
        for (slot, row) in sparse.chunks_mut(topics.max(1)).enumerate() {
            for ((cell, weights), scale) in row.iter_mut().zip(learnt).zip(&scales) {
                let weight = weights.sparse.get(slot).copied().unwrap_or_default();
                *cell = (weight / scale).round().clamp(-127.0, 127.0) as i8;
            }
        }
        Self {
            mix,
            vocabulary,
            topics,
            sparse,
            scales,
            dense: learnt
                .iter()
                .flat_map(|weights| weights.dense.iter().copied())
                .collect(),
            biases: learnt.iter().map(|weights| weights.bias).collect(),
        }
    }

    pub(super) fn take_apart(&self, words: &[String]) -> Said {
        take_apart(&self.vocabulary, &self.mix, words)
    }

    /// One score a topic.
    pub(super) fn scores(&self, said: &Said) -> Vec<f32> {
        let mut scores = vec![0.0f32; self.topics];
        for one in &said.known {
            for (score, weight) in scores.iter_mut().zip(self.row(one.slot)) {
                *score += one.value * f32::from(*weight);
            }
        }
        for (topic, score) in scores.iter_mut().enumerate() {
            let dense: f32 = self
                .direction(topic)
                .iter()
                .zip(&said.meaning)
                .map(|(w, v)| w * v)
                .sum();
            let scale = self.scales.get(topic).copied().unwrap_or_default();
            *score = *score * scale + dense + self.biases.get(topic).copied().unwrap_or_default();
        }
        scores
    }

    /// What each word adds to a topic's score over the mean of all topics.
    pub(super) fn shares(&self, said: &Said, topic: usize, words: usize) -> Vec<f32> {
        let mut shares = vec![0.0f32; words];
        for one in &said.known {
            give(
                &mut shares,
                one.place,
                one.value * self.ahead(one.slot, topic),
            );
        }
        let direction = self.direction_ahead(topic);
        for part in &said.parts {
            let along = Knowledge::shipped().along(part, &direction);
            give(&mut shares, part.place, said.factor * along);
        }
        shares
    }

    fn row(&self, slot: u32) -> &[i8] {
        let start = slot as usize * self.topics;
        self.sparse
            .get(start..start + self.topics)
            .unwrap_or_default()
    }

    /// By how much a topic's weight of a feature is above the topics' mean.
    fn ahead(&self, slot: u32, topic: usize) -> f32 {
        let weights = self
            .row(slot)
            .iter()
            .zip(&self.scales)
            .map(|(w, s)| f32::from(*w) * s);
        let mean = weights.clone().sum::<f32>() / self.topics.max(1) as f32;
        weights.clone().nth(topic).unwrap_or_default() - mean
    }

    fn direction(&self, topic: usize) -> &[f32] {
        let dimensions = Knowledge::shipped().dimensions();
        self.dense
            .get(topic * dimensions..(topic + 1) * dimensions)
            .unwrap_or_default()
    }

    fn direction_ahead(&self, topic: usize) -> Vec<f32> {
        let mut direction = self.direction(topic).to_vec();
        for other in 0..self.topics {
            for (d, v) in direction.iter_mut().zip(self.direction(other)) {
                *d -= v / self.topics as f32;
            }
        }
        direction
    }
}

/// Gives a share to the word, or half of it to each word of a pair.
fn give(shares: &mut [f32], place: Place, share: f32) {
    let at = place.word as usize;
    let last = at + usize::from(place.pair);
    for one in shares.get_mut(at..=last).unwrap_or_default() {
        *one += if place.pair { share / 2.0 } else { share };
    }
}

fn scale(weights: &[f32]) -> f32 {
    let largest = weights
        .iter()
        .fold(0.0f32, |largest, weight| largest.max(weight.abs()));
    if largest > 0.0 { largest / 127.0 } else { 1.0 }
}
