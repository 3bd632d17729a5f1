//! How good a model is on texts whose topics are known.

use std::collections::BTreeMap;

use super::Model;
use super::examples::{Example, OUT_OF_SCOPE};

/// Steps of confidence that calibration is looked at in.
const BINS: usize = 10;

/// One text of the test.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The topic it has, or [`OUT_OF_SCOPE`].
    pub truth: String,
    /// The most probable topic by the model.
    pub best: String,
    /// How sure it was of it.
    pub confidence: f64,
    /// Whether it said it, rather than abstain.
    pub answered: bool,
}

impl Answer {
    /// Whether the most probable topic is the right one.
    pub fn is_right(&self) -> bool {
        self.truth == self.best
    }

    fn in_scope(&self) -> bool {
        self.truth != OUT_OF_SCOPE
    }
}

/// A topic's counts, of texts that were answered or not as `said` tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TopicCount {
    /// Texts that have the topic.
    pub have: usize,
    /// Texts whose most probable topic it is.
    pub told: usize,
    /// Texts of which both hold.
    pub right: usize,
}

impl TopicCount {
    /// Of those told, the share that is right; `None` if none was told.
    pub fn precision(&self) -> Option<f64> {
        share(self.right, self.told)
    }

    /// Of those that have it, the share that was told; `None` if none has it.
    pub fn recall(&self) -> Option<f64> {
        share(self.right, self.have)
    }
}

/// What became of the texts told with a confidence in one step.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    /// How many.
    pub count: usize,
    /// Their mean confidence.
    pub confidence: f64,
    /// The share of them that is right.
    pub accuracy: f64,
}

/// If only the surest so many were answered: how many of them would be right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The share of all texts that is answered.
    pub coverage: f64,
    /// The share of those that is right.
    pub accuracy: f64,
    /// The confidence of the last one answered.
    pub confidence: f64,
}

/// How good a model is.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// Every text, in their order.
    pub answers: Vec<Answer>,
    /// Texts that have a topic.
    pub in_scope: usize,
    /// Of those, the share whose most probable topic is right, answered or not.
    pub accuracy: Option<f64>,
    /// Of those, the share that was answered.
    pub coverage: Option<f64>,
    /// Of all answered texts, the share that is right; an answer to a text of no topic is wrong.
    pub accuracy_answered: Option<f64>,
    /// Texts that belong to no topic.
    pub out_of_scope: usize,
    /// Of those, the share on which the model abstained.
    pub abstained_out_of_scope: Option<f64>,
    /// How probable it is that a text with a topic has more confidence than one of none (area under the ROC curve).
    pub auroc: Option<f64>,
    /// The mean distance between confidence and accuracy, over texts that have a topic, in ten steps of confidence.
    pub calibration_error: Option<f64>,
    /// The steps.
    pub bins: Vec<Bin>,
    /// By topic, of texts in scope.
    pub topics: BTreeMap<String, TopicCount>,
    /// How often a text of the first topic was told as the second.
    pub confusion: BTreeMap<(String, String), usize>,
    /// Accuracy against coverage, over all texts; from the surest on.
    pub curve: Vec<Point>,
}

/// Asks a model about texts whose topics are known. A topic that the model has never seen counts as an error, and
/// [`OUT_OF_SCOPE`] is right only if it abstains.
pub fn evaluate(model: &Model, examples: &[Example]) -> Evaluation {
    let answers: Vec<Answer> = examples
        .iter()
        .map(|example| answer(model, example))
        .collect();
    let (inside, outside): (Vec<&Answer>, Vec<&Answer>) =
        answers.iter().partition(|answer| answer.in_scope());
    let right = |answers: &[&Answer]| answers.iter().filter(|answer| answer.is_right()).count();
    let answered: Vec<&Answer> = answers.iter().filter(|answer| answer.answered).collect();
    let bins = bins(&inside);
    let silent = outside.iter().filter(|answer| !answer.answered).count();
    Evaluation {
        in_scope: inside.len(),
        accuracy: share(right(&inside), inside.len()),
        coverage: share(
            inside.iter().filter(|answer| answer.answered).count(),
            inside.len(),
        ),
        accuracy_answered: share(right(&answered), answered.len()),
        out_of_scope: outside.len(),
        abstained_out_of_scope: share(silent, outside.len()),
        auroc: auroc(&inside, &outside),
        calibration_error: calibration_error(&bins),
        bins,
        topics: topics(&inside),
        confusion: confusion(&answers),
        curve: curve(&answers),
        answers,
    }
}

