#![allow(clippy::unwrap_used, clippy::panic)]
use std::collections::BTreeMap;
use std::sync::LazyLock;

use bytes::Bytes;
use channel::signature::sns::played::{CERTIFICATE_URL, PlayedSns};
use channel::{conformance, examine};
use domain::EventKind;
use rstest::rstest;
use serde_json::{Value, json};

use super::*;

const TOPIC: &str = "arn:aws:sns:eu-west-1:123456789012:correo";

fn now() -> Timestamp {
    conformance::now()
}

fn day(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The SNS of these tests; its certificate is valid in November.
static SNS: LazyLock<PlayedSns> =
    LazyLock::new(|| PlayedSns::valid(day("2026-11-01T00:00:00Z"), day("2026-12-01T00:00:00Z")));

fn door() -> MailOverHttps {
    MailOverHttps::for_topics(vec![TOPIC.to_owned()]).unwrap()
}

fn no_secrets() -> Secrets<NoSecret> {
    Secrets::new(NoSecret {}, None)
}

fn post(body: impl Into<Bytes>) -> Request {
    Request {
        method: Method::Post,
        path: PATH.to_owned(),
        raw_query: String::new(),
        headers: BTreeMap::from([("content-type".to_owned(), "text/plain".to_owned())]),
        body: body.into(),
        source_address: "203.0.113.7".to_owned(),
    }
}

fn envelope(message: &Value) -> Value {
    json!({"Type": "Notification", "MessageId": "n1", "TopicArn": TOPIC, "Message": message.to_string(),
        "Timestamp": "2026-11-21T10:00:00.000Z"})
}

fn bounce() -> Value {
    json!({"eventType": "Bounce", "mail": {"messageId": "ours", "source": "hola@tienda.example"},
        "bounce": {"bounceType": "Transient", "bouncedRecipients": [{"emailAddress": "marta@correo.example"}]}})
}

fn confirmation(kind: &str) -> Value {
    json!({"Type": kind, "MessageId": "c1", "TopicArn": TOPIC, "Message": "You have chosen …", "Token": "t",
        "SubscribeURL": format!("https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn={TOPIC}&Token=t"),
        "Timestamp": "2026-11-21T10:00:00.000Z"})
}

/// As the runtime does it: the size, what to ask, the proof with what was brought.
fn answer(request: &Request, at: Timestamp) -> Result<Answer, Refusal> {
    channel::fits(&door(), request)?;
    match door().errand(request, &no_secrets(), at)? {
        Some(errand) if errand.url.expose() == CERTIFICATE_URL => {
            door().prove_with(request, &no_secrets(), at, SNS.certificate())
        }
        other => panic!("asks for {other:?}"),
    }
}

fn read(fields: Value) -> Reading {
    match answer(&post(SNS.send(fields)), now()) {
        Ok(Answer::Read(proved)) => door().read(&proved, now()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_ses_tells_is_proved_and_read() {
    let reading = read(envelope(&bounce()));
    assert_eq!(reading.events[0].kind, EventKind::Status);
    assert_eq!(reading.events[0].target_message_id.as_deref(), Some("ours"));
    assert!(reading.unreadable.is_empty());
}

#[test]
fn the_certificate_is_asked_for_once_and_kept() {
    let request = post(SNS.send(envelope(&bounce())));
    let errand = door()
        .errand(&request, &no_secrets(), now())
        .unwrap()
        .unwrap();
    assert_eq!(
        (errand.url.expose(), errand.keep),
        (CERTIFICATE_URL, Some(KEPT))
    );
    assert!(errand.form.is_empty());
}

#[test]
fn a_subscription_of_our_topic_is_confirmed_each_time_it_is_asked_for() {
    let request = post(SNS.send(confirmation("SubscriptionConfirmation")));
    match answer(&request, now()).unwrap() {
        Answer::Confirm(errand) => {
            assert!(errand.url.expose().contains("Action=ConfirmSubscription"));
            assert_eq!((errand.form.len(), errand.keep), (0, None));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_end_of_a_subscription_is_told_and_not_undone() {
    let reading = read(confirmation("UnsubscribeConfirmation"));
    let event = &reading.events[0];
    assert_eq!(
        (event.channel.as_str(), event.kind),
        ("sns", EventKind::Other)
    );
    assert_eq!(event.sns_type.as_deref(), Some("UnsubscribeConfirmation"));
}

/// Before anything is fetched.
#[rstest]
#[case::a_foreign_topic("TopicArn", json!("arn:aws:sns:eu-west-1:999999999999:correo"), Refusal::Forbidden)]
#[case::a_foreign_certificate("SigningCertURL", json!("https://evil.example/x.pem"), Refusal::Forged)]
#[case::no_certificate("SigningCertURL", Value::Null, Refusal::Unproved)]
#[case::no_topic("TopicArn", Value::Null, Refusal::Unproved)]
#[case::another_kind("Type", json!("Letter"), Refusal::Unproved)]
fn nothing_is_asked_for(#[case] field: &str, #[case] value: Value, #[case] refused: Refusal) {
    let mut sent: Value = serde_json::from_slice(&SNS.send(envelope(&bounce()))).unwrap();
    sent[field] = value;
    let asked = door().errand(&post(sent.to_string()), &no_secrets(), now());
    assert_eq!(asked.unwrap_err(), refused);
}

#[rstest]
#[case(Method::Post, "/email", Refusal::NotFound)]
#[case(Method::Post, "/email/sns/", Refusal::NotFound)]
#[case(Method::Get, PATH, Refusal::MethodNotAllowed)]
#[case(Method::Options, PATH, Refusal::MethodNotAllowed)]
fn only_a_post_to_the_path_is_taken(
    #[case] method: Method,
    #[case] path: &str,
    #[case] refused: Refusal,
) {
    let request = Request {
        method,
        path: path.to_owned(),
        ..post(SNS.send(envelope(&bounce())))
    };
    assert_eq!(answer(&request, now()).unwrap_err(), refused);
}

#[test]
fn one_bit_anywhere_in_what_is_signed_is_noticed() {
    let body = SNS.send(envelope(&bounce()));
    for at in (0..body.len()).step_by(7) {
        let mut changed = body.clone();
        changed[at] ^= 1;
        // Some of the address may change without its leading elsewhere; then the signature is as good as before.
        let request = post(changed);
        match door().errand(&request, &no_secrets(), now()) {
            Ok(Some(errand)) if errand.url.expose() == CERTIFICATE_URL => {
                let proved = door().prove_with(&request, &no_secrets(), now(), SNS.certificate());
                assert!(proved.is_err(), "byte {at}");
            }
            Ok(Some(errand)) => assert_eq!(errand.url.host(), "sns.eu-west-1.amazonaws.com"),
            Ok(None) => panic!("nothing to ask"),
            Err(_) => {}
        }
    }
}

#[test]
fn a_certificate_of_another_time_proves_nothing() {
    let request = post(SNS.send(envelope(&bounce())));
    for at in ["2026-10-31T12:00:00Z", "2027-01-01T00:00:00Z"] {
        assert_eq!(answer(&request, day(at)).unwrap_err(), Refusal::Expired);
    }
}

#[test]
fn without_a_certificate_nothing_is_proved() {
    let request = post(SNS.send(envelope(&bounce())));
    let alone = examine(&door(), &request, &no_secrets(), now());
    assert_eq!(alone.unwrap_err(), Refusal::Unproved);
    let brought = door().prove_with(&request, &no_secrets(), now(), b"<html>");
    assert_eq!(brought.unwrap_err(), Refusal::Forged);
}

#[test]
fn more_than_sns_ever_sends_is_not_looked_at() {
    let request = post(vec![b' '; LARGEST_BODY + 1]);
    assert_eq!(answer(&request, now()).unwrap_err(), Refusal::TooLarge);
}

#[test]
fn an_old_message_is_taken_because_sns_may_try_for_long() {
    let mut old = envelope(&bounce());
    old["Timestamp"] = json!("2026-11-02T10:00:00.000Z");
    assert_eq!(read(old).events.len(), 1);
}

#[test]
fn a_mail_in_a_bucket_is_kept_with_what_to_do_about_it() {
    let reading = read(envelope(
        &json!({"notificationType": "Received", "mail": {"messageId": "s"},
        "receipt": {"action": {"type": "S3", "bucketName": "mail", "objectKey": "in/1"}}}),
    ));
    assert!(reading.events.is_empty());
    assert!(
        reading.unreadable[0]
            .reason
            .contains("subscribe the mail queue")
    );
}

#[test]
fn the_secret_is_an_empty_object() {
    assert!(serde_json::from_str::<NoSecret>("{}").is_ok());
}

#[test]
fn a_list_with_something_else_in_it_is_refused() {
    let list = vec![TOPIC.to_owned(), "mail".to_owned()];
    assert_eq!(MailOverHttps::for_topics(list).unwrap_err(), NoTopic(2));
}
