//! A played table that keeps what is written and holds to the conditions, as far as the store uses them: for what many
//! writers do to each other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use domain::customer::Customer;
use domain::notice::Notice;
use domain::people::People;
use domain::{ContactEvent, CustomerId, Status, Thread, ThreadId};
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use testkit::Shop;
use testkit::table::{Answer, TABLE, cancelled, condition_failed, item, page, reason, well};

use crate::conditions::{Items, Key, holds, key_in, key_of, plain, written};
use crate::office::{self, Office};

/// An office over a table that keeps what is written.
pub struct Live {
    pub office: Office,
    items: Arc<Mutex<Items>>,
}

/// How a notice is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// No queue has it.
    Unsent,
    /// By itself.
    Queued,
    /// In a digest.
    WithOthers,
}

/// An office with one agent at the counter `cola`, who has room for all.
pub async fn open() -> Live {
    let shop = Shop::new().counter("cola", 1, 100);
    open_with(shop).await
}

/// An office of a shop, with everybody's capacity written.
pub async fn open_with(shop: Shop) -> Live {
    let office = office::open().await;
    let items: Arc<Mutex<Items>> = Arc::default();
    for (operation, play) in [
        (
            "TransactWriteItems",
            transact as fn(&mut Items, &Value) -> Answer,
        ),
        ("GetItem", get),
        ("BatchGetItem", batch_get),
        ("Query", query),
        ("PutItem", put),
        ("UpdateItem", update),
    ] {
        // The items alone go into the play: the table in its own plays would never be dropped.
        let items = Arc::clone(&items);
        let play = move |_, request: &Value| play(&mut items.lock().unwrap(), request);
        office.table.plays(operation, play);
    }
    let (_, care) = shop.build().unwrap();
    let loads = care.agents.values().map(|agent| {
        let load = json!({ "open": 0, "capacity": agent.capacity });
        item(&format!("AGENT#{}", agent.id), "LOAD", &load)
    });
    let first = office::items_of(&shop).into_iter().chain(loads);
    let keyed = first.map(|item| (key_in(&item), item));
    items.lock().unwrap().extend(keyed);
    Live { office, items }
}

fn transact(items: &mut Items, request: &Value) -> Answer {
    let parts = request["TransactItems"].as_array().unwrap();
    let keys: BTreeSet<Key> = parts.iter().map(key_of).collect();
    assert_eq!(keys.len(), parts.len(), "DynamoDB takes an item once");
    let holds: Vec<bool> = parts.iter().map(|part| holds(part, items)).collect();
    if holds.contains(&false) {
        let reasons = parts.iter().zip(&holds).map(|(part, holds)| match holds {
            true => reason("None"),
            false => json!({ "Code": "ConditionalCheckFailed", "Item": items.get(&key_of(part)) }),
        });
        return cancelled(&reasons.collect::<Vec<_>>());
    }
    for part in parts {
        if let Some(item) = written(part, items) {
            items.insert(key_of(part), item);
        }
    }
    well(json!({}))
}

fn get(items: &mut Items, request: &Value) -> Answer {
    well(match items.get(&key_in(&request["Key"])) {
        Some(item) => json!({ "Item": item }),
        None => json!({}),
    })
}

fn batch_get(items: &mut Items, request: &Value) -> Answer {
    let keys = request["RequestItems"][TABLE]["Keys"].as_array().unwrap();
    let found: Vec<&Value> = keys
        .iter()
        .filter_map(|key| items.get(&key_in(key)))
        .collect();
    well(json!({ "Responses": { TABLE: found }, "UnprocessedKeys": {} }))
}

fn put(items: &mut Items, request: &Value) -> Answer {
    one(items, "Put", request)
}

fn update(items: &mut Items, request: &Value) -> Answer {
    one(items, "Update", request)
}

fn one(items: &mut Items, kind: &str, request: &Value) -> Answer {
    let part = json!({ kind: request });
    let nothing = json!({});
    if !holds(&part, items) {
        let held = items.get(&key_of(&part)).unwrap_or(&nothing);
        return condition_failed(held);
    }
    let item = written(&part, items).unwrap();
    items.insert(key_of(&part), item.clone());
    well(json!({ "Attributes": item }))
}

/// One partition of an index in its order, up to a sort key.
fn index(items: &Items, index: &str, values: &Value) -> Vec<Value> {
    let (pk, sk) = (format!("{index}_pk"), format!("{index}_sk"));
    let until = values[":until"]["S"].as_str();
    let sort = |item: &Value| item[&sk]["S"].as_str().unwrap_or_default().to_owned();
    let mut found: Vec<Value> = items
        .values()
        .filter(|item| item[&pk] == values[":pk"])
        .filter(|item| until.is_none_or(|until| sort(item).as_str() <= until))
        .cloned()
        .collect();
    found.sort_by_key(sort);
    found
}

