#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::*;
use crate::Method;
use crate::files::{Access, Unfetchable};

const URL: &str = "https://api.shop.example/prod";
const FORM: &[u8] = b"To=%2B34911000000&Body=hola+a+todos&From=%2B34600111222";

fn public_url() -> PublicUrl {
    PublicUrl::parse(URL).unwrap()
}

fn token(text: &str) -> SecretString {
    SecretString::from(text)
}

fn request(target: &str, body: &[u8], signature: &str) -> Request {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    Request {
        method: Method::Post,
        path: path.to_owned(),
        raw_query: query.to_owned(),
        headers: BTreeMap::from([(SIGNATURE_HEADER.to_owned(), signature.to_owned())]),
        body: Bytes::copy_from_slice(body),
        source_address: String::new(),
    }
}

fn signed(target: &str, body: &[u8]) -> Request {
    let signature = sign(&token("t"), &format!("{URL}{target}"), body).unwrap();
    request(target, body, &signature)
}

fn refusal(request: &Request) -> Option<Refusal> {
    prove(&public_url(), request, [token("t")].iter()).err()
}

/// A vector's body: the raw one, or the form of its parameters, a repeated one field by field.
fn body_of(vector: &Value) -> Vec<u8> {
    if let Some(body) = vector.get("body").and_then(Value::as_str) {
        return body.as_bytes().to_vec();
    }
    let mut form = form_urlencoded::Serializer::new(String::new());
    for (name, value) in vector["params"].as_object().into_iter().flatten() {
        for value in value.as_array().unwrap_or(&vec![value.clone()]) {
            form.append_pair(name, value.as_str().unwrap());
        }
    }
    form.finish().into_bytes()
}

/// Whether the vector's request is taken where the address in front of its path stands in Twilio's console.
fn is_taken(vector: &Value) -> bool {
    let url = vector["url"].as_str().unwrap();
    let path_at = url["https://".len()..].find('/').unwrap() + "https://".len();
    let (base, target) = url.split_at(path_at);
    let signature = vector["headers"]["X-Twilio-Signature"].as_str().unwrap();
    let request = request(target, &body_of(vector), signature);
    let token = token(vector["secret"].as_str().unwrap());
    prove(&PublicUrl::parse(base).unwrap(), &request, [token].iter()).is_ok()
}

#[test]
fn every_collected_vector_decides_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/vectors");
    let Ok(vectors) = std::fs::read(folder.join("vectors.json")) else {
        return;
    };
    let vectors: Vec<Value> = serde_json::from_slice(&vectors).unwrap();
    let ours = vectors
        .iter()
        .filter(|vector| vector["channel"] == "twilio");
    let mut decided = 0;
    for vector in ours {
        let expected = vector["expect"].as_str().unwrap().starts_with("valid");
        assert_eq!(is_taken(vector), expected, "{vector}");
        let mut tampered = vector.clone();
        tampered["secret"] = json!("another token");
        assert!(!is_taken(&tampered), "{vector}");
        decided += 1;
    }
    assert!(decided >= 12, "{decided} vectors");
}

#[test]
fn a_signature_over_the_standard_port_counts_and_another_port_is_part_of_the_address() {
    let with_port = |port: &str| format!("https://api.shop.example{port}/prod/sms");
    let taken = |base: &str, signed: &str| {
        let signature = sign(&token("t"), signed, FORM).unwrap();
        let base = PublicUrl::parse(base).unwrap();
        prove(
            &base,
            &request("/sms", FORM, &signature),
            [token("t")].iter(),
        )
        .is_ok()
    };
    for base in [URL, "https://api.shop.example:443/prod/"] {
        assert!(taken(base, &with_port("")), "{base}");
        assert!(taken(base, &with_port(":443")), "{base}");
        assert!(!taken(base, &with_port(":8443")), "{base}");
    }
    let other = "https://api.shop.example:8443/prod";
    assert!(taken(other, &with_port(":8443")));
    assert!(!taken(other, &with_port("")));
    assert!(!taken(other, &with_port(":443")));
}

#[test]
fn path_query_and_its_order_are_signed_and_the_host_header_counts_for_nothing() {
    let good = signed("/sms?a=1&b=2", FORM);
    assert_eq!(refusal(&good), None);
    for other in ["/sms?b=2&a=1", "/sms?a=1", "/sms", "/sms/status?a=1&b=2"] {
        let moved = request(other, FORM, &good.headers[SIGNATURE_HEADER]);
        assert_eq!(refusal(&moved), Some(Refusal::Forged), "{other}");
    }
    let mut hosted = good;
    for name in ["host", "x-forwarded-host", "x-forwarded-proto"] {
        let name = name.to_owned();
        hosted.headers.insert(name, "evil.example".to_owned());
    }
    assert_eq!(refusal(&hosted), None);
}

#[test]
fn any_of_several_tokens_may_have_signed_and_an_empty_one_never() {
    let request = signed("/sms", FORM);
    let proved = |tokens: &[&str]| {
        let tokens: Vec<SecretString> = tokens.iter().map(|text| token(text)).collect();
        prove(&public_url(), &request, tokens.iter()).is_ok()
    };
    assert!(proved(&["x", "t"]));
    assert!(!proved(&["x", ""]));
    assert!(!proved(&[]));
    assert_eq!(sign(&token(""), URL, FORM), None);
}

