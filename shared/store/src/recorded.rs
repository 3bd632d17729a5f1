//! The threads of some time with what stands on their timelines: the record of what customers wrote. No index leads to
//! them, so the table is read whole. That is for an operator now and then, never for a function.

use std::collections::HashMap;

use aws_sdk_dynamodb::operation::scan::builders::ScanFluentBuilder;
use domain::Thread;
use domain::timeline::Entry;
use jiff::Timestamp;

use crate::error::StoreError;
use crate::item::{Item, decode, text, text_of};
use crate::{Store, keys};

/// A thread with what customers and agents wrote, and what it was told to be about.
#[derive(Clone, Debug)]
pub struct RecordedThread {
    /// The thread.
    pub thread: Thread,
    /// Messages, answers and topics of its timeline, in the order of time.
    pub timeline: Vec<Entry>,
}

/// How far the reading of the record is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadingProgress {
    /// Items of the table that were looked at.
    pub items: usize,
    /// Threads that were found.
    pub threads: usize,
}

impl Store {
    /// The threads whose customers wrote at `since` or later, at most `most` of them, the latest, in the order of their last
    /// messages; with what stands on their timelines since then. Those that are held for somebody to look at are left out.
    ///
    /// It reads the whole table once, however little is found, and keeps in memory what it finds. `progress` is told how far
    /// it is.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn recorded_since(
        &self,
        since: Timestamp,
        most: usize,
        progress: &mut dyn FnMut(ReadingProgress),
    ) -> Result<Vec<RecordedThread>, StoreError> {
        let mut told = ReadingProgress::default();
        let mut found = Found::default();
        let mut pages = self.record_scan(since).into_paginator().send();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| StoreError::call("Scan", error))?;
            told.items += usize::try_from(page.scanned_count).unwrap_or(0);
            for item in page.items.unwrap_or_default() {
                found.take(item, since)?;
            }
            told.threads = found.threads.len();
            progress(told);
        }
        Ok(found.together(most))
    }

    /// Instants stand in threads without zeros at their end, so those of one second are told apart once they are read.
    fn record_scan(&self, since: Timestamp) -> ScanFluentBuilder {
        let instant = keys::instant(since);
        let second = instant.split('.').next().unwrap_or_default();
        let words = ["message", "answer", "topic"].map(|word| format!("#{word}#"));
        let [message, answer, topic] = words.map(text);
        self.client
            .scan()
            .table_name(&self.table)
            .filter_expression(
                "(sk = :thread AND last_message_at >= :second) OR (sk >= :from AND sk < :to AND \
                 (contains(sk, :message) OR contains(sk, :answer) OR contains(sk, :topic)))",
            )
            .expression_attribute_values(":thread", text("THREAD"))
            .expression_attribute_values(":second", text(second))
            .expression_attribute_values(":from", text(format!("{}{instant}", keys::TIMELINE)))
            // `$` sorts behind `#`: everything that begins as timelines do.
            .expression_attribute_values(":to", text("AT$"))
            .expression_attribute_values(":message", message)
            .expression_attribute_values(":answer", answer)
            .expression_attribute_values(":topic", topic)
    }
}

/// What was found so far, by partition.
#[derive(Default)]
struct Found {
    threads: Vec<(String, Thread)>,
    timelines: HashMap<String, Vec<Entry>>,
}

impl Found {
    fn take(&mut self, item: Item, since: Timestamp) -> Result<(), StoreError> {
        let (partition, sort_key) = (text_of(&item, "pk"), text_of(&item, "sk"));
        if sort_key.starts_with(keys::TIMELINE) {
            self.timelines
                .entry(partition)
                .or_default()
                .push(decode(item)?);
            return Ok(());
        }
        let thread: Thread = decode(item)?;
        if thread.last_message_at >= since && thread.held.is_none() {
            self.threads.push((partition, thread));
        }
        Ok(())
    }

    fn together(self, most: usize) -> Vec<RecordedThread> {
        let Self {
            mut threads,
            mut timelines,
        } = self;
        threads
            .sort_by_cached_key(|(partition, thread)| (thread.last_message_at, partition.clone()));
        let surplus = threads.len().saturating_sub(most);
        let latest = threads.into_iter().skip(surplus);
        latest
            .map(|(partition, thread)| {
                let mut timeline = timelines.remove(&partition).unwrap_or_default();
                timeline.sort_by_key(|entry| entry.at);
                RecordedThread { thread, timeline }
            })
            .collect()
    }
}
