#![allow(clippy::unwrap_used, clippy::panic)]

use serde_json::Value;

use super::*;
use crate::testing::{NOBODY, always, clients, clients_at, event};

fn file(name: &str) -> Attachment {
    Attachment {
        kind: "image".to_owned(),
        id: Some("1".to_owned()),
        name: Some(name.to_owned()),
        ..Attachment::default()
    }
}

fn with_files(count: usize) -> ContactEvent {
    let mut event = event("ana", 1);
    event.attachments = (0..count).map(|number| file(&number.to_string())).collect();
    event.attachments_count = u32::try_from(count).unwrap();
    event
}

fn job(event: &ContactEvent) -> FileJob {
    FileJob::of(event, &ThreadId::new("TP-1")).unwrap()
}

#[test]
fn an_event_without_files_is_no_job() {
    assert_eq!(FileJob::of(&event("ana", 1), &ThreadId::new("TP-1")), None);
}

#[test]
fn the_first_ten_files_are_fetched_and_the_others_counted() {
    let mut event = with_files(13);
    event.attachments_count = 120;
    let job = job(&event);
    let names: Vec<&str> = job.files.iter().filter_map(|f| f.name.as_deref()).collect();
    assert_eq!(names, ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    assert_eq!(job.left_out, 110);
}

#[test]
fn a_mail_is_found_by_the_id_that_ses_gave_it_or_where_its_text_points() {
    let mut event = with_files(1);
    event.whole_text_at = Some("texts/x".to_owned());
    assert_eq!(job(&event).mail, None, "no mail");
    event.ses_message_id = Some("ses1".to_owned());
    assert_eq!(job(&event).mail.as_deref(), Some("texts/x"));
    event.whole_text_at = None;
    assert_eq!(job(&event).mail.as_deref(), Some("ses1"));
}

#[test]
fn a_job_of_hostile_lengths_still_fits_into_the_queue() {
    let mut event = with_files(10);
    for file in &mut event.attachments {
        file.url = Some("u".repeat(2_000_000));
        file.id = Some("i".repeat(LONGEST_ADDRESS));
        file.name = Some("ñ".repeat(1_000_000));
        file.mime = Some("m".repeat(1_000_000));
    }
    let job = job(&event);
    assert!(serde_json::to_string(&job).unwrap().len() < 200_000);
    assert_eq!(job.files[0].url, None, "what is cut off is no address");
}

#[tokio::test]
async fn a_job_comes_out_as_it_went_in() {
    let sqs = always(200, r#"{"MessageId":"m","MD5OfMessageBody":"x"}"#).await;
    let jobs = FileJobs::new(clients(&sqs).await.sqs(), format!("{}/1/files", sqs.uri()));
    let mut event = with_files(2);
    event.attachments[0].name = Some("raro \u{fffe}.jpg".to_owned());
    jobs.send(&job(&event)).await.unwrap();
    let requests = sqs.received_requests().await.unwrap();
    let body: Value = requests[0].body_json().unwrap();
    let sent = body["MessageBody"].as_str().unwrap();
    assert!(!sent.contains('\u{fffe}'), "SQS refuses it raw");
    assert_eq!(FileJob::parse(sent).unwrap(), job(&event));
}

#[tokio::test]
async fn a_queue_out_of_reach_is_an_error_that_passes() {
    let jobs = FileJobs::new(clients_at(NOBODY).await.sqs(), format!("{NOBODY}/1/files"));
    let error = jobs.send(&job(&with_files(1))).await.unwrap_err();
    assert!(error.is_transient(), "{error:?}");
}

#[test]
fn what_is_no_job_is_an_error_that_does_not_quote_it() {
    for bad in [
        "",
        "null",
        "{\"channel\":\"Calle Mayor\"}",
        r#"{"channel":{"Calle Mayor":1}}"#,
    ] {
        let error = FileJob::parse(bad).unwrap_err();
        assert!(!error.is_transient());
        assert!(!format!("{error} {error:?}").contains("Calle"), "{error:?}");
    }
}
