#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use futures::future::join_all;
use jiff::{SignedDuration, Timestamp};
use secrecy::ExposeSecret as _;

use super::*;
use crate::testing::{Log, PlayedSource, Token, noon};

type Cache<'a> = SecretCache<&'a PlayedSource, Token>;

fn after(seconds: i64) -> Timestamp {
    noon() + SignedDuration::from_secs(seconds)
}

async fn tokens(cache: &Cache<'_>, now: Timestamp) -> Vec<String> {
    let secrets = cache.get(now).await.unwrap();
    secrets
        .all()
        .map(|secret| secret.token.expose_secret().to_owned())
        .collect()
}

#[tokio::test]
async fn a_value_is_fetched_once_in_five_minutes() {
    let source = PlayedSource::with("a");
    let cache = Cache::new(&source);
    for seconds in [0, 1, 299] {
        assert_eq!(tokens(&cache, after(seconds)).await, ["a"]);
    }
    assert_eq!(source.fetches(), 1);
    source.set(Some("b"), Some("a"));
    assert_eq!(
        tokens(&cache, after(301)).await,
        ["b", "a"],
        "current first, then previous"
    );
    assert_eq!(source.fetches(), 2);
}

#[tokio::test]
async fn who_asks_at_the_same_time_waits_for_one_fetch() {
    let source = PlayedSource::with("a");
    let cache = Cache::new(&source);
    let all = join_all((0..20).map(|_| cache.get(noon()))).await;
    assert!(all.iter().all(Result::is_ok));
    assert_eq!(source.fetches(), 1);
}

#[tokio::test]
async fn an_old_value_serves_an_hour_while_the_store_does_not_answer() {
    let source = PlayedSource::with("a");
    let cache = Cache::new(&source);
    tokens(&cache, noon()).await;
    source.set(None, None);
    assert_eq!(tokens(&cache, after(400)).await, ["a"]);
    assert_eq!(tokens(&cache, after(402)).await, ["a"]);
    assert_eq!(
        source.fetches(),
        2,
        "not asked again within seconds of a failure"
    );
    assert_eq!(tokens(&cache, after(3_600)).await, ["a"]);
    assert!(matches!(
        cache.get(after(3_601)).await.err(),
        Some(SecretError::Unavailable { .. })
    ));
    source.set(Some("b"), None);
    assert_eq!(tokens(&cache, after(3_602)).await, ["b"]);
}

#[tokio::test]
async fn without_any_value_every_request_asks() {
    let source = PlayedSource::default();
    let cache = Cache::new(&source);
    assert!(cache.get(noon()).await.is_err());
    source.set(Some("a"), None);
    assert_eq!(tokens(&cache, noon()).await, ["a"]);
}

#[tokio::test]
async fn a_doubted_value_is_refreshed_once_in_half_a_minute() {
    let source = PlayedSource::with("a");
    let cache = Cache::new(&source);
    tokens(&cache, noon()).await;
    assert!(
        cache.newer(after(29)).await.is_none(),
        "too young to be doubted"
    );
    source.set(Some("b"), Some("a"));
    assert!(cache.newer(after(31)).await.is_some());
    for seconds in 32..60 {
        assert!(cache.newer(after(seconds)).await.is_none());
    }
    assert_eq!(source.fetches(), 2);
    source.set(None, None);
    for seconds in 62..90 {
        assert!(cache.newer(after(seconds)).await.is_none());
    }
    assert_eq!(source.fetches(), 3, "a failed refresh counts as well");
    assert_eq!(tokens(&cache, after(90)).await, ["b", "a"]);
}

#[tokio::test]
async fn a_value_of_another_shape_is_an_error_that_does_not_quote_it() {
    let (log, _guard) = Log::start("trace");
    let source = PlayedSource::default();
    for bad in [r#"{"token":{"hush":1}}"#, r#""hush""#, "hush", "{}"] {
        *source.current.lock().unwrap() = Some(bad.to_owned());
        let error = Cache::new(&source).get(noon()).await.err().unwrap();
        assert!(matches!(error, SecretError::Misshapen { .. }), "{bad}");
        assert!(!format!("{error} {error:?}").contains("hush"), "{error:?}");
    }
    assert!(!log.text().contains("hush"));
}

#[tokio::test]
async fn a_previous_value_of_another_shape_does_not_hinder_the_current_one() {
    let source = PlayedSource::with("a");
    *source.previous.lock().unwrap() = Some("{}".to_owned());
    assert_eq!(tokens(&Cache::new(&source), noon()).await, ["a"]);
}
