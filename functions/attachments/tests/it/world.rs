//! A provider, a vault and a table to try with.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use attachments::{FileFetcher, Places, files};
use delivery::{Clients, FileJob, Outside, StoredFiles, Vault};
use domain::event::Attachment;
use domain::{AccountId, ChannelId, EventKey, ThreadId};
use jiff::Timestamp;
use runtime::Context;
use runtime::batch::{Message, MessageHandler, Outcome};
use runtime::secrets::{SecretError, SecretSource, Stage};
use secrecy::SecretString;
use serde_json::{Value, json};
use testkit::PlayedTable;
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

/// A picture's first bytes, and some more.
pub const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR and so on";
/// How often the queue gives out a job.
pub const MOST: u32 = 10;

pub struct World {
    pub provider: MockServer,
    pub table: PlayedTable,
    pub s3: MockServer,
    objects: Arc<Mutex<BTreeMap<String, Vec<u8>>>>,
}

/// A secret with one value.
#[derive(Clone)]
pub struct Secret(pub String);

impl SecretSource for Secret {
    async fn fetch(&self, stage: Stage) -> Result<Option<SecretString>, SecretError> {
        Ok((stage == Stage::Current).then(|| SecretString::from(self.0.clone())))
    }
}

/// Keys of every provider.
pub fn keys() -> Value {
    json!({
        "whatsapp": { "access_token": "WA-TOKEN" },
        "telegram": { "bot_token": "110:TG-TOKEN" },
        "sms": { "account_sid": "AC1", "auth_token": "TWILIO-TOKEN" },
    })
}

impl World {
    pub async fn start() -> Self {
        let objects = Arc::default();
        Self {
            provider: MockServer::start().await,
            table: PlayedTable::start().await,
            s3: bucket(&objects).await,
            objects,
        }
    }

    pub async fn clients(&self) -> Clients {
        let config = self.table.config().await.into_builder();
        Clients::new(config.endpoint_url(self.s3.uri()).build())
    }

    pub async fn stored(&self) -> StoredFiles {
        StoredFiles::new(&self.clients().await, "vault")
    }

    pub async fn fetcher(&self, keys: &Value) -> FileFetcher<Secret> {
        let places = Places {
            outside: Outside::new(Some(self.provider.uri())),
            mails: Vault::new(self.clients().await.s3(), "mails"),
            stored: self.stored().await,
            store: self.table.store().await,
        };
        FileFetcher::new(files::sources(), places, Secret(keys.to_string()), MOST)
    }

    /// The provider answers a GET of `host/path` so.
    pub async fn serves(&self, at: &str, answer: ResponseTemplate) {
        let mock = Mock::given(method("GET")).and(path(format!("/{at}")));
        mock.respond_with(answer).mount(&self.provider).await;
    }

    /// Handles a job as the queue gives it out for the n-th time.
    pub async fn handle(&self, job: &FileJob, received: u32) -> Outcome {
        self.handle_with(job, received, &keys()).await
    }

    pub async fn handle_with(&self, job: &FileJob, received: u32, keys: &Value) -> Outcome {
        let message = message(serde_json::to_string(job).unwrap(), received);
        let context = Context::new("request", Timestamp::MAX);
        self.fetcher(keys).await.handle(&message, &context).await
    }

    /// What the provider was asked for: hosts and paths.
    pub async fn asked(&self) -> Vec<String> {
        let requests = self.provider.received_requests().await.unwrap();
        let asked = requests.iter().map(|request| &request.url);
        asked.map(|url| url.path().to_owned()).collect()
    }

    pub fn object(&self, key: &str) -> Option<Vec<u8>> {
        self.objects.lock().unwrap().get(key).cloned()
    }

    pub fn put_mail(&self, key: &str, content: &[u8]) {
        let mut objects = self.objects.lock().unwrap();
        objects.insert(format!("/mails/{key}"), content.to_vec());
    }

