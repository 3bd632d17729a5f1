//! Telling the queue of notices, after what they tell of is written. A crash in between loses nobody's notice: a repeat
//! of the event, or the next sweep, finds it still unsent.

use std::collections::BTreeMap;

use delivery::QueuedNotice;
use domain::notice::Notice;
use domain::{AgentId, Care, NoticeId};
use jiff::{SignedDuration, Timestamp};
use store::UnsentNotice;

use crate::error::DeskError;
use crate::{Desk, TRIES};

/// A notice younger than this may still be on its way by whoever wrote it.
const STRAY_AFTER: SignedDuration = SignedDuration::from_secs(20);

/// Notices that one sweep flushes at most.
const MOST: usize = 200;

/// Notices that one digest stands for at most: a transaction has a hundred items.
const MOST_TOGETHER: usize = 90;

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
    pub(crate) async fn flush_strays(
        &self,
        care: &Care,
        now: Timestamp,
    ) -> Result<usize, DeskError> {
        let before = now.checked_sub(STRAY_AFTER).unwrap_or(Timestamp::MIN);
        let strays = self.store.unsent(before, MOST).await?;
        let count = strays.len();
        let read = |stray: &UnsentNotice| serde_json::from_str::<Notice>(&stray.body).ok();
        let is_alarm = |stray: &UnsentNotice| read(stray).is_some_and(|it| it.is_alarm());
        let (alarms, others): (Vec<_>, Vec<_>) = strays.into_iter().partition(is_alarm);
        self.queue(others).await?;
        let alarms = alarms.iter().filter_map(read).collect();
        self.tell_alarms(care, alarms, now).await?;
        Ok(count)
    }

    /// Tells reminders and breaches that are written and unsent: one by one, or where somebody would get too many, a
    /// digest in their place.
    pub(crate) async fn tell_alarms(
        &self,
        care: &Care,
        alarms: Vec<Notice>,
        now: Timestamp,
    ) -> Result<(), DeskError> {
        let mut by_recipient: BTreeMap<(AgentId, String), Vec<Notice>> = BTreeMap::new();
        for alarm in alarms {
            let recipient = (alarm.to.agent.clone(), alarm.group());
            by_recipient.entry(recipient).or_default().push(alarm);
        }
        for theirs in by_recipient.into_values() {
            if theirs.len() <= care.digest_above {
                self.tell(&theirs).await?;
                continue;
            }
            for some in theirs.chunks(MOST_TOGETHER) {
                self.tell_together(some, now).await?;
            }
        }
        Ok(())
    }

    /// One digest in the place of several notices. Those that somebody else queued meanwhile are told already.
    async fn tell_together(&self, notices: &[Notice], now: Timestamp) -> Result<(), DeskError> {
        let mut left = notices.to_vec();
        for _ in 0..TRIES {
            let ids: Vec<NoticeId> = left.iter().map(|notice| notice.id.clone()).collect();
            let Some(digest) = Notice::digest(left.clone()) else {
                return Ok(());
            };
            if self.store.tell_together(&digest, &ids, now).await? {
                return self.tell(&[digest]).await;
            }
            let unsent = self.store.still_unsent(&ids).await?;
            left.retain(|notice| unsent.iter().any(|other| other.id == notice.id));
        }
        Err(DeskError::Contended)
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
