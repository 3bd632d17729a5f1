//! What the tests share: a played AWS, over real HTTP and the SDK's real connector.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use aws_config::retry::RetryConfig;
use aws_config::{BehaviorVersion, Region};
use domain::{AccountId, ChannelId, ContactEvent, EventKey, EventKind};
use serde_json::{Value, json};
use wiremock::matchers::{any, header, method};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::Clients;

/// Clients of a played AWS that try once.
pub(crate) async fn clients(server: &MockServer) -> Clients {
    clients_at(&server.uri()).await
}

/// An address where nobody listens.
pub(crate) const NOBODY: &str = "http://127.0.0.1:1";

/// The same at any address.
pub(crate) async fn clients_at(url: &str) -> Clients {
    let key = aws_sdk_sqs::config::Credentials::new("id", "key", None, None, "tests");
    let config = aws_config::defaults(BehaviorVersion::v2026_01_12())
        .region(Region::from_static("eu-south-2"))
        .endpoint_url(url)
        .credentials_provider(key)
        .retry_config(RetryConfig::disabled())
        .load();
    Clients::new(config.await)
}

/// A played SQS. `refuses` is asked for each entry: the number of the call, from 0, and the deduplication id.
pub(crate) async fn queue(
    refuses: impl Fn(usize, &str) -> bool + Send + Sync + 'static,
) -> MockServer {
    let server = MockServer::start().await;
    let calls = Mutex::new(0);
    let answer = move |request: &Request| {
        let mut calls = calls.lock().unwrap();
        let (mut taken, mut failed) = (Vec::new(), Vec::new());
        for entry in entries_of(request) {
            let id = entry["Id"].clone();
            if refuses(*calls, entry["MessageDeduplicationId"].as_str().unwrap()) {
                failed.push(json!({ "Id": id, "SenderFault": false, "Code": "InternalError" }));
            } else {
                taken.push(json!({ "Id": id, "MessageId": "m", "MD5OfMessageBody": "x" }));
            }
        }
        *calls += 1;
        ResponseTemplate::new(200).set_body_json(json!({ "Successful": taken, "Failed": failed }))
    };
    let target = header("x-amz-target", "AmazonSQS.SendMessageBatch");
    Mock::given(method("POST"))
        .and(target)
        .respond_with(answer)
        .mount(&server)
        .await;
    server
}

/// The entries of every call that a played queue got.
pub(crate) async fn sent(server: &MockServer) -> Vec<Vec<Value>> {
    server
        .received_requests()
        .await
        .unwrap()
        .iter()
        .map(entries_of)
        .collect()
}

fn entries_of(request: &Request) -> Vec<Value> {
    let body: Value = request.body_json().unwrap();
    body["Entries"].as_array().unwrap().clone()
}

/// A server that always answers the same.
pub(crate) async fn always(status: u16, body: &str) -> MockServer {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(status).set_body_string(body);
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

/// A played S3: keeps what is put under its path, lists two keys a page, and forgets what is deleted.
pub(crate) async fn bucket() -> MockServer {
    let server = MockServer::start().await;
    let objects: Arc<Mutex<BTreeMap<String, Vec<u8>>>> = Arc::default();
    let stored = Arc::clone(&objects);
    let put = move |request: &Request| {
        stored
            .lock()
            .unwrap()
            .insert(request.url.path().to_owned(), request.body.clone());
        ResponseTemplate::new(200)
    };
    let forgotten = Arc::clone(&objects);
    let delete = move |request: &Request| {
        forgotten.lock().unwrap().remove(request.url.path());
        ResponseTemplate::new(204)
    };
    let get = move |request: &Request| {
        let objects = objects.lock().unwrap();
        if request
            .url
            .query_pairs()
            .any(|(name, _)| name == "list-type")
        {
            return ResponseTemplate::new(200).set_body_string(listing(request, &objects));
        }
        match objects.get(request.url.path()) {
            Some(content) => ResponseTemplate::new(200).set_body_bytes(content.clone()),
            None => {
                ResponseTemplate::new(404).set_body_string("<Error><Code>NoSuchKey</Code></Error>")
            }
        }
    };
    Mock::given(method("DELETE"))
        .respond_with(delete)
        .mount(&server)
        .await;
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

/// A page of what a played S3 holds.
fn listing(request: &Request, objects: &BTreeMap<String, Vec<u8>>) -> String {
    const PAGE: usize = 2;
    let asked: BTreeMap<_, _> = request.url.query_pairs().into_owned().collect();
    let text = |name: &str| asked.get(name).cloned().unwrap_or_default();
    let after = text("continuation-token").max(text("start-after"));
    let prefix = format!("{}/", request.url.path().trim_end_matches('/'));
    let keys = objects
        .iter()
        .filter_map(|(path, content)| Some((path.strip_prefix(&prefix)?, content.len())))
        .filter(|(key, _)| key.starts_with(&text("prefix")) && *key > after.as_str());
    let keys: Vec<(&str, usize)> = keys.collect();
    let page = keys.get(..PAGE.min(keys.len())).unwrap_or_default();
    let contents: String = page
        .iter()
        .map(|(key, size)| format!("<Contents><Key>{key}</Key><Size>{size}</Size></Contents>"))
        .collect();
    let more = keys.len() > page.len();
    let next = page.last().filter(|_| more);
    let next = next.map(|(key, _)| format!("<NextContinuationToken>{key}</NextContinuationToken>"));
    format!(
        "<ListBucketResult><IsTruncated>{more}</IsTruncated>{contents}{}</ListBucketResult>",
        next.unwrap_or_default()
    )
}

/// A message of a contact, named by a number.
pub(crate) fn event(contact: &str, number: usize) -> ContactEvent {
    let channel = ChannelId::new("telegram");
    let key = EventKey::of(&channel, &[contact, &number.to_string()]);
    let now = "2026-11-21T12:00:00Z".parse().unwrap();
    let mut event = ContactEvent::new(channel, AccountId::new("bot"), EventKind::Message, key, now);
    event.contact_id = Some(contact.to_owned());
    event.text = Some(format!("hola {number}"));
    event
}
