//! Which requests are taken.

use std::collections::BTreeMap;

use bytes::Bytes;
use channel::{Answer, Method, Refusal, Request, Secrets, Webhook};
use channel_telegram::{Secret, Telegram};
use rstest::rstest;

use crate::now;

fn request(token: Option<&str>) -> Request {
    let headers = token.map(|token| {
        (
            "x-telegram-bot-api-secret-token".to_owned(),
            token.to_owned(),
        )
    });
    Request {
        method: Method::Post,
        path: "/telegram".to_owned(),
        raw_query: String::new(),
        headers: headers.into_iter().collect::<BTreeMap<_, _>>(),
        body: Bytes::from_static(b"{}"),
        source_address: "203.0.113.7".to_owned(),
    }
}

fn secret(json: &str) -> Secret {
    serde_json::from_str(json).unwrap()
}

fn prove(request: &Request) -> Result<Answer, Refusal> {
    let secrets = Secrets::new(
        secret(r#"{"secret_token":"new"}"#),
        Some(secret(r#"{"secret_token":"old"}"#)),
    );
    Telegram::default().prove(request, &secrets, now())
}

#[rstest]
#[case(Some("new"), None)]
#[case(Some("old"), None)]
#[case(Some("New"), Some(Refusal::Forged))]
#[case(Some("new "), Some(Refusal::Forged))]
#[case(Some(""), Some(Refusal::Forged))]
#[case(None, Some(Refusal::Unproved))]
fn only_the_token_proves_the_origin(#[case] token: Option<&str>, #[case] refusal: Option<Refusal>) {
    assert_eq!(prove(&request(token)).err(), refusal);
}

#[test]
fn the_body_is_handed_on_byte_for_byte() {
    let Ok(Answer::Read(body)) = prove(&request(Some("new"))) else {
        panic!("refused")
    };
    assert_eq!(body.bytes(), &Bytes::from_static(b"{}"));
}

#[test]
fn a_secret_that_nobody_filled_lets_nobody_in() {
    let empty = Secrets::new(secret("{}"), None);
    for token in [Some(""), Some("new"), None] {
        assert!(
            Telegram::default()
                .prove(&request(token), &empty, now())
                .is_err()
        );
    }
}

#[test]
fn other_paths_and_methods_are_refused_before_the_token_is_looked_at() {
    for path in ["/", "/telegram/", "/Telegram", "/whatsapp", ""] {
        let request = Request {
            path: path.to_owned(),
            ..request(Some("new"))
        };
        assert_eq!(prove(&request).err(), Some(Refusal::NotFound), "{path}");
    }
    let request = Request {
        method: Method::Get,
        ..request(Some("new"))
    };
    assert_eq!(prove(&request).err(), Some(Refusal::MethodNotAllowed));
}