/// An index, a customer's merges, or a timeline.
fn query(items: &mut Items, request: &Value) -> Answer {
    let values = &request["ExpressionAttributeValues"];
    if let Some(name) = request["IndexName"].as_str() {
        return well(page(&index(items, name, values), None));
    }
    if values[":pk"]["S"] == "CORRECTIONS" {
        let found = items.iter().filter(|((pk, _), _)| pk == "CORRECTIONS");
        let found: Vec<Value> = found.map(|(_, item)| item.clone()).collect();
        return well(page(&found, None));
    }
    if let Some(begins) = values[":at"]["S"].as_str() {
        let found = items
            .iter()
            .filter(|((pk, sk), _)| values[":pk"]["S"] == json!(pk) && sk.starts_with(begins));
        let found: Vec<Value> = found.map(|(_, item)| item.clone()).collect();
        return well(page(&found, None));
    }
    let (pk, begins) = (&values[":pk"]["S"], &values[":merge"]["S"]);
    let found = items.iter().filter(|((found, sk), _)| {
        *pk == json!(found) && begins.as_str().is_some_and(|begins| sk.starts_with(begins))
    });
    let found: Vec<Value> = found.map(|(_, item)| item.clone()).collect();
    well(page(&found, None))
}

impl Live {
    /// Receives an event now.
    pub async fn receives(&self, event: &ContactEvent) -> desk::Received {
        let received = self.office.desk.receive(event, Timestamp::now()).await;
        received.unwrap()
    }

    /// The thread that an event went to.
    pub async fn thread_of(&self, event: &ContactEvent) -> Option<Thread> {
        let known = self.office.desk.store().look_up(event).await.unwrap();
        let id = known.seen.unwrap().thread?;
        self.office.desk.store().thread(&id).await.unwrap()
    }

    /// Whoever stands for the customer of the thread that an event went to.
    pub async fn customer_of(&self, event: &ContactEvent) -> Customer {
        let thread = self.thread_of(event).await.unwrap();
        self.people()
            .who_stands_for(&thread.customer)
            .unwrap()
            .clone()
    }

    fn all<T: DeserializeOwned>(&self, pk: &str, sk: &str) -> Vec<T> {
        let items = self.items.lock().unwrap();
        let of = items
            .iter()
            .filter(|((found, sort), _)| found.starts_with(pk) && sort.starts_with(sk));
        of.map(|(_, item)| serde_json::from_value(plain(&json!({ "M": item }))).unwrap())
            .collect()
    }

    pub fn people(&self) -> People {
        let mut people = People::default();
        people.extend(self.all::<Customer>("CUSTOMER#", "CUSTOMER"));
        people
    }

    pub fn threads(&self) -> Vec<Thread> {
        self.all("THREAD#", "THREAD")
    }

    /// The entries of a thread's timeline with this word.
    pub fn told(&self, thread: &ThreadId, word: &str) -> Vec<domain::timeline::Entry> {
        let all = self.all(&format!("THREAD#{thread}"), "AT#");
        let of_word = |entry: &domain::timeline::Entry| entry.what.word() == word;
        all.into_iter().filter(of_word).collect()
    }

    /// The notices that were made, as JSON.
    pub fn notices(&self) -> Vec<String> {
        let items = self.items.lock().unwrap();
        let of = items
            .iter()
            .filter(|((pk, _), _)| pk.starts_with("NOTICE#"));
        of.map(|(_, item)| item["body"]["S"].as_str().unwrap().to_owned())
            .collect()
    }

    /// The notices that were made, with how they are told.
    pub fn told_notices(&self) -> Vec<(Notice, Way)> {
        let items = self.items.lock().unwrap();
        let of = items
            .iter()
            .filter(|((pk, _), _)| pk.starts_with("NOTICE#"));
        let read = |item: &Value| {
            let way = match (item.get("unsent_pk"), item.get("told_with")) {
                (Some(_), _) => Way::Unsent,
                (None, Some(_)) => Way::WithOthers,
                (None, None) => Way::Queued,
            };
            let body = item["body"]["S"].as_str().unwrap();
            (serde_json::from_str(body).unwrap(), way)
        };
        of.map(|(_, item)| read(item)).collect()
    }

    /// The lines of the ledger.
    pub fn ledger(&self) -> usize {
        let items = self.items.lock().unwrap();
        let steps = items.keys().filter(|(_, sk)| sk.starts_with("STEP#"));
        steps.count()
    }

    /// How many items there are whose keys begin so.
    pub fn count(&self, pk: &str) -> usize {
        let items = self.items.lock().unwrap();
        items
            .keys()
            .filter(|(found, _)| found.starts_with(pk))
            .count()
    }

    /// Every open thread stands once, with whoever stands for its customer, and every message on one thread.
    pub fn is_sound(&self, messages: usize) {
        let people = self.people();
        let mut expected: BTreeMap<CustomerId, Vec<ThreadId>> = BTreeMap::new();
        let threads = self.threads();
        for thread in &threads {
            let stands = people.who_stands_for(&thread.customer).unwrap();
            assert!(stands.merged_into.is_none());
            if thread.status != Status::Resolved {
                let open = expected.entry(stands.id.clone()).or_default();
                open.push(thread.id.clone());
            }
        }
        for customer in self.all::<Customer>("CUSTOMER#", "CUSTOMER") {
            let mut listed: Vec<ThreadId> = customer
                .open
                .iter()
                .map(|open| open.thread.clone())
                .collect();
            listed.sort();
            let mut expected = expected.remove(&customer.id).unwrap_or_default();
            expected.sort();
            assert_eq!(listed, expected, "{}", customer.id);
        }
        assert!(expected.is_empty());
        let told: usize = threads
            .iter()
            .map(|thread| self.told(&thread.id, "message").len())
            .sum();
        assert_eq!(told, messages);
        let counted: u32 = threads.iter().map(|thread| thread.messages).sum();
        assert_eq!(counted as usize, messages);
    }
}
