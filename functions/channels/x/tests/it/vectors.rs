//! Published and computed signatures, from the collected vectors where they are at hand.

use std::fs;
use std::path::Path;

use channel::{Answer, Method, Webhook};
use channel_x::X;
use serde_json::Value;

use crate::now;
use crate::origin::{request, response_token, secrets, with_header};

fn of_x() -> Vec<Value> {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data/vectors/vectors.json");
    let Ok(text) = fs::read(file) else {
        return Vec::new();
    };
    let all: Vec<Value> = serde_json::from_slice(&text).unwrap();
    let of_x = all.into_iter().filter(|vector| vector["channel"] == "x");
    let of_x: Vec<Value> = of_x.collect();
    assert!(of_x.len() >= 4);
    of_x
}

fn secret_of(vector: &Value) -> String {
    // Of one published handshake the secret is not known: only the form of its answer can be compared.
    let secret = vector["secret"].as_str().unwrap_or("not published");
    serde_json::json!({ "consumer_secret": secret }).to_string()
}

#[test]
fn every_handshake_is_answered_as_published() {
    for vector in of_x().iter().filter(|vector| vector["query"].is_string()) {
        let answered = response_token(
            vector["query"].as_str().unwrap(),
            &secrets(&secret_of(vector)),
        );
        let (answered, wanted) = (answered.unwrap(), &vector["expect"]["response_token"]);
        if vector["secret"].is_string() {
            assert_eq!(answered, *wanted, "{vector}");
        } else {
            assert_eq!(form_of(&answered), form_of(wanted), "{vector}");
        }
    }
}

/// Prefix, length and padding: 32 bytes in base64.
fn form_of(token: &Value) -> (bool, usize, bool) {
    let token = token.as_str().unwrap();
    (
        token.starts_with("sha256="),
        token.len(),
        token.ends_with('='),
    )
}

#[test]
fn every_signature_fits_its_body_and_no_other() {
    const HEADER: &str = "x-twitter-webhooks-signature";
    for vector in of_x().iter().filter(|vector| vector["body"].is_string()) {
        let secrets = secrets(&secret_of(vector));
        let answer = |body: &str| {
            let signature = vector["headers"][HEADER].as_str().unwrap();
            let request = with_header(request(Method::Post, "", body), HEADER, signature);
            X.prove(&request, &secrets, now())
        };
        let body = vector["body"].as_str().unwrap();
        assert!(matches!(answer(body), Ok(Answer::Read(_))), "{vector}");
        assert!(answer(&format!("{body} ")).is_err(), "{vector}");
    }
}
