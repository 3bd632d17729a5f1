#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use jiff::SignedDuration;
use serde_json::json;

use super::*;
use crate::Metric;
use crate::testing::{Lines, Log, PRIVATE, PlayedInbox, PlayedSource, PlayedVault, noon, request};

type PlayedIntake<'a> = Intake<Lines, &'a PlayedInbox, &'a PlayedVault, &'a PlayedSource>;

/// A played surrounding, in which every neighbour can fail.
struct Played {
    inbox: PlayedInbox,
    vault: PlayedVault,
    source: PlayedSource,
    keeps_unreadable: bool,
}

impl Played {
    fn well() -> Self {
        Self {
            inbox: PlayedInbox::default(),
            vault: PlayedVault::default(),
            source: PlayedSource::with("good"),
            keeps_unreadable: true,
        }
    }

    fn intake(&self) -> PlayedIntake<'_> {
        Intake::new(
            Lines {
                keeps_unreadable: self.keeps_unreadable,
            },
            &self.inbox,
            &self.vault,
            SecretCache::new(&self.source),
        )
    }

    async fn answer(&self, token: &str, body: &str) -> Answered {
        self.intake().answer(&request(token, body), noon()).await
    }

    fn queued(&self) -> usize {
        self.inbox.events.lock().unwrap().len()
    }

    fn kept(&self) -> usize {
        self.vault.kept.lock().unwrap().len()
    }
}

#[tokio::test]
async fn an_accepted_request_has_all_its_events_in_the_queue() {
    let played = Played::well();
    let answered = played.answer("good", "event 1\nevent 2").await;
    assert_eq!(
        (answered.response.status, answered.response.body.as_str()),
        (200, "2")
    );
    assert_eq!(
        (&answered.ending, played.queued(), played.kept()),
        (&Ending::Accepted, 2, 0)
    );
}

#[tokio::test]
async fn a_request_without_events_is_accepted() {
    let played = Played {
        inbox: PlayedInbox {
            fails: true,
            ..PlayedInbox::default()
        },
        ..Played::well()
    };
    assert_eq!(
        played.answer("good", "").await.response.status,
        200,
        "nothing to queue, so the queue is not asked"
    );
}

#[tokio::test]
async fn what_cannot_be_read_is_kept_whole_and_the_rest_goes_on() {
    let played = Played::well();
    let answered = played.answer("good", "event 1\nnonsense\nevent 2").await;
    assert_eq!(
        (
            answered.response.status,
            answered.events,
            answered.unreadable
        ),
        (200, 2, 1)
    );
    assert_eq!(
        answered.ending,
        Ending::Quarantined("quarantine/1".to_owned())
    );
    assert_eq!(played.queued(), 2);
    let kept = played.vault.kept.lock().unwrap();
    let expected = (
        "lines".to_owned(),
        b"event 1\nnonsense\nevent 2".to_vec(),
        vec!["/0: no event".to_owned()],
    );
    assert_eq!(*kept, [expected]);
}

#[tokio::test]
async fn a_channel_that_tells_its_client_what_was_wrong_keeps_nothing() {
    let played = Played {
        keeps_unreadable: false,
        ..Played::well()
    };
    let wholly = played.answer("good", "nonsense").await;
    assert_eq!(wholly.ending, Ending::Refused("unusable"));
    assert_eq!((wholly.response.body.as_str(), wholly.unreadable), ("0", 1));
    let partly = played.answer("good", "event 1\nnonsense").await;
    assert_eq!((partly.ending, partly.events), (Ending::Accepted, 1));
    assert_eq!((played.queued(), played.kept()), (1, 0));
}

#[tokio::test]
async fn an_inbox_that_fails_gives_503_and_nothing_is_acknowledged() {
    let played = Played {
        inbox: PlayedInbox {
            fails: true,
            ..PlayedInbox::default()
        },
        ..Played::well()
    };
    let answered = played.answer("good", "event 1\nnonsense").await;
    assert_eq!(answered.response.status, 503);
    assert_eq!(answered.response.headers["retry-after"], "5");
    assert_eq!((answered.events, played.kept()), (0, 0));
}

