//! What the conformance suite does not ask of the proof.

use std::collections::BTreeMap;

use bytes::Bytes;
use channel::{Answer, Method, Refusal, Request, Secrets, Webhook};
use channel_telegram::{Secret, Telegram};

use crate::now;

fn request() -> Request {
    let token = ("x-telegram-bot-api-secret-token", "token");
    Request {
        method: Method::Post,
        path: "/telegram".to_owned(),
        raw_query: String::new(),
        headers: BTreeMap::from([(token.0.to_owned(), token.1.to_owned())]),
        body: Bytes::from_static(b"{}"),
        source_address: "203.0.113.7".to_owned(),
    }
}

fn prove(request: &Request) -> Result<Answer, Refusal> {
    let secret: Secret = serde_json::from_str(r#"{"secret_token":"token"}"#).unwrap();
    Telegram::default().prove(request, &Secrets::new(secret, None), now())
}

#[test]
fn the_body_is_handed_on_byte_for_byte() {
    let Ok(Answer::Read(body)) = prove(&request()) else {
        panic!("refused")
    };
    assert_eq!(body.bytes(), &Bytes::from_static(b"{}"));
}

#[test]
fn a_secret_without_its_field_is_an_empty_one_and_lets_nobody_in() {
    let empty: Secret = serde_json::from_str("{}").unwrap();
    let secrets = Secrets::new(empty, None);
    let answer = Telegram::default().prove(&request(), &secrets, now());
    assert_eq!(answer.err(), Some(Refusal::Forged));
}

#[test]
fn other_paths_and_methods_are_refused_before_the_token_is_looked_at() {
    for path in ["/", "/telegram/", "/Telegram", "/whatsapp", ""] {
        let request = Request {
            path: path.to_owned(),
            ..request()
        };
        assert_eq!(prove(&request).err(), Some(Refusal::NotFound), "{path}");
    }
    let request = Request {
        method: Method::Get,
        ..request()
    };
    assert_eq!(prove(&request).err(), Some(Refusal::MethodNotAllowed));
}
