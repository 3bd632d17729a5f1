//! What Meta's channels share, from outside.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod handshake;
mod object;
mod proof;
mod vectors;

use channel::{Method, Request, Secrets};
use meta::Secret;

/// The path of these tests.
const PATH: &str = "/here";

/// A secret as it stands in Secrets Manager.
fn secrets(app_secret: &str, verify_token: &str) -> Secrets<Secret> {
    let secret = serde_json::json!({"app_secret": app_secret, "verify_token": verify_token});
    Secrets::new(serde_json::from_value(secret).unwrap(), None)
}

/// The GET by which Meta asks for our token.
fn asking(raw_query: &str) -> Request {
    Request {
        method: Method::Get,
        raw_query: raw_query.to_owned(),
        ..meta::specimen::request(PATH, b"", "")
    }
}
