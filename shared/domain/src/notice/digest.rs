//! One notice in the place of many.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Notice, NoticeKind, PromiseFacts};
use crate::ids::{ChannelId, Language, NoticeId, ThreadId, digest};

/// Threads that a digest lists: a Slack message holds 50 blocks, and nobody reads more.
const MOST_TOGETHER: usize = 30;

/// One of the threads that a digest tells of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestLine {
    /// The thread.
    pub thread: ThreadId,
    /// [`NoticeKind::Reminder`] or [`NoticeKind::Breached`].
    pub kind: NoticeKind,
    /// The topic's name by language.
    pub topic: BTreeMap<Language, String>,
    /// The channel that an answer goes to.
    pub channel: ChannelId,
    /// The customer's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_name: Option<String>,
    /// The promise, and how it stands.
    pub promise: PromiseFacts,
}

impl DigestLine {
    /// Of a reminder or breach.
    pub fn of(notice: &Notice) -> Option<Self> {
        Some(Self {
            thread: notice.thread.clone(),
            kind: notice.kind,
            topic: notice.topic.clone(),
            channel: notice.channel.clone(),
            customer_name: notice.customer_name.clone(),
            promise: notice.promise.clone()?,
        })
    }
}

impl Notice {
    /// One notice in the place of many to the same recipient; none where there are none. The most overdue stands first.
    pub fn digest(mut notices: Vec<Self>) -> Option<Self> {
        let since = |notice: &Self| notice.promise.as_ref().map(|promise| promise.due_at);
        notices.sort_by(|one, other| (since(one), &one.thread).cmp(&(since(other), &other.thread)));
        let ids = notices.iter().map(|notice| notice.id.as_str());
        let id = NoticeId::new(digest(std::iter::once("digest").chain(ids)));
        let lines: Vec<DigestLine> = notices.iter().filter_map(DigestLine::of).collect();
        let more = lines.len().saturating_sub(MOST_TOGETHER);
        let at = notices.iter().map(|notice| notice.at).max()?;
        let first = notices.into_iter().next()?;
        Some(Self {
            id,
            kind: NoticeKind::Digest,
            at,
            files: Vec::new(),
            more_files: 0,
            together: lines.into_iter().take(MOST_TOGETHER).collect(),
            more_together: u32::try_from(more).unwrap_or(u32::MAX),
            ..first
        })
    }

    /// Whether it tells that a promise is at risk or broken: many of these become a digest.
    pub fn is_alarm(&self) -> bool {
        matches!(self.kind, NoticeKind::Reminder | NoticeKind::Breached)
    }
}
