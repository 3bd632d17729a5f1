//! Telling one notice, once.

use std::time::Duration;

use delivery::Slack;
use delivery::slack::Posted;
use domain::config::Route;
use domain::notice::Notice;
use jiff::{SignedDuration, Timestamp};
use runtime::batch::{Message, MessageHandler, Outcome};
use runtime::{Context, Metric, chain};

use crate::NotifyError;
use crate::background::Backgrounds;
use crate::ledger::{Claim, NoticeLedger};
use crate::links::FileLinks;
use crate::mail::{Mails, Sender};
use crate::pace::{Pace, Time};
use crate::render::{self, Beside};
use crate::slack::SlackAccess;

/// Pauses before a sending is recorded again; after the last one, the lease alone keeps others from sending once more.
const PAUSES: [Duration; 2] = [Duration::from_millis(500), Duration::from_secs(2)];
/// By how much our clock and Slack's may differ.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_mins(2);

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
    /// It was told before.
    Before,
}

impl<L: NoticeLedger, M: Mails, S: SlackAccess, T: Time, F: FileLinks, B: Backgrounds>
    MessageHandler for Notifier<L, M, S, T, F, B>
{
    async fn handle(&self, message: &Message, context: &Context) -> Outcome {
        match self.tell(&message.body).await {
            Ok(Told::Before) => Outcome::Done,
            Ok(Told::Now) => {
                context.metrics.count(Metric::NoticesSent);
                Outcome::Done
            }
            Err(error) => {
                if error.is_refusal() {
                    tracing::error!(
                        error = chain(&error),
                        "a notice cannot be told on its route"
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
    /// Tells the notice that a queue's message holds as JSON, unless it was told.
    ///
    /// # Errors
    /// When it was not told, or is not known to have been: a [`NotifyError`] that says what to do.
    pub async fn tell(&self, body: &str) -> Result<Told, NotifyError> {
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
                self.send_once(&notice, &lease, tried_before).await?;
                tracing::info!(notice = %notice.id, thread = %notice.thread, kind = ?notice.kind, "notice told");
                Ok(Told::Now)
            }
        }
    }

    async fn send_once(
        &self,
        notice: &Notice,
        lease: &L::Lease,
        tried_before: bool,
    ) -> Result<(), NotifyError> {
        let sent = match &notice.to.route {
            Route::Email(address) => self.mail(notice, address).await,
            Route::Slack(channel) => self.post(notice, channel, tried_before).await,
        };
        match sent {
            Ok(sent_as) => self.record(lease, &sent_as).await,
            Err(error) => {
                tracing::warn!(notice = %notice.id, thread = %notice.thread, "notice not told");
                if error.allows_giving_back(tried_before) {
                    self.give_back(lease).await;
                }
                Err(error)
            }
        }
    }

    /// A mail that an earlier attempt may have sent is sent again: SES cannot be asked, and told twice is better than not
    /// at all.
    async fn mail(&self, notice: &Notice, address: &str) -> Result<String, NotifyError> {
        let now = self.time.now();
        let beside = self.beside(notice, now).await;
        let texts = render::mail(notice, &beside, now)?;
        let mime = self
            .sender
            .mime(notice, address, texts, now)
            .map_err(NotifyError::Mime)?;
        let (to, tags) = ([address.to_owned()], [("notice", notice.id.as_str())]);
        let sent = self
            .mails
            .send_raw(self.sender.address(), &to, mime, &tags)
            .await;
        sent.map(|id| format!("email:{}", id.0))
            .map_err(NotifyError::Mail)
    }

    async fn post(
        &self,
        notice: &Notice,
        channel: &str,
        tried_before: bool,
    ) -> Result<String, NotifyError> {
        let slack = self.slack.slack(self.time.now()).await?;
        if tried_before && let Some(posted) = found(&slack, notice, channel).await? {
            return Ok(name(&posted));
        }
        let beside = self.beside(notice, self.time.now()).await;
        self.pace.turn(channel, &self.time).await;
        let message = render::slack_message(notice, &beside, channel, self.time.now());
        let posted = slack
            .post_message(&message)
            .await
            .map_err(NotifyError::Slack)?;
        Ok(name(&posted))
    }

    async fn beside(&self, notice: &Notice, now: Timestamp) -> Beside {
        Beside {
            links: self.links.of(notice, now).await,
            background: self.backgrounds.of(notice, now).await,
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

/// The notice's message, if it stands in the channel. It cannot be older than the notice.
async fn found(
    slack: &Slack,
    notice: &Notice,
    channel: &str,
) -> Result<Option<Posted>, NotifyError> {
    let since = notice
        .at
        .checked_sub(CLOCKS_DIFFER)
        .unwrap_or(Timestamp::UNIX_EPOCH);
    slack
        .find_posted(channel, &notice.id, since)
        .await
        .map_err(NotifyError::LookUp)
}

/// What a posted message is called in the ledger.
fn name(posted: &Posted) -> String {
    format!("slack:{}:{}", posted.channel, posted.ts)
}
