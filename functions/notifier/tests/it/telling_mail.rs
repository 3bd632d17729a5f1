//! Telling by mail: once, as far as SES lets us.

use std::time::Duration;

use delivery::MailError;
use runtime::Metric;
use runtime::batch::Outcome;

use crate::fakes::{LEASE, context, deliver, deliver_text, played};
use crate::notices::assigned;

fn retry(code: &str) -> MailError {
    MailError::Retry {
        code: code.to_owned(),
    }
}

#[tokio::test]
async fn a_notice_that_comes_again_and_again_is_mailed_once() {
    let (played, context) = (played(None), context());
    for _ in 0..3 {
        assert_eq!(deliver(&played, &assigned(), &context).await, Outcome::Done);
    }
    let mails = played.mails.mails.borrow();
    assert_eq!(mails.len(), 1);
    assert_eq!(
        (mails[0].from.as_str(), mails[0].to.as_slice()),
        ("care@luna.example", &["ana@luna.example".to_owned()][..])
    );
    assert_eq!(mails[0].tags, [("notice".to_owned(), "4f1c0d".to_owned())]);
    assert_eq!(
        played.ledger.sent_as(&assigned()).as_deref(),
        Some("email:0100-1")
    );
    assert_eq!(context.metrics.counted(Metric::NoticesSent), 1);
}

#[tokio::test]
async fn a_mail_that_was_certainly_not_sent_is_sent_at_the_next_delivery() {
    let (played, context) = (played(None), context());
    played
        .mails
        .failures
        .borrow_mut()
        .push_back(retry("Throttling"));
    assert!(matches!(
        deliver(&played, &assigned(), &context).await,
        Outcome::Retry { after: None, .. }
    ));
    assert!(!played.ledger.is_held(&assigned()));
    assert_eq!(deliver(&played, &assigned(), &context).await, Outcome::Done);
    assert_eq!(played.mails.mails.borrow().len(), 1);
}

#[tokio::test]
async fn after_a_call_without_an_answer_the_claim_has_to_run_out_first() {
    let (played, context) = (played(None), context());
    played
        .mails
        .failures
        .borrow_mut()
        .push_back(retry("Timeout"));
    assert!(matches!(
        deliver(&played, &assigned(), &context).await,
        Outcome::Retry { .. }
    ));
    let Outcome::Retry { after, .. } = deliver(&played, &assigned(), &context).await else {
        panic!("told too soon")
    };
    assert_eq!(after, Some(Duration::from_secs(91)));
    played.time.pass(LEASE + jiff::SignedDuration::from_secs(1));
    assert_eq!(deliver(&played, &assigned(), &context).await, Outcome::Done);
}

#[tokio::test]
async fn recording_is_tried_again_before_the_message_comes_again() {
    let (played, context) = (played(None), context());
    played.ledger.failures_to_record.set(2);
    assert_eq!(deliver(&played, &assigned(), &context).await, Outcome::Done);
    assert_eq!(
        played.ledger.sent_as(&assigned()).as_deref(),
        Some("email:0100-1")
    );
}

#[tokio::test]
async fn a_mail_that_ses_refuses_is_kept_and_one_that_somebody_can_mend_comes_again_later() {
    let (played, context) = (played(None), context());
    let code = || "MessageRejected".to_owned();
    played
        .mails
        .failures
        .borrow_mut()
        .push_back(MailError::Recipient { code: code() });
    assert!(matches!(
        deliver(&played, &assigned(), &context).await,
        Outcome::Poison(_)
    ));
    played
        .mails
        .failures
        .borrow_mut()
        .push_back(MailError::Channel { code: code() });
    assert!(matches!(
        deliver(&played, &assigned(), &context).await,
        Outcome::Retry { after: Some(_), .. }
    ));
    assert_eq!(context.metrics.counted(Metric::NoticesRefused), 2);
}

#[tokio::test]
async fn a_message_that_is_no_notice_is_kept_and_its_words_are_not_repeated() {
    let (played, context) = (played(None), context());
    for body in [
        "",
        "{}",
        "{\"kind\":\"SECRETO\"}",
        "SECRETO",
        &"[".repeat(100_000),
    ] {
        let Outcome::Poison(reason) = deliver_text(&played, body, &context).await else {
            panic!("{body:.20}")
        };
        assert!(!reason.contains("SECRETO"), "{reason}");
    }
    assert!(played.ledger.entries.borrow().is_empty());
}
