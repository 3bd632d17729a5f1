#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;

fn fetched(mime: &str, body: &str) -> Fetched {
    Fetched {
        content: body.to_owned().into(),
        mime: Some(mime.to_owned()),
    }
}

fn value(body: &str, pointer: &str) -> Option<String> {
    let fields = [("f".to_owned(), pointer.to_owned())];
    match read(&fetched("application/json", body), &fields).unwrap() {
        CrmAnswer::Known(known) => Some(known[0].1.clone()),
        _ => None,
    }
}

#[test]
fn values_are_told_in_words() {
    let body = r#"{"a": {"b/c": "texto"}, "n": 12.5, "yes": true, "l": ["x", 2, {}, null], "o": [{"s": "hoy"}]}"#;
    let of = |pointer| value(body, pointer).unwrap_or_default();
    assert_eq!(of("/a/b~1c"), "texto");
    assert_eq!(of("/n"), "12.5");
    assert_eq!(of("/yes"), "true");
    assert_eq!(of("/l"), "x, 2");
    assert_eq!(of("/o/0/s"), "hoy");
}

#[test]
fn what_is_not_for_people_is_left_out() {
    let body = r#"{"a": {}, "n": null, "e": " ", "l": [], "o": [{}]}"#;
    for pointer in ["/a", "/n", "/e", "/l", "/o", "/x", "/l/9", "a", ""] {
        assert_eq!(value(body, pointer), None, "{pointer}");
    }
}

#[test]
fn values_and_their_number_are_bounded_and_cards_masked() {
    let long = format!("{{\"a\": \"{}\"}}", "ñ".repeat(500));
    let told = value(&long, "/a").unwrap();
    assert_eq!((told.chars().count(), told.ends_with('…')), (120, true));
    let card = r#"{"a": "4111 1111 1111 1111"}"#;
    assert_eq!(value(card, "/a").unwrap(), "•••• 1111");
    let many: Vec<(String, String)> = (0..20)
        .map(|number| (number.to_string(), "/a".to_owned()))
        .collect();
    let Some(CrmAnswer::Known(known)) = read(&fetched("application/json", card), &many) else {
        panic!("nothing known")
    };
    assert_eq!(known.len(), 8);
}

#[test]
fn json_is_told_by_its_type() {
    for (mime, taken) in [
        ("application/json", true),
        ("Application/JSON; charset=utf-8", true),
        ("application/hal+json", true),
        ("text/html", false),
        ("application/jsonp", false),
        ("", false),
    ] {
        assert_eq!(read(&fetched(mime, "{}"), &[]).is_some(), taken, "{mime}");
    }
}
