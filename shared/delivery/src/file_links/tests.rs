#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;

fn now() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

fn secret(key: &str) -> LinkSecret {
    serde_json::from_value(serde_json::json!({ "link_key": key })).unwrap()
}

fn link(index: u32) -> FileLink {
    FileLink::to(EventKey::new("ab12"), index, now())
}

fn token(index: u32) -> String {
    link(index).token(&secret("k")).unwrap()
}

fn open(token: &str, keys: &[&str], now: Timestamp) -> Result<FileLink, BadLink> {
    let secrets: Vec<LinkSecret> = keys.iter().map(|key| secret(key)).collect();
    FileLink::open(token, secrets.iter(), now)
}

#[test]
fn a_link_opens_for_seven_days() {
    assert_eq!(open(&token(2), &["k"], now()), Ok(link(2)));
    assert_eq!(link(2).made_at(), now());
    let last = now() + LINK_LIFETIME - SignedDuration::from_secs(1);
    assert!(open(&token(2), &["k"], last).is_ok());
    let over = now() + LINK_LIFETIME;
    assert_eq!(open(&token(2), &["k"], over), Err(BadLink::Expired));
}

#[test]
fn a_link_under_the_previous_secret_still_opens() {
    assert!(open(&token(0), &["new", "k"], now()).is_ok());
    assert_eq!(open(&token(0), &["new"], now()), Err(BadLink::Forged));
}

#[test]
fn a_changed_link_does_not_open_and_neither_does_another_file_under_its_signature() {
    let (payload, signature) = (token(0), token(1));
    let payload = payload.split_once('.').unwrap().0;
    let signature = signature.split_once('.').unwrap().1;
    assert_eq!(
        open(&format!("{payload}.{signature}"), &["k"], now()),
        Err(BadLink::Forged)
    );
    let good = token(0);
    for place in 0..good.len() {
        let mut changed = good.clone().into_bytes();
        changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        // The last character carries bits that base64 leaves unused: those name the same bytes or none.
        let opened = open(&changed, &["k"], now());
        assert!(
            opened == Err(BadLink::Forged) || opened == Ok(link(0)),
            "{place}"
        );
        assert!(place + 1 == good.len() || opened.is_err(), "{place}");
    }
}

#[test]
fn a_signature_of_ours_for_something_else_opens_nothing() {
    let payload = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&link(0)).unwrap());
    let signature = sign(&secret("k").link_key, payload.as_bytes()).unwrap();
    let token = format!("{payload}.{}", URL_SAFE_NO_PAD.encode(signature));
    assert_eq!(open(&token, &["k"], now()), Err(BadLink::Forged));
}

#[test]
fn anything_else_is_no_link() {
    for text in [
        "",
        ".",
        "a.b",
        "ñ.ñ",
        &"x".repeat(5_000),
        &format!("{}.", token(0)),
    ] {
        assert_eq!(
            open(text, &["k"], now()),
            Err(BadLink::Forged),
            "{text:.20}"
        );
    }
}

#[test]
fn an_empty_key_signs_nothing_and_opens_nothing() {
    assert_eq!(link(0).token(&secret("")), None);
    assert_eq!(open(&token(0), &[""], now()), Err(BadLink::Forged));
}
