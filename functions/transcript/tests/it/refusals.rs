//! What is answered where there is nothing to tell.

use std::sync::atomic::{AtomicBool, Ordering};

use channel::Method;
use channel_webchat::MESSAGES_PATH;
use jiff::SignedDuration;
use runtime::secrets::{SecretError, SecretSource, Stage};
use secrecy::SecretString;
use testkit::table::fault;

use crate::scene::{Key, SITE, Scene, error_code, now, request, secret};

/// A secret that is rotated after it was fetched once.
#[derive(Default)]
struct Rotated(AtomicBool);

impl SecretSource for Rotated {
    async fn fetch(&self, stage: Stage) -> Result<Option<SecretString>, SecretError> {
        if stage == Stage::Previous {
            return Ok(None);
        }
        let rotated = self.0.swap(true, Ordering::SeqCst);
        Ok(Some(secret(if rotated { "key" } else { "key before" })))
    }
}

#[tokio::test]
async fn a_session_under_a_key_that_was_rotated_a_moment_ago_is_believed() {
    let scene = Scene::new().await;
    let function = scene.function(Rotated::default()).await;
    let asked = request(MESSAGES_PATH, "", Some(&scene.token));
    assert_eq!(function.answer(&asked, now()).await.status, 401);
    let later = now() + SignedDuration::from_mins(1);
    assert_eq!(function.answer(&asked, later).await.status, 200);
}

#[tokio::test]
async fn without_a_good_session_the_table_is_not_asked() {
    let scene = Scene::new().await;
    let function = scene.function(Key(Some("key"))).await;
    let token = scene.token.as_str();
    let expired = now() + SignedDuration::from_hours(24);
    for (token, at, code) in [
        (None, now(), "unproved"),
        (Some("x.y"), now(), "forged"),
        (Some(token), expired, "expired"),
    ] {
        let response = function
            .answer(&request(MESSAGES_PATH, "", token), at)
            .await;
        assert_eq!(
            (response.status, error_code(&response).as_str()),
            (401, code)
        );
        assert_eq!(response.headers["access-control-allow-origin"], SITE);
    }
    assert_eq!(scene.reads(), (0, vec![], 0));
}

#[tokio::test]
async fn a_foreign_site_is_told_nothing() {
    let scene = Scene::new().await;
    let mut asked = request(MESSAGES_PATH, "", Some(&scene.token));
    asked
        .headers
        .insert("origin".to_owned(), "https://evil.example".to_owned());
    let response = scene
        .function(Key(Some("key")))
        .await
        .answer(&asked, now())
        .await;
    assert_eq!(response.status, 403);
    assert!(!response.headers.contains_key("access-control-allow-origin"));
}

#[tokio::test]
async fn other_paths_and_methods_lead_nowhere() {
    let scene = Scene::new().await;
    let function = scene.function(Key(Some("key"))).await;
    let elsewhere = request("/web/session", "", Some(&scene.token));
    assert_eq!(function.answer(&elsewhere, now()).await.status, 404);
    let mut posted = request(MESSAGES_PATH, "", Some(&scene.token));
    posted.method = Method::Post;
    assert_eq!(function.answer(&posted, now()).await.status, 405);
}

#[tokio::test]
async fn what_cannot_be_read_now_may_be_asked_for_again() {
    let scene = Scene::new().await;
    let asked = request(MESSAGES_PATH, "", Some(&scene.token));
    let no_secret = scene.function(Key(None)).await.answer(&asked, now()).await;
    scene.table.plays("GetItem", |_, _| {
        fault("ThrottlingException", serde_json::json!({}))
    });
    let no_table = scene
        .function(Key(Some("key")))
        .await
        .answer(&asked, now())
        .await;
    for response in [no_secret, no_table] {
        assert_eq!(
            (response.status, error_code(&response).as_str()),
            (503, "unavailable")
        );
        assert_eq!(response.headers["access-control-allow-origin"], SITE);
    }
}
