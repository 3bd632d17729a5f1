//! What passes is tried again; what is settled is left alone.

use std::time::Duration;

use runtime::batch::Outcome;
use serde_json::json;
use testkit::table::fault;
use wiremock::ResponseTemplate;

use crate::world::{MOST, PNG, World, by_id, file, job, kept, message, not_kept, whatsapp_serves};

fn is_again(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Retry { .. })
}

#[tokio::test]
async fn a_busy_provider_is_asked_again_and_nothing_is_recorded_meanwhile() {
    for status in [500, 503, 429] {
        let world = World::start().await;
        whatsapp_serves(&world, "77", ResponseTemplate::new(status)).await;
        let outcome = world
            .handle(&job("whatsapp", vec![by_id("77")]), MOST - 1)
            .await;
        assert!(
            matches!(outcome, Outcome::Retry { after: None, .. }),
            "{outcome:?}"
        );
        assert!(world.recorded().is_empty());
    }
}

#[tokio::test]
async fn after_the_last_try_it_is_recorded_before_the_job_goes_to_the_dead_letters() {
    let world = World::start().await;
    whatsapp_serves(&world, "77", ResponseTemplate::new(503)).await;
    let outcome = world
        .handle(&job("whatsapp", vec![by_id("77")]), MOST)
        .await;
    assert!(is_again(&outcome), "{outcome:?}");
    assert_eq!(
        world.recorded(),
        [("00000".to_owned(), not_kept("out_of_reach"))]
    );
}

#[tokio::test]
async fn a_dead_letter_that_is_sent_again_still_brings_the_file() {
    let world = World::start().await;
    whatsapp_serves(&world, "77", ResponseTemplate::new(503)).await;
    let job = job("whatsapp", vec![by_id("77")]);
    world.handle(&job, MOST).await;
    world.keeps_what_was_recorded();
    world.provider.reset().await;
    whatsapp_serves(&world, "77", file(PNG)).await;
    assert_eq!(world.handle(&job, 1).await, Outcome::Done);
    assert_eq!(world.recorded()[1].1, kept("image/png"));
}

#[tokio::test]
async fn a_file_that_is_not_found_may_only_not_be_there_yet() {
    let world = World::start().await;
    whatsapp_serves(&world, "77", ResponseTemplate::new(404)).await;
    let job = job("whatsapp", vec![by_id("77")]);
    for received in 1..=3 {
        assert!(is_again(&world.handle(&job, received).await), "{received}");
    }
    assert!(world.recorded().is_empty());
    assert_eq!(world.handle(&job, 4).await, Outcome::Done);
    assert_eq!(world.recorded(), [("00000".to_owned(), not_kept("gone"))]);
}

#[tokio::test]
async fn a_key_that_is_missing_or_no_longer_good_waits_for_an_operator() {
    let world = World::start().await;
    let job = job("whatsapp", vec![by_id("77")]);
    let five_minutes = Some(Duration::from_secs(300));
    for keys in [json!({}), json!({ "whatsapp": {} }), json!("no object")] {
        let outcome = world.handle_with(&job, 1, &keys).await;
        assert!(matches!(outcome, Outcome::Retry { after, .. } if after == five_minutes));
    }
    whatsapp_serves(&world, "77", ResponseTemplate::new(401)).await;
    let outcome = world.handle(&job, 1).await;
    assert!(matches!(outcome, Outcome::Retry { after, .. } if after == five_minutes));
    assert!(world.recorded().is_empty());
    world.handle(&job, MOST).await;
    assert_eq!(
        world.recorded(),
        [("00000".to_owned(), not_kept("no_access"))]
    );
}

#[tokio::test]
async fn a_file_that_does_not_come_keeps_the_others_not_waiting() {
    let world = World::start().await;
    whatsapp_serves(&world, "1", ResponseTemplate::new(503)).await;
    whatsapp_serves(&world, "2", file(PNG)).await;
    let job = job("whatsapp", vec![by_id("1"), by_id("2")]);
    assert!(is_again(&world.handle(&job, 1).await));
    assert_eq!(world.recorded(), [("00001".to_owned(), kept("image/png"))]);
}

#[tokio::test]
async fn a_repeated_job_asks_nobody_and_changes_nothing() {
    let world = World::start().await;
    whatsapp_serves(&world, "1", file(PNG)).await;
    whatsapp_serves(&world, "2", ResponseTemplate::new(403)).await;
    let job = job("whatsapp", vec![by_id("1"), by_id("2")]);
    world.handle(&job, 1).await;
    world.keeps_what_was_recorded();
    let (asked, recorded) = (world.asked().await.len(), world.recorded().len());
    assert_eq!(world.handle(&job, 1).await, Outcome::Done);
    assert_eq!(world.asked().await.len(), asked);
    assert_eq!(world.recorded().len(), recorded);
}

#[tokio::test]
async fn what_cannot_be_stored_is_not_recorded_as_kept() {
    let world = World::start().await;
    whatsapp_serves(&world, "77", file(PNG)).await;
    world.s3.reset().await;
    let outcome = world
        .handle(&job("whatsapp", vec![by_id("77")]), MOST)
        .await;
    assert!(is_again(&outcome), "{outcome:?}");
    assert!(world.recorded().is_empty());
}

#[tokio::test]
async fn a_table_out_of_reach_is_asked_again_and_no_provider_meanwhile() {
    let world = World::start().await;
    world.table.plays("GetItem", |_, _| {
        fault("ThrottlingException", json!({ "message": "slow down" }))
    });
    let outcome = world.handle(&job("whatsapp", vec![by_id("77")]), 1).await;
    assert!(is_again(&outcome), "{outcome:?}");
    assert!(world.asked().await.is_empty());
}

#[tokio::test]
async fn what_is_no_job_is_kept_aside_and_not_quoted() {
    use runtime::batch::MessageHandler as _;
    let world = World::start().await;
    let context = runtime::Context::new("request", jiff::Timestamp::MAX);
    let fetcher = world.fetcher(&json!({})).await;
    for body in ["", "null", r#"{"channel":"SECRETO"}"#] {
        let Outcome::Poison(reason) = fetcher.handle(&message(body.to_owned(), 1), &context).await
        else {
            panic!("{body}")
        };
        assert!(!reason.contains("SECRETO"), "{reason}");
    }
}

#[tokio::test]
async fn an_invocation_whose_time_is_over_gives_the_job_back_or_says_that_nothing_came() {
    use runtime::batch::MessageHandler as _;
    let world = World::start().await;
    whatsapp_serves(&world, "77", file(PNG)).await;
    let context = runtime::Context::new("request", jiff::Timestamp::now());
    let fetcher = world.fetcher(&crate::world::keys()).await;
    let body = serde_json::to_string(&job("whatsapp", vec![by_id("77")])).unwrap();
    assert!(is_again(
        &fetcher.handle(&message(body.clone(), 1), &context).await
    ));
    assert!(world.recorded().is_empty());
    assert!(is_again(
        &fetcher.handle(&message(body, MOST), &context).await
    ));
    assert_eq!(
        world.recorded(),
        [("00000".to_owned(), not_kept("out_of_reach"))]
    );
}
