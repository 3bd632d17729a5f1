//! Evidence for the three scores of a mood.

use super::Mood;
use crate::score::Tally;

/// How steeply evidence becomes a score: 1.2, what one plain sign of the list weighs, is 0.5.
const STEEPNESS: f64 = 0.6;

/// What a phrase or sign says of each feeling.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Weights {
    pub(super) anger: f64,
    pub(super) urgency: f64,
    pub(super) insult: f64,
}

impl Weights {
    /// Of anger, urgency and insult.
    pub(super) fn of([anger, urgency, insult]: [f64; 3]) -> Self {
        Self {
            anger,
            urgency,
            insult,
        }
    }
}

/// What was found so far.
#[derive(Default)]
pub(super) struct Feelings {
    anger: Tally,
    urgency: Tally,
    insult: Tally,
    pleased: bool,
}

impl Feelings {
    /// A phrase of the list. A denied one shows nothing, but denied urgency is patience: "no es urgente".
    pub(super) fn add_phrase(&mut self, weights: &Weights, written: &str, denied: bool) {
        if denied {
            self.urgency.add(-weights.urgency.max(0.0), written);
            return;
        }
        self.pleased |= weights.anger < 0.0;
        self.add(weights, written);
    }

    /// A sign beside the words.
    pub(super) fn add(&mut self, weights: &Weights, written: &str) {
        self.anger.add(weights.anger, written);
        self.urgency.add(weights.urgency, written);
        self.insult.add(weights.insult, written);
    }

    /// Whether some word is pleased and none is angry: then exclamation marks are joy.
    pub(super) fn is_pleased(&self) -> bool {
        self.pleased && self.anger.weight <= 0.0
    }

    pub(super) fn mood(self) -> Mood {
        Mood {
            anger: self.anger.score(STEEPNESS),
            urgency: self.urgency.score(STEEPNESS),
            insult: self.insult.score(STEEPNESS),
        }
    }
}
