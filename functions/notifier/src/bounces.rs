//! Mails that came back after SES took them: their notices follow by the next way.

use delivery::{Fate, MailFate};
use domain::NoticeId;
use domain::notice::{Notice, NoticeKind};
use jiff::Timestamp;
use runtime::batch::{Message, MessageHandler, Outcome};
use runtime::{Class, Classify, Context, Metric, Metrics};

use crate::pace::Time;

/// Where notices are read, and further ones handed on.
pub trait FollowOns {
    /// Why they could not be.
    type Error: std::error::Error + Send + Sync + 'static;

    /// A notice as it was written; none where there is no such notice.
    ///
    /// # Errors
    /// When it cannot be read.
    fn notice(&self, id: &NoticeId) -> impl Future<Output = Result<Option<Notice>, Self::Error>>;

    /// Writes a notice, unless it was written before, and queues it.
    ///
    /// # Errors
    /// When it is not known to be written and queued; the same again is safe.
    fn hand_on(&self, notice: &Notice) -> impl Future<Output = Result<(), Self::Error>>;
}

/// Handles what SES tells of mails of ours.
#[derive(Debug)]
pub struct Bounces<F, T> {
    /// Where notices are.
    pub follow_ons: F,
    /// The time.
    pub time: T,
}

/// What a message of SES led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CameBack {
    /// The notice follows by its next way.
    HandedOn,
    /// It has no further way: somebody was not told.
    NobodyLeft,
    /// It was for a customer, whom nobody stands in for.
    Customer,
    /// The mail may have arrived all the same, or will.
    ForNow,
    /// It is no mail that tells a notice, or nothing that asks for anything.
    Nothing,
}

/// A message of SES was not handled. Nothing in it quotes an address.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BounceError {
    /// It is nothing that SES tells.
    #[error("the message says nothing of a mail")]
    Unreadable(#[source] delivery::DeliveryError),
    /// The notice that came back could not be read.
    #[error("the notice that came back could not be read")]
    Read(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The notice that follows it could not be handed on.
    #[error("the notice that follows could not be handed on")]
    HandOn(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Classify for BounceError {
    fn class(&self) -> Class {
        match self {
            Self::Unreadable(error) => error.class(),
            Self::Read(_) | Self::HandOn(_) => Class::Transient,
        }
    }
}

impl<F: FollowOns, T: Time> MessageHandler for Bounces<F, T> {
    async fn handle(&self, message: &Message, context: &Context) -> Outcome {
        match self.take(&message.body).await {
            Ok(came_back) => {
                count(came_back, &context.metrics);
                Outcome::Done
            }
            Err(error) => Outcome::of(&error),
        }
    }
}

impl<F: FollowOns, T: Time> Bounces<F, T> {
    /// Takes what SES tells of a mail.
    ///
    /// # Errors
    /// A [`BounceError`] when it could not be read, or nobody else could be told yet.
    pub async fn take(&self, body: &str) -> Result<CameBack, BounceError> {
        let told = MailFate::read(body).map_err(BounceError::Unreadable)?;
        let id = told.tag("notice").map(NoticeId::new);
        let Some(id) = id.filter(|_| told.fate != Fate::Other) else {
            return Ok(CameBack::Nothing);
        };
        if !told.fate.is_lost() {
            tracing::warn!(notice = %id, "a mail came back for now");
            return Ok(CameBack::ForNow);
        }
        let notice = self.follow_ons.notice(&id).await;
        match notice.map_err(|error| BounceError::Read(error.into()))? {
            Some(notice) => self.follow(&notice, &told).await,
            None => Ok(CameBack::Nothing),
        }
    }

    async fn follow(&self, notice: &Notice, told: &MailFate) -> Result<CameBack, BounceError> {
        tracing::error!(notice = %notice.id, thread = %notice.thread, agent = %notice.to.agent, fate = ?told.fate, "a mail came back");
        if notice.kind == NoticeKind::Receipt {
            return Ok(CameBack::Customer);
        }
        let address = told.recipients.first().map_or("", String::as_str);
        let Some(next) = notice.after_a_bounce_of(address) else {
            return Ok(CameBack::NobodyLeft);
        };
        let handed_on = self.follow_ons.hand_on(&at(next, self.time.now())).await;
        handed_on.map_err(|error| BounceError::HandOn(error.into()))?;
        Ok(CameBack::HandedOn)
    }
}

/// What is looked for in Slack cannot be older than the notice.
fn at(notice: Notice, now: Timestamp) -> Notice {
    Notice { at: now, ..notice }
}

fn count(came_back: CameBack, metrics: &Metrics) {
    metrics.count(match came_back {
        CameBack::HandedOn | CameBack::NobodyLeft | CameBack::Customer => Metric::NoticesBounced,
        CameBack::ForNow | CameBack::Nothing => Metric::EventsIgnored,
    });
    if came_back == CameBack::NobodyLeft {
        metrics.count(Metric::NoticesRefused);
    }
}
