//! What the conformance suite does not ask of the proof: the requests by which Slack only tries whether we are there.

use std::collections::BTreeMap;

use bytes::Bytes;
use channel::signature::slack::{SIGNATURE_HEADER, TIMESTAMP_HEADER};
use channel::signature::{sign, slack as scheme};
use channel::{Answer, Method, Refusal, Request, Secrets, Webhook};
use secrecy::SecretString;
use serde_json::json;
use slack::{Secret, Slack};

use crate::now;

pub(crate) fn secrets(signing_secret: &str) -> Secrets<Secret> {
    let secret = json!({"signing_secret": signing_secret, "bot_token": "xoxb"});
    Secrets::new(serde_json::from_value(secret).unwrap(), None)
}

pub(crate) fn request(body: &[u8], stamp: &str, signature: &str) -> Request {
    let headers = [(TIMESTAMP_HEADER, stamp), (SIGNATURE_HEADER, signature)];
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Request {
        method: Method::Post,
        path: "/slack".to_owned(),
        raw_query: String::new(),
        headers: BTreeMap::from(headers),
        body: Bytes::copy_from_slice(body),
        source_address: "203.0.113.7".to_owned(),
    }
}

fn signed(key: &str, body: &[u8]) -> Request {
    let stamp = now().as_second().to_string();
    let text = scheme::signed_text(&stamp, &Bytes::copy_from_slice(body));
    let mac = sign(&SecretString::from(key), &text).unwrap();
    let hex: String = mac.iter().map(|byte| format!("{byte:02x}")).collect();
    request(body, &stamp, &format!("v0={hex}"))
}

fn prove(request: &Request) -> Result<Answer, Refusal> {
    Slack.prove(request, &secrets("key"), now())
}

const CHALLENGE: &[u8] = br#"{"token":"t","type":"url_verification","challenge":"3eZbrw1a"}"#;

#[test]
fn a_challenge_is_said_back_to_slack_only() {
    let Ok(Answer::Say(response)) = prove(&signed("key", CHALLENGE)) else {
        panic!("nothing is said")
    };
    assert_eq!((response.status, response.body.as_str()), (200, "3eZbrw1a"));
    let forged = prove(&signed("another", CHALLENGE));
    assert_eq!(forged.err(), Some(Refusal::Forged));
    let mut unsigned = signed("key", CHALLENGE);
    unsigned.headers.remove(SIGNATURE_HEADER);
    assert_eq!(prove(&unsigned).err(), Some(Refusal::Unproved));
}

#[test]
fn the_check_of_our_certificate_is_answered_and_told_to_nobody() {
    let Ok(Answer::Say(response)) = prove(&signed("key", b"token=t&ssl_check=1")) else {
        panic!("nothing is said")
    };
    assert_eq!((response.status, response.body.as_str()), (200, ""));
    let forged = prove(&signed("another", b"token=t&ssl_check=1"));
    assert_eq!(forged.err(), Some(Refusal::Forged));
}

#[test]
fn what_only_looks_like_a_trial_is_read() {
    for body in [
        &br#"{"type":"url_verification"}"#[..],
        br#"{"type":"url_verification","challenge":5}"#,
        br#"{"type":"event_callback","challenge":"a"}"#,
        b"command=%2Fventanilla&ssl_check=0",
        b"payload=%7B%22type%22%3A%22url_verification%22%7D",
    ] {
        let answer = prove(&signed("key", body));
        assert!(matches!(answer, Ok(Answer::Read(_))), "{answer:?}");
    }
}

#[test]
fn other_paths_and_methods_are_refused_before_the_signature_is_looked_at() {
    for path in ["/", "/slack/", "/Slack", "/slack/events", ""] {
        let elsewhere = Request {
            path: path.to_owned(),
            ..signed("key", b"{}")
        };
        assert_eq!(prove(&elsewhere).err(), Some(Refusal::NotFound), "{path}");
    }
    let get = Request {
        method: Method::Get,
        ..signed("key", b"{}")
    };
    assert_eq!(prove(&get).err(), Some(Refusal::MethodNotAllowed));
}
