//! For the tests of channels (feature `expectations`): compares readings with the `NAME.expect.json` beside each
//! `NAME.json`, `NAME.form` or `NAME.eml`.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde_json::Value;

use crate::Reading;

/// Reads every sample of a folder and compares; returns how many there were. `with_notes` also compares `note`, whose
/// words are ours alone.
///
/// # Panics
/// With every difference of every sample, and where a sample cannot be opened.
pub fn all_hold(folder: &Path, with_notes: bool, read: impl Fn(Vec<u8>) -> Reading) -> usize {
    let samples = samples(folder);
    let mut differences = Vec::new();
    for expected_at in &samples {
        let body_at = body_of(expected_at);
        let expected: Value = serde_json::from_slice(&fs::read(expected_at).unwrap()).unwrap();
        let name = body_at.file_name().unwrap().to_string_lossy().into_owned();
        let found = compare(&read(fs::read(&body_at).unwrap()), &expected, with_notes);
        differences.extend(
            found
                .into_iter()
                .map(|difference| format!("{name}: {difference}")),
        );
    }
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
    samples.len()
}

/// The bodies of all samples of a folder.
pub fn bodies(folder: &Path) -> Vec<Vec<u8>> {
    let samples = samples(folder);
    let bodies = samples.iter().map(|sample| fs::read(body_of(sample)));
    bodies.map(Result::unwrap).collect()
}

/// The body that a `NAME.expect.json` is about.
fn body_of(expected_at: &Path) -> PathBuf {
    let named = expected_at.to_string_lossy();
    let name = named.strip_suffix(".expect.json").unwrap();
    let candidates =
        ["json", "form", "eml"].map(|ending| PathBuf::from(format!("{name}.{ending}")));
    let found = candidates.into_iter().find(|path| path.exists());
    found.unwrap_or_else(|| panic!("{name} has no body"))
}

fn samples(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut samples: Vec<PathBuf> = entries
        .filter(|path| path.to_string_lossy().ends_with(".expect.json"))
        .collect();
    samples.sort();
    samples
}

fn compare(reading: &Reading, expected: &Value, with_notes: bool) -> Vec<String> {
    let mut differences = Vec::new();
    let mut check = |what: String, got: Value, wanted: &Value| {
        if !same(&what, &got, wanted) {
            differences.push(format!("{what} is {got}, wanted {wanted}"));
        }
    };
    let keys: BTreeSet<&str> = reading
        .events
        .iter()
        .map(|event| event.event_key.as_str())
        .collect();
    check(
        "count".to_owned(),
        reading.events.len().into(),
        &expected["count"],
    );
    check(
        "unique_after_dedup".to_owned(),
        keys.len().into(),
        &expected["unique_after_dedup"],
    );
    let places: Vec<Value> = reading
        .unreadable
        .iter()
        .map(|part| part.place.as_str().into())
        .collect();
    check(
        "unreadable".to_owned(),
        places.into(),
        &expected["unreadable"],
    );
    for (index, (event, wanted)) in reading
        .events
        .iter()
        .zip(expected["events"].as_array().unwrap())
        .enumerate()
    {
        let event = serde_json::to_value(event).unwrap();
        for (field, wanted) in wanted
            .as_object()
            .unwrap()
            .iter()
            .filter(|(name, _)| with_notes || *name != "note")
        {
            check(
                format!("event {index} {field}"),
                event[field.as_str()].clone(),
                wanted,
            );
        }
    }
    differences
}

/// Equal; or the same instant; or both empty.
fn same(what: &str, got: &Value, wanted: &Value) -> bool {
    let is_empty = |value: &Value| value.is_null() || value.as_array().is_some_and(Vec::is_empty);
    let instant = |value: &Value| {
        value
            .as_str()
            .and_then(|text| text.parse::<Timestamp>().ok())
    };
    let same_instant =
        what.ends_with("timestamp") && instant(got).is_some() && instant(got) == instant(wanted);
    got == wanted || same_instant || (is_empty(got) && is_empty(wanted))
}
