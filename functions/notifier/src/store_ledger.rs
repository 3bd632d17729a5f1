//! The table as the ledger of notices.

use domain::NoticeId;
use jiff::Timestamp;
use store::{Lease, Store, StoreError};

use crate::ledger::{Claim, NoticeLedger};

impl NoticeLedger for Store {
    type Lease = Lease;
    type Error = StoreError;

    async fn claim(&self, notice: &NoticeId, now: Timestamp) -> Result<Claim<Lease>, StoreError> {
        Ok(match self.claim_notice(notice, now).await? {
            store::Claim::Taken(lease) => Claim::Taken {
                tried_before: lease.tried_before,
                lease,
            },
            store::Claim::AlreadySent => Claim::AlreadySent,
            store::Claim::HeldUntil(until) => Claim::HeldUntil(until),
        })
    }

    async fn sent(&self, lease: &Lease, sent_as: &str, now: Timestamp) -> Result<(), StoreError> {
        self.notice_sent(lease, sent_as, now).await
    }

    async fn release(&self, lease: &Lease) -> Result<(), StoreError> {
        self.release_notice(lease).await
    }
}
