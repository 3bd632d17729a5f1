//! How good a model is.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};
use topics::{Evaluation, Trained};

use super::{percent, rounded};
use crate::print::{table, text};

/// Pairs of topics that are listed as mistaken for each other.
const MOST_MISTAKES: usize = 15;

/// Topics up to which the whole table of confusion is printed.
const MOST_COLUMNS: usize = 12;

/// What came of training.
pub(crate) fn trained(trained: &Trained, file: &Path, bytes: usize) -> String {
    format!(
        "{}: model {}, {} topics, {} examples, {} of no topic, {} kB\nby cross-validation {} are told right\n",
        file.display(),
        trained.model.version(),
        trained.model.topics().len(),
        trained.examples,
        trained.out_of_scope,
        bytes.div_ceil(1000),
        percent(Some(trained.accuracy)),
    )
}

/// The report for people.
pub(crate) fn evaluation(evaluation: &Evaluation) -> String {
    let mut out = summary(evaluation);
    out.push_str(&format!("\n{}", by_topic(evaluation)));
    out.push_str(&format!("\n{}", confusion(evaluation)));
    out.push_str(&format!("\n{}", calibration(evaluation)));
    out.push_str(&format!("\n{}", coverage(evaluation)));
    out
}

fn summary(evaluation: &Evaluation) -> String {
    let mut rows = vec![
        ("texts with a topic", evaluation.in_scope.to_string()),
        ("accuracy, best guess", percent(evaluation.accuracy)),
        ("answered (coverage)", percent(evaluation.coverage)),
        (
            "accuracy of all answers",
            percent(evaluation.accuracy_answered),
        ),
        ("calibration error", percent(evaluation.calibration_error)),
    ];
    if evaluation.out_of_scope > 0 {
        rows.push(("texts of no topic", evaluation.out_of_scope.to_string()));
        rows.push((
            "abstained on them",
            percent(evaluation.abstained_out_of_scope),
        ));
        rows.push(("AUROC topic or none", percent(evaluation.auroc)));
    }
    rows.into_iter()
        .map(|(name, value)| format!("{name:<25}{value:>8}\n"))
        .collect()
}

fn by_topic(evaluation: &Evaluation) -> String {
    let rows = evaluation.topics.iter().map(|(topic, count)| {
        let numbers = [
            percent(count.precision()),
            percent(count.recall()),
            count.have.to_string(),
        ];
        std::iter::once(text::plain(topic)).chain(numbers).collect()
    });
    table::render(&["TOPIC", "PRECISION", "RECALL", "TEXTS"], rows)
}

fn confusion(evaluation: &Evaluation) -> String {
    let mut names: Vec<&str> = evaluation
        .confusion
        .keys()
        .flat_map(|(truth, told)| [truth.as_str(), told])
        .collect();
    names.sort_unstable();
    names.dedup();
    if names.len() <= MOST_COLUMNS {
        confusion_table(&names, &evaluation.confusion)
    } else {
        mistakes(&evaluation.confusion)
    }
}

fn confusion_table(names: &[&str], confusion: &BTreeMap<(String, String), usize>) -> String {
    let count = |truth: &str, told: &str| {
        confusion
            .get(&(truth.to_owned(), told.to_owned()))
            .copied()
            .unwrap_or_default()
    };
    let shown: Vec<String> = names.iter().map(|name| text::plain(name)).collect();
    let head: Vec<&str> = std::iter::once("HAVE \\ TOLD")
        .chain(shown.iter().map(String::as_str))
        .collect();
    let rows = names.iter().map(|truth| {
        let counts = names.iter().map(|told| match count(truth, told) {
            0 => ".".to_owned(),
            many => many.to_string(),
        });
        std::iter::once(text::plain(truth)).chain(counts).collect()
    });
    table::render(&head, rows)
}

fn mistakes(confusion: &BTreeMap<(String, String), usize>) -> String {
    let mut wrong: Vec<_> = confusion
        .iter()
        .filter(|((truth, told), _)| truth != told)
        .collect();
    wrong.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    let rows = wrong
        .into_iter()
        .take(MOST_MISTAKES)
        .map(|((truth, told), count)| {
            vec![text::plain(truth), text::plain(told), count.to_string()]
        });
    table::render(&["HAVE", "TOLD", "TEXTS"], rows)
}

fn calibration(evaluation: &Evaluation) -> String {
    let rows = evaluation
        .bins
        .iter()
        .filter(|bin| bin.count > 0)
        .map(|bin| {
            vec![
                percent(Some(bin.confidence)),
                percent(Some(bin.accuracy)),
                bin.count.to_string(),
            ]
        });
    table::render(&["CONFIDENCE", "RIGHT", "TEXTS"], rows)
}

fn coverage(evaluation: &Evaluation) -> String {
    let rows = (1..=10).rev().filter_map(|tenth| {
        let at = (evaluation.curve.len() * tenth / 10).checked_sub(1)?;
        let point = evaluation.curve.get(at)?;
        let numbers = [point.coverage, point.accuracy, point.confidence];
        Some(numbers.map(|number| percent(Some(number))).to_vec())
    });
    table::render(&["ANSWERED", "RIGHT", "FROM CONFIDENCE"], rows)
}

/// The report for programs.
pub(crate) fn evaluation_json(evaluation: &Evaluation) -> Value {
    let share = |share: Option<f64>| share.map(rounded);
    let topics: BTreeMap<&String, Value> = evaluation
        .topics
        .iter()
        .map(|(topic, count)| {
            let counts = json!({
                "texts": count.have, "told": count.told, "right": count.right,
                "precision": share(count.precision()), "recall": share(count.recall()),
            });
            (topic, counts)
        })
        .collect();
    let confusion: Vec<Value> = evaluation
        .confusion
        .iter()
        .map(|((have, told), texts)| json!({ "have": have, "told": told, "texts": texts }))
        .collect();
    json!({
        "texts": evaluation.in_scope,
        "accuracy": share(evaluation.accuracy),
        "coverage": share(evaluation.coverage),
        "accuracy_answered": share(evaluation.accuracy_answered),
        "calibration_error": share(evaluation.calibration_error),
        "out_of_scope": {
            "texts": evaluation.out_of_scope,
            "abstained": share(evaluation.abstained_out_of_scope),
            "auroc": share(evaluation.auroc),
        },
        "topics": topics,
        "confusion": confusion,
        "calibration": evaluation.bins.iter().filter(|bin| bin.count > 0).map(|bin| json!({
            "confidence": rounded(bin.confidence), "right": rounded(bin.accuracy), "texts": bin.count,
        })).collect::<Vec<_>>(),
        "curve": points(evaluation),
    })
}

/// At most a hundred points of the curve, evenly along the coverage.
fn points(evaluation: &Evaluation) -> Vec<Value> {
    let count = evaluation.curve.len();
    let steps = count.min(100);
    let at = (1..=steps).filter_map(|step| evaluation.curve.get(count * step / steps - 1));
    at.map(|point| json!({
        "coverage": rounded(point.coverage), "accuracy": rounded(point.accuracy), "confidence": rounded(point.confidence),
    }))
    .collect()
}
