//! Published signatures and the handshake, from the collected vectors where they are at hand.

use std::fs;
use std::path::Path;

use channel::{Answer, Method, Webhook};
use channel_whatsapp::Whatsapp;
use serde_json::Value;

use crate::now;
use crate::origin::{request, secrets};

fn of_meta() -> Vec<Value> {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data/vectors/vectors.json");
    let Ok(text) = fs::read(file) else {
        return Vec::new();
    };
    let all: Vec<Value> = serde_json::from_slice(&text).unwrap();
    let of_meta: Vec<Value> = all
        .into_iter()
        .filter(|vector| vector["channel"] == "meta")
        .collect();
    assert!(of_meta.len() >= 5);
    of_meta
}

#[test]
fn every_published_signature_fits_its_body_and_no_other() {
    for vector in of_meta()
        .iter()
        .filter(|vector| vector["secret"].is_string())
    {
        let secrets = secrets(vector["secret"].as_str().unwrap(), "");
        let signature = vector["headers"]["X-Hub-Signature-256"].as_str();
        let body = vector["body"].as_str().unwrap();
        let answer = |body: &str| {
            Whatsapp.prove(
                &request(Method::Post, "", signature, body.as_bytes()),
                &secrets,
                now(),
            )
        };
        assert!(matches!(answer(body), Ok(Answer::Read(_))), "{vector}");
        assert!(answer(&format!("{body} ")).is_err(), "{vector}");
    }
}

#[test]
fn the_published_handshake_is_answered() {
    for vector in of_meta()
        .iter()
        .filter(|vector| vector["kind"] == "handshake")
    {
        let request = request(Method::Get, vector["query"].as_str().unwrap(), None, b"");
        let Ok(Answer::Say(response)) = Whatsapp.prove(&request, &secrets("", "TOKEN"), now())
        else {
            panic!("{vector}")
        };
        assert_eq!(Value::from(response.body), vector["expect"]["body"]);
        assert_eq!(Value::from(response.status), vector["expect"]["status"]);
    }
}
