//! A stack for commands that act: a played table that keeps what transactions put, a played vault, a queue that takes all.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use testkit::table::{Answer, TABLE, condition_failed, item, page, well};
use testkit::{PlayedTable, Shop};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::{Ran, command};

pub(crate) type Objects = Arc<Mutex<BTreeMap<String, Vec<u8>>>>;

/// A stack whose shop is always open, with two agents of capacity 2 at the counter `pedido` and none at `pago`.
pub(crate) struct Played {
    pub(crate) table: PlayedTable,
    pub(crate) objects: Objects,
    vault: MockServer,
    queue: MockServer,
}

/// Starts it.
pub(crate) async fn start() -> Played {
    let table = PlayedTable::start().await;
    let shop = Shop::new().counter("pedido", 2, 2).counter("pago", 0, 0);
    let (file, care) = shop.build().unwrap();
    let current = json!({ "version": care.version, "parts": 1 });
    let part = json!({ "json": serde_json::to_string(&file).unwrap() });
    table.holds(item("CONFIG", "CURRENT", &current));
    table.holds(item(
        &format!("CONFIG#{}", care.version),
        "PART#0000",
        &part,
    ));
    for agent in ["pedido-1", "pedido-2"] {
        let load = json!({ "open": 0, "capacity": 2 });
        table.holds(item(&format!("AGENT#{agent}"), "LOAD", &load));
    }
    keep_what_is_put(&table);
    let objects = Objects::default();
    Played {
        vault: vault(&objects).await,
        queue: queue().await,
        table,
        objects,
    }
}

/// What a transaction puts, an absence that it notes, and what is put under the revision that was seen, is there from then on.
fn keep_what_is_put(table: &PlayedTable) {
    let kept = table.clone();
    table.plays("TransactWriteItems", move |_, request| {
        for write in request["TransactItems"].as_array().unwrap() {
            if let Some(put) = write["Put"]["Item"].as_object() {
                kept.holds(Value::Object(put.clone()));
            }
            let absent = &write["Update"]["ExpressionAttributeValues"][":absent"];
            if absent.is_object() {
                kept.holds(absent_load(&write["Update"]["Key"], absent));
            }
        }
        well(json!({}))
    });
    let (kept, current) = (table.clone(), Mutex::new(None::<Value>));
    table.plays("PutItem", move |_, request| -> Answer {
        let mut current = current.lock().unwrap();
        let seen = &request["ExpressionAttributeValues"][":seen"];
        if let Some(current) = current.as_ref()
            && current["revision"] != *seen
        {
            return condition_failed(current);
        }
        kept.holds(request["Item"].clone());
        *current = Some(request["Item"].clone());
        well(json!({}))
    });
}

/// The load of an agent who is absent.
fn absent_load(key: &Value, absent: &Value) -> Value {
    let pk = key["pk"]["S"].as_str().unwrap();
    let mut load = item(pk, "LOAD", &json!({ "open": 1, "capacity": 2 }));
    load["absent"] = absent.clone();
    load
}

async fn vault(objects: &Objects) -> MockServer {
    let server = MockServer::start().await;
    let held = Arc::clone(objects);
    let answer = move |request: &Request| {
        let key = request.url.path().trim_start_matches("/v/").to_owned();
        let mut held = held.lock().unwrap();
        if request.method.as_str() == "PUT" {
            held.insert(key, request.body.clone());
            return ResponseTemplate::new(200);
        }
        match held.get(&key) {
            Some(content) => ResponseTemplate::new(200).set_body_bytes(content.clone()),
            None => {
                ResponseTemplate::new(404).set_body_string("<Error><Code>NoSuchKey</Code></Error>")
            }
        }
    };
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

async fn queue() -> MockServer {
    let server = MockServer::start().await;
    let take = |request: &Request| {
        let body: Value = request.body_json().unwrap();
        let entries = body["Entries"].as_array().unwrap().iter();
        let taken: Vec<Value> = entries
            .map(|entry| json!({ "Id": entry["Id"], "MessageId": "m", "MD5OfMessageBody": "x" }))
            .collect();
        ResponseTemplate::new(200).set_body_json(json!({ "Successful": taken, "Failed": [] }))
    };
    Mock::given(any()).respond_with(take).mount(&server).await;
    server
}

impl Played {
    /// Runs the command on it.
    pub(crate) async fn run(&self, arguments: &[&str]) -> Ran {
        let mut command = command(arguments);
        let config = self.table.config().await;
        command.envs([
            ("AWS_ENDPOINT_URL_DYNAMODB", config.endpoint_url().unwrap()),
            ("AWS_ENDPOINT_URL_S3", &self.vault.uri()),
            ("AWS_ENDPOINT_URL_SQS", &self.queue.uri()),
            ("AWS_REGION", "eu-west-1"),
            ("AWS_ACCESS_KEY_ID", "test"),
            ("AWS_SECRET_ACCESS_KEY", "test"),
            ("AWS_MAX_ATTEMPTS", "1"),
            ("TABLE_NAME", TABLE),
            ("VAULT_BUCKET", "v"),
            (
                "NOTICES_QUEUE_URL",
                &format!("{}/notices", self.queue.uri()),
            ),
        ]);
        tokio::task::spawn_blocking(move || command.output().unwrap().into())
            .await
            .unwrap()
    }

    /// A thread of the customer `c`, on the topic `pedido` unless its fields say otherwise.
    pub(crate) fn has_thread(&self, id: &str, fields: Value) {
        let mut thread = json!({
            "id": id, "version": 1, "customer": "c", "channel": "email", "account": "a", "contact": "k",
            "contact_id": "marta@clienta.example", "customer_name": "Marta", "language": "es", "topic": "pedido",
            "status": "open", "weight": 0, "opened_at": "2026-11-23T09:00:00Z", "last_message_at": "2026-11-23T09:00:00Z",
            "excerpt": "Gana dinero desde casa", "messages": 1, "attachments": 0
        });
        for (name, value) in fields.as_object().unwrap() {
            thread[name] = value.clone();
        }
        self.table
            .holds(item(&format!("THREAD#{id}"), "THREAD", &thread));
        let customer = json!({ "id": "c", "version": 1, "open": [] });
        self.table.holds(item("CUSTOMER#c", "CUSTOMER", &customer));
    }

    /// Queries find these: the sort keys are those of `threads` in the partitions of indexes that begin so.
    pub(crate) fn finds(&self, partition: &'static str, threads: &'static [&'static str]) {
        self.table.plays("Query", move |_, request| {
            let asked = request["ExpressionAttributeValues"][":pk"]["S"].as_str();
            let found = threads.iter().filter(|_| asked == Some(partition));
            let found: Vec<Value> = found
                .map(|id| testkit::table::key(&format!("THREAD#{id}"), "THREAD"))
                .collect();
            well(page(&found, None))
        });
    }

    /// Everything that transactions put whose partition key begins so.
    pub(crate) fn put(&self, partition: &str) -> Vec<Value> {
        let requests = self.table.asked("TransactWriteItems");
        let writes = requests.iter().flat_map(|request| {
            let writes = request["TransactItems"].as_array().unwrap();
            writes.iter().map(|write| write["Put"]["Item"].clone())
        });
        let begins = |item: &Value| {
            let pk = item["pk"]["S"].as_str();
            pk.is_some_and(|pk| pk.starts_with(partition))
        };
        writes.filter(begins).collect()
    }
}
