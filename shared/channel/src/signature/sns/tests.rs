#![allow(clippy::unwrap_used)]
mod collected;

use std::sync::LazyLock;

use rstest::rstest;
use serde_json::{Value, json};

use super::played::PlayedSns;
use super::*;

const TOPIC: &str = "arn:aws:sns:eu-west-1:123456789012:mail";

/// A message of signature version 1, made once with openssl by a key that was thrown away, and its certificate.
const VERSION_1: &str = r#"{"Type": "Notification", "MessageId": "11111111-2222-3333-4444-555555555555",
    "TopicArn": "arn:aws:sns:eu-west-1:123456789012:mail", "Subject": "Ñandú", "Message": "Hola",
    "Timestamp": "2026-11-21T10:00:00.000Z", "SignatureVersion": "1", "Signature": "YygbpeY8iDISO8d0BJyecKQZKmq5i72SEH8k+nXdA4TAk6ReBtgIr0yAr2tzj6L98lqrxiaST5IfvnP6J9JcxpCRSJz5H6nG0Oo1brIuQvtEmN0ZIcdJzT2LX3D1Q0czL759/CeSzRNdNZIHVRYd1hWkwbbK3FUgI4fzBbuNV3ShdDOUkPV1jtGOT4IkRLEdOmLwoIEtAtq6JwaGe9YLewr0J2qSXm5p9Xu/gmBz0J8UklWnC72sVnUBFC2kig4UuvlCapDSvvUBA0/1tFOTSmNWJ+XBQf2AwysIWHjo8c7uF26hs+JuWBPA7qMBdIkC1vRyWJA4foMHED20JFrAIw==",
    "SigningCertURL": "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem"}"#;
const CERTIFICATE_1: &str = "-----BEGIN CERTIFICATE-----\n\
MIIDDzCCAfegAwIBAgIUCoQJRBlniPx4CGt4kist51kQBAwwDQYJKoZIhvcNAQEL\n\
BQAwFjEUMBIGA1UEAwwLc25zLmV4YW1wbGUwIBcNMjYxMTIxMjMzNTUwWhgPMjEy\n\
NjEwMjgyMzM1NTBaMBYxFDASBgNVBAMMC3Nucy5leGFtcGxlMIIBIjANBgkqhkiG\n\
9w0BAQEFAAOCAQ8AMIIBCgKCAQEArClFsBb52rEOt2zAfERrLWV4GLDjiGB9dPdN\n\
e3Pz+abeghOX8fNCnkQvgm5oozgKSPXqPj5/jm0GJZOiWtYRcUyp8qNsMmTPiDqt\n\
88YKSCmBGe4kYgHgiiLSMdcqN1SDyvdGJc/IxFV7fpt12keOEqsMeSRh7Ej1iSwn\n\
nn0hycWQdohHEzwATMwEnCeOytIRF3RFVKhJutOChhz1kbzRxnTtOXUNVNwozsap\n\
LJJn+QF5fm3QBCHgx6mrNcQr+57TY9ObIpwBTHEEDfU8LhY7emsWW+1rx0WrctYX\n\
TF1b90ot+D0CgoYAL6uhqunsdm3WlEQ3SZ7GAuepqducRZNUlwIDAQABo1MwUTAd\n\
BgNVHQ4EFgQUFvX4G545NPP/G8OVmgGvZQ24SrQwHwYDVR0jBBgwFoAUFvX4G545\n\
NPP/G8OVmgGvZQ24SrQwDwYDVR0TAQH/BAUwAwEB/zANBgkqhkiG9w0BAQsFAAOC\n\
AQEAEgUEfQS4pWzQNIllkKvso9/mQcAdz4Z4OxMIHX60LzJgtJ7Rx5YCJnXNAlr7\n\
uvZr1Tft09i0N9j7jkc9NLDuxJkwj/ZHVLS8XjI/Atnm0GvvwXXQ2PVXYo6BvJg1\n\
LhLBk/ByrNeiStaIkjITGUk8hXMcOCZDBF4d6JBV0yXI84bGwA0mBvLI8oZaSQCt\n\
R9eez441KQCTLlIqUQfrHkpnINTdf8JX7ksxsxRuKVqfzvmkbUFdJ5dZHt7Jdr19\n\
ECMRcq9uOCrwna/85pvEhqeisT/e0XqE4ek4kkdlizXhge2N9IJCNT9IGa9406+g\n\
0XXjoSG2YwMGBwy9yo112A1B2w==\n\
-----END CERTIFICATE-----\n";

