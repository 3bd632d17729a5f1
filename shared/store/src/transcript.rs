//! The newest of a timeline, for whoever shows a conversation and needs no more of it.

use domain::ThreadId;
use domain::timeline::Entry;

use crate::error::StoreError;
use crate::item::{decode, text};
use crate::{Store, keys};

impl Store {
    /// At most `most` of a timeline's newest entries, in the order of time, as they are now.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn newest_entries(
        &self,
        id: &ThreadId,
        most: usize,
    ) -> Result<Vec<Entry>, StoreError> {
        let mut pages = self
            .client
            .query()
            .table_name(&self.table)
            .key_condition_expression("pk = :pk AND begins_with(sk, :at)")
            .expression_attribute_values(":pk", text(keys::thread_partition(id)))
            .expression_attribute_values(":at", text(keys::TIMELINE))
            .consistent_read(true)
            .scan_index_forward(false)
            .limit(i32::try_from(most).unwrap_or(i32::MAX))
            .into_paginator()
            .items()
            .send();
        let mut entries = Vec::new();
        while entries.len() < most {
            let Some(item) = pages.next().await else {
                break;
            };
            entries.push(decode(
                item.map_err(|error| StoreError::call("Query", error))?,
            )?);
        }
        entries.reverse();
        Ok(entries)
    }
}
