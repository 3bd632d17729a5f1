#![allow(clippy::unwrap_used)]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rstest::rstest;
use serde_json::json;

use super::*;
use crate::signature::sign;

const WINDOW: Window = Window {
    longest: SignedDuration::from_hours(24),
    skew: SignedDuration::from_secs(60),
};
/// 2026-11-21T12:00:00Z
const NOW: i64 = 1_795_262_400;

fn keys(list: &[&str]) -> Vec<SecretString> {
    list.iter().map(|key| SecretString::from(*key)).collect()
}

/// A token made without the library: header, claims and signature as RFC 7515 §3.1 puts them.
fn token_with(header: &Value, claims: &Value, key: &str) -> String {
    let signed = format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(header.to_string()),
        URL_SAFE_NO_PAD.encode(claims.to_string())
    );
    let signature = sign(&SecretString::from(key), signed.as_bytes()).unwrap();
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fn token(claims: &Value) -> String {
    token_with(&json!({"alg": "HS256", "typ": "JWT"}), claims, "new")
}

fn claims() -> Value {
    json!({"sub": "c-1", "exp": NOW + 3600, "iat": NOW})
}

fn read(token: &str, keys: &[SecretString]) -> Result<Value, InvalidToken> {
    let now = Timestamp::from_second(NOW).unwrap();
    hs256(token, keys.iter(), now, WINDOW)
}

#[test]
fn a_token_under_any_of_the_keys_tells_its_claims() {
    let token = token(&claims());
    assert_eq!(read(&token, &keys(&["new", "old"])), Ok(claims()));
    assert_eq!(read(&token, &keys(&["other", "new"])), Ok(claims()));
    for none in [&["other"][..], &[""], &[]] {
        assert_eq!(read(&token, &keys(none)), Err(InvalidToken::Foreign));
    }
}

/// The example that the specification's own debugger shows; it has no `exp`, so its signature is all that fits.
#[test]
fn a_published_token_has_a_good_signature() {
    let published = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";
    let key = keys(&["your-256-bit-secret"]);
    assert_eq!(read(published, &key), Err(InvalidToken::Claim("exp")));
}

#[rstest]
#[case(json!({"alg": "none"}))]
#[case(json!({"alg": "HS384"}))]
#[case(json!({"alg": "HS512"}))]
#[case(json!({"alg": "RS256"}))]
#[case(json!({"alg": "hs256"}))]
#[case(json!({"alg": ["HS256"]}))]
#[case(json!({"typ": "JWT"}))]
#[case(json!([]))]
fn no_other_algorithm_is_believed_however_well_signed(#[case] header: Value) {
    let token = token_with(&header, &claims(), "new");
    assert_eq!(read(&token, &keys(&["new"])), Err(InvalidToken::Foreign));
}

#[test]
fn an_unsigned_or_damaged_token_is_foreign() {
    let good = token(&claims());
    let (signed, _) = good.rsplit_once('.').unwrap();
    for bad in [
        "",
        "a",
        ".",
        "..",
        "a.b.c",
        signed,
        &format!("{signed}."),
        &format!("{good}."),
        &format!("{good}A"),
        &format!(" {good}"),
        "ñ.ñ.ñ",
    ] {
        assert_eq!(
            read(bad, &keys(&["new"])),
            Err(InvalidToken::Foreign),
            "{bad}"
        );
    }
    for at in 0..good.len() {
        let mut bytes = good.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(bytes).unwrap();
        assert!(read(&changed, &keys(&["new"])).is_err(), "{at}");
    }
}

#[rstest]
#[case(json!({"exp": NOW - 59}), Ok(()))]
#[case(json!({"exp": NOW - 60}), Err(InvalidToken::Expired))]
#[case(json!({"exp": NOW + 24 * 3600 + 60}), Ok(()))]
#[case(json!({"exp": NOW + 24 * 3600 + 61}), Err(InvalidToken::LastsTooLong))]
#[case(json!({"exp": NOW + 60, "iat": NOW + 60, "nbf": NOW + 60}), Ok(()))]
#[case(json!({"exp": NOW + 99, "iat": NOW + 61}), Err(InvalidToken::NotYet))]
#[case(json!({"exp": NOW + 99, "nbf": NOW + 61}), Err(InvalidToken::NotYet))]
#[case(json!({"exp": 1_795_262_400.5}), Ok(()))]
#[case(json!({"exp": NOW + 99, "iat": null}), Ok(()))]
#[case(json!({}), Err(InvalidToken::Claim("exp")))]
#[case(json!({"exp": null}), Err(InvalidToken::Claim("exp")))]
#[case(json!({"exp": (NOW + 99).to_string()}), Err(InvalidToken::Claim("exp")))]
#[case(json!({"exp": 1e300}), Err(InvalidToken::Claim("exp")))]
#[case(json!({"exp": u64::MAX}), Err(InvalidToken::Claim("exp")))]
#[case(json!({"exp": i64::MIN}), Err(InvalidToken::Claim("exp")))]
#[case(json!({"exp": NOW + 99, "iat": "yesterday"}), Err(InvalidToken::Claim("iat")))]
fn a_token_is_good_within_its_window(
    #[case] claims: Value,
    #[case] expected: Result<(), InvalidToken>,
) {
    assert_eq!(read(&token(&claims), &keys(&["new"])).map(|_| ()), expected);
}

#[test]
fn a_token_longer_than_any_is_not_looked_at() {
    let mut claims = claims();
    claims["name"] = json!("x".repeat(LONGEST));
    let token = token(&claims);
    assert_eq!(read(&token, &keys(&["new"])), Err(InvalidToken::TooLong));
}

#[test]
fn claims_of_another_shape_are_refused() {
    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Wanted {
        sub: String,
    }
    let now = Timestamp::from_second(NOW).unwrap();
    let token = token(&json!({"sub": 5, "exp": NOW + 5}));
    let read = hs256::<Wanted>(&token, keys(&["new"]).iter(), now, WINDOW);
    assert_eq!(read, Err(InvalidToken::Claim("any")));
}

#[test]
fn each_reason_has_its_status() {
    let status = |invalid: InvalidToken| Refusal::from(invalid).status();
    assert_eq!(status(InvalidToken::Foreign), 401);
    assert_eq!(status(InvalidToken::Expired), 401);
    assert_eq!(status(InvalidToken::LastsTooLong), 400);
}
