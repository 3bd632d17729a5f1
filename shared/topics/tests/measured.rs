//! A small part of real customers' texts, where the folder of reference data stands beside the project.
#![allow(missing_docs, clippy::unwrap_used)]

use std::path::Path;

use topics::{Example, evaluate, read_examples, train};

const FOLDER: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../../shared/data/topics/fbmulti_es"
);

/// The first so many texts of each topic.
fn first(file: &str, each: usize) -> Option<Vec<Example>> {
    let bytes = std::fs::read(Path::new(FOLDER).join(file)).ok()?;
    let mut taken = std::collections::BTreeMap::<String, usize>::new();
    let mut examples = read_examples(&bytes).unwrap();
    examples.retain(|example| {
        let count = taken.entry(example.label.clone()).or_default();
        *count += 1;
        *count <= each
    });
    Some(examples)
}

#[test]
fn five_examples_of_a_topic_go_far_in_spanish() {
    let Some((learn, test)) = first("train.tsv", 5).zip(first("test.tsv", 20)) else {
        return;
    };
    let found = evaluate(&train(&learn, &[], &mut |_| ()).unwrap().model, &test);
    assert!(found.accuracy.unwrap() > 0.6, "{:?}", found.accuracy);
    assert!(found.calibration_error.unwrap() < 0.25);
}
