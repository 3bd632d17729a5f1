//! The chat from the browser's and the app's side: sessions, messages, refusals. What every channel must hold is asked
//! by the conformance suite.
#![allow(clippy::unwrap_used, clippy::panic)]

mod identity;
mod messages;
mod sessions;

use std::collections::BTreeMap;

use bytes::Bytes;
use channel::{Answer, Method, Refusal, Request, Response, Secrets, Verified, Webhook};
use channel_webchat::{MESSAGES_PATH, SESSION_PATH, Webchat, WebchatSecret};
use jiff::Timestamp;
use serde_json::{Value, json};

pub(crate) const SITE: &str = "https://shop.example";
pub(crate) const MESSAGE_ID: &str = "0b1f7a3e-5c56-4c9e-9d1e-2f6b0a3c4d5e";

pub(crate) fn now() -> Timestamp {
    "2026-11-21T10:00:00Z".parse().unwrap()
}

pub(crate) fn webchat() -> Webchat {
    Webchat::from_list("https://shop.example, https://other.example").unwrap()
}

pub(crate) fn secrets() -> Secrets<WebchatSecret> {
    let secret = WebchatSecret {
        session_key: "key of now".into(),
        identity_key: "the shop's key".into(),
        ..WebchatSecret::default()
    };
    Secrets::new(secret, None)
}

pub(crate) fn request(
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
    body: impl Into<Bytes>,
) -> Request {
    Request {
        method,
        path: path.to_owned(),
        raw_query: String::new(),
        headers: headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect::<BTreeMap<_, _>>(),
        body: body.into(),
        source_address: "192.0.2.7".to_owned(),
    }
}

pub(crate) fn said(answer: Result<Answer, Refusal>) -> Response {
    match answer.unwrap() {
        Answer::Say(response) => response,
        other => panic!("{other:?}"),
    }
}

pub(crate) fn proved(answer: Result<Answer, Refusal>) -> Verified {
    match answer.unwrap() {
        Answer::Read(verified) => verified,
        other => panic!("{other:?}"),
    }
}

/// Asks for a session, with a body or without.
pub(crate) fn open(
    headers: &[(&str, &str)],
    body: Option<&Value>,
    at: Timestamp,
) -> Result<Answer, Refusal> {
    let asked = match body {
        Some(body) => request(Method::Post, SESSION_PATH, headers, body.to_string()),
        None => request(Method::Get, SESSION_PATH, headers, ""),
    };
    webchat().prove(&asked, &secrets(), at)
}

/// The token of an answer that opens a session.
pub(crate) fn token_of(answer: Result<Answer, Refusal>) -> String {
    let body: Value = serde_json::from_str(&said(answer).body).unwrap();
    body["session"].as_str().unwrap().to_owned()
}

pub(crate) fn token() -> String {
    token_of(open(&[("origin", SITE)], None, now()))
}

/// A message with what a token's bearer sends. Without an origin it is an app's.
pub(crate) fn post(token: &str, origin: Option<&str>, body: impl Into<Bytes>) -> Request {
    let bearer = format!("Bearer {token}");
    let origin = origin.map(|origin| ("origin", origin));
    let headers: Vec<(&str, &str)> = origin
        .into_iter()
        .chain([("authorization", bearer.as_str())])
        .collect();
    request(Method::Post, MESSAGES_PATH, &headers, body)
}

pub(crate) fn form() -> Value {
    json!({"client_message_id": MESSAGE_ID, "email": "ana@example.com", "text": "¿Cuándo llega?"})
}
