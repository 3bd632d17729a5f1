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

#[test]
fn what_is_counted_by_channel_is_a_line_for_each_with_the_channel_as_only_dimension() {
    let metrics = Metrics::default();
    metrics.add_by_channel(Metric::PromisesKept, "email", 2);
    metrics.add_by_channel(Metric::PromisesKept, "email", 1);
    metrics.add_by_channel(Metric::PromisesBroken, "telegram", 1);
    metrics.add_by_channel(Metric::PromisesBroken, "sms", 0);
    let lines: Vec<Value> = metrics
        .channel_lines("desk-router", noon())
        .iter()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let expected = |channel: &str, metric: &str, count: u64| {
        json!({
            "_aws": {
                "Timestamp": 1_795_262_400_000_i64,
                "CloudWatchMetrics": [{
                    "Namespace": "Ventanilla",
                    "Dimensions": [["channel"]],
                    "Metrics": [{ "Name": metric, "Unit": "Count" }],
                }],
            },
            "channel": channel,
            "function": "desk-router",
            metric: count,
        })
    };
    assert_eq!(
        lines,
        [
            expected("email", "PromisesKept", 3),
            expected("telegram", "PromisesBroken", 1)
        ]
    );
    assert_eq!(
        metrics.line("desk-router", noon()),
        None,
        "nothing by function"
    );
}

#[test]
fn lines_of_channels_are_written_behind_that_of_the_function_and_forgotten() {
    let metrics = Metrics::default();
    let counts = BTreeMap::from([("email".into(), 1), ("sms".into(), 1)]);
    metrics.add_by_channels(Metric::PromisesKept, &counts);
    metrics.count(Metric::StepsFired);
    let mut written = Vec::new();
    metrics.flush("f", noon(), &mut written);
    metrics.flush("f", noon(), &mut written);
    let text = String::from_utf8(written).unwrap();
    let dimensions: Vec<&str> = text
        .lines()
        .map(|line| {
            if line.contains(r#"[["channel"]]"#) {
                "channel"
            } else {
                "function"
            }
        })
        .collect();
    assert_eq!(dimensions, ["function", "channel", "channel"]);
}
