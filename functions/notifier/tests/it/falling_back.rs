//! Ways that are refused: the notice goes the next one, once, and it is known.

use delivery::MailError;
use domain::config::Route;
use domain::notice::Notice;
use jiff::SignedDuration;
use runtime::batch::Outcome;
use runtime::{Context, Metric};

use crate::fakes::{LEASE, Played, context, deliver, deliver_again, played};
use crate::notices::assigned;
use crate::promises::{digest, receipt, way, with_other_ways};
use crate::workspace::{Mood, Workspace};

/// By mail first, then in Slack, then her lead by mail.
fn notice() -> Notice {
    with_other_ways(assigned())
}

/// In Slack first, then by mail.
fn slack_first() -> Notice {
    let mail = Route::Email("ana@luna.example".to_owned());
    Notice {
        to: notice().otherwise.remove(0),
        otherwise: vec![way("ana", "Ana Ruiz", "es", mail)],
        ..assigned()
    }
}

fn mail_fails(played: &Played, failures: impl IntoIterator<Item = MailError>) {
    played.mails.failures.borrow_mut().extend(failures);
}

fn refused() -> MailError {
    MailError::Recipient {
        code: "MessageRejected".to_owned(),
    }
}

fn paused() -> MailError {
    MailError::Channel {
        code: "AccountSendingPausedException".to_owned(),
    }
}

fn counted(context: &Context) -> [u64; 3] {
    [
        Metric::NoticesSent,
        Metric::NoticesRerouted,
        Metric::NoticesRefused,
    ]
    .map(|metric| context.metrics.counted(metric))
}

#[tokio::test]
async fn a_refused_mail_goes_to_slack_at_once_and_that_is_recorded_and_counted() {
    let workspace = Workspace::default();
    let (_server, slack) = workspace.open().await;
    for failure in [refused(), paused()] {
        workspace.posts.lock().unwrap().clear();
        let (played, context) = (played(Some(slack.clone())), context());
        mail_fails(&played, [failure]);
        for _ in 0..2 {
            assert_eq!(deliver(&played, &notice(), &context).await, Outcome::Done);
        }
        let posts = workspace.posts();
        assert_eq!(posts.len(), 1);
        assert_eq!(posts[0]["metadata"]["event_payload"]["notice"], "4f1c0d");
        assert!(!posts[0].to_string().contains("Este aviso era para"));
        let sent_as = played.ledger.sent_as(&notice());
        assert_eq!(sent_as.unwrap(), "slack:C0CARE:1795423320.000001 instead");
        assert_eq!(counted(&context), [1, 1, 0]);
    }
}

#[tokio::test]
async fn what_slack_refuses_goes_by_mail() {
    let workspace = Workspace::default();
    let (_server, slack) = workspace.open().await;
    let words = [
        "token_revoked",
        "channel_not_found",
        "not_in_channel",
        "is_archived",
        "invalid_blocks",
    ];
    for word in words {
        let (played, context) = (played(Some(slack.clone())), context());
        workspace.will(Mood::Refuses(word));
        assert_eq!(
            deliver(&played, &slack_first(), &context).await,
            Outcome::Done
        );
        let mails = played.mails.mails.borrow();
        assert_eq!(mails[0].to, ["ana@luna.example"]);
        assert_eq!(mails[0].tags, [("notice".to_owned(), "4f1c0d".to_owned())]);
        assert_eq!(counted(&context), [1, 1, 0], "{word}");
    }
    let (played, context) = (played(None), context());
    assert_eq!(
        deliver(&played, &slack_first(), &context).await,
        Outcome::Done
    );
    let sent_as = played.ledger.sent_as(&slack_first());
    assert_eq!(sent_as.as_deref(), Some("email:0100-1 instead"));
}

#[tokio::test]
async fn where_no_way_of_theirs_works_the_lead_is_told_for_whom_it_was() {
    let (played, context) = (played(None), context());
    mail_fails(&played, [refused()]);
    assert_eq!(deliver(&played, &notice(), &context).await, Outcome::Done);
    let mails = played.mails.mails.borrow();
    assert_eq!(mails[0].to, ["neus@luna.example"]);
    let text = mails[0].text();
    assert!(
        text.starts_with("This notice was for Ana Ruiz, whose own way does not work."),
        "{text}"
    );
    assert!(!text.contains("Why you"), "{text}");
    assert!(text.contains("A notice for Neus Vidal."), "{text}");
}

#[tokio::test]
async fn a_digest_falls_back_like_any_other() {
    let (played, context) = (played(None), context());
    mail_fails(&played, [refused()]);
    let digest = with_other_ways(digest());
    assert_eq!(deliver(&played, &digest, &context).await, Outcome::Done);
    let text = played.mails.mails.borrow()[0].text();
    assert!(text.contains("7 conversations need attention"), "{text}");
}

#[tokio::test]
async fn where_every_way_is_refused_for_good_it_is_kept_and_where_one_can_be_mended_it_comes_again()
{
    let (played, context) = (played(None), context());
    mail_fails(&played, [refused(), refused()]);
    let outcome = deliver(&played, &notice(), &context).await;
    assert!(matches!(outcome, Outcome::Poison(_)), "{outcome:?}");
    assert!(!played.ledger.is_held(&notice()));
    mail_fails(&played, [refused(), paused()]);
    let outcome = deliver(&played, &notice(), &context).await;
    assert!(
        matches!(outcome, Outcome::Retry { after: Some(_), .. }),
        "{outcome:?}"
    );
    assert_eq!(counted(&context), [0, 0, 2]);
}

