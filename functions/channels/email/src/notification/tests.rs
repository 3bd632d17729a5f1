#![allow(clippy::unwrap_used, clippy::panic)]
use rstest::rstest;
use serde_json::{Value, json};

use super::*;

fn received(action: Value, content: Option<&str>) -> Value {
    json!({
        "notificationType": "Received",
        "mail": {"timestamp": "2026-11-21T10:00:00.000Z", "messageId": "ses1", "source": "a@x.example",
            "destination": ["support@shop.example", "other@x.example"], "headersTruncated": false, "headers": []},
        "receipt": {"recipients": ["support@shop.example"], "spamVerdict": {"status": "FAIL"},
            "virusVerdict": {"status": "GRAY"}, "dmarcVerdict": {"status": "PASS"}, "action": action},
        "content": content,
    })
}

fn parsed(value: &Value) -> Received {
    match parse(value.to_string().as_bytes()).unwrap() {
        Notification::Received(received) => *received,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_mail_in_a_bucket_is_told_with_its_verdicts_bare_or_in_an_envelope() {
    let bare = received(
        json!({"type": "S3", "bucketName": "mail", "objectKey": "in/1"}),
        None,
    );
    let envelope = json!({"Type": "Notification", "Message": bare.to_string(), "SigningCertUrl": "x", "Subject": null});
    for value in [bare, envelope] {
        let told = parsed(&value);
        assert_eq!(
            told.content,
            Content::Object {
                bucket: "mail".into(),
                key: "in/1".into()
            }
        );
        let receipt = told.receipt;
        assert_eq!(
            (receipt.spam, receipt.virus, receipt.dmarc),
            (Verdict::Fail, Verdict::Unknown, Verdict::Pass)
        );
        assert_eq!(receipt.recipients, ["support@shop.example"]);
        assert_eq!(receipt.object_key.as_deref(), Some("in/1"));
        assert_eq!(receipt.taken_at, "2026-11-21T10:00:00Z".parse().ok());
    }
}

#[rstest]
#[case("UTF8", "Subject: x\r\n", Content::Inline(b"Subject: x\r\n".to_vec()))]
#[case("BASE64", "U3ViamVj\r\ndDogeA==", Content::Inline(b"Subject: x".to_vec()))]
fn a_mail_in_the_notification_is_unpacked(
    #[case] encoding: &str,
    #[case] content: &str,
    #[case] expected: Content,
) {
    let value = received(json!({"type": "SNS", "encoding": encoding}), Some(content));
    assert_eq!(parsed(&value).content, expected);
}

#[rstest]
#[case(json!({"Type": "Notification", "Message": "Successfully validated SNS topic for Amazon SES event publishing."}))]
#[case(json!({"notificationType": "AmazonSnsSubscriptionSucceeded", "message": "You have …"}))]
#[case(received(json!({"type": "S3", "bucketName": "mail", "objectKey": "AMAZON_SES_SETUP_NOTIFICATION"}), None))]
fn a_trial_says_nothing(#[case] value: Value) {
    assert!(matches!(
        parse(value.to_string().as_bytes()),
        Ok(Notification::Nothing)
    ));
}

#[rstest]
#[case("{", "")]
#[case("{}", "/notificationType")]
#[case(r#"{"Message": "hello"}"#, "/Message")]
#[case(r#"{"Message": 5}"#, "")]
#[case(r#"{"notificationType": "Received", "mail": 7}"#, "")]
#[case(r#"{"notificationType": "Received", "receipt": {"action": {"encoding": "BASE64"}}, "content": "é"}"#, "/content")]
fn what_is_no_notification_is_placed(#[case] body: &str, #[case] place: &str) {
    assert_eq!(parse(body.as_bytes()).unwrap_err().place(), place);
}
