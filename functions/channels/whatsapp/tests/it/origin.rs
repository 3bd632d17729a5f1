//! Which requests are taken.

use std::collections::BTreeMap;

use bytes::Bytes;
use channel::{Answer, Method, Refusal, Request, Secrets, Webhook};
use channel_whatsapp::{Secret, Whatsapp};
use rstest::rstest;

use crate::now;

/// HMAC-SHA256 of `hello world` under `sesame`, computed with OpenSSL.
const SIGNATURE: &str = "sha256=f39034b29165ec6a5104d9aef27266484ab26c8caa7bca8bcb2dd02e8be61b17";

pub(crate) fn request(
    method: Method,
    raw_query: &str,
    signature: Option<&str>,
    body: &[u8],
) -> Request {
    let headers =
        signature.map(|signature| ("x-hub-signature-256".to_owned(), signature.to_owned()));
    Request {
        method,
        path: "/whatsapp".to_owned(),
        raw_query: raw_query.to_owned(),
        headers: headers.into_iter().collect::<BTreeMap<_, _>>(),
        body: Bytes::copy_from_slice(body),
        source_address: "203.0.113.7".to_owned(),
    }
}

pub(crate) fn secrets(app_secret: &str, verify_token: &str) -> Secrets<Secret> {
    let secret = serde_json::json!({"app_secret": app_secret, "verify_token": verify_token});
    Secrets::new(serde_json::from_value(secret).unwrap(), None)
}

fn prove(request: &Request, secrets: &Secrets<Secret>) -> Result<Answer, Refusal> {
    Whatsapp.prove(request, secrets, now())
}

fn signed(signature: Option<&str>, body: &[u8]) -> Result<Answer, Refusal> {
    let old = serde_json::from_str(r#"{"app_secret":"sesame"}"#).unwrap();
    let new = serde_json::from_str(r#"{"app_secret":"open"}"#).unwrap();
    prove(
        &request(Method::Post, "", signature, body),
        &Secrets::new(new, Some(old)),
    )
}

#[test]
fn a_body_signed_with_the_former_secret_is_handed_on_byte_for_byte() {
    let Ok(Answer::Read(body)) = signed(Some(SIGNATURE), b"hello world") else {
        panic!("refused")
    };
    assert_eq!(body.bytes(), &Bytes::from_static(b"hello world"));
}

#[rstest]
#[case(None, Refusal::Unproved)]
#[case(Some(""), Refusal::Forged)]
#[case(Some("sha256="), Refusal::Forged)]
#[case(Some(&SIGNATURE[7..]), Refusal::Forged)]
#[case(Some(&SIGNATURE[..SIGNATURE.len() - 2]), Refusal::Forged)]
#[case(Some("sha256=ABQq+nOEB8Gq0bMo"), Refusal::Forged)]
fn a_missing_or_damaged_signature_is_refused(
    #[case] signature: Option<&str>,
    #[case] refusal: Refusal,
) {
    assert_eq!(signed(signature, b"hello world").err(), Some(refusal));
}

#[test]
fn a_changed_body_is_refused() {
    assert_eq!(
        signed(Some(SIGNATURE), b"hello world ").err(),
        Some(Refusal::Forged)
    );
}

#[test]
fn a_secret_that_nobody_filled_lets_nobody_in() {
    let empty = Secrets::new(serde_json::from_str("{}").unwrap(), None);
    // HMAC-SHA256 of the empty body under the empty key.
    let signature = "sha256=b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad";
    assert!(prove(&request(Method::Post, "", Some(signature), b""), &empty).is_err());
    let query = "hub.mode=subscribe&hub.verify_token=&hub.challenge=1";
    assert_eq!(
        prove(&request(Method::Get, query, None, b""), &empty).err(),
        Some(Refusal::Forbidden)
    );
}

#[rstest]
#[case(
    "hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=TOK%20EN",
    Some("1158201444")
)]
#[case(
    "hub.verify_token=TOK+EN&hub.challenge=a%26b&hub.mode=subscribe",
    Some("a&b")
)]
#[case("hub.mode=subscribe&hub.challenge=1&hub.verify_token=token", None)]
#[case("hub.mode=subscribe&hub.challenge=1&hub.verify_token=", None)]
#[case("hub.mode=subscribe&hub.challenge=1", None)]
#[case("hub.mode=subscribe&hub.verify_token=TOK%20EN", None)]
#[case("hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=TOK%20EN", None)]
#[case("", None)]
fn the_challenge_is_told_only_to_whoever_knows_the_token(
    #[case] query: &str,
    #[case] expected: Option<&str>,
) {
    match (
        prove(
            &request(Method::Get, query, None, b""),
            &secrets("x", "TOK EN"),
        ),
        expected,
    ) {
        (Ok(Answer::Say(response)), Some(challenge)) => {
            assert_eq!((response.status, response.body.as_str()), (200, challenge));
            assert!(response.headers["content-type"].starts_with("text/plain"));
        }
        (answer, None) => assert_eq!(answer.err(), Some(Refusal::Forbidden)),
        (answer, _) => panic!("{answer:?}"),
    }
}

#[test]
fn a_refused_handshake_is_answered_403_and_nothing_else() {
    let request = request(Method::Get, "", None, b"");
    let response = Whatsapp.refused(&request, Refusal::Forbidden);
    assert_eq!((response.status, response.body.as_str()), (403, ""));
}

#[test]
fn other_paths_and_methods_are_refused() {
    let secrets = secrets("sesame", "t");
    for path in ["/", "/whatsapp/", "/WhatsApp", "/telegram"] {
        let request = Request {
            path: path.to_owned(),
            ..request(Method::Post, "", Some(SIGNATURE), b"hello world")
        };
        assert_eq!(
            prove(&request, &secrets).err(),
            Some(Refusal::NotFound),
            "{path}"
        );
    }
    for method in [Method::Options, Method::Other] {
        let request = request(method, "", Some(SIGNATURE), b"hello world");
        assert_eq!(
            prove(&request, &secrets).err(),
            Some(Refusal::MethodNotAllowed)
        );
    }
}
