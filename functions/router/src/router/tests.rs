#![allow(clippy::unwrap_used, clippy::panic)]

use delivery::{Clients, NoticeQueue};
use domain::event::Attachment;
use domain::{AccountId, ChannelId, EventKey, EventKind};
use serde_json::{Value, json};
use testkit::table::item;
use testkit::{PlayedTable, Shop};
use wiremock::matchers::header;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use super::*;

/// A router over a played table and a played SQS.
struct World {
    table: PlayedTable,
    sqs: MockServer,
    router: Router,
}

impl World {
    /// A shop with one counter; its queue of files answers so.
    async fn start(files: ResponseTemplate) -> Self {
        let table = PlayedTable::start().await;
        let (file, care) = Shop::new().counter("cola", 1, 100).build().unwrap();
        let version = &care.version;
        let current = json!({ "version": version, "parts": 1 });
        table.holds(item("CONFIG", "CURRENT", &current));
        let part = json!({ "json": serde_json::to_string(&file).unwrap() });
        table.holds(item(&format!("CONFIG#{version}"), "PART#0000", &part));
        let sqs = sqs(files).await;
        let config = table.config().await.into_builder();
        let clients = Clients::new(config.endpoint_url(sqs.uri()).build());
        let vault = Vault::new(clients.s3(), "vault");
        let notices = NoticeQueue::new(clients.sqs(), format!("{}/1/notices", sqs.uri()));
        let router = Router {
            desk: Desk::new(table.store().await, notices, vault.clone()),
            vault,
            file_jobs: FileJobs::new(clients.sqs(), format!("{}/1/files", sqs.uri())),
        };
        Self { table, sqs, router }
    }

    async fn handle(&self, event: &ContactEvent) -> Outcome {
        let message = Message {
            id: "m1".to_owned(),
            body: serde_json::to_string(event).unwrap(),
            group: Some(event.order_group()),
            receive_count: 1,
            sent_at: None,
            receipt_handle: "receipt".to_owned(),
            queue_arn: "arn:aws:sqs:eu-south-2:123456789012:inbox.fifo".to_owned(),
        };
        let context = Context::new("request", Timestamp::MAX);
        self.router.handle(&message, &context).await
    }

    async fn jobs(&self) -> Vec<FileJob> {
        let requests = self.sqs.received_requests().await.unwrap();
        let sent = requests
            .iter()
            .filter(|request| request.headers["x-amz-target"] == "AmazonSQS.SendMessage");
        sent.map(|request| {
            let body: Value = request.body_json().unwrap();
            FileJob::parse(body["MessageBody"].as_str().unwrap()).unwrap()
        })
        .collect()
    }
}

async fn sqs(files: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    let taken = |request: &Request| {
        let body: Value = request.body_json().unwrap();
        let entries = body["Entries"].as_array().unwrap().iter();
        let taken: Vec<Value> = entries
            .map(|entry| json!({ "Id": entry["Id"], "MessageId": "m", "MD5OfMessageBody": "x" }))
            .collect();
        ResponseTemplate::new(200).set_body_json(json!({ "Successful": taken, "Failed": [] }))
    };
    Mock::given(header("x-amz-target", "AmazonSQS.SendMessageBatch"))
        .respond_with(taken)
        .mount(&server)
        .await;
    Mock::given(header("x-amz-target", "AmazonSQS.SendMessage"))
        .respond_with(files)
        .mount(&server)
        .await;
    server
}

fn takes() -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({ "MessageId": "m", "MD5OfMessageBody": "x" }))
}

fn photo() -> ContactEvent {
    let (channel, account) = (ChannelId::new("telegram"), AccountId::new("bot"));
    let key = EventKey::of(&channel, &["message", "1"]);
    let now = Timestamp::now();
    let mut event = ContactEvent::new(channel, account, EventKind::Message, key, now);
    event.external_message_id = Some("1".to_owned());
    event.contact_id = Some("marta".to_owned());
    event.attachments_count = 1;
    event.attachments = vec![Attachment {
        kind: "photo".to_owned(),
        id: Some("F1".to_owned()),
        ..Attachment::default()
    }];
    event
}

#[tokio::test]
async fn files_of_a_message_are_fetched_for_the_thread_that_it_went_to() {
    let world = World::start(takes()).await;
    assert_eq!(world.handle(&photo()).await, Outcome::Done);
    let jobs = world.jobs().await;
    assert_eq!(jobs.len(), 1);
    let written = &world.table.asked("TransactWriteItems")[0];
    assert!(written.to_string().contains(jobs[0].thread.as_str()));
    assert_eq!(jobs[0].files, photo().attachments);
}

#[tokio::test]
async fn a_message_without_files_makes_no_job() {
    let world = World::start(takes()).await;
    let mut event = photo();
    event.attachments.clear();
    assert_eq!(world.handle(&event).await, Outcome::Done);
    assert!(world.jobs().await.is_empty());
}

#[tokio::test]
async fn a_message_is_not_done_before_the_queue_has_the_job_of_its_files() {
    let world = World::start(ResponseTemplate::new(500)).await;
    let outcome = world.handle(&photo()).await;
    assert!(matches!(outcome, Outcome::Retry { .. }), "{outcome:?}");
}

#[tokio::test]
async fn a_message_that_was_handled_before_sends_its_job_again() {
    let world = World::start(takes()).await;
    let event = photo();
    let key = format!("EVENT#telegram#{}", event.event_key);
    let seen = json!({ "thread": "TP-1000001" });
    world.table.holds(item(&key, "EVENT", &seen));
    assert_eq!(world.handle(&event).await, Outcome::Done);
    let jobs = world.jobs().await;
    assert_eq!(jobs[0].thread.as_str(), "TP-1000001");
    assert!(world.table.asked("TransactWriteItems").is_empty());
}

#[tokio::test]
async fn an_event_that_went_to_no_thread_has_no_files_fetched() {
    let world = World::start(takes()).await;
    let mut event = photo();
    event.kind = EventKind::Reaction;
    event.target_message_id = Some("unknown".to_owned());
    assert_eq!(world.handle(&event).await, Outcome::Done);
    assert!(world.jobs().await.is_empty());
}
