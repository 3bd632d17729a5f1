//! Published signatures and the handshake, from the collected vectors where they are at hand.

use std::fs;
use std::path::Path;

use channel::{Answer, Refusal, Request};
use meta::{prove, specimen};
use serde_json::Value;

use crate::{PATH, asking, secrets};

fn of_meta() -> Vec<Value> {
    let file = "../../../shared/data/vectors/vectors.json";
    let Ok(text) = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)) else {
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

fn signed(vector: &Value, body: &str) -> Request {
    let mut request = specimen::request(PATH, body.as_bytes(), "another secret");
    let signature = vector["headers"]["X-Hub-Signature-256"].as_str().unwrap();
    let header = request.headers.get_mut(specimen::PROOF).unwrap();
    signature.clone_into(header);
    request
}

#[test]
fn every_published_signature_fits_its_body_and_no_other() {
    let vectors = of_meta();
    for vector in vectors.iter().filter(|vector| vector["secret"].is_string()) {
        let secrets = secrets(vector["secret"].as_str().unwrap(), "");
        let body = vector["body"].as_str().unwrap();
        let good = prove(PATH, &signed(vector, body), &secrets);
        assert!(matches!(good, Ok(Answer::Read(_))), "{vector}");
        let mut others = vec![format!("{body} ")];
        if let Ok(parsed) = serde_json::from_str::<Value>(body) {
            others.push(parsed.to_string());
        }
        for other in others.iter().filter(|other| *other != body) {
            let refused = prove(PATH, &signed(vector, other), &secrets).err();
            assert_eq!(refused, Some(Refusal::Forged), "{vector}");
        }
    }
}

#[test]
fn the_published_handshake_is_answered() {
    let vectors = of_meta();
    for vector in vectors
        .iter()
        .filter(|vector| vector["kind"] == "handshake")
    {
        let request = asking(vector["query"].as_str().unwrap());
        let Ok(Answer::Say(response)) = prove(PATH, &request, &secrets("", "TOKEN")) else {
            panic!("{vector}")
        };
        assert_eq!(Value::from(response.body), vector["expect"]["body"]);
        assert_eq!(Value::from(response.status), vector["expect"]["status"]);
        let refused = prove(PATH, &request, &secrets("", "OTHER")).err();
        assert_eq!(refused, Some(Refusal::Forbidden));
    }
}
