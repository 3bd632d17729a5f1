//! The newest of a timeline, for whoever shows a conversation and needs no more of it.

use domain::ThreadId;
use domain::timeline::Entry;

use crate::Store;
use crate::error::StoreError;
use crate::item::decode;

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
            .timeline_query(id)
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
