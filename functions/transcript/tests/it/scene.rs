//! A chat, and the table that holds its customer.

use std::collections::BTreeMap;

use channel::{Answer, Method, Request, Response, Secrets, Webhook as _};
use channel_webchat::{MESSAGES_PATH, SESSION_PATH, Session, Webchat, WebchatSecret};
use jiff::Timestamp;
use runtime::secrets::{SecretCache, SecretError, SecretSource, Stage};
use secrecy::SecretString;
use serde_json::{Value, json};
use testkit::PlayedTable;
use testkit::table::{item, page, well};
use transcript::Transcript;

pub(crate) const SITE: &str = "https://tienda.example";

pub(crate) fn now() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

/// A secret with this key; without a key there is none.
pub(crate) struct Key(pub(crate) Option<&'static str>);

impl SecretSource for Key {
    async fn fetch(&self, stage: Stage) -> Result<Option<SecretString>, SecretError> {
        let key = self.0.ok_or(SecretError::Missing)?;
        Ok((stage == Stage::Current).then(|| secret(key)))
    }
}

/// What Secrets Manager holds for a session key.
pub(crate) fn secret(key: &str) -> SecretString {
    SecretString::from(json!({"session_key": key}).to_string())
}

/// A visitor's session and the table.
pub(crate) struct Scene {
    pub(crate) table: PlayedTable,
    pub(crate) token: String,
    pub(crate) session: Session,
}

impl Scene {
    /// Nobody wrote anything yet.
    pub(crate) async fn new() -> Self {
        let secret = WebchatSecret {
            session_key: "key".into(),
            ..WebchatSecret::default()
        };
        let secrets = Secrets::new(secret, None);
        let opened = webchat().prove(&request(SESSION_PATH, "", None), &secrets, now());
        let Ok(Answer::Say(response)) = opened else {
            panic!("no session: {opened:?}");
        };
        let body: Value = serde_json::from_str(&response.body).unwrap();
        let token = body["session"].as_str().unwrap().to_owned();
        let asking = request(MESSAGES_PATH, "", Some(&token));
        Self {
            table: PlayedTable::start().await,
            session: webchat().session(&asking, &secrets, now()).unwrap(),
            token,
        }
    }

    /// The visitor is customer `c1` with these open requests.
    pub(crate) fn is_known(&self, version: u64, open: &[&str]) {
        let contact = format!("CONTACT#webchat#{}", self.session.contact_key());
        self.table
            .holds(item(&contact, "CUSTOMER", &json!({"customer": "c1"})));
        self.customer("c1", version, open, &json!({}));
    }

    /// A customer with open requests and further fields.
    pub(crate) fn customer(&self, id: &str, version: u64, open: &[&str], further: &Value) {
        let listed =
            |thread: &&str| json!({"thread": thread, "topic": "cola", "channel": "webchat"});
        let open: Vec<Value> = open.iter().map(listed).collect();
        let mut customer = json!({"id": id, "version": version, "open": open});
        for (name, value) in further.as_object().unwrap() {
            customer[name.as_str()] = value.clone();
        }
        self.table
            .holds(item(&format!("CUSTOMER#{id}"), "CUSTOMER", &customer));
    }

    /// A request in a version.
    pub(crate) fn thread(&self, id: &str, version: u64, status: &str) {
        let at = "2026-11-21T10:00:00Z";
        let thread = json!({"id": id, "version": version, "customer": "c1", "channel": "webchat",
            "account": "tienda.example", "contact": self.session.contact_key(), "contact_id": "s", "language": "es",
            "topic": "cola", "status": status, "weight": 0, "opened_at": at, "last_message_at": at, "excerpt": "",
            "messages": 1, "attachments": 0});
        self.table
            .holds(item(&format!("THREAD#{id}"), "THREAD", &thread));
    }

    /// The timelines by request: what each query finds, the newest first.
    pub(crate) fn timelines(&self, timelines: &[(&str, Vec<Value>)]) {
        let found: BTreeMap<String, Vec<Value>> = timelines
            .iter()
            .map(|(thread, entries)| (format!("THREAD#{thread}"), items(thread, entries)))
            .collect();
        self.table.plays("Query", move |_, asked| {
            let partition = asked["ExpressionAttributeValues"][":pk"]["S"]
                .as_str()
                .unwrap();
            well(page(found.get(partition).map_or(&[], Vec::as_slice), None))
        });
    }

    pub(crate) fn wrote(&self, second: u32, text: &str) -> Value {
        let id = format!("{}:m{second}", self.session.contact());
        entry(
            second,
            &json!({"kind": "message", "channel": "webchat", "event_key": "k", "external_message_id": id,
            "text": text, "received_at": "2026-11-21T10:00:00Z"}),
        )
    }

    pub(crate) async fn function<F: SecretSource>(&self, source: F) -> Transcript<F> {
        Transcript::new(
            webchat(),
            self.table.store().await,
            SecretCache::new(source),
        )
    }

    /// Asks, and gives the texts and what is to be sent as `after`.
    pub(crate) async fn poll(&self, after: Option<&str>) -> (Vec<String>, Option<String>) {
        let query = after.map_or_else(String::new, |after| format!("after={after}"));
        let asked = request(MESSAGES_PATH, &query, Some(&self.token));
        let response = self
            .function(Key(Some("key")))
            .await
            .answer(&asked, now())
            .await;
        assert_eq!(response.status, 200, "{}", response.body);
        let told: Value = serde_json::from_str(&response.body).unwrap();
        let texts = told["messages"].as_array().unwrap().iter();
        (
            texts
                .map(|one| one["text"].as_str().unwrap().to_owned())
                .collect(),
            told["next"].as_str().map(str::to_owned),
        )
    }

    /// How often the table was asked: single items, batches with the number of their items, timelines.
    pub(crate) fn reads(&self) -> (usize, Vec<usize>, usize) {
        let batches = self.table.asked("BatchGetItem");
        let items = |batch: &Value| {
            batch["RequestItems"][testkit::table::TABLE]["Keys"]
                .as_array()
                .unwrap()
                .len()
        };
        (
            self.table.asked("GetItem").len(),
            batches.iter().map(items).collect(),
            self.table.asked("Query").len(),
        )
    }
}

fn webchat() -> Webchat {
    Webchat::from_list(SITE).unwrap()
}

pub(crate) fn request(path: &str, query: &str, token: Option<&str>) -> Request {
    let bearer = token.map(|token| ("authorization".to_owned(), format!("Bearer {token}")));
    let origin = ("origin".to_owned(), SITE.to_owned());
    Request {
        method: Method::Get,
        path: path.to_owned(),
        raw_query: query.to_owned(),
        headers: bearer.into_iter().chain([origin]).collect(),
        body: bytes::Bytes::new(),
        source_address: "192.0.2.7".to_owned(),
    }
}

pub(crate) fn answered(second: u32, text: &str) -> Value {
    entry(
        second,
        &json!({"kind": "answer", "by": "operator", "text": text}),
    )
}

pub(crate) fn error_code(response: &Response) -> String {
    let body: Value = serde_json::from_str(&response.body).unwrap();
    body["error"]["code"].as_str().unwrap().to_owned()
}

fn entry(second: u32, what: &Value) -> Value {
    json!({"at": format!("2026-11-21T10:00:{second:02}Z"), "id": format!("entry {second}"), "what": what})
}

fn items(thread: &str, entries: &[Value]) -> Vec<Value> {
    let newest_first = entries.iter().enumerate().rev();
    newest_first
        .map(|(number, entry)| item(&format!("THREAD#{thread}"), &format!("AT#{number}"), entry))
        .collect()
}
