#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::testing::noon;

#[test]
fn a_line_is_in_the_embedded_format_with_one_dimension() {
    let metrics = Metrics::default();
    metrics.count(Metric::RequestsRefused);
    metrics.add(Metric::EventsAccepted, 2);
    metrics.add(Metric::EventsAccepted, 3);
    metrics.add(Metric::EventsIgnored, 0);
    metrics.property("reason", "forged");
    let line: Value =
        serde_json::from_str(&metrics.line("desk-telegram", noon()).unwrap()).unwrap();
    let expected = json!({
        "_aws": {
            "Timestamp": 1_795_262_400_000_i64,
            "CloudWatchMetrics": [{
                "Namespace": "Ventanilla",
                "Dimensions": [["function"]],
                "Metrics": [
                    { "Name": "EventsAccepted", "Unit": "Count" },
                    { "Name": "RequestsRefused", "Unit": "Count" },
                ],
            }],
        },
        "function": "desk-telegram",
        "EventsAccepted": 5,
        "RequestsRefused": 1,
        "reason": ["forged"],
    });
    assert_eq!(line, expected);
}

#[test]
fn nothing_counted_is_no_line() {
    let metrics = Metrics::default();
    metrics.property("reason", "forged");
    assert_eq!(metrics.line("f", noon()), None);
    let mut written = Vec::new();
    metrics.flush("f", noon(), &mut written);
    assert!(written.is_empty());
}

#[test]
fn a_written_line_ends_and_is_forgotten() {
    let metrics = Metrics::default();
    metrics.count(Metric::SweepsCompleted);
    let mut written = Vec::new();
    metrics.flush("f", noon(), &mut written);
    metrics.flush("f", noon(), &mut written);
    let text = String::from_utf8(written).unwrap();
    assert_eq!(text.matches('\n').count(), 1, "{text}");
    assert!(text.ends_with("}\n"));
}
