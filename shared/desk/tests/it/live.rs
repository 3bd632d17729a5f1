//! A played table that keeps what is written and holds to the conditions, as far as the store uses them: for what many
//! writers do to each other.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use domain::customer::Customer;
use domain::people::People;
use domain::{ContactEvent, CustomerId, Status, Thread, ThreadId};
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use testkit::table::{cancelled, item, page, reason, well};

use crate::office::{self, Office};

type Key = (String, String);
type Items = BTreeMap<Key, Value>;

/// An office over a table that keeps what is written.
pub struct Live {
    pub office: Office,
    items: Arc<Mutex<Items>>,
}

/// An office with one agent at the counter `cola`, who has room for all.
pub async fn open() -> Live {
    let office = office::open().await;
    let items: Arc<Mutex<Items>> = Arc::default();
    let (kept, table) = (Arc::clone(&items), office.table.clone());
    office.table.plays("TransactWriteItems", move |_, request| {
        let mut items = kept.lock().unwrap();
        let parts = request["TransactItems"].as_array().unwrap();
        let keys: std::collections::BTreeSet<Key> = parts.iter().map(key_of).collect();
        assert_eq!(keys.len(), parts.len(), "DynamoDB takes an item once");
        let holds: Vec<bool> = parts.iter().map(|part| holds(part, &items)).collect();
        if holds.contains(&false) {
            let reasons = parts.iter().zip(&holds).map(|(part, holds)| match holds {
                true => reason("None"),
                false => {
                    json!({ "Code": "ConditionalCheckFailed", "Item": items.get(&key_of(part)) })
                }
            });
            return cancelled(&reasons.collect::<Vec<_>>());
        }
        for part in parts {
            if let Some(item) = written(part, &items) {
                items.insert(key_of(part), item.clone());
                table.holds(item);
            }
        }
        well(json!({}))
    });
    let kept = Arc::clone(&items);
    office.table.plays("Query", move |_, request| {
        let values = &request["ExpressionAttributeValues"];
        let (pk, begins) = (&values[":pk"]["S"], &values[":merge"]["S"]);
        let items = kept.lock().unwrap();
        let found = items.iter().filter(|((found, sk), _)| {
            *pk == json!(found) && begins.as_str().is_some_and(|begins| sk.starts_with(begins))
        });
        let found: Vec<Value> = found.map(|(_, item)| item.clone()).collect();
        well(page(&found, None))
    });
    let live = Live { office, items };
    let load = json!({ "open": 0, "capacity": 100, "last_assigned_at": null });
    live.keeps(item("AGENT#cola-1", "LOAD", &load));
    live
}

impl Live {
    /// The table holds an item.
    pub fn keeps(&self, item: Value) {
        let text = |name: &str| item[name]["S"].as_str().unwrap().to_owned();
        let key = (text("pk"), text("sk"));
        self.items.lock().unwrap().insert(key, item.clone());
        self.office.table.holds(item);
    }

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

const KINDS: [&str; 3] = ["Put", "Update", "ConditionCheck"];

fn kind(part: &Value) -> &'static str {
    KINDS
        .into_iter()
        .find(|kind| part.get(kind).is_some())
        .unwrap()
}

fn key_of(part: &Value) -> Key {
    let kind = kind(part);
    let key = if kind == "Put" { "Item" } else { "Key" };
    let text = |name: &str| part[kind][key][name]["S"].as_str().unwrap().to_owned();
    (text("pk"), text("sk"))
}

/// Whether a part's condition holds.
fn holds(part: &Value, items: &Items) -> bool {
    let of = &part[kind(part)];
    let nothing = json!({});
    let held = items.get(&key_of(part)).unwrap_or(&nothing);
    let Some(condition) = of["ConditionExpression"].as_str() else {
        return true;
    };
    condition
        .split(" OR ")
        .any(|all| all.split(" AND ").all(|one| one_holds(one, of, held)))
}

fn one_holds(one: &str, of: &Value, held: &Value) -> bool {
    let inside = |word: &str| one.strip_prefix(word)?.strip_suffix(')').map(str::to_owned);
    if let Some(name) = inside("attribute_not_exists(") {
        return held.get(named(&name, of)).is_none();
    }
    if let Some(name) = inside("attribute_exists(") {
        return held.get(named(&name, of)).is_some();
    }
    let words: Vec<&str> = one.split(' ').collect();
    let [name, sign, value] = words[..] else {
        panic!("a condition that the live table does not know: {one}")
    };
    let (held, value) = (
        &held[named(name, of)],
        &of["ExpressionAttributeValues"][value],
    );
    match sign {
        "=" => held == value,
        "<=" => number(held) <= number(value),
        ">=" => number(held) >= number(value),
        _ => panic!("a condition that the live table does not know: {one}"),
    }
}

fn named(name: &str, of: &Value) -> String {
    let names = &of["ExpressionAttributeNames"];
    names[name].as_str().unwrap_or(name).to_owned()
}

fn number(value: &Value) -> i64 {
    value["N"]
        .as_str()
        .and_then(|text| text.parse().ok())
        .unwrap_or(i64::MIN)
}

/// The item after a part; none for a check.
fn written(part: &Value, items: &Items) -> Option<Value> {
    let of = &part[kind(part)];
    match kind(part) {
        "Put" => Some(of["Item"].clone()),
        "Update" => Some(updated(part, items)),
        _ => None,
    }
}

fn updated(part: &Value, items: &Items) -> Value {
    let of = &part["Update"];
    let mut item = items.get(&key_of(part)).unwrap_or(&of["Key"]).clone();
    let expression = of["UpdateExpression"].as_str().unwrap();
    let (sets, adds) = expression.split_once(" ADD ").unwrap_or((expression, ""));
    let value = |name: &str| of["ExpressionAttributeValues"][name].clone();
    for set in sets.trim_start_matches("SET ").split(", ") {
        let (name, to) = set.split_once(" = ").unwrap();
        let name = named(name, of);
        let words: Vec<&str> = to.split(' ').collect();
        item[&name] = match words[..] {
            [to] => value(to),
            [_, "+", by] => json!({ "N": (number(&item[&name]) + number(&value(by))).to_string() }),
            [_, "-", by] => json!({ "N": (number(&item[&name]) - number(&value(by))).to_string() }),
            _ => panic!("an update that the live table does not know: {set}"),
        };
    }
    if let Some((name, added)) = adds.split_once(' ') {
        let mut all: Vec<Value> = item[name]["SS"].as_array().cloned().unwrap_or_default();
        for one in value(added)["SS"].as_array().unwrap() {
            if !all.contains(one) {
                all.push(one.clone());
            }
        }
        item[name] = json!({ "SS": all });
    }
    item
}

/// An attribute as plain JSON.
fn plain(attribute: &Value) -> Value {
    let (kind, value) = attribute.as_object().unwrap().iter().next().unwrap();
    match kind.as_str() {
        "N" => serde_json::from_str(value.as_str().unwrap()).unwrap(),
        "NULL" => Value::Null,
        "L" => value.as_array().unwrap().iter().map(plain).collect(),
        "M" => {
            let fields = value.as_object().unwrap().iter();
            let fields: Map<String, Value> = fields
                .map(|(name, value)| (name.clone(), plain(value)))
                .collect();
            Value::Object(fields)
        }
        _ => value.clone(),
    }
}
