//! What is due: a sweep reads this and nothing else, so its cost follows what is due and not what is open.

use domain::ThreadId;
use jiff::Timestamp;

use crate::error::StoreError;
use crate::{DUE_SHARDS, Store, keys};

impl Store {
    /// The threads of one shard whose next step is at `now` or before, earliest first, at most `most`. The index may be
    /// a moment behind: whoever acts on one reads the thread itself and conditions on it.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn due(
        &self,
        shard: u32,
        now: Timestamp,
        most: usize,
    ) -> Result<Vec<ThreadId>, StoreError> {
        // `$` sorts behind `#`: everything of this very instant is included.
        let until = format!("{}$", keys::instant(now));
        self.ids_in(
            "due",
            &keys::due_shard(shard % DUE_SHARDS),
            Some(&until),
            most,
        )
        .await
    }
}
