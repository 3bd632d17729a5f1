#![allow(clippy::unwrap_used)]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::SignedDuration;
use rstest::rstest;
use secrecy::SecretString;
use serde_json::json;

use super::*;
use crate::signature::sign;

const WINDOW: Window = Window {
    longest: SignedDuration::from_hours(24),
    skew: SignedDuration::from_secs(300),
};
/// 2026-11-21T12:00:00Z. The tokens are good from a minute before until an hour after.
const NOW: i64 = 1_795_262_400;

/// Tokens signed with OpenSSL, and the public halves (`n`) of the keys; the private ones were thrown away.
fn signed(name: &str) -> String {
    let all: Value = serde_json::from_str(include_str!("signed.json")).unwrap();
    let found = all.get(name).or_else(|| all["keys"].get(name));
    found.unwrap().as_str().unwrap().to_owned()
}

fn key(name: &str, modulus: &str) -> Value {
    json!({"kty": "RSA", "use": "sig", "kid": name, "n": signed(modulus), "e": "AQAB", "endorsements": ["chat"]})
}

fn set() -> Value {
    json!({"keys": [key("two", "two"), key("one", "one"), key("short", "short")]})
}

fn read_at(token: &str, set: &Value, seconds: i64) -> Result<Value, InvalidToken> {
    let now = Timestamp::from_second(NOW + seconds).unwrap();
    let signed = rs256::<Value>(token, set.to_string().as_bytes(), now, WINDOW)?;
    Ok(signed.claims().clone())
}

fn read(token: &str, set: &Value) -> Result<Value, InvalidToken> {
    read_at(token, set, 0)
}

#[test]
fn a_token_under_the_key_that_it_names_tells_its_claims_and_the_key() {
    assert_eq!(read(&signed("good"), &set()).unwrap()["region"], "emea");
    let now = Timestamp::from_second(NOW).unwrap();
    let set = set().to_string();
    let read = rs256::<Value>(&signed("of_two"), set.as_bytes(), now, WINDOW).unwrap();
    assert_eq!(read.key()["kid"], "two");
    assert_eq!(read.key()["endorsements"], json!(["chat"]));
}

#[test]
fn a_body_is_proved_by_what_was_signed() {
    let now = Timestamp::from_second(NOW).unwrap();
    let set = set().to_string();
    let read = rs256::<Value>(&signed("good"), set.as_bytes(), now, WINDOW).unwrap();
    let body = Bytes::from_static(b"{}");
    assert_eq!(read.proves(&body).bytes(), &body);
}

#[test]
fn a_key_that_is_not_in_the_set_or_is_another_s_proves_nothing() {
    let good = signed("good");
    let swapped = json!({"keys": [key("one", "two")]});
    let without = json!({"keys": [key("two", "one")]});
    for set in [swapped, without, json!({"keys": []})] {
        assert_eq!(read(&good, &set), Err(InvalidToken::Foreign), "{set}");
    }
    assert_eq!(
        read(&signed("nameless"), &set()),
        Err(InvalidToken::Foreign)
    );
}

#[rstest]
#[case("kty", json!("oct"))]
#[case("kty", json!(null))]
#[case("use", json!("enc"))]
#[case("alg", json!("RS512"))]
#[case("n", json!("!"))]
#[case("n", json!(""))]
#[case("n", json!(7))]
#[case("e", json!("AA"))]
#[case("e", json!([]))]
fn an_odd_key_is_passed_over_and_the_others_count(#[case] field: &str, #[case] value: Value) {
    let mut odd = key("one", "one");
    odd[field] = value;
    let alone = json!({"keys": [odd]});
    assert_eq!(read(&signed("good"), &alone), Err(InvalidToken::Foreign));
    let beside = json!({"keys": [odd, 5, null, key("one", "one")]});
    assert!(read(&signed("good"), &beside).is_ok());
}

#[test]
fn a_key_that_says_nothing_of_its_use_is_taken() {
    let plain = json!({"kty": "RSA", "kid": "one", "n": signed("one"), "e": "AQAB"});
    assert!(read(&signed("good"), &json!({"keys": [plain]})).is_ok());
}

#[test]
fn a_key_of_1024_bits_proves_nothing() {
    assert_eq!(read(&signed("short"), &set()), Err(InvalidToken::Foreign));
}

#[test]
fn what_is_no_set_of_keys_proves_nothing() {
    let now = Timestamp::from_second(NOW).unwrap();
    for bytes in [
        &b""[..],
        b"null",
        b"[]",
        b"{}",
        b"{\"keys\":{}}",
        b"<html>",
        b"\xff",
    ] {
        let read = rs256::<Value>(&signed("good"), bytes, now, WINDOW);
        assert_eq!(read.err(), Some(InvalidToken::Foreign), "{bytes:?}");
    }
}

#[test]
fn no_other_algorithm_is_believed() {
    assert_eq!(read(&signed("rs512"), &set()), Err(InvalidToken::Foreign));
    let claims = URL_SAFE_NO_PAD.encode(json!({"exp": NOW + 60}).to_string());
    // The public key as a shared one, in each writing that a careless library might take.
    for shared in [
        signed("one"),
        key("one", "one").to_string(),
        set().to_string(),
    ] {
        let header = URL_SAFE_NO_PAD.encode(json!({"alg": "HS256", "kid": "one"}).to_string());
        let text = format!("{header}.{claims}");
        let mac = sign(&SecretString::from(shared), text.as_bytes()).unwrap();
        let token = format!("{text}.{}", URL_SAFE_NO_PAD.encode(mac));
        assert_eq!(read(&token, &set()), Err(InvalidToken::Foreign));
    }
    let none = URL_SAFE_NO_PAD.encode(json!({"alg": "none", "kid": "one"}).to_string());
    let none = format!("{none}.{claims}.");
    assert_eq!(read(&none, &set()), Err(InvalidToken::Foreign));
}

#[test]
fn a_damaged_token_is_refused() {
    let good = signed("good");
    for at in 0..good.len() {
        let mut bytes = good.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(bytes).unwrap();
        assert!(read(&changed, &set()).is_err(), "{at}");
    }
    for end in 0..good.len() {
        assert!(read(&good[..end], &set()).is_err(), "{end}");
    }
    for longer in [format!("{good}A"), format!("{good}.{good}")] {
        assert!(read(&longer, &set()).is_err());
    }
    let long = "a".repeat(LONGEST + 1);
    assert_eq!(read(&long, &set()), Err(InvalidToken::TooLong));
}

/// The same rules as for shared keys; here only that they are asked at all.
#[rstest]
#[case(-360, Ok(()))]
#[case(-361, Err(InvalidToken::NotYet))]
#[case(3600 + 299, Ok(()))]
#[case(3600 + 300, Err(InvalidToken::Expired))]
fn a_token_is_good_within_its_time(
    #[case] seconds: i64,
    #[case] expected: Result<(), InvalidToken>,
) {
    let read = read_at(&signed("good"), &set(), seconds);
    assert_eq!(read.map(|_| ()), expected);
}

#[test]
fn a_token_without_end_or_of_another_shape_is_refused() {
    let endless = read(&signed("endless"), &set());
    assert_eq!(endless, Err(InvalidToken::Claim("exp")));
    #[derive(Debug, serde::Deserialize)]
    struct Wanted {
        #[allow(dead_code)]
        nobody: String,
    }
    let now = Timestamp::from_second(NOW).unwrap();
    let set = set().to_string();
    let read = rs256::<Wanted>(&signed("good"), set.as_bytes(), now, WINDOW);
    assert_eq!(read.err(), Some(InvalidToken::Claim("any")));
}
