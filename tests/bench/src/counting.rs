//! What is asked of the table, counted on the wire between the SDK and the table: nothing of it runs in the thread that is
//! measured, and nothing that the code under measurement does can go by it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result};
use serde::Serialize;
use serde_json::{Value, json};

use crate::wire::{self, Answers, Connection, Message};

/// What was asked.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Counts {
    /// Calls by operation, each attempt one.
    pub calls: BTreeMap<String, u64>,
    /// Of these, how many were refused.
    pub refused: u64,
    /// Entries of an index that were read: keys only.
    pub index_entries: u64,
    /// Whole items that were read.
    pub items_read: u64,
    /// Items that were written, a change of one item each.
    pub items_written: u64,
    /// Read units, as the emulator reckons them.
    pub read_units: f64,
    /// Write units, as the emulator reckons them; those of indexes among them.
    pub write_units: f64,
    /// Notices that the queue took.
    pub notices: u64,
}

impl Counts {
    /// Calls of an operation.
    pub fn of(&self, operation: &str) -> u64 {
        self.calls.get(operation).copied().unwrap_or(0)
    }

    /// Counts one call with what came of it.
    pub fn note(&mut self, operation: &str, request: &Value, answer: &Value, is_refused: bool) {
        *self.calls.entry(operation.to_owned()).or_default() += 1;
        if is_refused {
            self.refused += 1;
            return;
        }
        let units = units(&answer["ConsumedCapacity"]);
        match operation {
            "GetItem" | "Query" | "Scan" | "BatchGetItem" | "TransactGetItems" => {
                self.read_units += units;
            }
            _ => self.write_units += units,
        }
        self.note_items(operation, request, answer);
    }

    fn note_items(&mut self, operation: &str, request: &Value, answer: &Value) {
        match operation {
            "Query" | "Scan" => {
                let read = answer["ScannedCount"].as_u64().unwrap_or(0);
                match request["IndexName"].is_string() {
                    true => self.index_entries += read,
                    false => self.items_read += read,
                }
            }
            "GetItem" => self.items_read += u64::from(answer["Item"].is_object()),
            "BatchGetItem" => self.items_read += lengths(&answer["Responses"]),
            "PutItem" | "UpdateItem" | "DeleteItem" => self.items_written += 1,
            "BatchWriteItem" => self.items_written += lengths(&request["RequestItems"]),
            "TransactWriteItems" => self.items_written += writes(&request["TransactItems"]),
            "SendMessageBatch" => self.notices += length(&answer["Successful"]),
            _ => {}
        }
    }
}

fn length(list: &Value) -> u64 {
    list.as_array().map_or(0, |list| list.len() as u64)
}

/// Of lists by table.
fn lengths(lists: &Value) -> u64 {
    let lists = lists.as_object();
    lists.map_or(0, |lists| lists.values().map(length).sum())
}

/// A transaction's parts, but for those that only check.
fn writes(parts: &Value) -> u64 {
    let parts = parts.as_array().map_or(&[] as &[Value], Vec::as_slice);
    let written = |part: &&Value| part["ConditionCheck"].is_null();
    parts.iter().filter(written).count() as u64
}

/// The units of a call on one table or on several.
fn units(consumed: &Value) -> f64 {
    let one = |consumed: &Value| consumed["CapacityUnits"].as_f64().unwrap_or(0.0);
    match consumed.as_array() {
        Some(tables) => tables.iter().map(one).sum(),
        None => one(consumed),
    }
}

/// Counts that several count in.
#[derive(Clone, Debug, Default)]
pub struct Counter(Arc<Mutex<Counts>>);

impl Counter {
    /// What was counted since the last time that somebody asked.
    pub fn take(&self) -> Counts {
        std::mem::take(&mut *self.counts())
    }

    /// Counts one call.
    pub fn note(&self, operation: &str, request: &Value, answer: &Value, is_refused: bool) {
        let mut counts = self.counts();
        counts.note(operation, request, answer, is_refused);
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        // A count is whole or not there: nothing is half written where somebody panicked.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Stands before a table and counts what goes by. Returns where it is reached.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn stand_before(&self, table: &str) -> Result<String> {
        let (counter, table) = (self.clone(), table.to_owned());
        let one = move || Between {
            counter: counter.clone(),
            table: table.clone(),
            connection: None,
        };
        wire::serve(one).await
    }
}

/// One connection to the table.
struct Between {
    counter: Counter,
    table: String,
    connection: Option<Connection>,
}

impl Answers for Between {
    async fn answer(&mut self, mut request: Message) -> Result<Message> {
        let mut asked: Value = serde_json::from_slice(&request.body)?;
        asked["ReturnConsumedCapacity"] = json!("TOTAL");
        request.body = serde_json::to_vec(&asked)?;
        let answer = self.ask(&request).await?;
        let told: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        let is_refused = !answer.start.contains(" 200");
        self.counter
            .note(request.operation(), &asked, &told, is_refused);
        Ok(answer)
    }
}

impl Between {
    async fn ask(&mut self, request: &Message) -> Result<Message> {
        let connection = match &mut self.connection {
            Some(connection) => connection,
            None => self.connection.insert(wire::connect(&self.table).await?),
        };
        request.write(connection).await?;
        let answer = Message::read(connection).await?;
        answer.context("the table closed the connection")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_is_told_from_items_and_a_check_from_a_write() {
        let mut counts = Counts::default();
        let page = json!({ "ScannedCount": 7, "ConsumedCapacity": { "CapacityUnits": 0.5 } });
        counts.note("Query", &json!({ "IndexName": "due" }), &page, false);
        counts.note("GetItem", &json!({}), &json!({ "Item": {} }), false);
        counts.note("GetItem", &json!({}), &json!({}), false);
        let parts = json!({ "TransactItems": [{ "Put": {} }, { "ConditionCheck": {} }] });
        let units = json!({ "ConsumedCapacity": [{ "CapacityUnits": 4.0 }] });
        counts.note("TransactWriteItems", &parts, &units, false);
        counts.note("TransactWriteItems", &parts, &json!({}), true);
        assert_eq!((counts.index_entries, counts.items_read), (7, 1));
        assert_eq!((counts.items_written, counts.refused), (1, 1));
        assert_eq!((counts.read_units, counts.write_units), (0.5, 4.0));
        assert_eq!(counts.of("TransactWriteItems"), 2);
    }
}
