//! What the conformance suite does not ask of the proof.
#![allow(clippy::unwrap_used, clippy::panic)]

use channel::conformance::{SignedSpecimen, now};
use rstest::rstest;
use serde_json::json;

use super::*;
use crate::specimen::{
    SERVICE, Specimen, claims, examine_with, header, key, key_set, request, signed,
};

const APP: &str = "5f0c3a52-0000-4000-8000-00000000b07a";

fn body(changes: Value) -> Vec<u8> {
    let mut body = json!({"type": "typing", "serviceUrl": SERVICE, "channelId": "msteams"});
    for (name, value) in changes.as_object().unwrap() {
        body[name.as_str()] = value.clone();
    }
    body.to_string().into_bytes()
}

fn good_claims() -> Value {
    claims(APP, SERVICE, now())
}

fn prove(body: &[u8], claims: &Value, keys: &[Value]) -> Result<Answer, Refusal> {
    let secrets = Secrets::new(Specimen::secret(APP), None);
    let request = request(body, &signed(&header(), claims));
    examine_with(&Teams, &request, &secrets, &key_set(keys))
}

fn refusal(body: &[u8], claims: &Value, keys: &[Value]) -> Option<Refusal> {
    prove(body, claims, keys).err()
}

#[test]
fn the_body_is_handed_on_byte_for_byte() {
    let body = body(json!({}));
    let Ok(Answer::Read(proved)) = prove(&body, &good_claims(), &[key()]) else {
        panic!("refused")
    };
    assert_eq!(proved.bytes(), &body);
}

#[rstest]
#[case("iss", json!("https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"), Refusal::Forged)]
#[case("iss", json!("https://api.botframework.us"), Refusal::Forged)]
#[case("iss", Value::Null, Refusal::Forged)]
#[case("aud", json!("5f0c3a52-0000-4000-8000-00000000b07b"), Refusal::Forged)]
#[case("aud", json!([APP]), Refusal::Forged)]
#[case("aud", Value::Null, Refusal::Forged)]
#[case("serviceurl", json!("https://smba.trafficmanager.net/amer/"), Refusal::Forged)]
#[case("serviceurl", json!("https://smba.trafficmanager.net/emea"), Refusal::Forged)]
#[case("serviceurl", Value::Null, Refusal::Forged)]
#[case("exp", json!(now().as_second() - 300), Refusal::Expired)]
#[case("exp", Value::Null, Refusal::Forged)]
#[case("nbf", json!(now().as_second() + 301), Refusal::Expired)]
fn each_claim_counts(#[case] name: &str, #[case] value: Value, #[case] expected: Refusal) {
    let mut claims = good_claims();
    claims[name] = value;
    let refusal = refusal(&body(json!({})), &claims, &[key()]);
    assert_eq!(refusal, Some(expected));
}

#[rstest]
#[case("exp", now().as_second() - 299)]
#[case("nbf", now().as_second() + 300)]
fn clocks_may_differ_by_five_minutes(#[case] name: &str, #[case] seconds: i64) {
    let mut claims = good_claims();
    claims[name] = json!(seconds);
    assert!(prove(&body(json!({})), &claims, &[key()]).is_ok());
}

#[test]
fn the_claim_may_be_written_as_on_microsoft_s_page() {
    let mut claims = good_claims();
    claims["serviceUrl"] = claims["serviceurl"].take();
    claims.as_object_mut().unwrap().remove("serviceurl");
    assert!(prove(&body(json!({})), &claims, &[key()]).is_ok());
}

#[rstest]
#[case(json!({"serviceUrl": "https://evil.example/"}), Refusal::Forged)]
#[case(json!({"serviceUrl": null}), Refusal::Forged)]
#[case(json!({"channelId": "webchat"}), Refusal::Forbidden)]
#[case(json!({"channelId": "directline"}), Refusal::Forbidden)]
#[case(json!({"channelId": "emulator"}), Refusal::Forbidden)]
#[case(json!({"channelId": null}), Refusal::Forbidden)]
#[case(json!({"channelId": ["msteams"]}), Refusal::Forbidden)]
fn an_activity_of_elsewhere_is_refused(#[case] changes: Value, #[case] expected: Refusal) {
    let refusal = refusal(&body(changes), &good_claims(), &[key()]);
    assert_eq!(refusal, Some(expected));
}

