//! Customers whom the shop vouches for, on its pages and in its apps.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use channel::{Reader, Refusal, signature};
use domain::{ContactEvent, IdentityKind, Proof};
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::*;

/// What the shop's own server signs.
fn identity(customer: &str, key: &str) -> String {
    let exp = now().as_second() + 600;
    let claims = json!({"sub": customer, "exp": exp, "name": "Marta Vidal", "email": "marta@correo.example"});
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!(
        "{}.{}",
        part(&json!({"alg": "HS256", "typ": "JWT"})),
        part(&claims)
    );
    let mac = signature::sign(&key.into(), signed.as_bytes()).unwrap();
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(mac))
}

fn signed_in(customer: &str, origin: Option<&str>, at: jiff::Timestamp) -> Result<Answer, Refusal> {
    let headers: Vec<(&str, &str)> = origin
        .map(|origin| ("origin", origin))
        .into_iter()
        .collect();
    let body = json!({"identity": identity(customer, "the shop's key")});
    open(&headers, Some(&body), at)
}

fn event(token: &str, origin: Option<&str>) -> ContactEvent {
    let body =
        json!({"client_message_id": MESSAGE_ID, "text": "Hola", "email": "typed@correo.example"});
    let request = post(token, origin, body.to_string());
    let verified = proved(webchat().prove(&request, &secrets(), now()));
    webchat().read(&verified, now()).events.remove(0)
}

#[test]
fn a_signed_customer_is_the_contact_and_what_they_type_stays_a_claim() {
    let event = event(&token_of(signed_in("c-1", Some(SITE), now())), Some(SITE));
    assert_eq!(event.contact_id.as_deref(), Some("user:c-1"));
    assert_eq!(event.thread_key.as_deref(), Some("web:user:c-1"));
    assert_eq!(event.sender_name.as_deref(), Some("Marta Vidal"));
    assert_eq!(
        (event.contact_proof, event.account.as_str()),
        (Proof::Verified, "shop.example")
    );
    let told: Vec<_> = event
        .identities
        .iter()
        .map(|one| (one.kind, one.value.as_str(), one.proof))
        .collect();
    let expected = [
        (IdentityKind::Username, "c-1", Proof::Verified),
        (IdentityKind::Email, "marta@correo.example", Proof::Verified),
        (IdentityKind::Email, "typed@correo.example", Proof::Claimed),
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_message_sent_again_in_a_later_session_of_the_customer_is_the_same() {
    let first = event(&token_of(signed_in("c-1", Some(SITE), now())), Some(SITE));
    let later = now() + SignedDuration::from_secs(30);
    let second = event(&token_of(signed_in("c-1", Some(SITE), later)), Some(SITE));
    assert_eq!(first.event_key, second.event_key);
    let other = event(&token_of(signed_in("c-2", Some(SITE), now())), Some(SITE));
    assert_ne!(first.event_key, other.event_key);
}

#[test]
fn an_app_needs_no_origin_but_an_identity() {
    assert_eq!(open(&[], None, now()).unwrap_err(), Refusal::Forbidden);
    assert_eq!(
        open(&[], Some(&json!({})), now()).unwrap_err(),
        Refusal::Forbidden
    );
    let response = said(signed_in("c-1", None, now()));
    assert!(!response.headers.contains_key("access-control-allow-origin"));
    let token = token_of(signed_in("c-1", None, now()));
    let event = event(&token, None);
    assert_eq!(
        (event.contact_id.as_deref(), event.account.as_str()),
        (Some("user:c-1"), "app")
    );
    let on_a_site = webchat().prove(&post(&token, Some(SITE), ""), &secrets(), now());
    assert_eq!(on_a_site.unwrap_err(), Refusal::Forged);
}

#[test]
fn a_session_of_a_customer_is_not_renewed_without_the_shop() {
    let bearer = format!("Bearer {}", token_of(signed_in("c-1", Some(SITE), now())));
    let again = [("origin", SITE), ("authorization", bearer.as_str())];
    assert_eq!(open(&again, None, now()).unwrap_err(), Refusal::Expired);
    let body = json!({"identity": identity("c-2", "the shop's key")});
    let other = token_of(open(&again, Some(&body), now()));
    assert_eq!(
        event(&other, Some(SITE)).contact_id.as_deref(),
        Some("user:c-2")
    );
}

#[test]
fn an_identity_of_another_key_opens_nothing_not_even_an_unknown_visitor_s_chat() {
    for key in ["another key", "key of now"] {
        let body = json!({"identity": identity("c-1", key)});
        let answer = open(&[("origin", SITE)], Some(&body), now());
        assert_eq!(answer.unwrap_err(), Refusal::Forged);
    }
    let late = signed_in("c-1", Some(SITE), now() + SignedDuration::from_secs(660));
    assert_eq!(late.unwrap_err(), Refusal::Expired);
}

#[test]
fn without_an_identity_key_nobody_is_a_customer() {
    let secret = channel_webchat::WebchatSecret {
        session_key: "key of now".into(),
        ..Default::default()
    };
    let body = json!({"identity": identity("c-1", "the shop's key")}).to_string();
    let asked = request(Method::Post, SESSION_PATH, &[("origin", SITE)], body);
    let answer = webchat().prove(&asked, &Secrets::new(secret, None), now());
    assert_eq!(answer.unwrap_err(), Refusal::Forged);
}
