//! A played DynamoDB, over real HTTP and the SDK's real connector: for what the local stack never does, such as
//! conflicts, throttling and an index that lags. It decides nothing: it holds items by key, plays answers that a test
//! gives it, and remembers what was asked.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use aws_config::retry::RetryConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use serde::Serialize;
use serde_json::{Map, Value, json};
use store::Store;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

/// The table's name.
pub const TABLE: &str = "played";

/// An answer: the HTTP status and the body.
pub type Answer = (u16, Value);

type Play = Arc<dyn Fn(usize, &Value) -> Answer + Send + Sync>;

/// A played DynamoDB with one table. Clones are the same one.
#[derive(Clone)]
pub struct PlayedTable {
    server: Arc<MockServer>,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    items: BTreeMap<(String, String), Value>,
    plays: BTreeMap<String, Play>,
    asked: BTreeMap<String, Vec<Value>>,
}

impl PlayedTable {
    /// A table without items: every read finds nothing, every write goes well.
    pub async fn start() -> Self {
        let server = MockServer::start().await;
        let state: Arc<Mutex<State>> = Arc::default();
        let answering = Arc::clone(&state);
        let respond = move |request: &Request| {
            let (status, body) = answer(&answering, request);
            ResponseTemplate::new(status).set_body_json(body)
        };
        Mock::given(any())
            .respond_with(respond)
            .mount(&server)
            .await;
        Self {
            server: Arc::new(server),
            state,
        }
    }

    /// The store over it.
    pub async fn store(&self) -> Store {
        Store::from_config(&self.config().await, TABLE)
    }

    /// A configuration of the SDK that leads here and tries once: every further attempt is the store's own.
    pub async fn config(&self) -> SdkConfig {
        let key = aws_sdk_sqs::config::Credentials::new("id", "key", None, None, "tests");
        aws_config::defaults(BehaviorVersion::v2026_01_12())
            .region(Region::from_static("eu-south-2"))
            .endpoint_url(self.server.uri())
            .credentials_provider(key)
            .retry_config(RetryConfig::disabled())
            .load()
            .await
    }

    /// Reads by key (`GetItem`, `BatchGetItem`) find this item from now on.
    pub fn holds(&self, item: Value) {
        let key = key_of(&item);
        self.state.lock().unwrap().items.insert(key, item);
    }

    /// An operation is answered so: `play` is given the number of the call, from 0, and the request. It may change what
    /// the table holds.
    pub fn plays(
        &self,
        operation: &str,
        play: impl Fn(usize, &Value) -> Answer + Send + Sync + 'static,
    ) {
        let mut state = self.state.lock().unwrap();
        state.plays.insert(operation.to_owned(), Arc::new(play));
    }

    /// An operation is answered so, call by call; the last answer stays.
    pub fn plays_in_turn(&self, operation: &str, answers: Vec<Answer>) {
        self.plays(operation, move |call, _| {
            answers[call.min(answers.len() - 1)].clone()
        });
    }

    /// Every request of an operation, in order.
    pub fn asked(&self, operation: &str) -> Vec<Value> {
        let state = self.state.lock().unwrap();
        state.asked.get(operation).cloned().unwrap_or_default()
    }
}

fn answer(state: &Mutex<State>, request: &Request) -> Answer {
    let target = request.headers["x-amz-target"].to_str().unwrap();
    let operation = target.split_once('.').unwrap().1;
    let body: Value = request.body_json().unwrap();
    let (call, play) = state.lock().unwrap().note(operation, &body);
    match play {
        Some(play) => play(call, &body),
        None => state.lock().unwrap().by_key(operation, &body),
    }
}

impl State {
    /// Remembers a request; gives its number and who plays it.
    fn note(&mut self, operation: &str, body: &Value) -> (usize, Option<Play>) {
        let asked = self.asked.entry(operation.to_owned()).or_default();
        asked.push(body.clone());
        (asked.len() - 1, self.plays.get(operation).cloned())
    }

    /// What a table without faults answers, as far as reads by key go.
    fn by_key(&self, operation: &str, body: &Value) -> Answer {
        match operation {
            "GetItem" => well(match self.items.get(&key_of(&body["Key"])) {
                Some(item) => json!({ "Item": item }),
                None => json!({}),
            }),
            "BatchGetItem" => {
                let keys = body["RequestItems"][TABLE]["Keys"].as_array().unwrap();
                let found: Vec<&Value> = keys
                    .iter()
                    .filter_map(|key| self.items.get(&key_of(key)))
                    .collect();
                well(json!({ "Responses": { TABLE: found }, "UnprocessedKeys": {} }))
            }
            "Query" => well(page(&[], None)),
            _ => well(json!({})),
        }
    }
}

fn key_of(item: &Value) -> (String, String) {
    let text = |name: &str| item[name]["S"].as_str().unwrap().to_owned();
    (text("pk"), text("sk"))
}

/// An answer that everything went well.
pub fn well(body: Value) -> Answer {
    (200, body)
}

/// A page of a query; with `after`, more is to come behind that key.
pub fn page(items: &[Value], after: Option<&Value>) -> Value {
    let mut page = json!({ "Items": items, "Count": items.len(), "ScannedCount": items.len() });
    if let Some(after) = after {
        page["LastEvaluatedKey"] = after.clone();
    }
    page
}

/// A condition did not hold, and this is the item that was there.
pub fn condition_failed(item: &Value) -> Answer {
    fault(
        "ConditionalCheckFailedException",
        json!({ "message": "The conditional request failed", "Item": item }),
    )
}

/// A transaction was cancelled, for these reasons in the order of its parts.
pub fn cancelled(reasons: &[Value]) -> Answer {
    fault(
        "TransactionCanceledException",
        json!({ "Message": "Transaction cancelled", "CancellationReasons": reasons }),
    )
}

/// One reason of a cancelled transaction: `None`, `ConditionalCheckFailed`, `TransactionConflict` …
pub fn reason(code: &str) -> Value {
    json!({ "Code": code })
}

/// An error of DynamoDB's by its name.
pub fn fault(name: &str, mut body: Value) -> Answer {
    body["__type"] = json!(format!("com.amazonaws.dynamodb.v20120810#{name}"));
    (400, body)
}

/// A key.
pub fn key(pk: &str, sk: &str) -> Value {
    json!({ "pk": { "S": pk }, "sk": { "S": sk } })
}

/// An item with the fields of a value, as the table would hold it.
pub fn item(pk: &str, sk: &str, value: &impl Serialize) -> Value {
    let mut item = key(pk, sk);
    let Value::Object(fields) = serde_json::to_value(value).unwrap() else {
        panic!("an item is made of fields");
    };
    for (name, value) in fields {
        item[name] = attribute(&value);
    }
    item
}

fn attribute(value: &Value) -> Value {
    match value {
        Value::Null => json!({ "NULL": true }),
        Value::Bool(value) => json!({ "BOOL": value }),
        Value::Number(value) => json!({ "N": value.to_string() }),
        Value::String(value) => json!({ "S": value }),
        Value::Array(values) => json!({ "L": values.iter().map(attribute).collect::<Vec<_>>() }),
        Value::Object(fields) => {
            let fields: Map<String, Value> = fields
                .iter()
                .map(|(name, value)| (name.clone(), attribute(value)))
                .collect();
            json!({ "M": fields })
        }
    }
}
