//! Files of cases with known answers: our own, and the shared one where it is at hand.
#![allow(clippy::unwrap_used)]

use calendar::cases::{self, Answer};
use serde_json::Value;
use std::path::Path;

/// Solves a file and returns how many cases it holds, having compared each with the answer in the file.
fn all_hold(text: &str) -> usize {
    let file: Value = serde_json::from_str(text).unwrap();
    let expected = file["cases"].as_array().unwrap();
    let solved: Vec<_> = cases::solve(text).unwrap().collect();
    assert_eq!(solved.len(), expected.len());
    for (case, solved) in expected.iter().zip(&solved) {
        assert_eq!(case["id"], solved.id.as_str());
        let instant = |name: &str| case[name].as_str().map(|text| text.parse().unwrap());
        let answer = match solved.op.as_str() {
            "due" => instant("due").map(Answer::Due),
            "before" => instant("at").map(Answer::At),
            _ => case["elapsed_s"].as_i64().map(Answer::ElapsedSeconds),
        };
        assert_eq!(solved.outcome.clone().ok(), answer, "{case}: {solved:?}");
    }
    solved.len()
}

#[test]
fn our_own_cases_hold() {
    assert_eq!(all_hold(include_str!("cases/own.json")), 32);
}

#[test]
fn the_shared_cases_hold_where_they_are_at_hand() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/commitments/cases.json");
    if let Ok(text) = std::fs::read_to_string(path) {
        assert!(all_hold(&text) >= 43);
    }
}
