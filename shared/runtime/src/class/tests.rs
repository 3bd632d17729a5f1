#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;

fn code() -> String {
    "x".to_owned()
}

#[test]
fn every_error_has_the_class_of_what_helps() {
    let not_taken = DeliveryError::NotTaken {
        count: 1,
        code: code(),
    };
    let broken = || Box::from("x");
    let rows: [(&dyn Classify, Class); 17] = [
        (&not_taken, Class::Transient),
        (
            &DeliveryError::Queue {
                operation: "x",
                source: broken(),
            },
            Class::Transient,
        ),
        (
            &DeliveryError::Vault {
                operation: "x",
                source: broken(),
            },
            Class::Transient,
        ),
        (&DeliveryError::NoSuchObject { key: code() }, Class::Poison),
        (
            &DeliveryError::Unreadable {
                what: "x",
                place: code(),
            },
            Class::Poison,
        ),
        (
            &SecretError::Unavailable { source: broken() },
            Class::Transient,
        ),
        (&SecretError::Missing, Class::Blocked),
        (
            &SecretError::Misshapen { line: 1, column: 1 },
            Class::Blocked,
        ),
        (
            &SlackError::RetryAfter {
                after: Duration::from_secs(30),
            },
            Class::Transient,
        ),
        (&SlackError::Retry { code: code() }, Class::Transient),
        (&SlackError::Unknown { code: code() }, Class::Transient),
        (&SlackError::Message { code: code() }, Class::Poison),
        (&SlackError::Channel { code: code() }, Class::Blocked),
        (&MailError::Retry { code: code() }, Class::Transient),
        (&MailError::Recipient { code: code() }, Class::Poison),
        (&MailError::Channel { code: code() }, Class::Blocked),
        (
            &DeliveryError::Unwritable {
                what: "x",
                source: serde::ser::Error::custom("x"),
            },
            Class::Bug,
        ),
    ];
    for (error, class) in rows {
        assert_eq!(error.class(), class, "{error:?}");
    }
}

#[test]
fn every_class_has_its_status_and_its_outcome() {
    let statuses = [Class::Transient, Class::Blocked, Class::Poison, Class::Bug].map(Class::status);
    assert_eq!(statuses, [503, 503, 400, 500]);
    let after = Some(Duration::from_secs(30));
    let reason = || "Slack wants us to wait 30 s".to_owned();
    let busy = SlackError::RetryAfter {
        after: Duration::from_secs(30),
    };
    assert_eq!(
        Outcome::of(&busy),
        Outcome::Retry {
            after,
            reason: reason()
        }
    );
    let refused = SlackError::Message { code: code() };
    assert_eq!(
        Outcome::of(&refused),
        Outcome::Poison("Slack refuses this message (x)".to_owned())
    );
    let revoked = Outcome::of(&SlackError::Channel { code: code() });
    assert!(
        matches!(
            revoked,
            Outcome::Retry {
                after: Some(UNTIL_SEEN_TO),
                ..
            }
        ),
        "{revoked:?}"
    );
    let full = Outcome::of(&DeliveryError::NotTaken {
        count: 1,
        code: code(),
    });
    assert!(
        matches!(full, Outcome::Retry { after: None, .. }),
        "{full:?}"
    );
}
