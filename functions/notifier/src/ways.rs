//! The ways of a notice: the first one, and where that fails the next.

use delivery::Slack;
use delivery::slack::{Posted, SlackError};
use domain::config::Route;
use domain::notice::Notice;
use jiff::{SignedDuration, Timestamp};
use runtime::chain;

use crate::background::Backgrounds;
use crate::ledger::NoticeLedger;
use crate::links::FileLinks;
use crate::mail::Mails;
use crate::pace::Time;
use crate::render::{self, Beside};
use crate::slack::SlackAccess;
use crate::{Notifier, NotifyError, Told};

/// By how much our clock and Slack's may differ.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_mins(2);
/// Receptions after which a way that fails only for now is passed by. With the pauses of `runtime::batch::back_off` that
/// is a good four minutes, and it leaves two more before the dead-letter queue takes the notice.
const PATIENCE: u32 = 8;

/// One attempt at telling a notice.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attempt {
    /// An attempt before may have told it.
    tried_before: bool,
    /// It was tried for so long that a way which fails for now is as good as refused.
    impatient: bool,
}

/// A notice that was told.
#[derive(Debug)]
pub(crate) struct Sent {
    name: String,
    way: usize,
}

/// A notice that was not told, as far as is known.
#[derive(Debug)]
pub(crate) struct Untold {
    /// The most hopeful of the errors: the one that trying again can help soonest.
    pub(crate) error: NotifyError,
    /// It is certain that nothing was sent, now or before.
    pub(crate) certain: bool,
}

/// A notice by one of its ways, and its place among them.
type Way = (usize, Notice);

/// What looking for a notice gave.
enum Looked {
    /// An attempt before told it.
    Found(Sent),
    /// By these ways nobody did, as far as can be seen.
    Open(Vec<Way>),
}

impl Attempt {
    pub(crate) fn new(tried_before: bool, receive_count: u32) -> Self {
        Self {
            tried_before,
            impatient: receive_count >= PATIENCE,
        }
    }

    /// Whether the next way is tried at once.
    fn goes_on_after(self, error: &NotifyError) -> bool {
        error.is_refusal() || (self.impatient && error.is_of_the_way())
    }

    fn untold(self, failed: Vec<NotifyError>) -> Result<Sent, Untold> {
        let certain = |error: &NotifyError| error.allows_giving_back(self.tried_before);
        let certain = failed.iter().all(certain);
        let error = NotifyError::most_hopeful(failed);
        Err(Untold { error, certain })
    }
}

impl Sent {
    /// What it is called in the ledger: `email:` or `slack:` with the provider's id, and whether that was instead of the
    /// first way.
    pub(crate) fn name(&self) -> String {
        match self.way {
            0 => self.name.clone(),
            _ => format!("{} instead", self.name),
        }
    }

    pub(crate) fn told(&self) -> Told {
        match self.way {
            0 => Told::Now,
            _ => Told::Instead,
        }
    }
}

impl<L: NoticeLedger, M: Mails, S: SlackAccess, T: Time, F: FileLinks, B: Backgrounds>
    Notifier<L, M, S, T, F, B>
{
    /// Tells a notice by the first of its ways that takes it. What an attempt that died may have posted is looked for in
    /// every Slack channel of theirs before anything is sent; a mail that it may have sent cannot be looked for, and told
    /// twice is better than not at all.
    pub(crate) async fn by_any_way(
        &self,
        notice: &Notice,
        attempt: Attempt,
    ) -> Result<Sent, Untold> {
        let mut failed = Vec::new();
        let open = match self.open_ways(notice, attempt, &mut failed).await {
            Ok(Looked::Open(ways)) => ways,
            Ok(Looked::Found(sent)) => return Ok(sent),
            Err(error) => return attempt.untold(vec![error]),
        };
        if attempt.tried_before {
            tracing::warn!(notice = %notice.id, "it is sent again: an attempt that died may have mailed it");
        }
        for way in open {
            match self.by(&way, attempt).await {
                Ok(sent) => return Ok(sent),
                Err(error) => {
                    let goes_on = attempt.goes_on_after(&error);
                    failed.push(noted(&way, error));
                    if !goes_on {
                        break;
                    }
                }
            }
        }
        attempt.untold(failed)
    }

    /// The ways that are left to try, where no attempt before told it by one of them.
    async fn open_ways(
        &self,
        notice: &Notice,
        attempt: Attempt,
        failed: &mut Vec<NotifyError>,
    ) -> Result<Looked, NotifyError> {
        let mut open = Vec::new();
        for way in notice.by_every_way().into_iter().enumerate() {
            match self.look(&way, attempt).await {
                Ok(Some(sent)) => return Ok(Looked::Found(sent)),
                Ok(None) => open.push(way),
                Err(error) if attempt.goes_on_after(&error) => failed.push(noted(&way, error)),
                Err(error) => return Err(error),
            }
        }
        Ok(Looked::Open(open))
    }

    /// Whether an attempt before told it by this way, as far as that can be seen.
    async fn look(
        &self,
        (way, notice): &Way,
        attempt: Attempt,
    ) -> Result<Option<Sent>, NotifyError> {
        match &notice.to.route {
            Route::Slack(channel) if attempt.tried_before => {
                let slack = self.slack.slack(self.time.now()).await?;
                let posted = found(&slack, notice, channel).await?;
                Ok(posted.map(|posted| sent_in_slack(*way, &posted)))
            }
            _ => Ok(None),
        }
    }

    async fn by(&self, (way, notice): &Way, attempt: Attempt) -> Result<Sent, NotifyError> {
        match &notice.to.route {
            Route::Email(address) => Ok(Sent {
                name: self.mail(notice, address).await?,
                way: *way,
            }),
            Route::Slack(channel) => {
                let posted = self.post(notice, channel, attempt).await?;
                Ok(sent_in_slack(*way, &posted))
            }
        }
    }

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
        attempt: Attempt,
    ) -> Result<Posted, NotifyError> {
        let slack = self.slack.slack(self.time.now()).await?;
        let beside = self.beside(notice, self.time.now()).await;
        self.pace.turn(channel, &self.time).await;
        let message = render::slack_message(notice, &beside, channel, self.time.now());
        match slack.post_message(&message).await {
            Ok(posted) => Ok(posted),
            // It is about to go another way: not if it stands there already.
            Err(error @ SlackError::Unknown { .. }) if attempt.impatient => {
                let posted = found(&slack, notice, channel).await?;
                posted.ok_or(NotifyError::Slack(error))
            }
            Err(error) => Err(NotifyError::Slack(error)),
        }
    }

    async fn beside(&self, notice: &Notice, now: Timestamp) -> Beside {
        Beside {
            links: self.links.of(notice, now).await,
            background: self.backgrounds.of(notice, now).await,
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

fn sent_in_slack(way: usize, posted: &Posted) -> Sent {
    let name = format!("slack:{}:{}", posted.channel, posted.ts);
    Sent { name, way }
}

/// Somebody has to mend the way, so the log says which it is.
fn noted((way, notice): &Way, error: NotifyError) -> NotifyError {
    let by = match &notice.to.route {
        Route::Email(_) => "email",
        Route::Slack(_) => "slack",
    };
    tracing::warn!(
        notice = %notice.id,
        agent = %notice.to.agent,
        way,
        by,
        error = chain(&error),
        "a way to tell a notice failed"
    );
    error
}