fn now() -> Timestamp {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

fn trusted() -> Trusted {
    Trusted::topics(vec![TOPIC.to_owned()]).unwrap()
}

fn played() -> PlayedSns {
    let day = |text: &str| text.parse().unwrap();
    PlayedSns::valid(day("2026-11-01T00:00:00Z"), day("2026-12-01T00:00:00Z"))
}

/// One for all tests: a key takes its time.
fn sns() -> &'static PlayedSns {
    static SNS: LazyLock<PlayedSns> = LazyLock::new(played);
    &SNS
}

fn notification() -> Value {
    json!({"Type": "Notification", "MessageId": "m1", "TopicArn": TOPIC, "Subject": "S", "Message": "a\nb",
        "Timestamp": "2026-11-21T10:00:00.000Z"})
}

fn subscription(kind: &str) -> Value {
    json!({"Type": kind, "MessageId": "m1", "TopicArn": TOPIC, "Message": "You have chosen …", "Token": "t",
        "SubscribeURL": format!("https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn={TOPIC}&Token=t"),
        "Timestamp": "2026-11-21T10:00:00.000Z"})
}

fn proved(sns: &PlayedSns, body: Vec<u8>) -> Result<Verified, Refusal> {
    prove(&Bytes::from(body), sns.certificate(), &trusted(), now())
}

/// A signed message with something changed after it was signed.
fn changed(sns: &PlayedSns, fields: Value, change: impl Fn(&mut Value)) -> Vec<u8> {
    let mut sent: Value = serde_json::from_slice(&sns.send(fields)).unwrap();
    change(&mut sent);
    sent.to_string().into_bytes()
}

#[test]
fn messages_of_every_kind_are_proved() {
    let sns = sns();
    let mut without_subject = notification();
    without_subject["Subject"] = Value::Null;
    for fields in [
        notification(),
        without_subject,
        subscription("SubscriptionConfirmation"),
        subscription("UnsubscribeConfirmation"),
    ] {
        let body = sns.send(fields);
        assert_eq!(proved(sns, body.clone()).unwrap().bytes(), &body);
    }
}

#[test]
fn lambda_s_spelling_and_fields_that_nobody_signs_are_taken() {
    let sns = sns();
    let body = changed(sns, notification(), |sent| {
        sent["SigningCertUrl"] = sent["SigningCertURL"].take();
        sent.as_object_mut().unwrap().remove("SigningCertURL");
        sent["UnsubscribeUrl"] = json!("https://evil.example/");
        sent["MessageAttributes"] = json!({"a": {"Type": "String", "Value": "b"}});
    });
    assert!(proved(sns, body).is_ok());
}

#[test]
fn signature_version_1_is_proved_too() {
    let prove = |body: String| {
        let body = Bytes::from(body);
        prove(&body, CERTIFICATE_1.as_bytes(), &trusted(), now())
    };
    assert!(prove(VERSION_1.to_owned()).is_ok());
    for (from, to) in [("Hola", "Hole"), ("\"1\"", "\"2\""), ("\"1\"", "\"3\"")] {
        let refused = prove(VERSION_1.replacen(from, to, 1)).unwrap_err();
        assert_eq!(refused, Refusal::Forged, "{to}");
    }
}

#[rstest]
#[case::notification(notification())]
#[case::subscription(subscription("SubscriptionConfirmation"))]
fn no_signed_field_may_be_changed_or_taken_away(#[case] fields: Value) {
    let sns = sns();
    for name in fields.as_object().unwrap().keys() {
        let other = changed(sns, fields.clone(), |sent| sent[name] = json!("other"));
        assert!(proved(sns, other).is_err(), "another {name}");
        let none = changed(sns, fields.clone(), |sent| {
            sent.as_object_mut().unwrap().remove(name);
        });
        assert!(proved(sns, none).is_err(), "no {name}");
    }
}

#[test]
fn a_field_is_there_once() {
    let sns = sns();
    let body = String::from_utf8(sns.send(notification())).unwrap();
    for twice in [
        r#""Message":"forged""#,
        r#""Mess\u0061ge":"forged""#,
        r#""SigningCertUrl":"https://evil.example/""#,
    ] {
        let body = body.replacen('{', &format!("{{{twice},"), 1);
        assert_eq!(proved(sns, body.into()).unwrap_err(), Refusal::Unproved);
    }
}

/// `Subject` and a line break could play the part of the fields after it.
#[test]
fn a_value_of_several_lines_is_not_taken_for_a_field() {
    let sns = sns();
    let mut split = notification();
    split["Subject"] = json!("S\nTimestamp\n2026-11-21T10:00:00.000Z");
    assert_eq!(proved(sns, sns.send(split)).unwrap_err(), Refusal::Forged);
}

