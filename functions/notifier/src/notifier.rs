//! Telling one notice, once.

use std::time::Duration;

use domain::notice::Notice;
use runtime::batch::{Message, MessageHandler, Outcome};
use runtime::{Context, Metric, Metrics, chain};

use crate::NotifyError;
use crate::background::Backgrounds;
use crate::ledger::{Claim, NoticeLedger};
use crate::links::FileLinks;
use crate::mail::{Mails, Sender};
use crate::pace::{Pace, Time};
use crate::slack::SlackAccess;
use crate::ways::{Attempt, Untold};

/// Pauses before a sending is recorded again; after the last one, the lease alone keeps others from sending once more.
const PAUSES: [Duration; 2] = [Duration::from_millis(500), Duration::from_secs(2)];

/// Tells notices by mail and in Slack.
#[derive(Debug)]
pub struct Notifier<L, M, S, T, F, B> {
    /// The record of what was sent.
    pub ledger: L,
    /// What takes mails.
    pub mails: M,
    /// The address that they come from.
    pub sender: Sender,
    /// The way to Slack.
    pub slack: S,
    /// What makes links to customers' files.
    pub links: F,
    /// What brings what stands beside a notice.
    pub backgrounds: B,
    /// The time.
    pub time: T,
    /// The distance between messages in one Slack channel.
    pub pace: Pace,
}

/// How the telling of a notice ended well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It was sent now, or found to have been sent by an attempt that died.
    Now,
    /// The same, but by another way than its first.
    Instead,
    /// It was told before.
    Before,
}

impl<L: NoticeLedger, M: Mails, S: SlackAccess, T: Time, F: FileLinks, B: Backgrounds>
    MessageHandler for Notifier<L, M, S, T, F, B>
{
    async fn handle(&self, message: &Message, context: &Context) -> Outcome {
        match self.tell(&message.body, message.receive_count).await {
            Ok(told) => {
                count(told, &context.metrics);
                Outcome::Done
            }
            Err(error) => {
                if error.is_refusal() {
                    tracing::error!(
                        error = chain(&error),
                        "a notice cannot be told by any of its ways"
                    );
                    context.metrics.count(Metric::NoticesRefused);
                }
                Outcome::of(&error)
            }
        }
    }
}

impl<L: NoticeLedger, M: Mails, S: SlackAccess, T: Time, F: FileLinks, B: Backgrounds>
    Notifier<L, M, S, T, F, B>
{
    /// Tells the notice that a queue's message holds as JSON, unless it was told. `receive_count` is how many times that
    /// message was received, this time included.
    ///
    /// # Errors
    /// When it was not told, or is not known to have been: a [`NotifyError`] that says what to do.
    pub async fn tell(&self, body: &str, receive_count: u32) -> Result<Told, NotifyError> {
        let notice: Notice =
            serde_json::from_str(body).map_err(|error| NotifyError::unreadable(&error))?;
        let now = self.time.now();
        let claim = self.ledger.claim(&notice.id, now).await;
        match claim.map_err(|error| NotifyError::Claim(error.into()))? {
            Claim::AlreadySent => Ok(Told::Before),
            Claim::HeldUntil(until) => Err(NotifyError::held(until, now)),
            Claim::Taken {
                lease,
                tried_before,
            } => {
                let attempt = Attempt::new(tried_before, receive_count);
                let told = self.send_once(&notice, &lease, attempt).await?;
                tracing::info!(notice = %notice.id, thread = %notice.thread, kind = ?notice.kind, ?told, "notice told");
                Ok(told)
            }
        }
    }

    async fn send_once(
        &self,
        notice: &Notice,
        lease: &L::Lease,
        attempt: Attempt,
    ) -> Result<Told, NotifyError> {
        match self.by_any_way(notice, attempt).await {
            Ok(sent) => {
                self.record(lease, &sent.name()).await?;
                Ok(sent.told())
            }
            Err(Untold { error, certain }) => {
                tracing::warn!(notice = %notice.id, thread = %notice.thread, "notice not told");
                if certain {
                    self.give_back(lease).await;
                }
                Err(error)
            }
        }
    }

    /// Records the sending, and does not give up at once: what is not recorded may be sent again.
    async fn record(&self, lease: &L::Lease, sent_as: &str) -> Result<(), NotifyError> {
        let mut pauses = PAUSES.iter();
        loop {
            let Err(error) = self.ledger.sent(lease, sent_as, self.time.now()).await else {
                return Ok(());
            };
            match pauses.next() {
                Some(pause) => self.time.sleep(*pause).await,
                None => return Err(NotifyError::Unrecorded(error.into())),
            }
        }
    }

    async fn give_back(&self, lease: &L::Lease) {
        if let Err(error) = self.ledger.release(lease).await {
            tracing::warn!(
                error = chain(&error),
                "a claim could not be given back; it ends by itself"
            );
        }
    }
}

fn count(told: Told, metrics: &Metrics) {
    match told {
        Told::Before => return,
        Told::Now => {}
        Told::Instead => metrics.count(Metric::NoticesRerouted),
    }
    metrics.count(Metric::NoticesSent);
}
