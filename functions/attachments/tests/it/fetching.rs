//! Every provider's way to a file.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use runtime::batch::Outcome;
use serde_json::json;
use wiremock::ResponseTemplate;

use crate::world::{PNG, World, by_id, by_url, file, job, kept, not_kept, whatsapp_serves};

#[tokio::test]
async fn whatsapp_tells_where_a_file_is_and_gives_it_out_for_a_token() {
    let world = World::start().await;
    whatsapp_serves(&world, "77", file(PNG)).await;
    let done = world.handle(&job("whatsapp", vec![by_id("77")]), 1).await;
    assert_eq!(done, Outcome::Done);
    assert_eq!(world.object("/vault/files/ab12/0").as_deref(), Some(PNG));
    assert_eq!(world.recorded(), [("00000".to_owned(), kept("image/png"))]);
    for request in world.provider.received_requests().await.unwrap() {
        assert_eq!(request.headers["authorization"], "Bearer WA-TOKEN");
    }
}

#[tokio::test]
async fn what_is_stored_is_served_as_its_content_says_and_under_a_safe_name() {
    let world = World::start().await;
    whatsapp_serves(&world, "77", file(PNG)).await;
    whatsapp_serves(&world, "78", file(b"<html><script>alert(1)</script>")).await;
    let mut page = by_id("78");
    page.name = Some("../pedido.html".to_owned());
    world
        .handle(&job("whatsapp", vec![by_id("77"), page]), 1)
        .await;
    let requests = world.s3.received_requests().await.unwrap();
    let header =
        |number: usize, name: &str| requests[number].headers[name].to_str().unwrap().to_owned();
    assert_eq!(header(0, "content-type"), "image/png");
    assert!(header(0, "content-disposition").starts_with("inline; filename=\"image-1.png\""));
    assert_eq!(header(1, "content-type"), "application/octet-stream");
    assert!(header(1, "content-disposition").starts_with("attachment; filename=\"pedido.html\""));
}

#[tokio::test]
async fn the_outcome_stands_under_the_file_and_on_the_threads_timeline() {
    let world = World::start().await;
    whatsapp_serves(&world, "77", file(PNG)).await;
    world.handle(&job("whatsapp", vec![by_id("77")]), 1).await;
    let written = &world.table.asked("TransactWriteItems")[0]["TransactItems"];
    let [outcome, entry] = [0, 1].map(|part| &written[part]["Put"]["Item"]);
    assert_eq!(outcome["pk"]["S"], "FILE#ab12");
    assert_eq!(outcome["name"]["S"], "image-1.png");
    assert_eq!(outcome["size"]["N"], PNG.len().to_string());
    assert_eq!(entry["pk"]["S"], "THREAD#TP-1");
    assert_eq!(entry["what"]["M"]["kind"]["S"], "file");
    assert_eq!(entry["what"]["M"]["provider_kind"]["S"], "image");
}

#[tokio::test]
async fn telegram_tells_a_path_and_gives_the_file_out_there() {
    let world = World::start().await;
    let told = json!({ "ok": true, "result": { "file_id": "F1", "file_path": "photos/1.png" } });
    let told = ResponseTemplate::new(200).set_body_json(told);
    world
        .serves("api.telegram.org/bot110:TG-TOKEN/getFile", told)
        .await;
    let there = "api.telegram.org/file/bot110:TG-TOKEN/photos/1.png";
    world.serves(there, file(PNG)).await;
    let done = world.handle(&job("telegram", vec![by_id("F1")]), 1).await;
    assert_eq!(done, Outcome::Done);
    assert_eq!(world.recorded(), [("00000".to_owned(), kept("image/png"))]);
}

async fn twilio_serves(world: &World) -> &'static str {
    let sent_on =
        ResponseTemplate::new(307).insert_header("location", "https://mms.twiliocdn.com/x");
    world.serves("api.twilio.com/Media/ME1", sent_on).await;
    world.serves("mms.twiliocdn.com/x", file(PNG)).await;
    "https://api.twilio.com/Media/ME1"
}

#[tokio::test]
async fn twilio_wants_its_token_and_sends_on_without_it() {
    let world = World::start().await;
    let url = twilio_serves(&world).await;
    let done = world.handle(&job("sms", vec![by_url(url)]), 1).await;
    assert_eq!(done, Outcome::Done);
    assert_eq!(world.recorded(), [("00000".to_owned(), kept("image/png"))]);
    let requests = world.provider.received_requests().await.unwrap();
    let basic = format!("Basic {}", STANDARD.encode("AC1:TWILIO-TOKEN"));
    assert_eq!(requests[0].headers["authorization"], basic.as_str());
    assert!(!requests[1].headers.contains_key("authorization"));
}

#[tokio::test]
async fn a_whatsapp_message_that_came_by_twilio_has_its_files_there() {
    let world = World::start().await;
    let url = twilio_serves(&world).await;
    let done = world.handle(&job("whatsapp", vec![by_url(url)]), 1).await;
    assert_eq!(done, Outcome::Done);
    assert_eq!(world.recorded(), [("00000".to_owned(), kept("image/png"))]);
}

#[tokio::test]
async fn who_has_whatsapp_by_twilio_alone_needs_no_key_of_meta() {
    let world = World::start().await;
    let url = twilio_serves(&world).await;
    let keys = json!({ "sms": { "account_sid": "AC1", "auth_token": "TWILIO-TOKEN" } });
    let job = job("whatsapp", vec![by_url(url)]);
    assert_eq!(world.handle_with(&job, 1, &keys).await, Outcome::Done);
    assert_eq!(world.recorded(), [("00000".to_owned(), kept("image/png"))]);
}

#[tokio::test]
async fn files_on_metas_hosts_need_no_key() {
    let world = World::start().await;
    world
        .serves("scontent.xx.fbcdn.net/v/1.png", file(PNG))
        .await;
    for channel in ["messenger", "facebook", "instagram"] {
        let job = job(
            channel,
            vec![by_url("https://scontent.xx.fbcdn.net/v/1.png")],
        );
        assert_eq!(
            world.handle_with(&job, 1, &json!({})).await,
            Outcome::Done,
            "{channel}"
        );
    }
    let outcomes: Vec<_> = world
        .recorded()
        .into_iter()
        .map(|(_, outcome)| outcome)
        .collect();
    assert_eq!(outcomes, vec![kept("image/png"); 3]);
}

#[tokio::test]
async fn what_may_not_be_kept_is_not_asked_for() {
    let world = World::start().await;
    let mut story = by_url("https://lookaside.fbsbx.com/story");
    story.not_to_keep = true;
    let done = world.handle(&job("instagram", vec![story]), 1).await;
    assert_eq!(done, Outcome::Done);
    assert_eq!(
        world.recorded(),
        [("00000".to_owned(), not_kept("not_to_keep"))]
    );
    assert!(world.asked().await.is_empty());
}

#[tokio::test]
async fn files_above_ten_share_one_entry() {
    let world = World::start().await;
    whatsapp_serves(&world, "77", file(PNG)).await;
    let mut job = job("whatsapp", vec![by_id("77"); 10]);
    job.left_out = 90;
    assert_eq!(world.handle(&job, 1).await, Outcome::Done);
    let recorded = world.recorded();
    assert_eq!(recorded.len(), 11);
    assert_eq!(recorded[10], ("00010".to_owned(), not_kept("too_many")));
    let entry = &world.table.asked("TransactWriteItems")[10]["TransactItems"][0]["Put"]["Item"];
    assert_eq!(entry["files"]["N"], "90");
}
