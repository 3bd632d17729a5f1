//! How much of something a text shows, and which of its words said so.

/// Reasons that are told.
const MOST_REASONS: usize = 8;

/// Characters of one reason.
const LONGEST_REASON: usize = 60;

/// A score with its reasons.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Score {
    /// 0 (nothing of it) to 1.
    pub value: f64,
    /// The words and signs that decided, as written, in the order of the text; at most 8 of at most 60 characters.
    pub reasons: Vec<String>,
}

/// Evidence for one score, as it is gathered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) weight: f64,
    reasons: Vec<String>,
}

impl Tally {
    /// Counts evidence; what speaks against is counted and is no reason.
    pub(crate) fn add(&mut self, weight: f64, reason: &str) {
        self.weight += weight;
        let reason: String = reason.chars().take(LONGEST_REASON).collect();
        let told = weight > 0.0 && !reason.is_empty() && !self.reasons.contains(&reason);
        if told && self.reasons.len() < MOST_REASONS {
            self.reasons.push(reason);
        }
    }

    /// `1 - e^(-weight · steepness)`: no evidence is 0, and more evidence adds ever less.
    pub(crate) fn score(self, steepness: f64) -> Score {
        let value = 1.0 - (-self.weight.max(0.0) * steepness).exp();
        let reasons = if value > 0.0 {
            self.reasons
        } else {
            Vec::new()
        };
        Score { value, reasons }
    }
}
