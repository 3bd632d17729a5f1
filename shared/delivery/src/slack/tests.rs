#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};
use wiremock::matchers::{header, method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::*;
use crate::testing::NOBODY;

fn slack(server: &MockServer) -> Slack {
    let url = format!("{}/api/", server.uri());
    Slack::new(reqwest::Client::new(), url, SecretString::from("xoxb-hush"))
        .with_timeout(Duration::from_millis(300))
}

fn message() -> PostMessage {
    PostMessage {
        channel: "C111".to_owned(),
        text: "AL-4831".to_owned(),
        blocks: json!([{ "type": "divider" }]),
        metadata: Metadata::of_notice("thread_assigned", &NoticeId::new("n1")).with("version", 7),
    }
}

async fn answering(template: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/api/chat.postMessage"))
        .respond_with(template)
        .mount(&server)
        .await;
    server
}

async fn refused(template: ResponseTemplate) -> SlackError {
    slack(&answering(template).await)
        .post_message(&message())
        .await
        .unwrap_err()
}

fn not_ok(word: &str) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({ "ok": false, "error": word }))
}

#[tokio::test]
async fn a_posted_message_gives_its_place_and_carries_its_notice() {
    let answer = json!({ "ok": true, "channel": "C111", "ts": "1503435956.000247", "message": {} });
    let server = answering(ResponseTemplate::new(200).set_body_json(answer)).await;
    let posted = slack(&server).post_message(&message()).await.unwrap();
    assert_eq!(
        posted,
        Posted {
            channel: "C111".to_owned(),
            ts: "1503435956.000247".to_owned()
        }
    );
    let request = &server.received_requests().await.unwrap()[0];
    assert_eq!(request.headers["authorization"], "Bearer xoxb-hush");
    let body: Value = request.body_json().unwrap();
    assert_eq!(
        body["metadata"]["event_payload"],
        json!({ "notice": "n1", "version": 7 })
    );
    assert_eq!(body["unfurl_links"], false);
}

#[tokio::test]
async fn every_word_of_slack_is_sorted_by_what_can_be_done() {
    for (expected, words) in [
        (
            "Retry ",
            &[
                "internal_error",
                "fatal_error",
                "service_unavailable",
                "request_timeout",
            ][..],
        ),
        ("RetryAfter", &["ratelimited"]),
        (
            "Channel",
            &[
                "invalid_auth",
                "account_inactive",
                "token_revoked",
                "missing_scope",
            ],
        ),
        (
            "Channel",
            &["not_in_channel", "channel_not_found", "is_archived"],
        ),
        (
            "Message",
            &[
                "msg_too_long",
                "no_text",
                "invalid_blocks",
                "message_not_found",
                "cant_update_message",
            ],
        ),
        ("Message", &["users_not_found", "a_word_of_tomorrow"]),
    ] {
        for word in words {
            let error = refused(not_ok(word)).await;
            assert!(
                format!("{error:?}").starts_with(expected),
                "{word}: {error:?}"
            );
        }
    }
}

#[tokio::test]
async fn over_the_rate_slack_says_how_long_to_wait() {
    for (header, seconds) in [("30", 30), ("0", 1), ("soon", 1), ("99999999", 3_600)] {
        let error = refused(ResponseTemplate::new(429).insert_header("retry-after", header)).await;
        assert_eq!(
            error,
            SlackError::RetryAfter {
                after: Duration::from_secs(seconds)
            },
            "{header}"
        );
    }
    let error = refused(not_ok("ratelimited").insert_header("retry-after", "12")).await;
    assert_eq!(
        error,
        SlackError::RetryAfter {
            after: Duration::from_secs(12)
        }
    );
}

#[tokio::test]
async fn only_what_surely_was_not_posted_is_called_so() {
    let unsure = |error: &SlackError| matches!(error, SlackError::Unknown { .. });
    let late = refused(not_ok("no_text").set_delay(Duration::from_secs(5))).await;
    assert!(unsure(&late), "{late:?}");
    let garbled = refused(ResponseTemplate::new(200).set_body_string("<html>")).await;
    assert!(unsure(&garbled), "{garbled:?}");
    let placeless = refused(ResponseTemplate::new(200).set_body_json(json!({ "ok": true }))).await;
    assert!(unsure(&placeless), "{placeless:?}");
    let down = refused(ResponseTemplate::new(503)).await;
    assert_eq!(
        down,
        SlackError::Retry {
            code: "503".to_owned()
        }
    );
    let wrong_url = refused(ResponseTemplate::new(404).set_body_string("<html>")).await;
    assert!(
        matches!(wrong_url, SlackError::Channel { .. }),
        "{wrong_url:?}"
    );
    let unreachable = Slack::new(
        reqwest::Client::new(),
        NOBODY,
        SecretString::from("xoxb-hush"),
    );
    let error = unreachable.post_message(&message()).await.unwrap_err();
    assert!(matches!(error, SlackError::Retry { .. }), "{error:?}");
}

