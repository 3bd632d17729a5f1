//! Who gets a session, for how long, and where it counts.

use channel::{Method, Refusal, Secrets, Webhook};
use channel_webchat::{MESSAGES_PATH, SCRIPT_PATH, SESSION_PATH};
use jiff::{SignedDuration, Timestamp};
use rstest::rstest;
use serde_json::{Value, json};

use super::*;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Asks for the session of a token again, as the chat does before it ends.
fn renew(token: &str, origin: &str, at: Timestamp) -> Result<Answer, Refusal> {
    let bearer = format!("Bearer {token}");
    open(&[("origin", origin), ("authorization", &bearer)], None, at)
}

fn session(token: &str, at: Timestamp) -> Result<channel_webchat::Session, Refusal> {
    webchat().session(&post(token, Some(SITE), ""), &secrets(), at)
}

#[test]
fn a_session_is_issued_to_an_allowed_site() {
    for body in [
        None,
        Some(&json!({})),
        Some(&json!({"identity": "", "from": "tomorrow"})),
    ] {
        let response = said(open(&[("origin", SITE)], body, now()));
        assert_eq!(response.status, 200);
        assert_eq!(response.headers["access-control-allow-origin"], SITE);
        assert_eq!(response.headers["cache-control"], "no-store");
        let body: Value = serde_json::from_str(&response.body).unwrap();
        assert_eq!(body["expires_at"], "2026-11-22T10:00:00Z");
    }
}

#[test]
fn two_sessions_differ_by_instant_and_by_caller() {
    let id = |token: &str| session(token, now()).unwrap().id;
    let later = token_of(open(
        &[("origin", SITE)],
        None,
        now() + SignedDuration::from_nanos(1),
    ));
    let other = token_of(open(&[("origin", SITE), ("user-agent", "x")], None, now()));
    let ids = [id(&token()), id(&later), id(&other)];
    assert!(ids[0] != ids[1] && ids[0] != ids[2], "{ids:?}");
}

#[test]
fn a_session_that_is_renewed_keeps_its_id() {
    let first = token();
    let later = now() + SignedDuration::from_hours(20);
    let second = token_of(renew(&first, SITE, later));
    let (before, after) = (
        session(&first, now()).unwrap(),
        session(&second, later).unwrap(),
    );
    assert_eq!((&after.id, after.contact()), (&before.id, before.contact()));
    assert_eq!(after.expires_at, later + DAY);
}

#[test]
fn a_visitor_who_comes_back_within_thirty_days_has_the_same_session() {
    let token = token();
    let end = now() + DAY + SignedDuration::from_hours(24 * 30);
    assert!(renew(&token, SITE, end - SignedDuration::from_nanos(1)).is_ok());
    assert_eq!(renew(&token, SITE, end).unwrap_err(), Refusal::Expired);
    assert_eq!(session(&token, end).unwrap_err(), Refusal::Expired);
}

#[test]
fn only_an_own_session_of_this_site_is_renewed() {
    let token = token();
    let foreign = renew(&token, "https://other.example", now());
    assert_eq!(foreign.unwrap_err(), Refusal::Forged);
    let forged = format!("{token}A");
    assert_eq!(renew(&forged, SITE, now()).unwrap_err(), Refusal::Forged);
}

#[rstest]
#[case(&[("origin", "https://evil.example")])]
#[case(&[("origin", "null")])]
#[case(&[("origin", "")])]
#[case(&[("origin", "https://shop.example.evil.example")])]
#[case(&[("origin", "http://shop.example")])]
fn a_foreign_site_gets_nothing(#[case] headers: &[(&str, &str)]) {
    let bearer = format!("Bearer {}", token());
    for (method, path) in [
        (Method::Get, SESSION_PATH),
        (Method::Post, SESSION_PATH),
        (Method::Options, SESSION_PATH),
        (Method::Options, MESSAGES_PATH),
        (Method::Post, MESSAGES_PATH),
    ] {
        let mut asked = request(method, path, headers, form().to_string());
        asked
            .headers
            .insert("authorization".to_owned(), bearer.clone());
        let refused = webchat().prove(&asked, &secrets(), now()).unwrap_err();
        assert_eq!(refused, Refusal::Forbidden, "{path}");
        let response = webchat().refused(&asked, refused);
        assert_eq!(response.status, 403);
        assert!(!response.headers.contains_key("access-control-allow-origin"));
    }
}

