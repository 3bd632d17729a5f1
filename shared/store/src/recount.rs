//! The job that counts every open thread's clocks anew after a change of the configuration. There is one at most; it stands
//! in the due index, so that a sweep finds it without asking, and it knows how far it is.

use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::AttributeValue;
use domain::{AgentId, ThreadId, TopicId};
use jiff::Timestamp;

use crate::error::StoreError;
use crate::item::{Item, key_item, number, number_of, text, text_of};
use crate::{DUE_SHARDS, Store, keys};

/// How far the job is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RecountJob {
    /// The configuration by which clocks are counted.
    pub version: String,
    /// Places that are done.
    pub places_done: usize,
    /// Within the place that is being done: where to go on.
    after: Option<Item>,
    /// Threads that were looked at.
    pub looked_at: u64,
    /// Threads whose promises changed.
    pub changed: u64,
    /// Whether it is through.
    pub done: bool,
}

/// Where open threads are found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecountPlace {
    /// A shard of the due index.
    Due(u32),
    /// What an agent has.
    Inbox(AgentId),
    /// What waits for an agent with a topic.
    Waiting(TopicId),
}

impl RecountJob {
    /// The job at its beginning, by a configuration.
    pub fn new(version: impl Into<String>) -> Self {
        Self {
            version: version.into(),
            ..Self::default()
        }
    }
}

impl RecountPlace {
    fn index(&self) -> (&'static str, String) {
        match self {
            Self::Due(shard) => ("due", keys::due_shard(shard % DUE_SHARDS)),
            Self::Inbox(agent) => ("inbox", format!("AGENT#{agent}")),
            Self::Waiting(topic) => ("waiting", format!("WAITING#{topic}")),
        }
    }
}

impl Store {
    /// Begins the job, or begins it anew. A sweep takes it up at `at`.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be written.
    pub async fn begin_recount(&self, version: &str, at: Timestamp) -> Result<(), StoreError> {
        let mut item = key_item(&keys::recount());
        item.insert("version".to_owned(), text(version));
        item.insert("due_pk".to_owned(), text(keys::due_shard(0)));
        item.insert(
            "due_sk".to_owned(),
            text(format!("{}#{}", keys::instant(at), keys::RECOUNT)),
        );
        self.put(item).await
    }

    /// How far the job is; none where none was ever begun.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn recount_job(&self) -> Result<Option<RecountJob>, StoreError> {
        Ok(self.get(&keys::recount()).await?.map(read))
    }

    /// The next threads of the place where a job is, at most `most`, and where it is after them: the next place once this
    /// one is through.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn recount_page(
        &self,
        job: &RecountJob,
        place: &RecountPlace,
        most: usize,
    ) -> Result<(Vec<ThreadId>, RecountJob), StoreError> {
        let (index, partition) = place.index();
        let page = self
            .client
            .query()
            .table_name(&self.table)
            .index_name(index)
            .key_condition_expression(format!("{index}_pk = :pk"))
            .expression_attribute_values(":pk", text(partition))
            .set_exclusive_start_key(job.after.clone())
            .limit(i32::try_from(most).unwrap_or(i32::MAX))
            .send()
            .await
            .map_err(|error| StoreError::call("Query", error))?;
        let after = page.last_evaluated_key().cloned();
        let next = RecountJob {
            places_done: job.places_done + usize::from(after.is_none()),
            after,
            ..job.clone()
        };
        let threads = page.items().iter().filter_map(|item| {
            let pk = text_of(item, "pk");
            pk.strip_prefix("THREAD#").map(ThreadId::new)
        });
        Ok((threads.collect(), next))
    }

    /// Notes how far the job is. False where another was begun meanwhile: then this one is over.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be written.
    pub async fn note_recount(&self, job: &RecountJob) -> Result<bool, StoreError> {
        let mut sets =
            "SET places_done = :places, looked_at = :looked, changed = :changed, done = :done"
                .to_owned();
        let mut removes = Vec::new();
        let mut update = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key_item(&keys::recount())))
            .condition_expression("version = :version")
            .expression_attribute_values(":version", text(&job.version))
            .expression_attribute_values(":places", number(job.places_done))
            .expression_attribute_values(":looked", number(job.looked_at))
            .expression_attribute_values(":changed", number(job.changed))
            .expression_attribute_values(":done", AttributeValue::Bool(job.done));
        match &job.after {
            Some(after) => {
                sets.push_str(", goes_on_after = :after");
                update =
                    update.expression_attribute_values(":after", AttributeValue::M(after.clone()));
            }
            None => removes.push("goes_on_after"),
        }
        if job.done {
            removes.extend(["due_pk", "due_sk"]);
        }
        if !removes.is_empty() {
            sets.push_str(&format!(" REMOVE {}", removes.join(", ")));
        }
        match update.update_expression(sets).send().await {
            Ok(_) => Ok(true),
            Err(error)
                if matches!(
                    error.as_service_error(),
                    Some(UpdateItemError::ConditionalCheckFailedException(_))
                ) =>
            {
                Ok(false)
            }
            Err(error) => Err(StoreError::call("UpdateItem", error)),
        }
    }
}

fn read(item: Item) -> RecountJob {
    let count = |name| u64::try_from(number_of(&item, name).unwrap_or(0)).unwrap_or(0);
    let after = item
        .get("goes_on_after")
        .and_then(|after| after.as_m().ok());
    RecountJob {
        version: text_of(&item, "version"),
        places_done: usize::try_from(count("places_done")).unwrap_or(0),
        after: after.cloned(),
        looked_at: count("looked_at"),
        changed: count("changed"),
        done: item
            .get("done")
            .and_then(|done| done.as_bool().ok())
            .copied()
            .unwrap_or(false),
    }
}
