//! Threads and their timelines.

use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use domain::timeline::Entry;
use domain::{AgentId, Thread, ThreadId, TopicId};

use crate::error::StoreError;
use crate::item::{Item, decode, text, text_of};
use crate::{Store, keys};

/// Which threads to list.
#[derive(Clone, Debug)]
pub enum ThreadFilter {
    /// Those an agent has that are not resolved, oldest first.
    OfAgent(AgentId),
    /// Those that wait for an agent with this topic, earliest due first.
    Waiting(TopicId),
    /// Those that are held until somebody looked at them, oldest first.
    Held,
}

impl Store {
    /// A thread as it is now.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn thread(&self, id: &ThreadId) -> Result<Option<Thread>, StoreError> {
        self.get(&keys::thread(id)).await?.map(decode).transpose()
    }

    /// A thread's timeline, in the order of time.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn timeline(&self, id: &ThreadId) -> Result<Vec<Entry>, StoreError> {
        let mut pages = self.timeline_query(id).into_paginator().items().send();
        let mut entries = Vec::new();
        while let Some(item) = pages.next().await {
            entries.push(decode(
                item.map_err(|error| StoreError::call("Query", error))?,
            )?);
        }
        Ok(entries)
    }

    /// Asks for a thread's timeline.
    pub(crate) fn timeline_query(&self, id: &ThreadId) -> QueryFluentBuilder {
        self.client
            .query()
            .table_name(&self.table)
            .key_condition_expression("pk = :pk AND begins_with(sk, :at)")
            .expression_attribute_values(":pk", text(keys::thread_partition(id)))
            .expression_attribute_values(":at", text(keys::TIMELINE))
            .consistent_read(true)
    }

    /// At most `most` threads of a kind. The index may be a moment behind; the threads themselves are as they are now.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn list_threads(
        &self,
        filter: &ThreadFilter,
        most: usize,
    ) -> Result<Vec<Thread>, StoreError> {
        let (index, partition) = match filter {
            ThreadFilter::OfAgent(agent) => ("inbox", format!("AGENT#{agent}")),
            ThreadFilter::Waiting(topic) => ("waiting", format!("WAITING#{topic}")),
            ThreadFilter::Held => ("waiting", keys::HELD.to_owned()),
        };
        let ids = self.ids_in(index, &partition, None, most).await?;
        self.threads(&ids).await
    }

    /// The ids of at most `most` threads that wait for an agent with a topic, earliest due first. The index may be a
    /// moment behind.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn waiting(&self, topic: &TopicId, most: usize) -> Result<Vec<ThreadId>, StoreError> {
        self.ids_in("waiting", &format!("WAITING#{topic}"), None, most)
            .await
    }

    /// The ids in one partition of a sparse index, in its order, up to a sort key.
    pub(crate) async fn ids_in(
        &self,
        index: &str,
        partition: &str,
        until: Option<&str>,
        most: usize,
    ) -> Result<Vec<ThreadId>, StoreError> {
        let found = self.index_items(index, partition, until, most).await?;
        let id = |item: &Item| {
            text_of(item, "pk")
                .strip_prefix("THREAD#")
                .map(ThreadId::new)
        };
        Ok(found.iter().filter_map(id).collect())
    }

    /// The keys in one partition of a sparse index, in its order, up to a sort key.
    pub(crate) async fn index_items(
        &self,
        index: &str,
        partition: &str,
        until: Option<&str>,
        most: usize,
    ) -> Result<Vec<Item>, StoreError> {
        let mut query = self
            .client
            .query()
            .table_name(&self.table)
            .index_name(index)
            .key_condition_expression(match until {
                Some(_) => format!("{index}_pk = :pk AND {index}_sk <= :until"),
                None => format!("{index}_pk = :pk"),
            })
            .expression_attribute_values(":pk", text(partition))
            .limit(i32::try_from(most).unwrap_or(i32::MAX));
        if let Some(until) = until {
            query = query.expression_attribute_values(":until", text(until));
        }
        let mut pages = query.into_paginator().items().send();
        let mut found = Vec::new();
        while found.len() < most {
            let Some(item) = pages.next().await else {
                break;
            };
            found.push(item.map_err(|error| StoreError::call("Query", error))?);
        }
        Ok(found)
    }
}