    /// What was recorded: place among the message's files, and outcome.
    pub fn recorded(&self) -> Vec<(String, Value)> {
        let asked = self.table.asked("TransactWriteItems");
        asked
            .iter()
            .map(|request| {
                let item = &request["TransactItems"][0]["Put"]["Item"];
                let index = item["sk"]["S"].as_str().unwrap();
                (index.to_owned(), plain(&item["outcome"]))
            })
            .collect()
    }

    /// The table holds from now on what was recorded.
    pub fn keeps_what_was_recorded(&self) {
        for request in self.table.asked("TransactWriteItems") {
            for part in request["TransactItems"].as_array().unwrap() {
                self.table.holds(part["Put"]["Item"].clone());
            }
        }
    }
}

async fn bucket(objects: &Arc<Mutex<BTreeMap<String, Vec<u8>>>>) -> MockServer {
    let server = MockServer::start().await;
    let (stored, held) = (Arc::clone(objects), Arc::clone(objects));
    let put = move |request: &Request| {
        let key = request.url.path().to_owned();
        stored.lock().unwrap().insert(key, request.body.clone());
        ResponseTemplate::new(200)
    };
    let get = move |request: &Request| match held.lock().unwrap().get(request.url.path()) {
        Some(content) => ResponseTemplate::new(200).set_body_bytes(content.clone()),
        None => ResponseTemplate::new(404).set_body_string("<Error><Code>NoSuchKey</Code></Error>"),
    };
    Mock::given(method("PUT"))
        .respond_with(put)
        .mount(&server)
        .await;
    Mock::given(method("GET"))
        .respond_with(get)
        .mount(&server)
        .await;
    server
}

/// An attribute of DynamoDB's as plain JSON.
fn plain(attribute: &Value) -> Value {
    let (kind, value) = attribute.as_object().unwrap().iter().next().unwrap();
    match kind.as_str() {
        "M" => {
            let fields = value.as_object().unwrap().iter();
            fields
                .map(|(name, value)| (name.clone(), plain(value)))
                .collect()
        }
        _ => value.clone(),
    }
}

pub fn message(body: String, received: u32) -> Message {
    Message {
        id: "m1".to_owned(),
        body,
        group: None,
        receive_count: received,
        sent_at: None,
        receipt_handle: "receipt".to_owned(),
        queue_arn: "arn:aws:sqs:eu-south-2:123456789012:attachments".to_owned(),
    }
}

pub fn job(channel: &str, files: Vec<Attachment>) -> FileJob {
    FileJob {
        channel: ChannelId::new(channel),
        account: AccountId::new("our-end"),
        event_key: EventKey::new("ab12"),
        thread: ThreadId::new("TP-1"),
        message_at: "2026-11-21T12:00:00Z".parse().unwrap(),
        files,
        left_out: 0,
        mail: None,
    }
}

pub fn by_id(id: &str) -> Attachment {
    Attachment {
        kind: "image".to_owned(),
        id: Some(id.to_owned()),
        ..Attachment::default()
    }
}

pub fn by_url(url: &str) -> Attachment {
    Attachment {
        kind: "image".to_owned(),
        url: Some(url.to_owned()),
        ..Attachment::default()
    }
}

pub fn kept(mime: &str) -> Value {
    json!({ "kept": { "mime": mime } })
}

pub fn not_kept(reason: &str) -> Value {
    json!({ "not_kept": reason })
}

pub fn file(content: &[u8]) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_raw(content, "text/html")
}

/// WhatsApp's two steps to a file with this answer at the end.
pub async fn whatsapp_serves(world: &World, id: &str, answer: ResponseTemplate) {
    let link =
        json!({ "url": format!("https://lookaside.fbsbx.com/{id}"), "mime_type": "image/png" });
    let told = ResponseTemplate::new(200).set_body_json(link);
    world
        .serves(&format!("graph.facebook.com/v25.0/{id}"), told)
        .await;
    world
        .serves(&format!("lookaside.fbsbx.com/{id}"), answer)
        .await;
}