#[tokio::test]
async fn what_fails_only_for_now_waits_for_its_way_and_goes_another_after_minutes() {
    let workspace = Workspace::default();
    let (_server, slack) = workspace.open().await;
    let (played, context) = (played(Some(slack)), context());
    for receive_count in 1..8 {
        workspace.will(Mood::Busy(7));
        let outcome = deliver_again(&played, &slack_first(), receive_count, &context).await;
        assert!(matches!(outcome, Outcome::Retry { .. }), "{outcome:?}");
        assert!(played.mails.mails.borrow().is_empty());
    }
    workspace.will(Mood::Busy(7));
    let outcome = deliver_again(&played, &slack_first(), 8, &context).await;
    assert_eq!(outcome, Outcome::Done);
    assert_eq!(played.mails.mails.borrow().len(), 1);
    assert_eq!(counted(&context), [1, 1, 0]);
}

#[tokio::test]
async fn where_every_way_fails_for_now_it_is_given_back() {
    let (played, context) = (played(None), context());
    let busy = || MailError::Retry {
        code: "Throttling".to_owned(),
    };
    mail_fails(&played, [busy(), busy()]);
    let outcome = deliver_again(&played, &notice(), 9, &context).await;
    assert!(
        matches!(outcome, Outcome::Retry { after: None, .. }),
        "{outcome:?}"
    );
    assert!(!played.ledger.is_held(&notice()));
    assert_eq!(counted(&context), [0, 0, 0]);
}

#[tokio::test]
async fn before_it_goes_another_way_a_post_without_an_answer_is_looked_for() {
    let workspace = Workspace::default();
    let (_server, slack) = workspace.open().await;
    let (played, context) = (played(Some(slack)), context());
    workspace.will(Mood::Slow);
    let outcome = deliver_again(&played, &slack_first(), 8, &context).await;
    assert_eq!(outcome, Outcome::Done);
    assert_eq!(workspace.posts().len(), 1);
    assert!(played.mails.mails.borrow().is_empty());
    assert_eq!(counted(&context), [1, 0, 0]);
}

#[tokio::test]
async fn a_slack_that_cannot_even_be_looked_into_holds_nothing_up_for_ever() {
    let workspace = Workspace::default();
    let (_server, slack) = workspace.open().await;
    let (played, context) = (played(Some(slack)), context());
    workspace.will(Mood::Slow);
    deliver(&played, &slack_first(), &context).await;
    *workspace.history_is_down.lock().unwrap() = true;
    played.time.pass(LEASE + SignedDuration::from_secs(1));
    let outcome = deliver_again(&played, &slack_first(), 3, &context).await;
    assert!(matches!(outcome, Outcome::Retry { .. }), "{outcome:?}");
    played.time.pass(LEASE + SignedDuration::from_secs(1));
    let outcome = deliver_again(&played, &slack_first(), 8, &context).await;
    assert_eq!(outcome, Outcome::Done);
    assert_eq!(
        played.mails.mails.borrow().len(),
        1,
        "told twice rather than not at all"
    );
}

#[tokio::test]
async fn after_a_crash_behind_the_second_way_it_is_found_there_and_the_first_is_not_tried_again() {
    let workspace = Workspace::default();
    let (_server, slack) = workspace.open().await;
    let (played, context) = (played(Some(slack)), context());
    mail_fails(&played, [refused()]);
    played.ledger.failures_to_record.set(3);
    let outcome = deliver(&played, &notice(), &context).await;
    assert!(matches!(outcome, Outcome::Retry { .. }), "{outcome:?}");
    played.time.pass(LEASE + SignedDuration::from_secs(1));
    assert_eq!(deliver(&played, &notice(), &context).await, Outcome::Done);
    assert_eq!(workspace.posts().len(), 1);
    assert!(played.mails.mails.borrow().is_empty());
    let sent_as = played.ledger.sent_as(&notice());
    assert_eq!(sent_as.unwrap(), "slack:C0CARE:1795423320.000001 instead");
}

#[tokio::test]
async fn after_a_refusal_and_a_post_without_an_answer_the_claim_stays() {
    let workspace = Workspace::default();
    let (_server, slack) = workspace.open().await;
    let (played, context) = (played(Some(slack)), context());
    mail_fails(&played, [refused()]);
    workspace.will(Mood::Slow);
    let outcome = deliver(&played, &notice(), &context).await;
    assert!(matches!(outcome, Outcome::Retry { .. }), "{outcome:?}");
    assert!(played.ledger.is_held(&notice()));
}

#[tokio::test]
async fn a_customers_receipt_goes_to_nobody_else() {
    let workspace = Workspace::default();
    let (_server, slack) = workspace.open().await;
    let (played, context) = (played(Some(slack)), context());
    mail_fails(&played, [refused()]);
    let receipt = with_other_ways(receipt("es"));
    let outcome = deliver(&played, &receipt, &context).await;
    assert!(matches!(outcome, Outcome::Poison(_)), "{outcome:?}");
    assert!(workspace.posts().is_empty());
    assert_eq!(counted(&context), [0, 0, 1]);
}
