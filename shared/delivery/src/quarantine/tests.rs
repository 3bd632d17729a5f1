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
    let server = bucket().await;
    let vault = Vault::new(clients(&server).await.s3(), "vault");
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
    let server = bucket().await;
    let vault = Vault::new(clients(&server).await.s3(), "vault");
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

async fn keep(vault: &Vault, channel: &str, at: &str) -> String {
    let (time, headers) = (at.parse().unwrap(), headers());
    let kept = vault.quarantine(channel, time, at.as_bytes(), &headers, &[]);
    kept.await.unwrap()
}

#[tokio::test]
async fn what_lies_in_quarantine_is_listed_by_channel_and_time() {
    let server = bucket().await;
    let vault = Vault::new(clients(&server).await.s3(), "vault");
    let days = [
        "2026-11-20T10:00:00.5Z",
        "2026-11-21T10:00:00Z",
        "2026-11-22T10:00:00Z",
    ];
    let mut keys = Vec::new();
    for channel in ["telegram", "tienda-router", "x"] {
        for day in days {
            keys.push(keep(&vault, channel, day).await);
        }
    }
    let listed = async |filter: &QuarantineFilter, after: Option<&str>, limit| {
        let found = vault.in_quarantine(filter, after, limit).await.unwrap();
        found.into_iter().map(|found| found.key).collect::<Vec<_>>()
    };
    let all = QuarantineFilter::default();
    assert_eq!(listed(&all, None, 99).await, keys);
    assert_eq!(listed(&all, Some(&keys[3]), 2).await, keys[4..6]);
    let router = QuarantineFilter {
        channel: Some("tienda-router".to_owned()),
        ..all.clone()
    };
    assert_eq!(listed(&router, None, 99).await, keys[3..6]);
    let one_day = QuarantineFilter {
        since: Some(days[1].parse().unwrap()),
        until: Some(days[2].parse().unwrap()),
        ..all
    };
    assert_eq!(
        listed(&one_day, None, 99).await,
        [1, 4, 7].map(|place| keys[place].clone())
    );
    let first = &vault.in_quarantine(&router, None, 1).await.unwrap()[0];
    assert_eq!(first.channel, "tienda-router");
    assert_eq!(first.received_at, Some(days[0].parse().unwrap()));
    assert!(first.size > 0);
}

#[tokio::test]
async fn a_key_that_was_made_by_hand_is_listed_unless_a_time_is_asked_for() {
    let server = bucket().await;
    let vault = Vault::new(clients(&server).await.s3(), "vault");
    vault
        .put("quarantine/mine", Bytes::new(), "text/plain")
        .await
        .unwrap();
    let found = vault
        .in_quarantine(&QuarantineFilter::default(), None, 9)
        .await
        .unwrap();
    assert_eq!((found.len(), found[0].received_at), (1, None));
    let since = QuarantineFilter {
        since: Some(Timestamp::UNIX_EPOCH),
        ..QuarantineFilter::default()
    };
    assert!(
        vault
            .in_quarantine(&since, None, 9)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn what_was_put_away_lies_elsewhere_whole() {
    let server = bucket().await;
    let vault = Vault::new(clients(&server).await.s3(), "vault");
    let key = keep(&vault, "telegram", "2026-11-20T10:00:00Z").await;
    let before = vault.get(&key).await.unwrap();
    let away = vault.put_away(&key).await.unwrap();
    assert!(away.starts_with("replayed/telegram/2026/11/20/100000.000-"));
    assert_eq!(vault.get(&away).await.unwrap(), before);
    assert!(matches!(
        vault.get(&key).await,
        Err(DeliveryError::NoSuchObject { .. })
    ));
}
