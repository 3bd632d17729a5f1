//! Finds the weights that tell one topic from all others: a linear support vector machine with squared hinge loss,
//! solved in the dual, one example at a time (Hsieh et al., "A dual coordinate descent method for large-scale linear
//! SVM", ICML 2008, algorithm 3 with shrinking).

use super::vector::Vector;

/// Rounds over the examples after which the solution is good enough whatever it is.
const MOST_ROUNDS: usize = 200;

/// How far from the optimum a weight may be left.
const TOLERANCE: f32 = 0.05;

/// The weights of one topic.
#[derive(Clone, Debug)]
pub(super) struct Weights {
    /// One for each feature of the vocabulary.
    pub(super) sparse: Vec<f32>,
    /// One for each dimension of the knowledge.
    pub(super) dense: Vec<f32>,
    /// The topic's own inclination.
    pub(super) bias: f32,
}

impl Weights {
    pub(super) fn zero(features: usize, dimensions: usize) -> Self {
        Self {
            sparse: vec![0.0; features],
            dense: vec![0.0; dimensions],
            bias: 0.0,
        }
    }

    /// How much speaks for the topic.
    pub(super) fn score(&self, vector: &Vector) -> f32 {
        let sparse: f32 = vector
            .sparse
            .iter()
            .map(|(slot, value)| self.sparse.get(*slot as usize).map_or(0.0, |w| w * value))
            .sum();
        let dense: f32 = self
            .dense
            .iter()
            .zip(&vector.dense)
            .map(|(w, v)| w * v)
            .sum();
        sparse + dense + self.bias
    }

    fn add(&mut self, vector: &Vector, by: f32) {
        for (slot, value) in &vector.sparse {
            if let Some(weight) = self.sparse.get_mut(*slot as usize) {
                *weight += by * value;
            }
        }
        for (weight, value) in self.dense.iter_mut().zip(&vector.dense) {
            *weight += by * value;
        }
        self.bias += by;
    }
}

/// One example as the solver sees it.
pub(super) struct Case<'v> {
    /// What it says.
    pub(super) vector: &'v Vector,
    /// Whether it belongs to the topic.
    pub(super) belongs: bool,
    /// What an error on it costs.
    pub(super) cost: f32,
}

/// The weights that tell the examples that belong from those that do not.
pub(super) fn solve(cases: &[Case<'_>], features: usize, dimensions: usize) -> Weights {
    let mut state = State {
        weights: Weights::zero(features, dimensions),
        alpha: vec![0.0; cases.len()],
        lengths: cases
            .iter()
            .map(|case| case.vector.square() + 1.0)
            .collect(),
    };
    let mut active: Vec<usize> = (0..cases.len()).collect();
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let mut limit = f32::INFINITY;
    for _ in 0..MOST_ROUNDS {
        dice.shuffle(&mut active);
        let (low, high) = state.round(cases, &mut active, limit);
        if high - low < TOLERANCE {
            if active.len() == cases.len() {
                break;
            }
            active = (0..cases.len()).collect();
            limit = f32::INFINITY;
        } else {
            limit = if high > 0.0 { high } else { f32::INFINITY };
        }
    }
    state.weights
}

struct State {
    weights: Weights,
    alpha: Vec<f32>,
    lengths: Vec<f32>,
}

impl State {
    /// One pass over the active examples; those that will not move any more are taken out. Gives the smallest and the
    /// largest projected gradient.
    fn round(&mut self, cases: &[Case<'_>], active: &mut Vec<usize>, limit: f32) -> (f32, f32) {
        let (mut low, mut high) = (f32::INFINITY, f32::NEG_INFINITY);
        active.retain(|at| {
            let Some(gradient) = self.visit(cases, *at, limit) else {
                return false;
            };
            low = low.min(gradient);
            high = high.max(gradient);
            true
        });
        (low.min(high), high)
    }

    /// Moves one example's share. `None` if it stands at its bound and wants to stay.
    fn visit(&mut self, cases: &[Case<'_>], at: usize, limit: f32) -> Option<f32> {
        let (case, alpha) = (cases.get(at)?, self.alpha.get_mut(at)?);
        let sign = if case.belongs { 1.0 } else { -1.0 };
        let slack = 0.5 / case.cost;
        let gradient = sign * self.weights.score(case.vector) - 1.0 + slack * *alpha;
        if *alpha == 0.0 && gradient > limit {
            return None;
        }
        let projected = if *alpha == 0.0 {
            gradient.min(0.0)
        } else {
            gradient
        };
        if projected.abs() > 1e-9 {
            let length = self.lengths.get(at).copied().unwrap_or(1.0) + slack;
            let new = (*alpha - gradient / length).max(0.0);
            let by = (new - *alpha) * sign;
            *alpha = new;
            self.weights.add(case.vector, by);
        }
        Some(projected)
    }
}

/// Numbers that look random and are the same each time (xorshift64*).
#[derive(Clone, Debug)]
pub(super) struct Dice(pub(super) u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// Puts items into an order that follows nothing (Fisher and Yates).
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = (self.next() >> 33) as usize % (last + 1);
            items.swap(last, other);
        }
    }
}
