//! From scores to a confidence that is true: of the texts told with 80 %, 80 % are right.
//!
//! Two things speak for an answer: how far the best topic is ahead of the second (it ranks errors between topics), and
//! how high it scores at all (it finds texts that belong to no topic). Both enter a logistic regression, fitted to
//! examples that the scorer had not seen (Platt 1999; Niculescu-Mizil and Caruana 2005).

/// Rounds of Newton's method; it needs fewer than ten.
const ROUNDS: usize = 30;

/// What holds the fit near [`Calibration::USUAL`] where there are few examples, in examples.
const PRIOR: f64 = 2.0;

/// The best topic of a text and how clearly it is best.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Lead {
    pub(super) topic: usize,
    /// The best score.
    pub(super) top: f32,
    /// How far it is above the second best.
    pub(super) margin: f32,
}

impl Lead {
    /// The lead among some scores; there is one if there are scores.
    pub(super) fn of(scores: &[f32]) -> Option<Self> {
        let (topic, top) = scores
            .iter()
            .copied()
            .enumerate()
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
        let others = scores
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != topic);
        let second = others
            .map(|(_, score)| *score)
            .fold(f32::NEG_INFINITY, f32::max);
        let margin = if second.is_finite() {
            top - second
        } else {
            1.0
        };
        Some(Self { topic, top, margin })
    }

    fn evidence(&self) -> [f64; 3] {
        [f64::from(self.margin), f64::from(self.top), 1.0]
    }
}

/// A text that a scorer had not seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub(super) lead: Lead,
    /// Whether its topic was told right.
    pub(super) right: bool,
    /// How much it counts.
    pub(super) weight: f64,
}

/// What a lead is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Calibration {
    /// For the margin, the best score, and always.
    pub(super) weights: [f64; 3],
    /// A best score below which the text is like nothing that was learnt.
    pub(super) familiar: f64,
    /// No confidence is above this: of n examples nobody learns that less than one in n + 2 fails (Laplace).
    pub(super) most: f64,
}

impl Calibration {
    const USUAL: [f64; 3] = [3.0, 1.0, 0.0];

    /// How probable it is that the best topic is right.
    pub(super) fn confidence(&self, lead: &Lead) -> f64 {
        let evidence: f64 = self
            .weights
            .iter()
            .zip(lead.evidence())
            .map(|(w, e)| w * e)
            .sum();
        sigmoid(evidence).min(self.most)
    }

    /// Whether the text is like something that was learnt.
    pub(super) fn is_familiar(&self, lead: &Lead) -> bool {
        f64::from(lead.top) >= self.familiar
    }

    /// Fits to leads of texts that were not learnt from, and whether each was right.
    pub(super) fn fit(seen: &[Seen]) -> Self {
        let mut weights = Self::USUAL;
        for _ in 0..ROUNDS {
            let Some(step) = newton(&weights, seen) else {
                break;
            };
            weights.iter_mut().zip(step).for_each(|(w, s)| *w += s);
        }
        // A longer lead never makes an answer less probable, whatever few examples say.
        weights[0] = weights[0].max(0.0);
        weights[1] = weights[1].max(0.0);
        let most = (seen.len() as f64 + 1.0) / (seen.len() as f64 + 2.0);
        Self {
            weights,
            familiar: familiar(seen),
            most,
        }
    }
}

/// The best score that all but one in fifty of the right answers reach.
fn familiar(seen: &[Seen]) -> f64 {
    let mut tops: Vec<f32> = seen
        .iter()
        .filter(|one| one.right)
        .map(|one| one.lead.top)
        .collect();
    tops.sort_by(f32::total_cmp);
    tops.get(tops.len() / 50)
        .map_or(f64::from(f32::MIN), |top| f64::from(*top))
}

fn newton(weights: &[f64; 3], seen: &[Seen]) -> Option<[f64; 3]> {
    let mut slope = [0.0; 3];
    let mut curve = [[0.0; 3]; 3];
    for (i, usual) in Calibration::USUAL.iter().enumerate() {
        slope[i] = PRIOR * (usual - weights[i]);
        curve[i][i] = PRIOR;
    }
    for Seen {
        lead,
        right,
        weight,
    } in seen
    {
        let evidence = lead.evidence();
        let told = sigmoid(weights.iter().zip(evidence).map(|(w, e)| w * e).sum());
        let missing = weight * (f64::from(u8::from(*right)) - told);
        let spread = weight * (told * (1.0 - told)).max(1e-6);
        for i in 0..3 {
            slope[i] += missing * evidence[i];
            for j in 0..3 {
                curve[i][j] += spread * evidence[i] * evidence[j];
            }
        }
    }
    let step = solve_three(curve, slope)?;
    // Half steps where a whole one would run away.
    let longest = step.iter().fold(0.0f64, |longest, s| longest.max(s.abs()));
    (longest > 1e-9).then(|| step.map(|s| if longest > 4.0 { s * 4.0 / longest } else { s }))
}

/// Cramer's rule for three unknowns.
fn solve_three(m: [[f64; 3]; 3], v: [f64; 3]) -> Option<[f64; 3]> {
    let determinant = |m: &[[f64; 3]; 3]| {
        m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
            - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
            + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
    };
    let whole = determinant(&m);
    if whole.abs() < 1e-12 {
        return None;
    }
    let mut solution = [0.0; 3];
    for (column, unknown) in solution.iter_mut().enumerate() {
        let mut replaced = m;
        for (row, value) in replaced.iter_mut().zip(v) {
            row[column] = value;
        }
        *unknown = determinant(&replaced) / whole;
    }
    Some(solution)
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lead(margin: f32, top: f32) -> Lead {
        Lead {
            topic: 0,
            top,
            margin,
        }
    }

    fn one(lead: Lead, right: bool) -> Seen {
        Seen {
            lead,
            right,
            weight: 1.0,
        }
    }

    #[test]
    fn a_lead_is_the_best_score_over_the_second() {
        assert_eq!(
            Lead::of(&[0.1, 0.75, 0.5]),
            Some(Lead {
                topic: 1,
                top: 0.75,
                margin: 0.25
            })
        );
        assert_eq!(Lead::of(&[0.5, 0.5]).map(|lead| lead.topic), Some(0));
        assert_eq!(Lead::of(&[]), None);
    }

    #[test]
    fn confidence_is_the_share_of_right_answers() {
        let mut seen = Vec::new();
        for _ in 0..100 {
            seen.extend((0..10).map(|i| one(lead(0.9, 0.8), i < 9)));
            seen.extend((0..10).map(|i| one(lead(0.1, 0.1), i < 4)));
        }
        let fitted = Calibration::fit(&seen);
        assert!((fitted.confidence(&lead(0.9, 0.8)) - 0.9).abs() < 0.02);
        assert!((fitted.confidence(&lead(0.1, 0.1)) - 0.4).abs() < 0.02);
    }

    #[test]
    fn with_nothing_or_only_right_answers_it_stays_sober() {
        for seen in [vec![], vec![one(lead(0.5, 0.5), true); 10]] {
            let confidence = Calibration::fit(&seen).confidence(&lead(0.5, 0.5));
            assert!((0.5..0.999).contains(&confidence), "{confidence}");
        }
    }
}