fn answer(model: &Model, example: &Example) -> Answer {
    let verdict = model.judge(&example.text, false);
    Answer {
        truth: example.label.clone(),
        answered: verdict.topic.is_some(),
        best: verdict.best,
        confidence: verdict.confidence,
    }
}

fn share(part: usize, of: usize) -> Option<f64> {
    (of > 0).then(|| part as f64 / of as f64)
}

fn bins(answers: &[&Answer]) -> Vec<Bin> {
    let mut bins = vec![Bin::default(); BINS];
    for answer in answers {
        let at = ((answer.confidence * BINS as f64) as usize).min(BINS - 1);
        if let Some(bin) = bins.get_mut(at) {
            bin.count += 1;
            bin.confidence += answer.confidence;
            bin.accuracy += f64::from(u8::from(answer.is_right()));
        }
    }
    for bin in bins.iter_mut().filter(|bin| bin.count > 0) {
        bin.confidence /= bin.count as f64;
        bin.accuracy /= bin.count as f64;
    }
    bins
}

fn calibration_error(bins: &[Bin]) -> Option<f64> {
    let all: usize = bins.iter().map(|bin| bin.count).sum();
    let apart: f64 = bins
        .iter()
        .map(|bin| bin.count as f64 * (bin.confidence - bin.accuracy).abs())
        .sum();
    (all > 0).then(|| apart / all as f64)
}

fn topics(answers: &[&Answer]) -> BTreeMap<String, TopicCount> {
    let mut topics: BTreeMap<String, TopicCount> = BTreeMap::new();
    for answer in answers {
        topics.entry(answer.truth.clone()).or_default().have += 1;
        let told = topics.entry(answer.best.clone()).or_default();
        told.told += 1;
        told.right += usize::from(answer.is_right());
    }
    topics
}

fn confusion(answers: &[Answer]) -> BTreeMap<(String, String), usize> {
    let mut confusion = BTreeMap::new();
    for answer in answers {
        *confusion
            .entry((answer.truth.clone(), answer.best.clone()))
            .or_default() += 1;
    }
    confusion
}

fn curve(answers: &[Answer]) -> Vec<Point> {
    let mut surest: Vec<&Answer> = answers.iter().collect();
    surest.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let mut right = 0;
    let point = |(answer, count): (&&Answer, usize)| {
        right += usize::from(answer.is_right());
        Point {
            coverage: count as f64 / answers.len() as f64,
            accuracy: right as f64 / count as f64,
            confidence: answer.confidence,
        }
    };
    surest.iter().zip(1..).map(point).collect()
}

/// By ranks (Mann and Whitney); equal confidences count half.
fn auroc(inside: &[&Answer], outside: &[&Answer]) -> Option<f64> {
    if inside.is_empty() || outside.is_empty() {
        return None;
    }
    let mut all: Vec<(f64, bool)> = inside
        .iter()
        .map(|answer| (answer.confidence, true))
        .collect();
    all.extend(outside.iter().map(|answer| (answer.confidence, false)));
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut area) = (0.0, 0.0);
    for same in all.chunk_by(|a, b| a.0 == b.0) {
        let inside = same.iter().filter(|(_, inside)| *inside).count() as f64;
        let outside = same.len() as f64 - inside;
        area += inside * (below + outside / 2.0);
        below += outside;
    }
    Some(area / (inside.len() as f64 * outside.len() as f64))
}
