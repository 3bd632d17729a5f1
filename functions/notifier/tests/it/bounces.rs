//! Mails that come back after SES took them.

use std::cell::{Cell, RefCell};
use std::io;

use domain::NoticeId;
use domain::config::Route;
use domain::notice::Notice;
use notifier::bounces::{Bounces, CameBack, FollowOns};
use notifier::doors::Doors;
use notifier::pace::SystemTime;
use runtime::Metric;
use runtime::batch::{Message, MessageHandler, Outcome};

use crate::fakes::{context, message, played};
use crate::notices::assigned;
use crate::promises::{receipt, with_other_ways};

const QUEUE: &str = "arn:aws:sqs:eu-south-2:123456789012:bounces";

/// Notices as the table keeps them.
#[derive(Default)]
struct Kept {
    notices: RefCell<Vec<Notice>>,
    queued: RefCell<Vec<Notice>>,
    fails: Cell<bool>,
}

impl FollowOns for &Kept {
    type Error = io::Error;

    async fn notice(&self, id: &NoticeId) -> io::Result<Option<Notice>> {
        let notices = self.notices.borrow();
        Ok(notices.iter().find(|notice| notice.id == *id).cloned())
    }

    async fn hand_on(&self, notice: &Notice) -> io::Result<()> {
        if self.fails.get() {
            return Err(io::Error::other("the table is out of reach"));
        }
        let known = |other: &Notice| other.id == notice.id;
        if !self.notices.borrow().iter().any(known) {
            self.notices.borrow_mut().push(notice.clone());
            self.queued.borrow_mut().push(notice.clone());
        }
        Ok(())
    }
}

fn kept(notice: Notice) -> Kept {
    let kept = Kept::default();
    kept.notices.borrow_mut().push(notice);
    kept
}

fn bounces(kept: &Kept) -> Bounces<&Kept, SystemTime> {
    Bounces {
        follow_ons: kept,
        time: SystemTime,
    }
}

fn told(event: &str, bounce: &str, notice: &str, to: &str) -> String {
    serde_json::json!({
        "eventType": event,
        "bounce": { "bounceType": bounce, "bounceSubType": "General" },
        "mail": { "destination": [to], "tags": { "notice": [notice] } }
    })
    .to_string()
}

fn bounced(notice: &Notice, to: &str) -> String {
    told("Bounce", "Permanent", notice.id.as_str(), to)
}

#[tokio::test]
async fn a_mail_that_came_back_follows_by_the_next_way_once() {
    let kept = kept(with_other_ways(assigned()));
    let context = context();
    let body = bounced(&assigned(), "ana@luna.example");
    for _ in 0..2 {
        let outcome = bounces(&kept).handle(&message(&body), &context).await;
        assert_eq!(outcome, Outcome::Done);
    }
    let queued = kept.queued.borrow();
    assert_eq!(queued.len(), 1);
    assert_ne!(queued[0].id, assigned().id);
    assert_eq!(queued[0].to.route, Route::Slack("C0CARE".to_owned()));
    assert_eq!(
        (queued[0].instead_of.as_deref(), &queued[0].excerpt),
        (None, &assigned().excerpt)
    );
    assert_eq!(context.metrics.counted(Metric::NoticesBounced), 2);
}

#[tokio::test]
async fn a_notice_that_went_the_second_way_goes_the_third_and_says_for_whom_it_was() {
    let mut notice = with_other_ways(assigned());
    std::mem::swap(&mut notice.to, &mut notice.otherwise[0]);
    let kept = kept(notice.clone());
    let came_back = bounces(&kept)
        .take(&bounced(&notice, "ana@luna.example"))
        .await;
    assert_eq!(came_back.unwrap(), CameBack::HandedOn);
    let next = kept.queued.borrow()[0].clone();
    assert_eq!(
        (next.to.agent.as_str(), next.instead_of.as_deref()),
        ("neus", Some("Ana Ruiz"))
    );

    let context = context();
    let body = bounced(&next, "neus@luna.example");
    bounces(&kept).handle(&message(&body), &context).await;
    assert_eq!(
        context.metrics.counted(Metric::NoticesRefused),
        1,
        "nobody is left"
    );
}

#[tokio::test]
async fn rejections_and_spam_marks_count_as_lost_and_what_comes_back_for_now_does_not() {
    for (event, bounce, came_back) in [
        ("Reject", "", CameBack::HandedOn),
        ("Complaint", "", CameBack::HandedOn),
        ("Bounce", "Transient", CameBack::ForNow),
        ("Bounce", "Undetermined", CameBack::ForNow),
        ("Delivery", "", CameBack::Nothing),
    ] {
        let kept = kept(with_other_ways(assigned()));
        let body = told(event, bounce, "4f1c0d", "ana@luna.example");
        let taken = bounces(&kept).take(&body).await.unwrap();
        assert_eq!(taken, came_back, "{event} {bounce}");
    }
}

#[tokio::test]
async fn a_receipt_that_came_back_is_only_counted_and_what_nobody_knows_is_passed_over() {
    let (kept, context) = (kept(with_other_ways(receipt("es"))), context());
    let body = bounced(&receipt("es"), "marta@correo.example");
    bounces(&kept).handle(&message(&body), &context).await;
    assert_eq!(context.metrics.counted(Metric::NoticesBounced), 1);
    for body in [
        told("Bounce", "Permanent", "nobody-knows", "x@luna.example"),
        r#"{"eventType":"Bounce","bounce":{"bounceType":"Permanent"},"mail":{}}"#.to_owned(),
    ] {
        bounces(&kept).handle(&message(&body), &context).await;
    }
    assert!(kept.queued.borrow().is_empty());
    assert_eq!(context.metrics.counted(Metric::EventsIgnored), 2);
}

#[tokio::test]
async fn what_could_not_be_handed_on_comes_again_and_what_cannot_be_read_is_kept() {
    let (kept, context) = (kept(with_other_ways(assigned())), context());
    kept.fails.set(true);
    let body = bounced(&assigned(), "ana@luna.example");
    let outcome = bounces(&kept).handle(&message(&body), &context).await;
    assert!(matches!(outcome, Outcome::Retry { .. }), "{outcome:?}");
    assert_eq!(context.metrics.counted(Metric::NoticesBounced), 0);
    let outcome = bounces(&kept).handle(&message("SECRETO"), &context).await;
    let Outcome::Poison(reason) = outcome else {
        panic!("not kept")
    };
    assert!(!reason.contains("SECRETO"), "{reason}");
}

#[tokio::test]
async fn each_queue_leads_to_its_own_handler() {
    let (kept, context) = (kept(with_other_ways(assigned())), context());
    let doors = Doors {
        notices: played(None),
        bounces: Some((QUEUE.to_owned(), bounces(&kept))),
    };
    let bounce = Message {
        queue_arn: QUEUE.to_owned(),
        ..message(&bounced(&assigned(), "ana@luna.example"))
    };
    assert_eq!(doors.handle(&bounce, &context).await, Outcome::Done);
    let notice = message(&serde_json::to_string(&assigned()).unwrap());
    assert_eq!(doors.handle(&notice, &context).await, Outcome::Done);
    assert_eq!(context.metrics.counted(Metric::NoticesBounced), 1);
    assert_eq!(doors.notices.mails.mails.borrow().len(), 1);
    let poison = doors
        .handle(&message(&bounced(&assigned(), "x")), &context)
        .await;
    assert!(
        matches!(poison, Outcome::Poison(_)),
        "a notice's queue holds notices only"
    );
}
