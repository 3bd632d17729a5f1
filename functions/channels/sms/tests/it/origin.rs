//! Which requests are taken, and what they are answered.

use std::collections::BTreeMap;

use bytes::Bytes;
use channel::signature::twilio::{self, AuthTokens, PublicUrl};
use channel::{Answer, Method, Reader, Reading, Refusal, Request, Secrets, Webhook, examine};
use channel_sms::Sms;
use jiff::Timestamp;
use secrecy::SecretString;

const URL: &str = "https://api.tienda.example/prod";
const FORM: &[u8] = b"MessageSid=SM1&From=%2B34600111222&To=%2B34911000000&Body=hola";

fn request(method: Method, path: &str) -> Request {
    let token = SecretString::from("t");
    let signature = twilio::sign(&token, &format!("{URL}{path}"), FORM).unwrap();
    Request {
        method,
        path: path.to_owned(),
        raw_query: String::new(),
        headers: BTreeMap::from([(twilio::SIGNATURE_HEADER.to_owned(), signature)]),
        body: Bytes::from_static(FORM),
        source_address: String::new(),
    }
}

fn answer(sms: &Sms, request: &Request) -> Result<Answer, Refusal> {
    let tokens = AuthTokens {
        auth_token: SecretString::from("t"),
        ..AuthTokens::default()
    };
    examine(
        sms,
        request,
        &Secrets::new(tokens, None),
        Timestamp::UNIX_EPOCH,
    )
}

fn sms() -> Sms {
    Sms::new(PublicUrl::parse(URL).unwrap())
}

#[test]
fn both_paths_are_taken_by_post_and_no_other() {
    for path in ["/sms", "/sms/status"] {
        let taken = answer(&sms(), &request(Method::Post, path));
        assert!(matches!(taken, Ok(Answer::Read(_))), "{path}");
        let refused = answer(&sms(), &request(Method::Get, path));
        assert_eq!(refused.err(), Some(Refusal::MethodNotAllowed), "{path}");
    }
    for path in ["/", "/sms/", "/sms/other", "/voice"] {
        let refused = answer(&sms(), &request(Method::Post, path));
        assert_eq!(refused.err(), Some(Refusal::NotFound), "{path}");
    }
}

#[test]
fn without_a_public_address_nothing_is_proved() {
    let refused = answer(&Sms::default(), &request(Method::Post, "/sms"));
    assert_eq!(refused.err(), Some(Refusal::Forged));
}

#[test]
fn a_message_is_answered_with_silence_in_twiml() {
    let request = request(Method::Post, "/sms");
    let Ok(Answer::Read(body)) = answer(&sms(), &request) else {
        panic!("refused");
    };
    let reading: Reading = sms().read(&body, Timestamp::UNIX_EPOCH);
    let answer = sms().accepted(&request, &reading);
    assert_eq!((answer.status, answer.body.as_str()), (200, "<Response/>"));
    assert!(answer.headers["content-type"].starts_with("text/xml"));
}

#[test]
fn a_forged_request_is_answered_403() {
    let mut forged = request(Method::Post, "/sms");
    forged.body = Bytes::from_static(b"MessageSid=SM2");
    let refusal = answer(&sms(), &forged).unwrap_err();
    assert_eq!(sms().refused(&forged, refusal).status, 403);
    forged.headers.clear();
    let refusal = answer(&sms(), &forged).unwrap_err();
    assert_eq!(sms().refused(&forged, refusal).status, 403);
}
