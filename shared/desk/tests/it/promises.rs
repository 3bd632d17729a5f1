//! Promises over a table that holds to its conditions: sweeps at once, digests, and counting anew.

use std::collections::BTreeSet;

use domain::config::{Care, CareFile};
use domain::notice::{Notice, NoticeKind};
use domain::{ContactEvent, Thread};
use jiff::{SignedDuration, Timestamp};
use testkit::{Customer, Shop};

use crate::live::{self, Live, Way};

fn after(hours: i64) -> Timestamp {
    Timestamp::now() + SignedDuration::from_hours(hours)
}

async fn sweep(live: &Live, at: Timestamp) -> desk::SweepReport {
    let deadline = Timestamp::now() + SignedDuration::from_mins(5);
    live.office.desk.sweep(at, deadline).await.unwrap()
}

/// So many customers who wait at the counter of one agent who need accept nothing.
async fn waiting(live: &Live, count: usize) -> Vec<ContactEvent> {
    let events: Vec<ContactEvent> = (0..count)
        .map(|_| Customer::on_telegram().writes("cola"))
        .collect();
    for event in &events {
        live.receives(event).await;
    }
    events
}

/// The shop of the other tests, where nobody has to accept and the answer is promised within so long.
fn promising(within: &str) -> (CareFile, Care) {
    let (mut file, _) = Shop::new().counter("cola", 1, 100).build().unwrap();
    file.routing.accept_within = Some("never".to_owned());
    file.policies[0].commitments[0].within = within.to_owned();
    let care = Care::check(&file).unwrap();
    (file, care)
}

async fn open() -> Live {
    let live = live::open().await;
    let (file, care) = promising("4h");
    let applied = live.office.desk.apply(&file, &care, Timestamp::now()).await;
    applied.unwrap();
    live
}

/// What is queued by itself, of a kind.
fn queued(live: &Live, kind: NoticeKind) -> Vec<Notice> {
    let told = live.told_notices().into_iter();
    let queued = told.filter(|(notice, way)| *way == Way::Queued && notice.kind == kind);
    queued.map(|(notice, _)| notice).collect()
}

#[tokio::test]
async fn a_few_alarms_are_told_one_by_one_and_many_as_one_digest() {
    for (threads, digests, alone) in [(5, 0, 5), (6, 1, 0)] {
        let live = open().await;
        waiting(&live, threads).await;
        let report = sweep(&live, after(5)).await;
        assert_eq!(
            report.steps_fired,
            2 * threads,
            "the reminder, which came too late, and the end"
        );
        assert_eq!(queued(&live, NoticeKind::Digest).len(), digests);
        assert_eq!(queued(&live, NoticeKind::Breached).len(), alone);
        assert_eq!(sweep(&live, after(5)).await.steps_fired, 0, "once, ever");
    }
}

#[tokio::test]
async fn five_sweeps_at_once_fire_each_step_once_and_tell_each_alarm_once() {
    let live = open().await;
    waiting(&live, 12).await;
    let at = after(5);
    let sweeps = (0..5).map(|_| sweep(&live, at));
    let reports = futures::future::join_all(sweeps).await;
    let steps: usize = reports.iter().map(|report| report.steps_fired).sum();
    assert_eq!((steps, live.ledger()), (24, 24));
    let digests = queued(&live, NoticeKind::Digest);
    let together: usize = digests.iter().map(|digest| digest.together.len()).sum();
    assert_eq!(together + queued(&live, NoticeKind::Breached).len(), 12);
    assert!(
        live.told_notices()
            .iter()
            .all(|(_, way)| *way != Way::Unsent)
    );
}

#[tokio::test]
async fn a_sweep_a_day_late_alerts_once_for_each_promise() {
    let live = open().await;
    waiting(&live, 1).await;
    let report = sweep(&live, after(48)).await;
    assert_eq!(report.steps_fired, 3);
    let alarms = queued(&live, NoticeKind::Breached);
    let of: BTreeSet<String> = alarms
        .iter()
        .filter_map(|it| Some(it.promise.clone()?.commitment))
        .collect();
    assert_eq!((alarms.len(), of.len()), (2, 2), "one of each promise");
    let broken: usize = report.promises.broken.values().sum();
    assert_eq!(broken, 2);
}

#[tokio::test]
async fn a_new_configuration_counts_open_threads_anew_from_their_start() {
    let live = open().await;
    let events = waiting(&live, 3).await;
    let before: Vec<Thread> = live.threads();
    let (file, care) = promising("1h");
    let now = Timestamp::now();
    let desk = &live.office.desk;
    assert!(desk.apply(&file, &care, now).await.unwrap().recounts);
    let job = desk.recount(&care, now, after(1), |_| {}).await.unwrap();
    assert!(job.done);
    assert_eq!(job.changed, 3);
    for old in before {
        let new = desk.store().thread(&old.id).await.unwrap().unwrap();
        let hour = SignedDuration::from_hours(1);
        let began = old.clock.unwrap().started_at;
        assert_eq!(new.first_due(), Some(began + hour));
    }
    assert!(
        !desk.apply(&file, &care, now).await.unwrap().recounts,
        "nothing is promised anew"
    );
    assert_eq!(events.len(), 3);
}

#[tokio::test]
async fn what_the_command_leaves_the_sweep_counts_and_goes_on_where_it_was_cut_short() {
    let live = open().await;
    waiting(&live, 3).await;
    let (file, care) = promising("1h");
    let now = Timestamp::now();
    live.office.desk.apply(&file, &care, now).await.unwrap();
    let desk = live.office.another_desk().await;
    let soon = now + SignedDuration::from_secs(11);
    let cut_short = desk.sweep(soon, Timestamp::now()).await.unwrap();
    assert_eq!(cut_short.recounted, 0);
    assert!(!desk.recount_job().await.unwrap().unwrap().done);
    let in_time = Timestamp::now() + SignedDuration::from_mins(5);
    let report = desk.sweep(soon, in_time).await.unwrap();
    let job = desk.recount_job().await.unwrap().unwrap();
    assert!(job.done, "{job:?}");
    assert_eq!((report.recounted, job.changed), (3, 3));
    let again = desk.sweep(soon, in_time).await.unwrap();
    assert_eq!(again.looked_at, 0, "it stands in the index no more");
}