#[tokio::test]
async fn a_quarantine_that_fails_gives_503() {
    let played = Played {
        vault: PlayedVault {
            fails: true,
            ..PlayedVault::default()
        },
        ..Played::well()
    };
    assert_eq!(played.answer("good", "nonsense").await.response.status, 503);
    assert_eq!(
        played
            .answer("good", "event 1\nnonsense")
            .await
            .response
            .status,
        503
    );
    assert_eq!(played.answer("good", "event 1").await.response.status, 200);
}

#[tokio::test]
async fn a_panic_while_reading_gives_500_and_nothing_is_acknowledged() {
    let played = Played::well();
    let answered = played
        .answer("good", &format!("event 1\npanic {PRIVATE}"))
        .await;
    assert_eq!((answered.response.status, played.queued()), (500, 0));
    assert!(answered.response.body.is_empty());
}

#[tokio::test]
async fn a_secret_that_cannot_be_had_gives_503() {
    let played = Played {
        source: PlayedSource::default(),
        ..Played::well()
    };
    let answered = played.answer("good", "event 1").await;
    assert_eq!((answered.response.status, played.queued()), (503, 0));
}

#[tokio::test]
async fn a_request_without_good_proof_is_refused_before_it_is_read() {
    let played = Played::well();
    for token in ["", "bad", "good "] {
        let answered = played.answer(token, "panic").await;
        assert_eq!(
            (answered.response.status, &answered.ending),
            (401, &Ending::Refused("forged")),
            "{token}"
        );
    }
    let mut unproved = request("", "event 1");
    unproved.headers.clear();
    let answered = played.intake().answer(&unproved, noon()).await;
    assert_eq!(answered.ending, Ending::Refused("unproved"));
    assert_eq!((played.queued(), played.kept()), (0, 0));
}

#[tokio::test]
async fn a_body_larger_than_the_channels_is_refused_before_anything_else() {
    let played = Played {
        source: PlayedSource::default(),
        ..Played::well()
    };
    assert_eq!(
        played
            .answer("good", &"x".repeat(1_001))
            .await
            .response
            .status,
        413
    );
}

#[tokio::test]
async fn a_handshake_is_answered_and_reads_nothing() {
    let played = Played::well();
    let mut handshake = request("", "panic");
    handshake.method = channel::Method::Get;
    let answered = played.intake().answer(&handshake, noon()).await;
    assert_eq!(
        (answered.response.body.as_str(), answered.ending),
        ("hello", Ending::Said)
    );
}

#[tokio::test]
async fn a_rotated_secret_is_found_when_a_proof_does_not_fit_and_the_old_one_stays_good() {
    let played = Played::well();
    let intake = played.intake();
    let later = |seconds| noon() + SignedDuration::from_secs(seconds);
    assert_eq!(
        intake
            .answer(&request("good", "event 1"), noon())
            .await
            .response
            .status,
        200
    );
    played.source.set(Some("new"), Some("good"));
    assert_eq!(
        intake
            .answer(&request("new", "event 2"), later(31))
            .await
            .response
            .status,
        200
    );
    assert_eq!(
        intake
            .answer(&request("good", "event 3"), later(32))
            .await
            .response
            .status,
        200
    );
    assert_eq!(played.source.fetches(), 2);
}

#[tokio::test]
async fn a_flood_of_forged_requests_asks_for_the_secret_once_in_half_a_minute() {
    let played = Played::well();
    let intake = played.intake();
    intake.answer(&request("good", "event 1"), noon()).await;
    for second in 1..=60 {
        let time = noon() + SignedDuration::from_secs(second);
        assert_eq!(
            intake
                .answer(&request("bad", "event 1"), time)
                .await
                .response
                .status,
            401
        );
    }
    assert_eq!(played.source.fetches(), 3);
}

