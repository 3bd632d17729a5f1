#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;

use channel::{Response, Webhook as _};
use jiff::SignedDuration;
use rstest::rstest;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};

use super::*;

const SITE: &str = "https://tienda.example:8443";

fn now() -> Timestamp {
    "2026-11-21T10:00:00Z".parse().unwrap()
}

fn webchat() -> Webchat {
    Webchat::from_list(SITE).unwrap()
}

fn secrets(captcha: &str) -> Secrets<WebchatSecret> {
    let secret = WebchatSecret {
        session_key: "session".into(),
        identity_key: "identity".into(),
        captcha_secret: captcha.into(),
    };
    Secrets::new(secret, None)
}

fn asking(method: Method, body: &Value, headers: &[(&str, &str)]) -> Request {
    let headers = [("origin", SITE)].iter().chain(headers);
    Request {
        method,
        path: SESSION_PATH.to_owned(),
        raw_query: String::new(),
        headers: headers
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect::<BTreeMap<_, _>>(),
        body: body.to_string().into(),
        source_address: "192.0.2.7".to_owned(),
    }
}

fn opening(captcha: &str) -> Request {
    asking(Method::Post, &json!({"captcha": captcha}), &[])
}

fn form(request: &Request, at: Timestamp) -> BTreeMap<&'static str, String> {
    let errand = webchat()
        .errand(request, &secrets("turnstile"), at)
        .unwrap()
        .unwrap();
    assert_eq!(errand.url.expose(), VERIFY);
    assert_eq!(errand.keep, None);
    let fields = errand.form.iter();
    fields
        .map(|(name, value)| (*name, value.expose_secret().to_owned()))
        .collect()
}

fn judged(verdict: &str) -> Result<Response, Refusal> {
    let answer = webchat().prove_with(
        &opening("a token"),
        &secrets("turnstile"),
        now(),
        verdict.as_bytes(),
    )?;
    match answer {
        Answer::Say(response) => Ok(response),
        other => panic!("{other:?}"),
    }
}

#[test]
fn turnstile_is_asked_with_the_token_and_who_gave_it() {
    let form = form(&opening("a token"), now());
    assert_eq!(form["secret"], "turnstile");
    assert_eq!(form["response"], "a token");
    assert_eq!(form["remoteip"], "192.0.2.7");
    assert!(uuid::Uuid::parse_str(&form["idempotency_key"]).is_ok());
}

#[test]
fn a_token_sent_again_is_asked_about_under_another_key() {
    let key = |at| form(&opening("a token"), at)["idempotency_key"].clone();
    assert_eq!(key(now()), key(now()));
    assert_ne!(key(now()), key(now() + SignedDuration::from_nanos(1)));
}

#[test]
fn a_good_verdict_for_this_site_opens_a_session() {
    let response = judged(r#"{"success": true, "hostname": "tienda.example", "action": ""}"#);
    assert!(response.unwrap().body.contains("\"session\""));
}

#[rstest]
#[case(
    r#"{"success": false, "hostname": "tienda.example", "error-codes": ["timeout-or-duplicate"]}"#
)]
#[case(r#"{"success": true, "hostname": "evil.example"}"#)]
#[case(r#"{"success": true, "hostname": "evil.tienda.example"}"#)]
#[case(r#"{"success": true, "hostname": ""}"#)]
#[case(r#"{"success": true}"#)]
#[case(r#"{"success": "true", "hostname": "tienda.example"}"#)]
#[case(r#"{"hostname": "tienda.example"}"#)]
#[case("{}")]
#[case("")]
#[case("<html>")]
#[case("null")]
fn any_other_verdict_opens_none(#[case] verdict: &str) {
    assert_eq!(judged(verdict), Err(Refusal::Forged));
}

#[rstest]
#[case(asking(Method::Get, &Value::Null, &[]))]
#[case(asking(Method::Post, &json!({}), &[]))]
#[case(opening(""))]
fn without_a_token_nothing_is_asked_and_nothing_given(#[case] request: Request) {
    let secrets = secrets("turnstile");
    let asked = webchat().errand(&request, &secrets, now());
    assert_eq!(asked.unwrap_err(), Refusal::Unproved);
    let alone = webchat().prove(&request, &secrets, now());
    assert_eq!(alone.unwrap_err(), Refusal::Unproved);
}

#[test]
fn a_token_longer_than_any_of_turnstile_s_is_not_asked_about() {
    let asked = |length: usize| {
        let request = opening(&"x".repeat(length));
        webchat().errand(&request, &secrets("turnstile"), now())
    };
    assert!(asked(2048).unwrap().is_some());
    assert_eq!(asked(2049).unwrap_err(), Refusal::Forged);
}

/// Nobody is asked, and what is given is decided without asking.
#[rstest]
#[case("", opening("a token"), Ok(()))]
#[case("turnstile", asking(Method::Post, &json!({"identity": "x"}), &[]), Err(Refusal::Forged))]
#[case("turnstile", asking(Method::Get, &Value::Null, &[("authorization", "Bearer x")]), Err(Refusal::Forged))]
#[case("turnstile", asking(Method::Options, &Value::Null, &[]), Ok(()))]
fn only_an_unknown_visitor_is_asked(
    #[case] captcha: &str,
    #[case] request: Request,
    #[case] decided: Result<(), Refusal>,
) {
    let secrets = secrets(captcha);
    let asked = webchat().errand(&request, &secrets, now());
    assert!(asked.unwrap().is_none());
    let answer = webchat().prove(&request, &secrets, now());
    assert_eq!(answer.map(|_| ()), decided);
}

#[test]
fn an_app_is_not_asked_and_gets_nothing_without_an_identity() {
    let mut request = opening("a token");
    request.headers.clear();
    let secrets = secrets("turnstile");
    assert!(
        webchat()
            .errand(&request, &secrets, now())
            .unwrap()
            .is_none()
    );
    let answer = webchat().prove(&request, &secrets, now());
    assert_eq!(answer.unwrap_err(), Refusal::Forbidden);
}

#[test]
fn messages_and_the_script_need_no_asking() {
    for path in [crate::MESSAGES_PATH, crate::SCRIPT_PATH, "/web"] {
        let mut request = opening("a token");
        request.path = path.to_owned();
        let asked = webchat().errand(&request, &secrets("turnstile"), now());
        assert!(asked.unwrap().is_none(), "{path}");
    }
}
