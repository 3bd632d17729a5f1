//! What became of customers' files: told once each, however often the job comes.

use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{AttributeValue, Put, TransactWriteItem};
use domain::file::{FileEntry, FileOutcome};
use domain::timeline::{Entry, What};
use domain::{EventKey, ThreadId};
use jiff::Timestamp;

use crate::error::StoreError;
use crate::item::{Item, decode, encode};
use crate::{Store, keys};

/// Marks a file that a later try may still bring.
const PASSING: &str = "passing";

impl Store {
    /// What became of a file; none while that is not known.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn file(
        &self,
        event: &EventKey,
        index: u32,
    ) -> Result<Option<FileEntry>, StoreError> {
        self.get(&keys::file(event, index))
            .await?
            .map(decode)
            .transpose()
    }

    /// Records what became of a file, under the file itself and on its thread's timeline, in one transaction. False when
    /// that was recorded before. Only a failure that passes ([`FileOutcome::NotKept`] for such a reason) is followed by
    /// another outcome.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be written; the same may be tried again.
    pub async fn record_file(
        &self,
        thread: &ThreadId,
        file: &FileEntry,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let entry = Entry {
            at: now,
            id: format!("{}#{}", file.event_key, file.index),
            what: What::File(file.clone()),
        };
        let entry = encode("a timeline entry", &keys::entry(thread, &entry), &entry)?;
        let entry = written(Put::builder().table_name(&self.table).set_item(Some(entry)))?;
        let sent = self
            .client
            .transact_write_items()
            .transact_items(self.outcome_put(file)?)
            .transact_items(entry)
            .send()
            .await;
        let Err(error) = sent else {
            return Ok(true);
        };
        let reasons = match error.as_service_error() {
            Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) => {
                cancelled.cancellation_reasons()
            }
            _ => return Err(StoreError::call("TransactWriteItems", error)),
        };
        let refused = reasons
            .iter()
            .any(|reason| reason.code() == Some("ConditionalCheckFailed"));
        if refused {
            Ok(false)
        } else {
            Err(StoreError::Contended("TransactWriteItems"))
        }
    }

    fn outcome_put(&self, file: &FileEntry) -> Result<TransactWriteItem, StoreError> {
        let mut item: Item = encode("a file", &keys::file(&file.event_key, file.index), file)?;
        let passing = matches!(file.outcome, FileOutcome::NotKept(reason) if reason.is_passing());
        let write = Put::builder().table_name(&self.table);
        if passing {
            item.insert(PASSING.to_owned(), AttributeValue::Bool(true));
            return written(
                write
                    .set_item(Some(item))
                    .condition_expression("attribute_not_exists(pk)"),
            );
        }
        written(
            write
                .set_item(Some(item))
                .condition_expression("attribute_not_exists(pk) OR attribute_exists(#passing)")
                .expression_attribute_names("#passing", PASSING),
        )
    }
}

fn written(
    write: aws_sdk_dynamodb::types::builders::PutBuilder,
) -> Result<TransactWriteItem, StoreError> {
    let put = write.build().map_err(|source| StoreError::Encode {
        what: "a put",
        source: Box::new(source),
    })?;
    Ok(TransactWriteItem::builder().put(put).build())
}