#[tokio::test]
async fn the_token_and_the_message_stand_in_no_error() {
    let server = answering(not_ok("invalid_auth")).await;
    let slack = slack(&server);
    let error = slack.post_message(&message()).await.unwrap_err();
    let written = format!("{error} {error:?} {slack:?}");
    assert!(
        !written.contains("hush") && !written.contains("AL-4831"),
        "{written}"
    );
}

fn page(messages: Value, next: &str) -> ResponseTemplate {
    let answer =
        json!({ "ok": true, "messages": messages, "response_metadata": { "next_cursor": next } });
    ResponseTemplate::new(200).set_body_json(answer)
}

fn carrying(notice: &str) -> Value {
    json!({ "ts": "2.0", "metadata": { "event_type": "x", "event_payload": { "notice": notice } } })
}

async fn with_history(pages: [(&str, ResponseTemplate); 2]) -> MockServer {
    let server = MockServer::start().await;
    for (cursor, page) in pages {
        Mock::given(path("/api/conversations.history"))
            .and(header("authorization", "Bearer xoxb-hush"))
            .and(query_param("include_all_metadata", "true"))
            .and(query_param("oldest", "1700000000.000000"))
            .and(query_param("cursor", cursor))
            .respond_with(page)
            .mount(&server)
            .await;
    }
    server
}

async fn find(server: &MockServer, channel: &str) -> Result<Option<Posted>, SlackError> {
    let since = Timestamp::from_second(1_700_000_000).unwrap();
    slack(server)
        .find_posted(channel, &NoticeId::new("n1"), since)
        .await
}

#[tokio::test]
async fn our_message_is_found_by_its_notice_on_any_page() {
    let first = page(
        json!([{ "ts": "1.0", "text": "n1" }, carrying("n2")]),
        "next",
    );
    let server = with_history([("", first), ("next", page(json!([carrying("n1")]), ""))]).await;
    let found = find(&server, "C111").await.unwrap();
    assert_eq!(
        found,
        Some(Posted {
            channel: "C111".to_owned(),
            ts: "2.0".to_owned()
        })
    );
}

#[tokio::test]
async fn a_message_that_is_not_there_is_none_and_a_failed_look_is_an_error() {
    let server = with_history([
        ("", page(json!([carrying("n2")]), "")),
        ("next", page(json!([]), "")),
    ])
    .await;
    assert_eq!(find(&server, "C111").await.unwrap(), None);
    let server = with_history([("", not_ok("missing_scope")), ("next", page(json!([]), ""))]).await;
    assert!(matches!(
        find(&server, "C111").await.unwrap_err(),
        SlackError::Channel { .. }
    ));
    let endless = with_history([
        ("", page(json!([]), "next")),
        ("next", page(json!([]), "next")),
    ])
    .await;
    assert!(matches!(
        find(&endless, "C111").await.unwrap_err(),
        SlackError::Unknown { .. }
    ));
}

#[tokio::test]
async fn a_persons_messages_are_looked_for_in_the_direct_conversation() {
    let server = with_history([
        ("", page(json!([carrying("n1")]), "")),
        ("next", page(json!([]), "")),
    ])
    .await;
    let opened =
        ResponseTemplate::new(200).set_body_json(json!({ "ok": true, "channel": { "id": "D9" } }));
    Mock::given(path("/api/conversations.open"))
        .respond_with(opened)
        .mount(&server)
        .await;
    assert_eq!(find(&server, "U42").await.unwrap().unwrap().channel, "D9");
}

#[test]
fn a_customers_text_calls_nobody() {
    assert_eq!(
        escape("<!channel> R&D > x"),
        "&lt;!channel&gt; R&amp;D &gt; x"
    );
}
