//! The features that a model knows, and how much each says by being rare.

use std::collections::HashMap;

use super::features::{Kind, Place, features};

/// The features seen in training, by slot.
#[derive(Clone, Debug)]
pub(super) struct Vocabulary {
    /// Bits of a feature's hash that are told apart.
    bits: u32,
    /// The hashes, ascending: a feature's slot is its place here.
    ids: Vec<u32>,
    /// How much a feature weighs for being rare.
    rarity: Vec<f32>,
    /// Slot by hash: open addressing, `FREE` where there is none.
    index: Vec<u32>,
}

/// An empty place of the index.
const FREE: u32 = u32::MAX;

/// A known feature of a text: where it stands, and its part of the vector.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub(super) slot: u32,
    pub(super) kind: Kind,
    pub(super) place: Place,
    /// Its part of the slot's value; the parts of a slot add up to it.
    pub(super) value: f32,
}

impl Vocabulary {
    /// The features of all texts, at most so many; where there are more, those whose hashes begin alike become one.
    pub(super) fn of(texts: &[&[String]], most: usize) -> Self {
        let mut counts: HashMap<u32, (u32, u32)> = HashMap::new();
        for (text, number) in texts.iter().zip(1u32..) {
            features(text, &mut |_, id, _| count(&mut counts, id, number));
        }
        let mut bits = 32;
        if counts.len() > most {
            bits = most.max(2).ilog2();
            counts.clear();
            for (text, number) in texts.iter().zip(1u32..) {
                features(text, &mut |_, id, _| {
                    count(&mut counts, cut(id, bits), number)
                });
            }
        }
        let mut known: Vec<(u32, u32)> = counts
            .into_iter()
            .map(|(id, (many, _))| (id, many))
            .collect();
        known.sort_unstable();
        let all = texts.len() as f32 + 1.0;
        let rarity = known
            .iter()
            .map(|(_, many)| (all / (*many as f32 + 1.0)).ln() + 1.0)
            .collect();
        Self::new(bits, known.into_iter().map(|(id, _)| id).collect(), rarity)
    }

    /// A vocabulary whose hashes are ascending.
    pub(super) fn new(bits: u32, ids: Vec<u32>, rarity: Vec<f32>) -> Self {
        let places = (ids.len() * 2 + 1).next_power_of_two();
        let mut index = vec![FREE; places];
        for (id, slot) in ids.iter().zip(0u32..) {
            let mut at = *id as usize & (places - 1);
            while index.get(at).is_some_and(|taken| *taken != FREE) {
                at = (at + 1) & (places - 1);
            }
            if let Some(place) = index.get_mut(at) {
                *place = slot;
            }
        }
        Self {
            bits,
            ids,
            rarity,
            index,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    pub(super) fn bits(&self) -> u32 {
        self.bits
    }

    pub(super) fn ids(&self) -> &[u32] {
        &self.ids
    }

    pub(super) fn rarity(&self) -> &[f32] {
        &self.rarity
    }

    fn slot(&self, id: u32) -> Option<u32> {
        let id = cut(id, self.bits);
        let mask = self.index.len() - 1;
        let mut at = id as usize & mask;
        loop {
            let slot = *self.index.get(at).filter(|slot| **slot != FREE)?;
            if self.ids.get(slot as usize) == Some(&id) {
                return Some(slot);
            }
            at = (at + 1) & mask;
        }
    }

    /// The known features of a text by slot, those of each kind together of length 1 times the kind's weight: a
    /// feature counts 1 + ln(how often), times its rarity.
    pub(super) fn known(&self, words: &[String], weight: impl Fn(Kind) -> f32) -> Vec<Known> {
        let mut known = Vec::with_capacity(words.len() * 20);
        features(words, &mut |kind, id, place| {
            if let Some(slot) = self.slot(id) {
                known.push(Known {
                    slot,
                    kind,
                    place,
                    value: 0.0,
                });
            }
        });
        known.sort_unstable_by_key(|k| (k.slot, k.kind, k.place));
        let mut squares = [0.0f32; 2];
        for same in known.chunk_by_mut(|a, b| (a.slot, a.kind) == (b.slot, b.kind)) {
            self.value(same, &mut squares);
        }
        let factors = [Kind::Words, Kind::Pieces].map(|kind| {
            let square = squares.get(kind as usize).copied().unwrap_or_default();
            if square > 0.0 {
                weight(kind) / square.sqrt()
            } else {
                0.0
            }
        });
        for one in &mut known {
            one.value *= factors.get(one.kind as usize).copied().unwrap_or_default();
        }
        known
    }

    fn value(&self, same: &mut [Known], squares: &mut [f32; 2]) {
        let Some(first) = same.first().copied() else {
            return;
        };
        let often = same.len() as f32;
        let rarity = self
            .rarity
            .get(first.slot as usize)
            .copied()
            .unwrap_or_default();
        let value = (1.0 + often.ln()) * rarity;
        if let Some(square) = squares.get_mut(first.kind as usize) {
            *square += value * value;
        }
        for one in same {
            one.value = value / often;
        }
    }
}

/// The first bits of a hash.
fn cut(id: u32, bits: u32) -> u32 {
    id >> (32 - bits.clamp(1, 32))
}

/// Counts a text once for a feature.
fn count(counts: &mut HashMap<u32, (u32, u32)>, id: u32, text: u32) {
    let seen = counts.entry(id).or_default();
    if seen.1 != text {
        *seen = (seen.0 + 1, text);
    }
}
