//! The quarantine, against a played S3 and SQS.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use wiremock::matchers::method;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::{Ran, command, fixtures};

/// A stack's bucket and queues: what lies in the one, what went into the others.
struct Played {
    server: MockServer,
    objects: Objects,
}

type Objects = Arc<Mutex<BTreeMap<String, Vec<u8>>>>;

const TELEGRAM: &str = "quarantine/telegram/2026/11/21/090507.042-aaaaaaaaaaaaaaaa.json";
const BROKEN: &str = "quarantine/telegram/2026/11/22/090507.042-bbbbbbbbbbbbbbbb.json";
const WHATSAPP: &str = "quarantine/whatsapp/2026/11/20/090507.042-cccccccccccccccc.json";

fn kept(channel: &str, received_at: &str, body: &[u8]) -> Vec<u8> {
    let request = json!({
        "channel": channel, "received_at": received_at, "headers": { "content-type": "application/json" },
        "reasons": ["/message/date: no time"], "body": STANDARD.encode(body)
    });
    serde_json::to_vec(&request).unwrap()
}

async fn played() -> Played {
    let read = |file: &str| std::fs::read(fixtures().join(file)).unwrap();
    let objects: Objects = Arc::new(Mutex::new(BTreeMap::from([
        (
            TELEGRAM.to_owned(),
            kept(
                "telegram",
                "2026-11-21T09:05:07.042Z",
                &read("telegram_text.json"),
            ),
        ),
        (
            BROKEN.to_owned(),
            kept(
                "telegram",
                "2026-11-22T09:05:07.042Z",
                b"{\"card\": \"4111 1111 1111 1111\"",
            ),
        ),
        (
            WHATSAPP.to_owned(),
            kept(
                "whatsapp",
                "2026-11-20T09:05:07.042Z",
                &read("whatsapp_text.json"),
            ),
        ),
    ])));
    let server = MockServer::start().await;
    let held = Arc::clone(&objects);
    let answer = move |request: &Request| answer(request, &mut held.lock().unwrap());
    for verb in ["GET", "PUT", "DELETE", "POST"] {
        Mock::given(method(verb))
            .respond_with(answer.clone())
            .mount(&server)
            .await;
    }
    Played { server, objects }
}

fn answer(request: &Request, objects: &mut BTreeMap<String, Vec<u8>>) -> ResponseTemplate {
    let key = request.url.path().trim_start_matches("/v/").to_owned();
    let found = ResponseTemplate::new(200);
    match request.method.as_str() {
        "PUT" => {
            objects.insert(key, request.body.clone());
            found
        }
        "DELETE" => {
            objects.remove(&key);
            ResponseTemplate::new(204)
        }
        "POST" => {
            let body: Value = request.body_json().unwrap();
            let entries = body["Entries"].as_array().unwrap().iter();
            let taken: Vec<Value> = entries
                .map(
                    |entry| json!({ "Id": entry["Id"], "MessageId": "m", "MD5OfMessageBody": "x" }),
                )
                .collect();
            found.set_body_json(json!({ "Successful": taken, "Failed": [] }))
        }
        _ if request
            .url
            .query()
            .is_some_and(|query| query.contains("list-type")) =>
        {
            found.set_body_string(listing(request, objects))
        }
        _ => match objects.get(&key) {
            Some(content) => found.set_body_bytes(content.clone()),
            None => {
                ResponseTemplate::new(404).set_body_string("<Error><Code>NoSuchKey</Code></Error>")
            }
        },
    }
}

fn listing(request: &Request, objects: &BTreeMap<String, Vec<u8>>) -> String {
    let asked: BTreeMap<_, _> = request.url.query_pairs().into_owned().collect();
    let text = |name: &str| asked.get(name).cloned().unwrap_or_default();
    let contents: String = objects
        .iter()
        .filter(|(key, _)| key.starts_with(&text("prefix")) && **key > text("start-after"))
        .map(|(key, content)| {
            format!(
                "<Contents><Key>{key}</Key><Size>{}</Size></Contents>",
                content.len()
            )
        })
        .collect();
    format!("<ListBucketResult><IsTruncated>false</IsTruncated>{contents}</ListBucketResult>")
}

impl Played {
    async fn run(&self, arguments: &[&str]) -> Ran {
        let mut command = command(arguments);
        let uri = self.server.uri();
        command.envs([
            ("AWS_ENDPOINT_URL", uri.clone()),
            ("AWS_REGION", "eu-west-1".to_owned()),
            ("AWS_ACCESS_KEY_ID", "test".to_owned()),
            ("AWS_SECRET_ACCESS_KEY", "test".to_owned()),
            ("VAULT_BUCKET", "v".to_owned()),
            ("INBOX_QUEUE_URL", format!("{uri}/inbox")),
            ("NOTICES_QUEUE_URL", format!("{uri}/notices")),
        ]);
        tokio::task::spawn_blocking(move || command.output().unwrap().into())
            .await
            .unwrap()
    }

