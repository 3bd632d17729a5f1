//! What agents taught by moving threads to other topics.

use domain::change::Correction;
use jiff::Timestamp;

use crate::error::StoreError;
use crate::item::{decode, text};
use crate::{Store, keys};

impl Store {
    /// Every correction since an instant, in the order of time.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn corrections(&self, since: Timestamp) -> Result<Vec<Correction>, StoreError> {
        let mut pages = self
            .client
            .query()
            .table_name(&self.table)
            .key_condition_expression("pk = :pk AND sk >= :since")
            .expression_attribute_values(":pk", text(keys::CORRECTIONS))
            .expression_attribute_values(":since", text(keys::instant(since)))
            .into_paginator()
            .items()
            .send();
        let mut found = Vec::new();
        while let Some(item) = pages.next().await {
            let item = item.map_err(|error| StoreError::call("Query", error))?;
            found.push(decode(item)?);
        }
        Ok(found)
    }
}
