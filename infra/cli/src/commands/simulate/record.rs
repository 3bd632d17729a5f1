//! The messages of the table, as events to simulate with.

use std::fs;
use std::io::Write;

use anyhow::Context;
use jiff::Timestamp;
use simulation::{RecordedEvent, of_thread};
use store::{ReadingProgress, Store};

use crate::cli::{RecordArguments, StackArguments};
use crate::outcome::Outcome;
use crate::progress::Line;
use crate::stack::Stack;

/// Writes the messages of the table.
pub(super) async fn run(
    stack: &StackArguments,
    arguments: &RecordArguments,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let store = Stack::find(stack)?.store().await?;
    let zone = crate::commands::thread::zone(&store).await;
    let since = arguments.since.instant(&zone, Timestamp::now())?;
    let events = recorded(&store, since, arguments.most).await?;
    let mut lines = Vec::new();
    for event in &events {
        serde_json::to_writer(&mut lines, event)?;
        lines.push(b'\n');
    }
    match &arguments.out {
        None => out.write_all(&lines)?,
        Some(file) => {
            let file_name = file.display();
            fs::write(file, &lines).with_context(|| format!("{file_name} cannot be written"))?;
            writeln!(out, "{file_name}: {} messages", events.len())?;
        }
    }
    eprintln!(
        "note: this holds what customers wrote; erasing a customer does not reach it, so delete it when it has served"
    );
    Ok(Outcome::Good)
}

/// The messages of the table since an instant, in the order in which they came.
pub(super) async fn recorded(
    store: &Store,
    since: Timestamp,
    most: usize,
) -> anyhow::Result<Vec<RecordedEvent>> {
    let mut line = Line::default();
    let mut progress = |progress: ReadingProgress| {
        let (items, threads) = (progress.items, progress.threads);
        line.tell(&format!(
            "reading the table: {items} items, {threads} threads found"
        ));
    };
    let found = store.recorded_since(since, most, &mut progress).await?;
    line.end();
    if found.len() == most {
        eprintln!("note: only the latest {most} threads are taken; --most takes more");
    }
    let mut events: Vec<RecordedEvent> = found
        .iter()
        .flat_map(|one| of_thread(&one.thread, &one.timeline, since))
        .collect();
    events.sort_by(|one, other| {
        let place = |recorded: &RecordedEvent| recorded.event.received_at;
        place(one)
            .cmp(&place(other))
            .then_with(|| one.event.event_key.cmp(&other.event.event_key))
    });
    Ok(events)
}