/// Two readers could each see another of two equal fields.
#[test]
fn a_body_that_names_its_origin_twice_or_is_no_object_is_refused() {
    let twice = format!(
        r#"{{"type":"typing","channelId":"msteams","serviceUrl":"https://evil.example/","serviceUrl":"{SERVICE}"}}"#
    );
    for body in [twice.as_bytes(), b"", b"[]", b"null", b"{", b"\xff"] {
        let refusal = refusal(body, &good_claims(), &[key()]);
        assert_eq!(refusal, Some(Refusal::Forged));
    }
}

#[rstest]
#[case(json!(["webchat", "skype"]))]
#[case(json!([]))]
#[case(json!("msteams"))]
#[case(Value::Null)]
fn a_key_that_is_not_good_for_teams_is_refused(#[case] endorsements: Value) {
    let mut key = key();
    key["endorsements"] = endorsements;
    let refusal = refusal(&body(json!({})), &good_claims(), &[key]);
    assert_eq!(refusal, Some(Refusal::Forbidden));
}

#[test]
fn a_key_that_is_not_in_the_set_proves_nothing_until_it_is() {
    let mut older = key();
    older["kid"] = json!("older");
    let before = refusal(&body(json!({})), &good_claims(), &[older.clone()]);
    assert_eq!(before, Some(Refusal::Forged));
    assert!(prove(&body(json!({})), &good_claims(), &[older, key()]).is_ok());
}

/// So no token, however often another is forged, makes us ask for anything but the one list, once in its time.
#[test]
fn every_token_leads_to_the_same_errand() {
    let secrets = Secrets::new(Specimen::secret(APP), None);
    let forged = signed(&json!({"alg": "RS256", "kid": "../x?y"}), &json!({}));
    for token in [signed(&header(), &good_claims()), forged, "x".to_owned()] {
        let errand = Teams.errand(&request(b"{}", &token), &secrets, now());
        let errand = errand.unwrap().unwrap();
        assert_eq!(errand.url.expose(), KEYS);
        assert_eq!(errand.keep, Some(KEPT));
        assert!(errand.form.is_empty());
    }
}

#[test]
fn nobody_is_asked_for_what_is_refused_anyway() {
    let secrets = Secrets::new(Specimen::secret(APP), None);
    let good = request(&body(json!({})), &signed(&header(), &good_claims()));
    let ask = |request: &Request, secrets: &Secrets<Secret>| {
        Teams.errand(request, secrets, now()).map(|_| ()).err()
    };
    assert_eq!(ask(&good, &secrets), None);
    for path in ["/", "/teams/", "/Teams", "/whatsapp", ""] {
        let path = path.to_owned();
        let elsewhere = Request {
            path,
            ..good.clone()
        };
        assert_eq!(ask(&elsewhere, &secrets), Some(Refusal::NotFound));
    }
    let get = Request {
        method: Method::Get,
        ..good.clone()
    };
    assert_eq!(ask(&get, &secrets), Some(Refusal::MethodNotAllowed));
    let mut without = good.clone();
    without.headers.clear();
    assert_eq!(ask(&without, &secrets), Some(Refusal::Unproved));
    let mut basic = good.clone();
    let header = ("authorization".to_owned(), "Basic eDp5".to_owned());
    basic.headers.extend([header]);
    assert_eq!(ask(&basic, &secrets), Some(Refusal::Forged));
    let nobody: Secret = serde_json::from_str("{}").unwrap();
    let nobody = Secrets::new(nobody.clone(), Some(nobody));
    assert_eq!(ask(&good, &nobody), Some(Refusal::Forged));
}

#[test]
fn a_request_is_not_proved_without_the_keys() {
    let secrets = Secrets::new(Specimen::secret(APP), None);
    let good = request(&body(json!({})), &signed(&header(), &good_claims()));
    let alone = Teams.prove(&good, &secrets, now());
    assert_eq!(alone.err(), Some(Refusal::Unproved));
}
