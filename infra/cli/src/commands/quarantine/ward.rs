//! What a replay works with: the vault, and the queues that take what was read.

use delivery::{
    DeliveryError, Inbox, NoticeQueue, QuarantinedRequest, QueuedNotice, Vault, parse_inbox_body,
};
use domain::ContactEvent;

use crate::stack::{Output, Stack};

/// A quarantine and its way out. A trait so that order and interruption can be tested without AWS.
pub(super) trait Ward {
    /// What lies under a key.
    async fn fetch(&self, key: &str) -> Result<QuarantinedRequest, DeliveryError>;
    /// The event of a message of the inbox; a large one lies in the vault.
    async fn event_of(&self, body: &str) -> Result<ContactEvent, DeliveryError>;
    /// Puts events into the inbox.
    async fn send(&self, events: &[ContactEvent]) -> Result<(), DeliveryError>;
    /// Puts a notice into its queue.
    async fn notify(&self, notice: QueuedNotice) -> Result<(), DeliveryError>;
    /// Takes what was replayed out of the list.
    async fn put_away(&self, key: &str) -> Result<(), DeliveryError>;
}

/// The ward of a stack.
pub(super) struct Standing {
    pub(super) vault: Vault,
    inbox: Inbox,
    notices: NoticeQueue,
}

impl Standing {
    pub(super) async fn of(stack: &Stack) -> anyhow::Result<Self> {
        let clients = stack.clients().await;
        let vault = Vault::new(clients.s3(), stack.value(Output::Vault)?);
        Ok(Self {
            inbox: Inbox::new(clients.sqs(), stack.value(Output::Inbox)?, vault.clone()),
            notices: NoticeQueue::new(clients.sqs(), stack.value(Output::Notices)?),
            vault,
        })
    }
}

impl Ward for Standing {
    async fn fetch(&self, key: &str) -> Result<QuarantinedRequest, DeliveryError> {
        self.vault.quarantined(key).await
    }

    async fn event_of(&self, body: &str) -> Result<ContactEvent, DeliveryError> {
        parse_inbox_body(body, &self.vault).await
    }

    async fn send(&self, events: &[ContactEvent]) -> Result<(), DeliveryError> {
        self.inbox.send(events).await
    }

    async fn notify(&self, notice: QueuedNotice) -> Result<(), DeliveryError> {
        self.notices.send(&[notice]).await
    }

    async fn put_away(&self, key: &str) -> Result<(), DeliveryError> {
        self.vault.put_away(key).await.map(drop)
    }
}