#[test]
fn a_signature_of_somebody_else_is_forged() {
    let (ours, theirs) = (sns(), played());
    let body = theirs.send(notification());
    assert_eq!(proved(ours, body).unwrap_err(), Refusal::Forged);
    for signature in ["", "=", "not base64!", "QUJD"] {
        let body = changed(ours, notification(), |sent| {
            sent["Signature"] = json!(signature)
        });
        assert_eq!(
            proved(ours, body).unwrap_err(),
            Refusal::Forged,
            "{signature}"
        );
    }
}

#[rstest]
#[case("2026-10-31T23:59:59Z", Some(Refusal::Expired))]
#[case("2026-11-01T00:00:00Z", None)]
#[case("2026-12-01T00:00:00Z", None)]
#[case("2026-12-01T00:00:01Z", Some(Refusal::Expired))]
#[case("-009999-01-02T01:59:59Z", Some(Refusal::Expired))]
fn a_certificate_counts_while_it_is_valid(#[case] at: Timestamp, #[case] refused: Option<Refusal>) {
    let sns = sns();
    let body = Bytes::from(sns.send(notification()));
    assert_eq!(
        prove(&body, sns.certificate(), &trusted(), at).err(),
        refused
    );
}

#[rstest]
#[case(b"")]
#[case(b"<html>503</html>")]
#[case(b"-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n")]
#[case(b"-----BEGIN CERTIFICATE-----\n\xff\n")]
fn what_is_no_certificate_proves_nothing(#[case] certificate: &[u8]) {
    let body = Bytes::from(sns().send(notification()));
    let refused = prove(&body, certificate, &trusted(), now()).unwrap_err();
    assert_eq!(refused, Refusal::Forged);
}

#[test]
fn a_foreign_topic_is_refused_before_anything_is_fetched_or_confirmed() {
    let sns = sns();
    for mut fields in [notification(), subscription("SubscriptionConfirmation")] {
        fields["TopicArn"] = json!("arn:aws:sns:eu-west-1:999999999999:mail");
        let body = sns.send(fields);
        assert_eq!(
            certificate_url(&body, &trusted()).unwrap_err(),
            Refusal::Forbidden
        );
        assert_eq!(proved(sns, body.clone()).unwrap_err(), Refusal::Forbidden);
        let by_iam = Verified::delivered_by_aws(body);
        assert_eq!(
            confirmation(&by_iam, &trusted()).unwrap_err(),
            Refusal::Forbidden
        );
    }
}

#[rstest]
#[case("")]
#[case("null")]
#[case("[]")]
#[case("{}")]
#[case(r#"{"Type": "Notification", "Message": 5}"#)]
#[case("{\"Type\": \"Notific")]
fn what_is_no_message_of_sns_is_unproved(#[case] body: &str) {
    let refused = certificate_url(body.as_bytes(), &trusted()).unwrap_err();
    assert_eq!(refused, Refusal::Unproved);
}

/// A message that says its certificate is elsewhere.
fn with_certificate_at(url: &str, regions: &[&str]) -> Result<OutsideUrl, Refusal> {
    let body = changed(sns(), notification(), |sent| {
        sent["SigningCertURL"] = json!(url)
    });
    let regions = regions.iter().map(|region| (*region).to_owned()).collect();
    certificate_url(&body, &Trusted::new(vec![TOPIC.to_owned()], regions))
}

const FILE: &str = "SimpleNotificationService-7506a1e35b36ef5a444dd1a8e7cc3ed8.pem";

#[rstest]
#[case("sns.eu-west-1.amazonaws.com")]
#[case("SNS.eu-west-1.amazonaws.com:443")]
#[case("sns.cn-north-1.amazonaws.com.cn")]
fn a_certificate_is_fetched_from_a_trusted_region(#[case] host: &str) {
    let url = with_certificate_at(
        &format!("https://{host}/{FILE}"),
        &["eu-west-1", "cn-north-1"],
    );
    assert!(url.is_ok(), "{host}");
}