/// An event of the HTTP API.
fn http_event(token: &str, body: &str) -> Value {
    json!({
        "rawPath": "/lines",
        "rawQueryString": format!("who={PRIVATE}"),
        "headers": { "X-Token": token, "x-who": PRIVATE },
        "requestContext": { "stage": "$default", "http": { "method": "POST", "sourceIp": PRIVATE } },
        "body": body,
        "isBase64Encoded": false
    })
}

fn soon() -> Timestamp {
    Timestamp::now() + SignedDuration::from_secs(10)
}

async fn responded(played: &Played, event: Value, context: &Context) -> Value {
    let response = respond(&played.intake(), event, context).await.unwrap();
    serde_json::to_value(response).unwrap()
}

#[tokio::test]
async fn every_request_is_counted_by_how_it_ended() {
    let played = Played::well();
    let context = Context::new("r-1", soon());
    for (token, body) in [
        ("good", "event 1\nevent 2"),
        ("good", "event 3\nnonsense"),
        ("bad", "event 4"),
        ("good", "panic"),
    ] {
        responded(&played, http_event(token, body), &context).await;
    }
    let counted = [
        Metric::RequestsAccepted,
        Metric::EventsAccepted,
        Metric::RequestsQuarantined,
        Metric::RequestsRefused,
        Metric::RequestsFailed,
    ]
    .map(|metric| context.metrics.counted(metric));
    assert_eq!(counted, [2, 3, 1, 1, 1]);
    let line: Value = serde_json::from_str(&context.metrics.line("f", noon()).unwrap()).unwrap();
    assert_eq!(line["reason"], json!(["forged"]));
    assert_eq!(
        line["_aws"]["CloudWatchMetrics"][0]["Dimensions"],
        json!([["function"]])
    );
}

#[tokio::test]
async fn every_request_has_one_line_and_nothing_private_in_it() {
    let (log, _guard) = Log::start("trace");
    let well = Played::well();
    let broken = Played {
        inbox: PlayedInbox {
            fails: true,
            ..PlayedInbox::default()
        },
        ..Played::well()
    };
    let context = Context::new("r-1", soon());
    let bodies =
        ["event", "nonsense", "panic", "event 1\nnonsense"].map(|line| format!("{line} {PRIVATE}"));
    for body in &bodies {
        responded(&well, http_event("good", body), &context).await;
        responded(&well, http_event(PRIVATE, body), &context).await;
        responded(&broken, http_event("good", body), &context).await;
    }
    responded(
        &well,
        json!({ "body": PRIVATE, "headers": { PRIVATE: 1 } }),
        &context,
    )
    .await;
    assert!(
        !log.text().contains(PRIVATE) && !log.text().contains("good"),
        "{}",
        log.text()
    );
    let lines = log.lines();
    assert_eq!(lines.len(), 13);
    let first = &lines[0];
    assert_eq!(
        (&first["outcome"], &first["status"], &first["events"]),
        (&json!("accepted"), &json!(200), &json!(1))
    );
    assert_eq!(
        (&first["channel"], &first["request_id"]),
        (&json!("lines"), &json!("r-1"))
    );
    assert!(first["duration_ms"].is_u64());
    assert_eq!(
        lines[2]["error"],
        "the queue did not take 1 of the messages (InternalError)"
    );
}

#[tokio::test]
async fn an_inbox_that_hangs_is_answered_503_before_lambda_ends_us() {
    let played = Played {
        inbox: PlayedInbox {
            hangs: true,
            ..PlayedInbox::default()
        },
        ..Played::well()
    };
    let nearly_over = Context::new("r-1", Timestamp::now() + SignedDuration::from_millis(510));
    let response = responded(&played, http_event("good", "event 1"), &nearly_over).await;
    assert_eq!(response["statusCode"], 503);
}

#[tokio::test]
async fn what_is_no_event_of_the_api_is_answered_400() {
    let context = Context::new("r-1", soon());
    assert_eq!(
        responded(&Played::well(), json!({ "Records": [] }), &context).await["statusCode"],
        400
    );
}
