//! The table as the place of records. Two calls, and one more for each merge that is followed.

use domain::ThreadId;
use store::{Latest, Store, StoreError};

use crate::record::{Record, Records};

impl Records for Store {
    type Error = StoreError;

    async fn record(&self, thread: &ThreadId, most: usize) -> Result<Option<Record>, StoreError> {
        let Some(latest) = self.latest(thread, most).await? else {
            return Ok(None);
        };
        let Latest {
            thread,
            entries,
            whole,
        } = latest;
        let customer = match thread.history_withheld {
            Some(_) => None,
            None => self.who_stands_for(&thread.customer).await?,
        };
        Ok(Some(Record {
            thread,
            entries,
            whole,
            customer: customer.map(|standing| standing.customer),
        }))
    }
}
