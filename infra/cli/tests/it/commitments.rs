//! The report on promises, against a played table.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use testkit::table::{item, key, page, well};

use crate::played::{self, Played};

/// The table gives these judgements for the day of each, and this thread to the agent `pedido-1`.
fn gives(played: &Played, judged: Vec<Value>, thread: &'static str) {
    played.table.plays("Query", move |_, request| {
        let asked = request["ExpressionAttributeValues"][":pk"]["S"]
            .as_str()
            .unwrap();
        let found: Vec<Value> = match asked {
            "AGENT#pedido-1" => vec![key(&format!("THREAD#{thread}"), "THREAD")],
            day => judged
                .iter()
                .filter(|judged| judged["pk"]["S"] == day)
                .cloned()
                .collect(),
        };
        well(page(&found, None))
    });
}

fn judged(started_at: Timestamp, minutes: i64, verdict: &str) -> Value {
    let judgement = json!({
        "thread": "AL-9", "started_at": started_at, "of": "answer",
        "ended_at": started_at + SignedDuration::from_mins(minutes), "channel": "email", "topic": "pedido",
        "agent": "pedido-2", "business_seconds": minutes * 60,
        "promises": [{
            "commitment": "primera", "within": "4h", "clock": "business", "due_at": started_at, "verdict": verdict
        }]
    });
    let day = started_at.strftime("%F").to_string();
    item(&format!("PROMISES#{day}"), "x", &judgement)
}

/// A clock that has run for so long, with a promise that was due half of that ago.
fn clock(now: Timestamp, minutes: i64) -> Value {
    let at = |minutes| now - SignedDuration::from_mins(minutes);
    json!({
        "started_at": at(minutes), "policy": "todos", "calendar": "siempre", "steps": [],
        "promises": [{ "commitment": "primera", "within": "4h", "clock": "business", "due_at": at(minutes / 2) }]
    })
}

async fn shop() -> Played {
    let (played, now) = (played::start().await, Timestamp::now());
    let yesterday = now - SignedDuration::from_hours(24);
    let long_ago = now - SignedDuration::from_hours(24 * 30);
    let clock = clock(now, 60 * 10);
    played.has_thread(
        "AL-1",
        json!({ "agent": "pedido-1", "weight": 1, "clock": clock }),
    );
    let judgements = vec![
        judged(yesterday, 10, "kept"),
        judged(yesterday, 20, "kept"),
        judged(long_ago, 20, "kept"),
    ];
    gives(&played, judgements, "AL-1");
    played
}

fn row(out: &str, begins: &str) -> Vec<String> {
    let line = out.lines().find(|line| line.starts_with(begins)).unwrap();
    line.split("  ")
        .map(|cell| cell.trim().to_owned())
        .filter(|cell| !cell.is_empty())
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_judged_and_what_is_past_due_stand_in_one_report() {
    let played = shop().await;
    let ran = played
        .run(&["commitments", "report", "--by", "agent"])
        .await;
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ran.err, "clocks read: 1 running, 2 judged\n");
    let together = row(&ran.out, "together");
    assert_eq!(
        together[..8],
        ["together", "3", "2", "1", "1", "0", "0", "66.6 %"]
    );
    assert_eq!(together[8..10], ["10m", "20m"]);
    assert!(
        together[10].starts_with("10h"),
        "the longest is who still waits: {together:?}"
    );
    assert_eq!(row(&ran.out, "pedido-1")[1..4], ["1", "0", "1"]);
    assert_eq!(row(&ran.out, "pedido-2")[1..4], ["2", "2", "0"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_csv_and_a_picture_are_written_of_the_same_numbers() {
    let (played, folder) = (shop().await, tempfile::tempdir().unwrap());
    let file = folder.path().join("november.svg");
    let arguments = [
        "commitments",
        "report",
        "--csv",
        "--svg",
        file.to_str().unwrap(),
    ];
    let ran = played.run(&arguments).await;
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.err.ends_with(&format!("drawn: {}\n", file.display())),
        "{}",
        ran.err
    );
    let total = ran.out.lines().nth(1).unwrap();
    assert!(
        total.starts_with("answers,total,,,3,2,1,1,0,0,0.666,600,1200,36"),
        "{total}"
    );
    let svg = std::fs::read_to_string(&file).unwrap();
    assert!(
        svg.starts_with("<svg") && svg.contains("2 kept, 1 broken"),
        "{svg}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_an_agent_has_who_is_no_longer_configured_is_found_by_what_is_due() {
    let played = played::start().await;
    let clock = clock(Timestamp::now(), 60);
    played.has_thread(
        "AL-2",
        json!({ "agent": "zoe", "weight": 1, "clock": clock }),
    );
    played.finds("DUE#5", &["AL-2"]);
    let arguments = ["commitments", "report", "--by", "agent"];
    let ran = played.run(&arguments).await;
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(row(&ran.out, "zoe")[1..5], ["1", "0", "1", "1"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_period_that_ends_before_it_begins_is_wrong_usage() {
    let played = shop().await;
    let arguments = [
        "commitments",
        "report",
        "--from",
        "2026-11-20",
        "--to",
        "2026-11-10",
    ];
    let ran = played.run(&arguments).await;
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(
        ran.err
            .contains("--from 2026-11-20 is not before --to 2026-11-10"),
        "{}",
        ran.err
    );
}