#[test]
fn current_previous_and_subaccounts_tokens_all_count() {
    let secret = |text: &str| serde_json::from_str::<AuthTokens>(text).unwrap();
    let current = secret(r#"{"auth_token":"a","subaccount_auth_tokens":["b"]}"#);
    let secrets = Secrets::new(current, Some(secret(r#"{"auth_token":"c"}"#)));
    let all: Vec<&str> = tokens(&secrets)
        .map(|token| token.expose_secret())
        .collect();
    assert_eq!(all, ["a", "b", "c"]);
    assert!(secret("{}").auth_token.expose_secret().is_empty());
}

#[test]
fn a_body_of_json_must_be_the_one_whose_hash_was_signed() {
    let hash = hex::encode(Sha256::digest(b"{}"));
    let target = format!("/sms?bodySHA256={hash}");
    let signature = sign(&token("t"), &format!("{URL}{target}"), b"").unwrap();
    assert_eq!(refusal(&request(&target, b"{}", &signature)), None);
    for other in [&b"{ }"[..], b"", FORM] {
        let changed = request(&target, other, &signature);
        assert_eq!(refusal(&changed), Some(Refusal::Forged));
    }
    for hash in ["", "zz", "00"] {
        let target = format!("/sms?bodySHA256={hash}");
        let odd = signed(&target, b"");
        assert_eq!(refusal(&odd), Some(Refusal::Forged), "{hash}");
    }
}

#[test]
fn what_we_wrote_into_an_address_comes_back_behind_the_form() {
    let names = ["VentanillaCaller"];
    let carried = |target: &str, body: &[u8]| {
        let proof = prove_with_query(
            &public_url(),
            &signed(target, body),
            [token("t")].iter(),
            &names,
        );
        String::from_utf8(proof.unwrap().bytes().to_vec()).unwrap()
    };
    let target = "/voice?x=1&VentanillaCaller=sip%3Aa%26b";
    assert_eq!(carried(target, b"A=1"), "A=1&VentanillaCaller=sip%3Aa%26b");
    assert_eq!(carried(target, b""), "&VentanillaCaller=sip%3Aa%26b");
    assert_eq!(carried("/voice?x=1", b"A=1"), "A=1");
    let mut moved = signed(target, b"A=1");
    moved.raw_query = moved.raw_query.replace("%3Aa", "%3Ab");
    let refused = prove_with_query(&public_url(), &moved, [token("t")].iter(), &names);
    assert_eq!(refused.err(), Some(Refusal::Forged));
}

#[test]
fn a_refused_proof_is_answered_403() {
    for refusal in [Refusal::Unproved, Refusal::Forged] {
        assert_eq!(refused(refusal).status, 403);
    }
    assert_eq!(refused(Refusal::NotFound).status, 404);
    assert_eq!(refused(Refusal::TooLarge).status, 413);
}

#[test]
fn only_a_place_is_a_public_address() {
    for (bad, why) in [
        ("", InvalidPublicUrl::NotAnAddress),
        ("api.shop.example", InvalidPublicUrl::NotAnAddress),
        ("https://", InvalidPublicUrl::NotAnAddress),
        ("https://[::1]", InvalidPublicUrl::NotAnAddress),
        ("ftp://api.shop.example", InvalidPublicUrl::NotHttp),
        ("https://a:b@shop.example", InvalidPublicUrl::MoreThanAPlace),
        (
            "https://shop.example/?a=b",
            InvalidPublicUrl::MoreThanAPlace,
        ),
        (
            "https://shop.example/#rc=2",
            InvalidPublicUrl::MoreThanAPlace,
        ),
    ] {
        assert_eq!(PublicUrl::parse(bad), Err(why), "{bad}");
    }
    let odd = PublicUrl::parse(" HTTPS://Api.Shop.example:443/Prod// ").unwrap();
    assert_eq!(odd.at("/sms"), "https://Api.Shop.example/Prod/sms");
    let local = PublicUrl::parse("http://127.0.0.1:4566").unwrap();
    assert_eq!(local.at("/sms?a=b"), "http://127.0.0.1:4566/sms?a=b");
}

#[test]
fn the_token_goes_to_the_api_and_to_nobody_else() {
    let part = json!({"account_sid": "AC1", "auth_token": "t"});
    let fetch = media(
        "https://api.twilio.com/2010-04-01/Media/ME1",
        Access::new(&part),
    )
    .unwrap();
    let (name, value) = &fetch.headers[0];
    assert_eq!(
        (*name, value.expose_secret()),
        ("authorization", "Basic QUMxOnQ=")
    );
    let foreign = [
        "https://evil.example/ME1",
        "http://api.twilio.com/ME1",
        "https://mms.twiliocdn.com/ME1",
        "https://api.twilio.com.evil.example/ME1",
        "https://x.api.twilio.com/ME1",
    ];
    for url in foreign {
        let refused = media(url, Access::new(&part));
        assert!(matches!(refused, Err(Unfetchable::Foreign(_))), "{url}");
    }
    let lacking = json!({"account_sid": "AC1"});
    let refused = media("https://api.twilio.com/ME1", Access::new(&lacking));
    assert_eq!(refused.err(), Some(Unfetchable::NoAccess("auth_token")));
}