#[rstest]
#[case::not_https("http://sns.eu-west-1.amazonaws.com/", FILE)]
#[case::another_region("https://sns.us-east-1.amazonaws.com/", FILE)]
#[case::without_region("https://sns.amazonaws.com/", FILE)]
#[case::below_a_region("https://a.sns.eu-west-1.amazonaws.com/", FILE)]
#[case::in_a_region("https://sns.a.eu-west-1.amazonaws.com/", FILE)]
#[case::another_service("https://s3.eu-west-1.amazonaws.com/", FILE)]
#[case::half_in_china("https://sns.eu-west-1.amazonaws.com.cn/", FILE)]
#[case::not_in_china("https://sns.cn-north-1.amazonaws.com/", FILE)]
#[case::another_domain("https://sns.eu-west-1.amazonaws.com.evil.example/", FILE)]
#[case::a_user("https://sns.eu-west-1.amazonaws.com@evil.example/", FILE)]
#[case::a_user_of_it("https://evil@sns.eu-west-1.amazonaws.com/", FILE)]
#[case::a_port("https://sns.eu-west-1.amazonaws.com:8443/", FILE)]
#[case::a_folder("https://sns.eu-west-1.amazonaws.com/a/", FILE)]
#[case::a_way_round("https://sns.eu-west-1.amazonaws.com/a/..%2f", FILE)]
#[case::a_query("https://sns.eu-west-1.amazonaws.com/?Action=x&y=.pem", "")]
#[case::another_query(
    "https://sns.eu-west-1.amazonaws.com/",
    "SimpleNotificationService-7506a1e35b36ef5a444dd1a8e7cc3ed8.pem?x"
)]
#[case::a_fragment(
    "https://sns.eu-west-1.amazonaws.com/",
    "SimpleNotificationService-7506a1e35b36ef5a444dd1a8e7cc3ed8.pem#x"
)]
#[case::too_short(
    "https://sns.eu-west-1.amazonaws.com/",
    "SimpleNotificationService-7506a1e35b36ef5a444dd1a8e7cc3ed.pem"
)]
#[case::no_digits(
    "https://sns.eu-west-1.amazonaws.com/",
    "SimpleNotificationService-zzzza1e35b36ef5a444dd1a8e7cc3ed8.pem"
)]
#[case::another_ending(
    "https://sns.eu-west-1.amazonaws.com/",
    "SimpleNotificationService-7506a1e35b36ef5a444dd1a8e7cc3ed8.pem.exe"
)]
#[case::nothing("", "")]
fn a_certificate_is_fetched_from_nowhere_else(#[case] place: &str, #[case] file: &str) {
    let refused = with_certificate_at(&format!("{place}{file}"), &["eu-west-1", "cn-north-1"]);
    assert_eq!(refused.unwrap_err(), Refusal::Forged);
}

#[test]
fn a_subscription_is_confirmed_where_sns_says_and_an_unsubscription_is_not() {
    let sns = sns();
    let confirmed = |fields| confirmation(&proved(sns, sns.send(fields)).unwrap(), &trusted());
    let url = confirmed(subscription("SubscriptionConfirmation"))
        .unwrap()
        .unwrap();
    assert!(
        url.expose()
            .starts_with("https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&")
    );
    assert_eq!(confirmed(subscription("UnsubscribeConfirmation")), Ok(None));
    assert_eq!(confirmed(notification()), Ok(None));
}

#[rstest]
#[case("https://evil.example/?Action=ConfirmSubscription")]
#[case("https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription")]
#[case("http://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription")]
#[case("https://sns.eu-west-1.amazonaws.com/?Action=DeleteTopic")]
#[case(
    "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:eu-west-1:1:x"
)]
#[case("https://sns.eu-west-1.amazonaws.com/")]
#[case("")]
fn nothing_else_is_confirmed(#[case] url: &str) {
    let mut fields = subscription("SubscriptionConfirmation");
    fields["SubscribeURL"] = json!(url);
    let sns = sns();
    let signed = proved(sns, sns.send(fields)).unwrap();
    assert_eq!(
        confirmation(&signed, &trusted()).unwrap_err(),
        Refusal::Forged
    );
}

#[rstest]
#[case("arn:aws:sns:eu-west-1:123456789012:mail", true)]
#[case("arn:aws-cn:sns:cn-north-1:123456789012:mail.fifo", true)]
#[case("arn:aws:sqs:eu-west-1:123456789012:mail", false)]
#[case("arn:aws:sns:eu-west-1:123456789012:mail:0a1b2c3d", false)]
#[case("arn:aws:sns::123456789012:mail", false)]
#[case("arn:aws:sns:eu-west-1:123456789012:", false)]
#[case("", false)]
fn a_topic_is_known_by_its_arn(#[case] arn: &str, #[case] is_one: bool) {
    let list = vec![TOPIC.to_owned(), arn.to_owned()];
    assert_eq!(Trusted::topics(list).err(), (!is_one).then_some(NoTopic(2)));
}
