//! Telling the queue of notices, after what they tell of is written. A crash in between loses nobody's notice: a repeat
//! of the event, or the next sweep, finds it still unsent.

use delivery::QueuedNotice;
use domain::notice::Notice;
use jiff::{SignedDuration, Timestamp};
use store::UnsentNotice;

use crate::Desk;
use crate::error::DeskError;

/// A notice younger than this may still be on its way by whoever wrote it.
const STRAY_AFTER: SignedDuration = SignedDuration::from_secs(20);

/// Notices that one sweep flushes at most.
const MOST: usize = 200;

impl Desk {
    /// Queues the notices of a change that was just written.
    pub(crate) async fn tell(&self, notices: &[Notice]) -> Result<(), DeskError> {
        let unsent = notices
            .iter()
            .map(UnsentNotice::of)
            .collect::<Result<Vec<_>, _>>()?;
        self.queue(unsent).await
    }

    /// Queues what is still unsent of these notices.
    pub(crate) async fn finish(&self, notices: &[domain::NoticeId]) -> Result<(), DeskError> {
        if notices.is_empty() {
            return Ok(());
        }
        self.queue(self.store.still_unsent(notices).await?).await
    }

    /// Queues notices that nobody queued: their writer died. Returns how many.
    pub(crate) async fn flush_strays(&self, now: Timestamp) -> Result<usize, DeskError> {
        let before = now.checked_sub(STRAY_AFTER).unwrap_or(Timestamp::MIN);
        let strays = self.store.unsent(before, MOST).await?;
        let count = strays.len();
        self.queue(strays).await?;
        Ok(count)
    }

    async fn queue(&self, unsent: Vec<UnsentNotice>) -> Result<(), DeskError> {
        if unsent.is_empty() {
            return Ok(());
        }
        let queued: Vec<QueuedNotice> = unsent
            .iter()
            .map(|notice| QueuedNotice {
                id: notice.id.clone(),
                group: notice.group.clone(),
                body: notice.body.clone(),
                attempt: 0,
            })
            .collect();
        self.notices.send(&queued).await?;
        for notice in &unsent {
            self.store.notice_queued(&notice.id).await?;
        }
        Ok(())
    }
}
