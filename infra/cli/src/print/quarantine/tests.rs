#![allow(clippy::unwrap_used)]

use super::*;

const KEY: &str = "quarantine/tienda-router/2026/11/21/090507.042-e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855.json";

#[test]
fn a_short_key_tells_channel_time_and_the_beginning_of_its_hash() {
    let expected = "tienda-router/2026/11/21/090507.042-e3b0c442";
    assert_eq!(short(KEY), expected);
    assert!(KEY.contains(&short(KEY)), "a beginning of the key");
    assert_eq!(short("quarantine/by hand\u{1b}"), "by hand·");
}

#[test]
fn a_list_tells_what_lies_there_and_why() {
    let found = |received_at: Option<&str>, size| InQuarantine {
        key: KEY.to_owned(),
        channel: "tienda-router".to_owned(),
        received_at: received_at.map(|at| at.parse().unwrap()),
        size,
    };
    let reasons = [
        "/entry/0: no id\u{7}".to_owned(),
        "/entry/1: no id".to_owned(),
    ];
    let rows = vec![
        row(&found(Some("2026-11-21T09:05:07.042Z"), 900), &reasons),
        row(&found(None, 12_345_678), &[]),
    ];
    insta::assert_snapshot!(list(rows), @r"
    KEY                                           CHANNEL        RECEIVED             SIZE   REASONS
    tienda-router/2026/11/21/090507.042-e3b0c442  tienda-router  2026-11-21 09:05:07  900 B  /entry/0: no id·; /entry/1: no id
    tienda-router/2026/11/21/090507.042-e3b0c442  tienda-router  -                    12 MB
    ");
    assert_eq!(list(Vec::new()), "nothing in quarantine\n");
}

#[test]
fn a_request_is_shown_whole_and_cannot_steer_the_terminal() {
    let request: QuarantinedRequest = serde_json::from_value(serde_json::json!({
        "channel": "telegram", "received_at": "2026-11-21T09:05:07.042Z", "body": "",
        "headers": { "content-type": "application/json", "user-agent": "x\u{1b}[2J" },
        "reasons": ["the whole body: not JSON"],
    }))
    .unwrap();
    let body = b"{\"text\": \"4111 1111 1111 1111\x1b[2J\"\n\xff}";
    insta::assert_snapshot!(whole(KEY, &request, body), @r#"
    key        quarantine/tienda-router/2026/11/21/090507.042-e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855.json
    channel    telegram
    received   2026-11-21 09:05:07 UTC
    size       37 B
    reason     the whole body: not JSON
    header     content-type: application/json
    header     user-agent: x·[2J

    | {"text": "•••• 1111·[2J"
    | �}
    "#);
}
