//! The table that is measured against: dynoxide, in this process and in memory, reached over HTTP as DynamoDB is.

use anyhow::Result;
use bench::cloud::TABLE;
use bench::due_index::{Emulator, Put};
use bench::wire;
use dynoxide::{Database, ImportOptions, Item};
use serde::Deserialize;
use serde_json::Value;
use tokio::runtime::Runtime;

/// A running one.
struct Running {
    database: Database,
    url: String,
}

/// Starts one with a table, as the request of `CreateTable` describes it.
///
/// # Errors
/// When it refuses the table.
pub(crate) fn start(far: &Runtime, table: &Value) -> Result<Box<dyn Emulator>> {
    let database = Database::memory()?;
    database.create_table(serde_json::from_value(table.clone())?)?;
    database.enable_bulk_loading()?;
    let listener = far.block_on(wire::listen())?;
    let url = wire::url_of(&listener)?;
    far.spawn(dynoxide::server::serve_on(listener, database.clone()));
    Ok(Box::new(Running { database, url }))
}

impl Emulator for Running {
    fn url(&self) -> &str {
        &self.url
    }

    fn loader(&self) -> Box<Put> {
        let database = self.database.clone();
        Box::new(move |requests| {
            let mut items = Vec::with_capacity(requests.len());
            for request in requests {
                let transaction: Transaction = serde_json::from_slice(&request)?;
                items.extend(transaction.parts.into_iter().map(|part| part.put.item));
            }
            database.import_items(TABLE, items, ImportOptions::default())?;
            Ok(())
        })
    }
}

/// A transaction of nothing but puts.
#[derive(Deserialize)]
struct Transaction {
    #[serde(rename = "TransactItems")]
    parts: Vec<Part>,
}

#[derive(Deserialize)]
struct Part {
    #[serde(rename = "Put")]
    put: PartPut,
}

#[derive(Deserialize)]
struct PartPut {
    #[serde(rename = "Item")]
    item: Item,
}
