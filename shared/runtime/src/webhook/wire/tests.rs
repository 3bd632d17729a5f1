#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;
use serde_json::json;

fn event() -> Value {
    json!({
        "version": "2.0",
        "routeKey": "POST /telegram",
        "rawPath": "/telegram",
        "rawQueryString": "a=1&b=%20",
        "cookies": ["session=hush"],
        "headers": { "Content-Type": "application/json", "x-who": "Begoña" },
        "requestContext": {
            "stage": "$default",
            "requestId": "r",
            "http": { "method": "POST", "path": "/telegram", "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1", "userAgent": "x" }
        },
        "body": "{\"a\": \"\\u00e4\"}",
        "isBase64Encoded": false
    })
}

fn request(event: Value) -> Result<Request, Refusal> {
    HttpEvent::parse(event).and_then(HttpEvent::into_request)
}

fn changed(name: &str, value: Value) -> Value {
    let mut event = event();
    event[name] = value;
    event
}

#[test]
fn an_event_becomes_a_request_with_its_raw_bytes_and_lower_case_headers() {
    let request = request(event()).unwrap();
    assert_eq!(
        (request.method, request.path.as_str()),
        (Method::Post, "/telegram")
    );
    assert_eq!(
        (request.raw_query.as_str(), request.source_address.as_str()),
        ("a=1&b=%20", "192.0.2.1")
    );
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(
        request.header("x-who"),
        Some("Begoña"),
        "letters outside ASCII hinder nothing"
    );
    assert_eq!(request.header("cookie"), None);
    assert_eq!(request.body, r#"{"a": "\u00e4"}"#);
}

#[test]
fn a_body_in_base64_is_decoded_to_its_bytes() {
    let mut encoded = changed("body", json!("/wB7"));
    encoded["isBase64Encoded"] = json!(true);
    assert_eq!(request(encoded.clone()).unwrap().body, &b"\xff\x00{"[..]);
    encoded["body"] = json!("no base64!");
    assert_eq!(request(encoded).unwrap_err().status(), 400);
}

#[test]
fn a_request_without_body_headers_or_query_is_one_all_the_same() {
    let bare = json!({ "rawPath": "/telegram", "requestContext": { "http": { "method": "GET" } } });
    let request = request(bare).unwrap();
    assert_eq!(
        (request.method, request.body.len(), request.headers.len()),
        (Method::Get, 0, 0)
    );
}

#[test]
fn the_stage_is_no_part_of_the_path() {
    for (stage, path, expected) in [
        ("$default", "/telegram", "/telegram"),
        ("$default", "/$default/telegram", "/telegram"),
        ("prod", "/prod/web/session", "/web/session"),
        ("prod", "/production", "/production"),
        ("prod", "/prod", "/"),
        ("", "/telegram", "/telegram"),
    ] {
        assert_eq!(below_stage(path, stage), expected, "{stage} {path}");
    }
}

#[test]
fn what_is_no_event_of_the_api_is_refused() {
    for bad in [
        json!(null),
        json!([]),
        json!({}),
        json!("x"),
        changed("headers", json!({ "a": 1 })),
        changed("body", json!(1)),
    ] {
        assert_eq!(request(bad.clone()).unwrap_err().status(), 400, "{bad}");
    }
}

#[test]
fn an_answer_is_what_the_api_takes() {
    let response = HttpResponse::from(Response::text(200, "ok"));
    let expected = json!({
        "statusCode": 200,
        "headers": { "content-type": "text/plain; charset=utf-8" },
        "body": "ok",
        "isBase64Encoded": false,
    });
    assert_eq!(serde_json::to_value(response).unwrap(), expected);
}
