//! A played SQS: it takes every entry of every batch.

use anyhow::Result;
use serde_json::{Value, json};

use crate::counting::Counter;
use crate::wire::{self, Answers, Message};

/// Starts it; what it takes is counted. Returns where it is reached.
///
/// # Errors
/// When no port is free.
pub async fn start(counter: &Counter) -> Result<String> {
    let counter = counter.clone();
    wire::serve(move || Queue(counter.clone())).await
}

struct Queue(Counter);

impl Answers for Queue {
    async fn answer(&mut self, request: Message) -> Result<Message> {
        let asked: Value = serde_json::from_slice(&request.body)?;
        let entries = asked["Entries"].as_array().cloned().unwrap_or_default();
        let taken =
            |entry: &Value| json!({ "Id": entry["Id"], "MessageId": "m", "MD5OfMessageBody": "x" });
        let taken: Vec<Value> = entries.iter().map(taken).collect();
        let told = json!({ "Successful": taken, "Failed": [] });
        self.0.note(request.operation(), &asked, &told, false);
        Ok(Message::well(&told))
    }
}
