//! What SNS really signed, and the collected addresses: read where they are at hand.

use std::fs;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::super::{Trusted, prove};
use super::{now, with_certificate_at};
use crate::Refusal;

/// The collected vectors, where they are at hand.
fn vectors() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/vectors");
    folder.is_dir().then_some(folder)
}

/// Messages that SNS really signed: each with its certificate, an instant at which that was valid, and whom it trusts.
fn really_signed() -> Vec<(Value, Vec<u8>, Timestamp, Trusted)> {
    let Some(folder) = vectors().map(|folder| folder.join("sns")) else {
        return Vec::new();
    };
    let files = fs::read_dir(&folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let messages = files.filter(|file| file.extension().is_some_and(|ending| ending == "json"));
    let messages: Vec<_> = messages
        .map(|file| {
            let message: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
            let url = message["SigningCertURL"].as_str().unwrap();
            let certificate = fs::read(folder.join(url.rsplit('/').next().unwrap())).unwrap();
            let at = message["Timestamp"].as_str().unwrap().parse().unwrap();
            let topic = message["TopicArn"].as_str().unwrap().to_owned();
            (
                message,
                certificate,
                at,
                Trusted::topics(vec![topic]).unwrap(),
            )
        })
        .collect();
    assert_eq!(messages.len(), 6);
    messages
}

fn decided(
    message: &Value,
    certificate: &[u8],
    trusted: &Trusted,
    at: Timestamp,
) -> Option<Refusal> {
    prove(&Bytes::from(message.to_string()), certificate, trusted, at).err()
}

#[test]
fn what_sns_really_signed_is_proved_while_its_certificate_is_valid() {
    for (message, certificate, at, trusted) in really_signed() {
        assert_eq!(
            decided(&message, &certificate, &trusted, at),
            None,
            "{message}"
        );
        let refused = decided(&message, &certificate, &trusted, now());
        assert_eq!(refused, Some(Refusal::Expired));
        let ours = decided(&message, &certificate, &super::trusted(), at);
        assert_eq!(ours, Some(Refusal::Forbidden));
    }
}

#[test]
fn what_sns_really_signed_cannot_be_changed() {
    for (message, certificate, at, trusted) in really_signed() {
        for name in [
            "Message",
            "MessageId",
            "Subject",
            "Timestamp",
            "Token",
            "SubscribeURL",
            "Type",
        ] {
            let mut changed = message.clone();
            changed[name] = match (name, message[name].as_str()) {
                ("Type", _) => json!("SubscriptionConfirmation"),
                (_, Some(text)) => json!(format!("{text}x")),
                // A notification without a subject is signed without one.
                ("Subject", None) if message["Token"].is_null() => json!("x"),
                _ => continue,
            };
            if changed != message {
                let refused = decided(&changed, &certificate, &trusted, at);
                assert_eq!(refused, Some(Refusal::Forged), "{name} of {message}");
            }
        }
    }
}

#[test]
fn the_collected_certificate_addresses_decide_as_they_say() {
    let Some(folder) = vectors() else { return };
    let all = fs::read(folder.join("vectors.json")).unwrap();
    let all: Vec<Value> = serde_json::from_slice(&all).unwrap();
    let of_sns = all
        .iter()
        .find(|vector| vector.get("signing_cert_urls_to_refuse").is_some());
    let list = |name: &str| of_sns.unwrap()[name].as_array().unwrap().clone();
    let decide =
        |url: &Value| with_certificate_at(url.as_str().unwrap(), &["us-east-1", "cn-north-1"]);
    for url in list("signing_cert_urls_to_refuse") {
        assert_eq!(decide(&url).unwrap_err(), Refusal::Forged, "{url}");
    }
    for url in list("accept") {
        assert!(decide(&url).is_ok(), "{url}");
    }
}
