#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use crate::testing::{bucket, clients};

fn headers() -> BTreeMap<String, String> {
    let all = [
        ("content-type", "application/json"),
        ("x-hub-signature-256", "sha256=aa"),
        ("x-telegram-bot-api-secret-token", "hush"),
        ("authorization", "hush"),
        ("cookie", "hush"),
        ("X-Api-Key", "hush"),
    ];
    all.map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
}

#[tokio::test]
async fn a_request_is_kept_whole_without_its_secrets() {
    let vault = Vault::new(clients(&bucket().await).await.s3(), "vault");
    let time: Timestamp = "2026-11-21T09:05:07.042Z".parse().unwrap();
    let reasons = ["/entry/0: no id".to_owned()];
    let key = vault
        .quarantine("whatsapp", time, b"\xff{", &headers(), &reasons)
        .await
        .unwrap();
    let kept = vault.quarantined(&key).await.unwrap();
    assert_eq!(kept.bytes().unwrap(), &b"\xff{"[..]);
    assert_eq!(
        (kept.channel.as_str(), kept.received_at, &kept.reasons[..]),
        ("whatsapp", time, &reasons[..])
    );
    let names: Vec<&str> = kept.headers.keys().map(String::as_str).collect();
    assert_eq!(names, ["content-type", "x-hub-signature-256"]);
}

#[test]
fn a_key_tells_channel_day_time_and_body() {
    let time: Timestamp = "2026-11-21T09:05:07.042Z".parse().unwrap();
    let sha256_of_nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let expected = format!("quarantine/telegram/2026/11/21/090507.042-{sha256_of_nothing}.json");
    assert_eq!(key("telegram", time, b""), expected);
    assert!(key("../a b", time, b"").starts_with("quarantine/---a-b/2026"));
}

#[tokio::test]
async fn what_is_not_in_quarantine_or_was_changed_by_hand_is_an_error() {
    let vault = Vault::new(clients(&bucket().await).await.s3(), "vault");
    assert!(matches!(
        vault.quarantined("k").await.unwrap_err(),
        DeliveryError::NoSuchObject { .. }
    ));
    vault
        .put("k", Bytes::from_static(b"{}"), "application/json")
        .await
        .unwrap();
    assert!(matches!(
        vault.quarantined("k").await.unwrap_err(),
        DeliveryError::Unreadable { .. }
    ));
}
