//! The reference samples beside the repository, where they are there: every field as expected, and none more.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use channel::{Reader, Verified};
use channel_email::Email;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

/// Fields whose value must be the expected one, or absent where nothing is expected.
const FIELDS: [&str; 18] = [
    "channel",
    "kind",
    "external_message_id",
    "sender_id",
    "text",
    "timestamp",
    "attachments_count",
    "public",
    "thread_key",
    "target_message_id",
    "opens_thread",
    "reply_text",
    "auto_submitted",
    "status",
    "status_code",
    "reply_to",
    "ses_message_id",
    "error_code",
];

fn samples() -> Vec<PathBuf> {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data/channels/email");
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let files = entries.map(|entry| entry.unwrap().path());
    files
        .filter(|path| path.to_str().unwrap().ends_with(".expect.json"))
        .collect()
}

fn raw(expected: &Path) -> Vec<u8> {
    let stem = expected
        .to_str()
        .unwrap()
        .strip_suffix(".expect.json")
        .unwrap();
    fs::read(format!("{stem}.eml"))
        .or_else(|_| fs::read(format!("{stem}.json")))
        .unwrap()
}

fn same(field: &str, one: &Value, other: &Value) -> bool {
    match (field, one.as_str(), other.as_str()) {
        ("timestamp", Some(one), Some(other)) => {
            one.parse::<Timestamp>().unwrap() == other.parse::<Timestamp>().unwrap()
        }
        _ => one == other,
    }
}

#[test]
fn every_sample_reads_as_expected() {
    for path in samples() {
        let expected: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let body = Verified::handed_in_by_operator(raw(&path));
        let reading = Email.read(&body, "2026-11-21T10:00:00Z".parse().unwrap());
        assert!(
            reading.unreadable.is_empty(),
            "{path:?} {:?}",
            reading.unreadable
        );
        let events: Vec<Value> = reading
            .events
            .iter()
            .map(|event| serde_json::to_value(event).unwrap())
            .collect();
        assert_eq!(json!(events.len()), expected["count"], "{path:?}");
        for (read, wanted) in events.iter().zip(expected["events"].as_array().unwrap()) {
            let (read, wanted): (&Map<_, _>, &Map<_, _>) =
                (read.as_object().unwrap(), wanted.as_object().unwrap());
            for field in FIELDS {
                let of =
                    |event: &Map<String, Value>| event.get(field).cloned().unwrap_or(Value::Null);
                assert!(
                    same(field, &of(read), &of(wanted)),
                    "{path:?} {field}: {} for {}",
                    of(read),
                    of(wanted)
                );
            }
        }
    }
}
