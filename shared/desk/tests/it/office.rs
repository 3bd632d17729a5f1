//! A desk over a played table and a played queue, with a small shop's configuration.

use delivery::{Clients, NoticeQueue, Vault};
use desk::Desk;
use serde_json::{Value, json};
use testkit::table::item;
use testkit::{PlayedTable, Shop};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

/// A desk with what it stands on.
pub struct Office {
    pub table: PlayedTable,
    pub desk: Desk,
    /// It answers as long as it lives.
    queue: MockServer,
}

/// An office whose shop has one counter, `cola`.
pub async fn open() -> Office {
    let table = PlayedTable::start().await;
    for item in configuration() {
        table.holds(item);
    }
    let queue = queue().await;
    let desk = desk(&table, &queue).await;
    Office { table, desk, queue }
}

async fn desk(table: &PlayedTable, queue: &MockServer) -> Desk {
    let config = table.config().await.to_builder();
    let clients = Clients::new(config.endpoint_url(queue.uri()).build());
    let notices = NoticeQueue::new(clients.sqs(), queue.uri());
    let vault = Vault::new(clients.s3(), "vault");
    Desk::new(table.store().await, notices, vault)
}

impl Office {
    /// Another desk over the same table, which has read nothing yet.
    pub async fn another_desk(&self) -> Desk {
        desk(&self.table, &self.queue).await
    }
}

/// The items of the usual shop's configuration.
pub fn configuration() -> [Value; 2] {
    items_of(&Shop::new().counter("cola", 1, 100))
}

/// The items of a shop's configuration.
pub fn items_of(shop: &Shop) -> [Value; 2] {
    let (file, care) = shop.build().unwrap();
    let version = &care.version;
    let current = json!({ "version": version, "parts": 1 });
    let part = json!({ "json": serde_json::to_string(&file).unwrap() });
    [
        item("CONFIG", "CURRENT", &current),
        item(&format!("CONFIG#{version}"), "PART#0000", &part),
    ]
}

/// A queue that takes everything.
async fn queue() -> MockServer {
    let server = MockServer::start().await;
    let take = |request: &Request| {
        let body: Value = request.body_json().unwrap();
        let taken: Vec<Value> = body["Entries"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| json!({ "Id": entry["Id"], "MessageId": "m", "MD5OfMessageBody": "x" }))
            .collect();
        ResponseTemplate::new(200).set_body_json(json!({ "Successful": taken, "Failed": [] }))
    };
    Mock::given(any()).respond_with(take).mount(&server).await;
    server
}