#[rstest]
#[case(SESSION_PATH)]
#[case(MESSAGES_PATH)]
fn a_preflight_is_answered(#[case] path: &str) {
    let asked = request(Method::Options, path, &[("origin", SITE)], "");
    let response = said(webchat().prove(&asked, &secrets(), now()));
    assert_eq!(response.status, 204);
    assert_eq!(response.headers["access-control-allow-origin"], SITE);
    assert_eq!(response.headers["access-control-max-age"], "3600");
    assert!(response.headers["access-control-allow-headers"].contains("authorization"));
}

#[rstest]
#[case(Method::Get, MESSAGES_PATH, Refusal::MethodNotAllowed)]
#[case(Method::Other, SESSION_PATH, Refusal::MethodNotAllowed)]
#[case(Method::Post, SCRIPT_PATH, Refusal::MethodNotAllowed)]
#[case(Method::Get, "/web", Refusal::NotFound)]
fn other_roads_lead_nowhere(#[case] method: Method, #[case] path: &str, #[case] expected: Refusal) {
    let asked = request(method, path, &[("origin", SITE)], "");
    let answer = webchat().prove(&asked, &secrets(), now());
    assert_eq!(answer.unwrap_err(), expected);
}

#[test]
fn a_request_for_a_session_that_cannot_be_read_is_told_so() {
    for body in ["not json", "[5]", "{\"identity\": 5}", "\0"] {
        let asked = request(Method::Post, SESSION_PATH, &[("origin", SITE)], body);
        let refused = webchat().prove(&asked, &secrets(), now()).unwrap_err();
        assert_eq!(refused.status(), 400, "{body}");
    }
}

#[test]
fn a_token_counts_until_it_expires_and_only_on_its_site() {
    let token = token();
    let last = now() + DAY - SignedDuration::from_nanos(1);
    assert!(session(&token, last).is_ok());
    assert_eq!(session(&token, now() + DAY).unwrap_err(), Refusal::Expired);
    for origin in [Some("https://other.example"), None] {
        let elsewhere = webchat().session(&post(&token, origin, ""), &secrets(), now());
        assert_eq!(elsewhere.unwrap_err(), Refusal::Forged, "{origin:?}");
    }
}

#[test]
fn any_changed_character_makes_a_token_forged() {
    let token = token();
    for at in 0..token.len() {
        let mut bytes = token.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(bytes).unwrap();
        assert_eq!(
            session(&changed, now()).unwrap_err(),
            Refusal::Forged,
            "{at}"
        );
    }
}

#[test]
fn a_session_renewed_during_a_rotation_outlives_the_old_key() {
    let key = |key: &str| WebchatSecret {
        session_key: key.into(),
        ..WebchatSecret::default()
    };
    let asked = request(Method::Get, SESSION_PATH, &[("origin", SITE)], "");
    let old = token_of(webchat().prove(&asked, &Secrets::new(key("old"), None), now()));
    let mut again = asked.clone();
    again
        .headers
        .insert("authorization".to_owned(), format!("Bearer {old}"));
    let rotating = Secrets::new(key("new"), Some(key("old")));
    let renewed = token_of(webchat().prove(&again, &rotating, now()));
    let rotated = Secrets::new(key("new"), None);
    let counts = |token: &str| webchat().session(&post(token, Some(SITE), ""), &rotated, now());
    assert!(counts(&renewed).is_ok());
    assert_eq!(counts(&old).unwrap_err(), Refusal::Forged);
}

#[test]
fn an_empty_key_issues_nothing() {
    let asked = request(Method::Get, SESSION_PATH, &[("origin", SITE)], "");
    let empty = Secrets::new(WebchatSecret::default(), None);
    let answer = webchat().prove(&asked, &empty, now());
    assert_eq!(answer.unwrap_err(), Refusal::Unproved);
}
