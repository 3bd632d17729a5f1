//! Notices until a queue has them.

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::types::{TransactWriteItem, Update};
use domain::notice::Notice;
use domain::{NoticeId, ThreadId};
use jiff::Timestamp;

use crate::commit::{Part, notice_expiry, put};
use crate::error::StoreError;
use crate::item::{Item, key_item, text, text_of};
use crate::keys::{self, Key};
use crate::{Committed, Store};

/// A notice that is written but that no queue has yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsentNotice {
    /// Its id.
    pub id: NoticeId,
    /// Its thread.
    pub thread: ThreadId,
    /// What is kept in order: one mailbox, one Slack channel.
    pub group: String,
    /// The notice as JSON: what the queue is to take.
    pub body: String,
}

impl UnsentNotice {
    /// A notice as the queue takes it.
    ///
    /// # Errors
    /// [`StoreError::Encode`] when it cannot be written as JSON.
    pub fn of(notice: &Notice) -> Result<Self, StoreError> {
        let body = serde_json::to_string(notice).map_err(|source| StoreError::Encode {
            what: "a notice",
            source: Box::new(source),
        })?;
        Ok(Self {
            id: notice.id.clone(),
            thread: notice.thread.clone(),
            group: notice.group(),
            body,
        })
    }
}

pub(crate) fn unsent_item(notice: &Notice) -> Result<Item, StoreError> {
    let unsent = UnsentNotice::of(notice)?;
    let mut item = key_item(&keys::notice(&unsent.id));
    item.insert("thread".to_owned(), text(unsent.thread.as_str()));
    item.insert("group".to_owned(), text(unsent.group));
    item.insert("body".to_owned(), text(unsent.body));
    item.insert("unsent_pk".to_owned(), text(keys::UNSENT));
    item.insert(
        "unsent_sk".to_owned(),
        text(format!("{}#{}", keys::instant(notice.at), unsent.id)),
    );
    Ok(item)
}

impl Store {
    /// A notice as it was written, sent or not; none where there is no such notice.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read, or holds something else there.
    pub async fn notice(&self, id: &NoticeId) -> Result<Option<Notice>, StoreError> {
        let Some(item) = self.get(&keys::notice(id)).await? else {
            return Ok(None);
        };
        written(&item).map(Some)
    }

    /// Writes a notice that no decision made, unsent, unless it was written before.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be written.
    pub async fn add_notice(&self, notice: &Notice) -> Result<(), StoreError> {
        let answer = self
            .client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(unsent_item(notice)?))
            .condition_expression("attribute_not_exists(pk)")
            .send()
            .await;
        match answer {
            Err(error) if !is_there(&error) => Err(StoreError::call("PutItem", error)),
            _ => Ok(()),
        }
    }

    /// Of these notices, those that no queue has yet.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn still_unsent(&self, ids: &[NoticeId]) -> Result<Vec<UnsentNotice>, StoreError> {
        let keys: Vec<Key> = ids.iter().map(keys::notice).collect();
        let found = self.batch_get(keys.clone()).await?;
        let unsent = |key: &Key| found.get(key).filter(|item| item.contains_key("unsent_pk"));
        Ok(keys.iter().filter_map(unsent).filter_map(read).collect())
    }

    /// Notices that were written before `before` and that no queue has yet, oldest first, at most `most`.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn unsent(
        &self,
        before: Timestamp,
        most: usize,
    ) -> Result<Vec<UnsentNotice>, StoreError> {
        let until = keys::instant(before);
        let found = self
            .index_items("unsent", keys::UNSENT, Some(&until), most)
            .await?;
        let id = |item: &Item| {
            text_of(item, "pk")
                .strip_prefix("NOTICE#")
                .map(NoticeId::new)
        };
        let ids: Vec<NoticeId> = found.iter().filter_map(id).collect();
        self.still_unsent(&ids).await
    }

    /// Puts one notice in the place of many that no queue has yet, whole or not at all. False where somebody queued one of
    /// them meanwhile.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be written.
    pub async fn tell_together(
        &self,
        digest: &Notice,
        instead_of: &[NoticeId],
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut item = unsent_item(digest)?;
        item.insert("expires_at".to_owned(), notice_expiry(now));
        let mut writes = vec![(Part::Other, put(self.put_new(item))?)];
        for id in instead_of {
            let update = Update::builder()
                .table_name(&self.table)
                .set_key(Some(key_item(&keys::notice(id))))
                .update_expression("SET told_with = :digest REMOVE unsent_pk, unsent_sk")
                .condition_expression("attribute_exists(unsent_pk)")
                .expression_attribute_values(":digest", text(digest.id.as_str()))
                .build()
                .map_err(|source| StoreError::Encode {
                    what: "a digest",
                    source: Box::new(source),
                })?;
            let update = TransactWriteItem::builder().update(update).build();
            writes.push((Part::Other, update));
        }
        Ok(self.transact(writes).await? == Committed::Yes)
    }

    /// A queue has this notice: it leaves the index of unsent ones.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be written.
    pub async fn notice_queued(&self, id: &NoticeId) -> Result<(), StoreError> {
        self.client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key_item(&keys::notice(id))))
            .update_expression("REMOVE unsent_pk, unsent_sk")
            .condition_expression("attribute_exists(pk)")
            .send()
            .await
            .map_err(|error| StoreError::call("UpdateItem", error))?;
        Ok(())
    }
}

/// The reader's own text is left out of the error: it quotes.
fn written(item: &Item) -> Result<Notice, StoreError> {
    serde_json::from_str(&text_of(item, "body")).map_err(|error| StoreError::Item {
        pk: text_of(item, "pk"),
        sk: text_of(item, "sk"),
        source: format!("{:?} in its body", error.classify()).into(),
    })
}

fn is_there<R>(error: &SdkError<PutItemError, R>) -> bool {
    matches!(
        error.as_service_error(),
        Some(PutItemError::ConditionalCheckFailedException(_))
    )
}

fn read(item: &Item) -> Option<UnsentNotice> {
    Some(UnsentNotice {
        id: NoticeId::new(text_of(item, "pk").strip_prefix("NOTICE#")?),
        thread: ThreadId::new(text_of(item, "thread")),
        group: text_of(item, "group"),
        body: text_of(item, "body"),
    })
}
