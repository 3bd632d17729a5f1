use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::{instant, lines, run, run_with_input};

const RECEIVED: &str = "2026-11-23T09:00:00Z";

#[test]
fn a_file_becomes_one_line_an_event() {
    let ran = run(&[
        "channel",
        "read",
        "telegram",
        "telegram_text.json",
        "--received-at",
        RECEIVED,
    ]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let events = lines(&ran.out);
    assert_eq!(events.len(), 1);
    let event = &events[0];
    assert_eq!(event["channel"], "telegram");
    assert_eq!(event["kind"], "message");
    assert_eq!(event["text"], "¿Dónde está mi pedido 20451?");
    assert_eq!(event["external_message_id"], "7001:18");
    assert_eq!(event["timestamp"], "2026-11-23T08:58:00Z");
    assert_eq!(event["received_at"], RECEIVED);
    assert_eq!(event["target_message_id"], serde_json::Value::Null);
}

#[test]
fn standard_input_is_read_like_a_file() {
    let body = std::fs::read(crate::fixtures().join("telegram_text.json")).unwrap();
    let of_file = run(&[
        "channel",
        "read",
        "telegram",
        "telegram_text.json",
        "--received-at",
        RECEIVED,
    ]);
    for arguments in [
        &["channel", "read", "telegram", "--received-at", RECEIVED][..],
        &[
            "channel",
            "read",
            "telegram",
            "-",
            "--received-at",
            RECEIVED,
        ],
    ] {
        let ran = run_with_input(arguments, &body);
        assert_eq!((ran.code, ran.out), (0, of_file.out.clone()));
    }
}

#[test]
fn what_cannot_be_read_is_told_with_its_place_and_ends_with_one() {
    let ran = run_with_input(
        &["channel", "read", "telegram"],
        b"{\"update_id\": 1, \"message\": ",
    );
    assert_eq!(ran.code, 1);
    assert_eq!(ran.out, "");
    assert!(ran.err.starts_with("-: the whole body: "), "{}", ran.err);
    for hostile in [&b""[..], b"\xff\xfe", b"[[[[[[", b"null", b"{}"] {
        let ran = run_with_input(&["channel", "read", "telegram"], hostile);
        assert!(ran.code == 0 || ran.code == 1, "{}", ran.err);
    }
}

#[test]
fn a_form_without_session_says_so() {
    let ran = run(&["channel", "read", "webchat", "telegram_text.json"]);
    assert_eq!(ran.code, 1);
    assert_ne!(ran.err, "");
}

#[test]
fn every_channel_is_read() {
    let read = |channel, file| {
        let ran = run(&["channel", "read", channel, file]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{channel}");
        lines(&ran.out)
    };
    let whatsapp = read("whatsapp", "whatsapp_text.json");
    assert_eq!(whatsapp.len(), 2);
    assert_eq!(whatsapp[1]["external_message_id"], "wamid.A2");
    let email = read("email", "talla.eml");
    assert_eq!(email[0]["subject"], "Talla");
    assert_eq!(email[0]["text"], "¿Qué talla pido?");
}

/// Samples of providers' requests stand beside the repository, where they stand at all.
#[test]
fn the_shared_samples_are_read_as_is_expected_of_them() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/channels");
    for channel in ["telegram", "whatsapp", "email"] {
        let Ok(folder) = std::fs::read_dir(shared.join(channel)) else {
            return;
        };
        let files = folder.map(|file| file.unwrap().path());
        for expected in files.filter(|file| file.to_str().unwrap().ends_with(".expect.json")) {
            compare(channel, &expected);
        }
    }
}

fn compare(channel: &str, expected: &Path) {
    let name = expected.to_str().unwrap().trim_end_matches(".expect.json");
    let bodies = ["json", "eml"].map(|end| PathBuf::from(format!("{name}.{end}")));
    let body = bodies.iter().find(|body| body.exists()).unwrap();
    let ran = run(&["channel", "read", channel, body.to_str().unwrap()]);
    let expected: Value = serde_json::from_slice(&std::fs::read(expected).unwrap()).unwrap();
    let expected = expected["events"].as_array().unwrap();
    let events = lines(&ran.out);
    assert_eq!(
        (ran.code, events.len()),
        (0, expected.len()),
        "{name}: {}",
        ran.err
    );
    for (event, expected) in events.iter().zip(expected) {
        for (field, value) in expected.as_object().unwrap() {
            let nothing = value.as_array().is_some_and(Vec::is_empty) && event.get(field).is_none();
            assert!(
                field == "note" || nothing || instant(&event[field]) == instant(value),
                "{name}: {field} is {} and not {value}",
                event[field]
            );
        }
    }
}
