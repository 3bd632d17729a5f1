//! The table and the queue of notices, for notices that follow others.

use delivery::{DeliveryError, NoticeQueue, QueuedNotice};
use domain::NoticeId;
use domain::notice::Notice;
use store::{Store, StoreError, UnsentNotice};

use crate::bounces::FollowOns;

/// Reads notices in the table, writes further ones there and queues them.
#[derive(Clone, Debug)]
pub struct StoredFollowOns {
    store: Store,
    queue: NoticeQueue,
}

/// A notice was not read, written or queued.
#[derive(Debug, thiserror::Error)]
pub enum FollowOnError {
    /// The table did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The queue did not take it.
    #[error(transparent)]
    Queue(#[from] DeliveryError),
}

impl StoredFollowOns {
    /// Over a table and a queue.
    pub fn new(store: Store, queue: NoticeQueue) -> Self {
        Self { store, queue }
    }
}

impl FollowOns for StoredFollowOns {
    type Error = FollowOnError;

    async fn notice(&self, id: &NoticeId) -> Result<Option<Notice>, FollowOnError> {
        Ok(self.store.notice(id).await?)
    }

    /// As for any notice: first written, then queued. A crash in between loses nothing, because a sweep queues what is
    /// still unsent; and one that is queued twice is told once, because of its claim.
    async fn hand_on(&self, notice: &Notice) -> Result<(), FollowOnError> {
        self.store.add_notice(notice).await?;
        let unsent = UnsentNotice::of(notice)?;
        let queued = QueuedNotice {
            id: unsent.id,
            group: unsent.group,
            body: unsent.body,
            attempt: 0,
        };
        self.queue.send(&[queued]).await?;
        Ok(self.store.notice_queued(&notice.id).await?)
    }
}
