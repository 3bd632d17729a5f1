//! Published signatures, from the collected vectors where they are at hand.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use channel::{Answer, Refusal, Request, Webhook};
use jiff::Timestamp;
use serde_json::Value;
use slack::Slack;

use crate::origin::{request, secrets};

fn vectors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/vectors")
}

fn json(name: &str) -> Option<Value> {
    let text = fs::read(vectors().join(name)).ok()?;
    Some(serde_json::from_slice(&text).unwrap())
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap()
}

/// Proves a request at an instant, or at its own.
fn prove(request: &Request, secret: &str, at: Option<i64>) -> Result<Answer, Refusal> {
    let own = request.headers["x-slack-request-timestamp"]
        .parse()
        .unwrap();
    let now = Timestamp::from_second(at.unwrap_or(own)).unwrap();
    Slack.prove(request, &secrets(secret), now)
}

#[test]
fn every_published_signature_decides_as_it_says() {
    let Some(Value::Array(all)) = json("vectors.json") else {
        return;
    };
    let of_slack: Vec<&Value> = all
        .iter()
        .filter(|vector| vector["channel"] == "slack")
        .collect();
    assert!(of_slack.len() >= 3);
    for vector in of_slack {
        let request = request(
            text(vector, "/body").as_bytes(),
            text(vector, "/headers/X-Slack-Request-Timestamp"),
            text(vector, "/headers/X-Slack-Signature"),
        );
        let answer = prove(&request, text(vector, "/secret"), vector["now"].as_i64());
        let is_good = text(vector, "/expect").starts_with("valid");
        assert_eq!(answer.is_ok(), is_good, "{vector}");
    }
}

/// The same request as API Gateway hands it over, its body in base64.
#[test]
fn the_published_request_is_proved_over_its_decoded_body() {
    let Some(event) = json("lambda_event_v2_slack_base64.json") else {
        return;
    };
    assert_eq!(event["isBase64Encoded"], true);
    let encoded = text(&event, "/body");
    let decoded = STANDARD.decode(encoded).unwrap();
    let request = |body: &[u8]| {
        let headers = &event["headers"];
        let stamp = text(headers, "/x-slack-request-timestamp");
        let request = request(body, stamp, text(headers, "/x-slack-signature"));
        assert_eq!(request.path, text(&event, "/rawPath"));
        request
    };
    let secret = "8f742231b10e8888abcd99yyyzzz85a5";
    let Ok(Answer::Read(proved)) = prove(&request(&decoded), secret, None) else {
        panic!("refused")
    };
    assert_eq!(proved.bytes(), &decoded);
    let undecoded = prove(&request(encoded.as_bytes()), secret, None);
    assert_eq!(undecoded.err(), Some(Refusal::Forged));
}
