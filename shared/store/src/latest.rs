//! A thread with the newest of its timeline, in one call: for whoever tells an agent what was said last.

use domain::timeline::Entry;
use domain::{Thread, ThreadId};

use crate::Store;
use crate::error::StoreError;
use crate::item::{decode, text, text_of};
use crate::keys;

/// A thread as it is now, with the newest entries of its timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Latest {
    /// The thread.
    pub thread: Thread,
    /// The newest entries, in the order of time.
    pub entries: Vec<Entry>,
    /// Whether these are all that there are.
    pub whole: bool,
}

impl Store {
    /// A thread and the newest of its timeline; none where there is no such thread. It reads one page, of at most `most`
    /// items: the thread sorts behind the steps that fired, and those behind the timeline, so backwards all three come in
    /// one query.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn latest(&self, id: &ThreadId, most: usize) -> Result<Option<Latest>, StoreError> {
        let page = self
            .client
            .query()
            .table_name(&self.table)
            .key_condition_expression("pk = :pk")
            .expression_attribute_values(":pk", text(keys::thread_partition(id)))
            .scan_index_forward(false)
            .limit(i32::try_from(most).unwrap_or(i32::MAX))
            .consistent_read(true)
            .send()
            .await
            .map_err(|error| StoreError::call("Query", error))?;
        let whole = page.last_evaluated_key.is_none();
        let mut thread: Option<Thread> = None;
        let mut entries = Vec::new();
        for item in page.items.unwrap_or_default() {
            let sort_key = text_of(&item, "sk");
            if sort_key == keys::thread(id).sk {
                thread = Some(decode(item)?);
            } else if sort_key.starts_with(keys::TIMELINE) {
                entries.push(decode(item)?);
            }
        }
        entries.reverse();
        Ok(thread.map(|thread| Latest {
            thread,
            entries,
            whole,
        }))
    }
}
