//! Models of topics: what came of training, how good they are, what they say of a text and why.

pub(crate) mod curve;
mod report;
mod verdict;

pub(crate) use report::{evaluation, evaluation_json, trained};
pub(crate) use verdict::{explanation, told};

/// A share as a percentage with one decimal, or a dash where there is none.
fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "-".to_owned(), |share| format!("{:.1} %", share * 100.0))
}

/// A number between 0 and 1 with so many decimals that nobody mistakes them for precision.
fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}