    fn keys(&self) -> Vec<String> {
        self.objects.lock().unwrap().keys().cloned().collect()
    }

    /// The texts of the events that were queued, in order.
    async fn queued(&self) -> Vec<String> {
        let requests = self.server.received_requests().await.unwrap();
        let posted = requests
            .iter()
            .filter(|request| request.method.as_str() == "POST");
        let entries = posted.flat_map(|request| {
            let body: Value = request.body_json().unwrap();
            body["Entries"].as_array().unwrap().clone()
        });
        let texts = entries.map(|entry| {
            let event: Value =
                serde_json::from_str(entry["MessageBody"].as_str().unwrap()).unwrap();
            event["text"].as_str().unwrap_or_default().to_owned()
        });
        texts.collect()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_lies_there_is_listed_and_filtered() {
    let played = played().await;
    let all = played.run(&["quarantine", "list"]).await;
    assert_eq!((all.code, all.err.as_str()), (0, ""));
    assert_eq!(all.out.lines().count(), 4, "{}", all.out);
    assert!(
        all.out
            .contains("telegram/2026/11/21/090507.042-aaaaaaaa  telegram  2026-11-21 09:05:07")
    );
    assert!(all.out.contains("/message/date: no time"));
    let since = [
        "quarantine",
        "list",
        "--channel",
        "telegram",
        "--since",
        "2026-11-22",
        "--json",
    ];
    let since = played.run(&since).await;
    let lines = crate::lines(&since.out);
    assert_eq!((lines.len(), lines[0]["key"].as_str()), (1, Some(BROKEN)));
    let first = played.run(&["quarantine", "list", "--limit", "1"]).await;
    let hint = "note: there may be more: --after telegram/2026/11/21/090507.042-aaaaaaaa\n";
    assert_eq!(first.err, hint);
    let after = [
        "quarantine",
        "list",
        "--after",
        "telegram/2026/11/21/090507.042-aaaaaaaa",
    ];
    assert_eq!(played.run(&after).await.out.lines().count(), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_is_shown_by_the_beginning_of_its_key_with_card_numbers_masked() {
    let played = played().await;
    let shown = played
        .run(&["quarantine", "show", "telegram/2026/11/22"])
        .await;
    assert_eq!(shown.code, 0, "{}", shown.err);
    assert!(shown.out.contains("•••• 1111") && !shown.out.contains("4111"));
    let raw = ["quarantine", "show", "telegram/2026/11/22", "--raw", "-"];
    assert_eq!(
        played.run(&raw).await.out,
        "{\"card\": \"4111 1111 1111 1111\""
    );
    for (beginning, says) in [
        ("telegram", "several keys begin"),
        ("sms", "nothing in quarantine begins"),
    ] {
        let ran = played.run(&["quarantine", "show", beginning]).await;
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains(says), "{}", ran.err);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dry_run_writes_nothing() {
    let played = played().await;
    let before = played.keys();
    let dry = played
        .run(&["quarantine", "replay", "--all", "--dry-run", "--older"])
        .await;
    assert_eq!(dry.code, 1, "one is still unreadable");
    assert!(
        dry.out
            .ends_with("2 would be replayed, 1 left in quarantine\n"),
        "{}",
        dry.out
    );
    assert_eq!(played.keys(), before);
    assert!(played.queued().await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replay_goes_in_the_order_of_receipt_over_all_channels_and_keeps_what_it_cannot_read() {
    let played = played().await;
    let ran = played
        .run(&["quarantine", "replay", "--all", "--older"])
        .await;
    assert_eq!(ran.code, 1);
    assert!(
        ran.out
            .contains("telegram/2026/11/22/090507.042-bbbbbbbb: kept, still unreadable"),
        "{}",
        ran.out
    );
    assert!(
        ran.out.ends_with("2 replayed, 1 left in quarantine\n"),
        "{}",
        ran.out
    );
    let queued = played.queued().await;
    assert_eq!(queued.len(), 3);
    assert_eq!(
        queued[2], "¿Dónde está mi pedido 20451?",
        "whatsapp's were received before"
    );
    let keys = played.keys();
    assert_eq!(keys[0], BROKEN);
    let away = [TELEGRAM, WHATSAPP].map(|key| key.replace("quarantine/", "replayed/"));
    assert_eq!(keys[1..], away);
    let nothing = ["quarantine", "replay", "--channel", "whatsapp"];
    let nothing = played.run(&nothing).await;
    assert_eq!(
        (nothing.code, nothing.out.as_str()),
        (0, "0 replayed, 0 left in quarantine\n")
    );
}
