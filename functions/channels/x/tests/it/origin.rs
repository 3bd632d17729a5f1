//! What the conformance suite does not ask of the proof: the handshake, the second header, and that the one cannot be
//! used for the other.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use channel::signature::sign;
use channel::{Answer, Method, Refusal, Request, Secrets, Webhook};
use channel_x::{Secret, X};
use secrecy::SecretString;
use serde_json::Value;

use crate::now;

const SIGNATURE: &str = "x-twitter-webhooks-signature";
const NEW_SIGNATURE: &str = "x-twitter-webhooks-signature-oauth2";

pub(crate) fn request(method: Method, query: &str, body: &str) -> Request {
    Request {
        method,
        path: "/x".to_owned(),
        raw_query: query.to_owned(),
        headers: BTreeMap::new(),
        body: Bytes::copy_from_slice(body.as_bytes()),
        source_address: "203.0.113.7".to_owned(),
    }
}

pub(crate) fn with_header(mut request: Request, name: &str, value: &str) -> Request {
    request.headers.insert(name.to_owned(), value.to_owned());
    request
}

pub(crate) fn secrets(json: &str) -> Secrets<Secret> {
    Secrets::new(serde_json::from_str(json).unwrap(), None)
}

/// What the handshake answers to a token.
pub(crate) fn response_token(query: &str, secrets: &Secrets<Secret>) -> Result<Value, Refusal> {
    let Answer::Say(response) = X.prove(&request(Method::Get, query, ""), secrets, now())? else {
        panic!("a handshake is answered")
    };
    assert_eq!(response.status, 200);
    assert_eq!(response.headers["content-type"], "application/json");
    let body: Value = serde_json::from_str(&response.body).unwrap();
    Ok(body["response_token"].clone())
}

fn signed(key: &str, text: &str) -> String {
    let mac = sign(&SecretString::from(key), text.as_bytes()).unwrap();
    format!("sha256={}", STANDARD.encode(mac))
}

const BOTH: &str = r#"{"consumer_secret":"old","client_secret":"new"}"#;
const BODY: &str = r#"{"data":{}}"#;

#[test]
fn the_handshake_uses_the_client_secret_where_there_is_one() {
    let only_old = secrets(r#"{"consumer_secret":"old"}"#);
    for (secrets, key) in [(&only_old, "old"), (&secrets(BOTH), "new")] {
        let token = response_token("crc_token=foo&nonce=bar", secrets).unwrap();
        assert_eq!(token, Value::from(signed(key, "foo")));
    }
}

#[test]
fn a_handshake_without_token_or_secret_is_answered_with_nothing() {
    let filled = secrets(BOTH);
    for query in [
        "",
        "crc_token=",
        "token=foo",
        "crc_token=a%20b",
        "crc_token=%7B%7D",
    ] {
        assert_eq!(
            response_token(query, &filled),
            Err(Refusal::Forbidden),
            "{query}"
        );
    }
    let empty = secrets("{}");
    assert_eq!(
        response_token("crc_token=foo", &empty),
        Err(Refusal::Forbidden)
    );
}

#[test]
fn no_answer_to_a_handshake_is_the_signature_of_a_body() {
    let secrets = secrets(r#"{"consumer_secret":"old"}"#);
    let answered = response_token("crc_token=foo", &secrets).unwrap();
    let forged = request(Method::Post, "", "foo");
    let forged = with_header(forged, SIGNATURE, answered.as_str().unwrap());
    assert_eq!(
        X.prove(&forged, &secrets, now()).err(),
        Some(Refusal::Forged)
    );
    let longest = format!("crc_token={}", "a".repeat(512));
    assert!(response_token(&longest, &secrets).is_ok());
    assert!(response_token(&format!("{longest}a"), &secrets).is_err());
}

#[test]
fn each_header_is_proved_by_its_own_secret() {
    let secrets = secrets(BOTH);
    let prove = |headers: &[(&str, &str)]| {
        let plain = request(Method::Post, "", BODY);
        let request = headers.iter().fold(plain, |request, (name, key)| {
            with_header(request, name, &signed(key, BODY))
        });
        X.prove(&request, &secrets, now()).err()
    };
    assert_eq!(prove(&[(SIGNATURE, "old")]), None);
    assert_eq!(prove(&[(NEW_SIGNATURE, "new")]), None);
    assert_eq!(prove(&[(SIGNATURE, "gone"), (NEW_SIGNATURE, "new")]), None);
    assert_eq!(prove(&[(SIGNATURE, "new")]), Some(Refusal::Forged));
    assert_eq!(prove(&[(NEW_SIGNATURE, "old")]), Some(Refusal::Forged));
    assert_eq!(prove(&[]), Some(Refusal::Unproved));
}

#[test]
fn other_paths_and_methods_are_refused_before_anything_else() {
    let secrets = secrets(BOTH);
    let signed = with_header(
        request(Method::Post, "", BODY),
        SIGNATURE,
        &signed("old", BODY),
    );
    for path in ["/", "/x/", "/X", "/twitter", ""] {
        let elsewhere = Request {
            path: path.to_owned(),
            ..signed.clone()
        };
        let refusal = X.prove(&elsewhere, &secrets, now()).err();
        assert_eq!(refusal, Some(Refusal::NotFound), "{path}");
    }
    let options = Request {
        method: Method::Options,
        ..signed
    };
    let refusal = X.prove(&options, &secrets, now()).err();
    assert_eq!(refusal, Some(Refusal::MethodNotAllowed));
}
