//! Counters of windows of time: what limits are compared with.

use aws_sdk_dynamodb::types::ReturnValue;
use jiff::{SignedDuration, Timestamp};

use crate::commit::expiry;
use crate::error::StoreError;
use crate::item::{key_item, number, number_of};
use crate::{Store, keys};

/// How long a counter stays after it was last touched: longer than any window that is counted.
const REMEMBER_COUNTS: SignedDuration = SignedDuration::from_hours(24);

impl Store {
    /// Counts one more against `scope` (a session, an address: only its hash is kept) in the window of `seconds` that
    /// begins at `window_start`. Returns the count with this one in it. Concurrent callers each get another count.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be written; then it may have been counted all the same.
    pub async fn count_against(
        &self,
        scope: &str,
        window_start: Timestamp,
        seconds: u32,
        now: Timestamp,
    ) -> Result<u32, StoreError> {
        let answer = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key_item(&keys::count(scope, window_start, seconds))))
            .update_expression("SET expires_at = :expiry ADD counted :one")
            .expression_attribute_values(":expiry", expiry(now, REMEMBER_COUNTS))
            .expression_attribute_values(":one", number(1))
            .return_values(ReturnValue::UpdatedNew)
            .send()
            .await
            .map_err(|error| StoreError::call("UpdateItem", error))?;
        let counted = answer
            .attributes
            .and_then(|item| number_of(&item, "counted"))
            .unwrap_or(1);
        Ok(u32::try_from(counted).unwrap_or(u32::MAX))
    }
}
