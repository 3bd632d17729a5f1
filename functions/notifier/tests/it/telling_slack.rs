//! Telling in Slack: once, paced, and after looking.

use std::time::Duration;

use domain::notice::Notice;
use jiff::SignedDuration;
use runtime::Metric;
use runtime::batch::Outcome;

use crate::fakes::{LEASE, Played, context, deliver, played};
use crate::notices::{assigned, in_slack};
use crate::workspace::{Mood, Workspace};

fn notice() -> Notice {
    in_slack(assigned(), "C0CARE")
}

fn lease_runs_out(played: &Played) {
    played.time.pass(LEASE + SignedDuration::from_secs(1));
}

#[tokio::test]
async fn a_notice_that_comes_again_and_again_is_posted_once() {
    let workspace = Workspace::default();
    let (_server, slack) = workspace.open().await;
    let (played, context) = (played(Some(slack)), context());
    for _ in 0..3 {
        assert_eq!(deliver(&played, &notice(), &context).await, Outcome::Done);
    }
    let posts = workspace.posts();
    assert_eq!(posts.len(), 1);
    assert_eq!(posts[0]["channel"], "C0CARE");
    assert_eq!(posts[0]["unfurl_links"], false);
    assert_eq!(posts[0]["metadata"]["event_type"], "ventanilla_notice");
    assert_eq!(
        posts[0]["metadata"]["event_payload"],
        serde_json::json!({ "notice": "4f1c0d", "thread": "AL-483120", "version": 7 })
    );
    assert_eq!(
        played.ledger.sent_as(&notice()).as_deref(),
        Some("slack:C0CARE:1795423320.000001")
    );
}

#[tokio::test]
async fn after_a_crash_between_posting_and_recording_it_is_found_and_not_posted_again() {
    let workspace = Workspace::default();
    let (_server, slack) = workspace.open().await;
    let (played, context) = (played(Some(slack)), context());
    played.ledger.failures_to_record.set(3);
    assert!(matches!(
        deliver(&played, &notice(), &context).await,
        Outcome::Retry { .. }
    ));
    assert!(matches!(
        deliver(&played, &notice(), &context).await,
        Outcome::Retry { after: Some(_), .. }
    ));
    lease_runs_out(&played);
    assert_eq!(deliver(&played, &notice(), &context).await, Outcome::Done);
    assert_eq!(workspace.posts().len(), 1);
    assert_eq!(
        played.ledger.sent_as(&notice()).as_deref(),
        Some("slack:C0CARE:1795423320.000001")
    );
}

#[tokio::test]
async fn after_an_answer_that_came_too_late_it_is_found_and_not_posted_again() {
    let workspace = Workspace::default();
    let (_server, slack) = workspace.open().await;
    let (played, context) = (played(Some(slack)), context());
    workspace.will(Mood::Slow);
    assert!(matches!(
        deliver(&played, &notice(), &context).await,
        Outcome::Retry { .. }
    ));
    assert!(played.ledger.is_held(&notice()));
    lease_runs_out(&played);
    assert_eq!(deliver(&played, &notice(), &context).await, Outcome::Done);
    assert_eq!(workspace.posts().len(), 1);
}

#[tokio::test]
async fn while_slack_cannot_be_looked_into_nothing_is_posted_again() {
    let workspace = Workspace::default();
    let (_server, slack) = workspace.open().await;
    let (played, context) = (played(Some(slack)), context());
    workspace.will(Mood::Slow);
    deliver(&played, &notice(), &context).await;
    *workspace.history_is_down.lock().unwrap() = true;
    for _ in 0..2 {
        lease_runs_out(&played);
        assert!(matches!(
            deliver(&played, &notice(), &context).await,
            Outcome::Retry { .. }
        ));
    }
    *workspace.history_is_down.lock().unwrap() = false;
    lease_runs_out(&played);
    assert_eq!(deliver(&played, &notice(), &context).await, Outcome::Done);
    assert_eq!(workspace.posts().len(), 1);
}

#[tokio::test]
async fn what_was_not_there_when_looked_for_is_posted() {
    let workspace = Workspace::default();
    let (_server, slack) = workspace.open().await;
    let (played, context) = (played(Some(slack)), context());
    workspace.will(Mood::Slow);
    deliver(&played, &notice(), &context).await;
    workspace.posts.lock().unwrap().clear();
    lease_runs_out(&played);
    assert_eq!(deliver(&played, &notice(), &context).await, Outcome::Done);
    assert_eq!(workspace.posts().len(), 1);
}

#[tokio::test]
async fn slack_says_how_long_to_wait() {
    let workspace = Workspace::default();
    let (_server, slack) = workspace.open().await;
    let (played, context) = (played(Some(slack)), context());
    workspace.will(Mood::Busy(7));
    let Outcome::Retry { after, .. } = deliver(&played, &notice(), &context).await else {
        panic!("no retry")
    };
    assert_eq!(after, Some(Duration::from_secs(7)));
    assert!(
        !played.ledger.is_held(&notice()),
        "nothing was posted, so the next delivery need not wait for a lease"
    );
    assert_eq!(deliver(&played, &notice(), &context).await, Outcome::Done);
    assert_eq!(workspace.posts().len(), 1);
}

#[tokio::test]
async fn messages_in_one_channel_are_a_second_apart() {
    let workspace = Workspace::default();
    let (_server, slack) = workspace.open().await;
    let (played, context) = (played(Some(slack)), context());
    for (id, channel) in [("a", "C1"), ("b", "C1"), ("c", "C2"), ("d", "C1")] {
        let notice = Notice {
            id: id.into(),
            ..in_slack(assigned(), channel)
        };
        assert_eq!(deliver(&played, &notice, &context).await, Outcome::Done);
    }
    assert_eq!(
        *played.time.slept.borrow(),
        [Duration::from_secs(1), Duration::from_secs(1)]
    );
}

#[tokio::test]
async fn a_refused_message_is_kept_and_a_closed_channel_waits_for_an_operator() {
    let workspace = Workspace::default();
    let (_server, slack) = workspace.open().await;
    let (played, context) = (played(Some(slack)), context());
    workspace.will(Mood::Refuses("invalid_blocks"));
    assert!(matches!(
        deliver(&played, &notice(), &context).await,
        Outcome::Poison(_)
    ));
    workspace.will(Mood::Refuses("not_in_channel"));
    assert!(matches!(
        deliver(&played, &notice(), &context).await,
        Outcome::Retry { after: Some(_), .. }
    ));
    assert_eq!(context.metrics.counted(Metric::NoticesRefused), 2);
}

#[tokio::test]
async fn without_a_slack_app_the_notice_is_kept_with_a_clear_reason() {
    let (played, context) = (played(None), context());
    let Outcome::Poison(reason) = deliver(&played, &notice(), &context).await else {
        panic!("not kept")
    };
    assert!(reason.contains("SLACK_SECRET_ID is not set"), "{reason}");
    assert!(!played.ledger.is_held(&notice()));
}
