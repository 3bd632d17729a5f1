#![allow(clippy::unwrap_used)]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use channel::signature::sign;
use rstest::rstest;
use serde_json::json;

use super::*;

fn now() -> Timestamp {
    "2026-11-21T10:00:00Z".parse().unwrap()
}

/// What the shop signs: the claims, and an hour.
fn read(mut claims: Value) -> Result<SignedCustomer, InvalidToken> {
    claims["exp"] = json!(now().as_second() + 3600);
    let key = SecretString::from("the shop's key");
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(&json!({"alg": "HS256"})), part(&claims));
    let mac = sign(&key, signed.as_bytes()).unwrap();
    let token = format!("{signed}.{}", URL_SAFE_NO_PAD.encode(mac));
    verify(&token, [key].iter(), now())
}

fn told(customer: &SignedCustomer) -> Vec<(IdentityKind, &str, Proof)> {
    let identities = customer.identities.iter();
    identities
        .map(|one| (one.kind, one.value.as_str(), one.proof))
        .collect()
}

#[test]
fn the_shop_vouches_for_what_it_signs() {
    let claims = json!({"sub": "c-1042", "name": "Marta\nVidal", "email": "Marta@Correo.example",
        "phone": "+34 600 200 300", "language": "ca-ES", "aud": ["https://anybody.example", "b"], "iss": "shop"});
    let customer = read(claims).unwrap();
    assert_eq!(customer.id, "c-1042");
    assert_eq!(customer.name.as_deref(), Some("Marta Vidal"));
    assert_eq!(customer.language.as_deref(), Some("ca"));
    let verified = [
        (IdentityKind::Username, "c-1042", Proof::Verified),
        (IdentityKind::Email, "marta@correo.example", Proof::Verified),
        (IdentityKind::Phone, "+34600200300", Proof::Verified),
    ];
    assert_eq!(told(&customer), verified);
}

#[test]
fn what_the_shop_says_it_did_not_verify_joins_nobody() {
    for unverified in [json!(false), json!("false"), json!(0), json!("true")] {
        let claims = json!({"sub": "1", "email": "a@b.example", "email_verified": unverified,
            "phone": "+34600200300", "phone_verified": unverified});
        let customer = read(claims).unwrap();
        let proofs: Vec<Proof> = told(&customer).iter().map(|one| one.2).collect();
        assert_eq!(proofs, [Proof::Verified, Proof::Claimed, Proof::Claimed]);
    }
}

#[test]
fn a_number_without_its_country_is_nobody_s_for_sure() {
    let customer = read(json!({"sub": "1", "phone": "600 200 300"})).unwrap();
    assert_eq!(
        told(&customer)[1..],
        [(IdentityKind::Phone, "600200300", Proof::Claimed)]
    );
}

#[test]
fn what_cannot_be_used_is_left_out() {
    let claims = json!({"sub": 1042, "name": ["Marta"], "email": "no address", "phone": {}, "language": "catalan"});
    let customer = read(claims).unwrap();
    assert_eq!(
        customer,
        SignedCustomer {
            id: "1042".to_owned(),
            identities: vec![identity(
                IdentityKind::Username,
                "1042".to_owned(),
                Proof::Verified
            )],
            ..SignedCustomer::default()
        }
    );
    assert!(!customer.is_reachable());
}

#[rstest]
#[case(json!({}))]
#[case(json!({"sub": null}))]
#[case(json!({"sub": ""}))]
#[case(json!({"sub": "  "}))]
#[case(json!({"sub": 1.5}))]
#[case(json!({"sub": "a\nb"}))]
#[case(json!({"sub": "x".repeat(201)}))]
fn a_token_that_names_nobody_is_refused(#[case] claims: Value) {
    assert_eq!(read(claims), Err(InvalidToken::Claim("sub")));
}
