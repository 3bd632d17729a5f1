//! A ledger, a mailbox and a clock to try the notifier with.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, VecDeque};
use std::io;
use std::time::Duration;

use delivery::{MailError, MessageId, Slack};
use domain::NoticeId;
use domain::notice::Notice;
use jiff::{SignedDuration, Timestamp};
use mail_parser::MessageParser;
use notifier::background::{Background, Backgrounds};
use notifier::ledger::{Claim, NoticeLedger};
use notifier::links::FileLinks;
use notifier::mail::Mails;
use notifier::pace::{Pace, Time};
use notifier::slack::SlackAccess;
use notifier::{Notifier, NotifyError};
use runtime::Context;
use runtime::batch::{Message, MessageHandler, Outcome};

use crate::notices::{links, now};

pub(crate) const LEASE: SignedDuration = SignedDuration::from_secs(90);

#[derive(Default)]
pub(crate) struct Entry {
    pub(crate) sent_as: Option<String>,
    lease_until: Option<Timestamp>,
    tries: u32,
}

/// Keeps claims as the table does; recording can be made to fail.
#[derive(Default)]
pub(crate) struct Ledger {
    pub(crate) entries: RefCell<HashMap<String, Entry>>,
    pub(crate) failures_to_record: Cell<u32>,
}

impl Ledger {
    pub(crate) fn sent_as(&self, notice: &Notice) -> Option<String> {
        self.entries
            .borrow()
            .get(notice.id.as_str())
            .and_then(|entry| entry.sent_as.clone())
    }

    pub(crate) fn is_held(&self, notice: &Notice) -> bool {
        self.entries
            .borrow()
            .get(notice.id.as_str())
            .is_some_and(|entry| entry.lease_until.is_some())
    }
}

impl NoticeLedger for Ledger {
    type Lease = NoticeId;
    type Error = io::Error;

    async fn claim(&self, notice: &NoticeId, now: Timestamp) -> io::Result<Claim<NoticeId>> {
        let mut entries = self.entries.borrow_mut();
        let entry = entries.entry(notice.as_str().to_owned()).or_default();
        if entry.sent_as.is_some() {
            return Ok(Claim::AlreadySent);
        }
        if let Some(until) = entry.lease_until.filter(|until| *until >= now) {
            return Ok(Claim::HeldUntil(until));
        }
        entry.lease_until = Some(now + LEASE);
        entry.tries += 1;
        Ok(Claim::Taken {
            lease: notice.clone(),
            tried_before: entry.tries > 1,
        })
    }

    async fn sent(&self, lease: &NoticeId, sent_as: &str, _: Timestamp) -> io::Result<()> {
        match self.failures_to_record.get() {
            0 => {
                let mut entries = self.entries.borrow_mut();
                entries
                    .entry(lease.as_str().to_owned())
                    .or_default()
                    .sent_as = Some(sent_as.to_owned());
                Ok(())
            }
            left => {
                self.failures_to_record.set(left - 1);
                Err(io::Error::other("the table is out of reach"))
            }
        }
    }

    async fn release(&self, lease: &NoticeId) -> io::Result<()> {
        self.entries.borrow_mut().remove(lease.as_str());
        Ok(())
    }
}

/// A mail as SES was given it.
pub(crate) struct SentMail {
    pub(crate) from: String,
    pub(crate) to: Vec<String>,
    pub(crate) tags: Vec<(String, String)>,
    mime: Vec<u8>,
}

impl SentMail {
    /// Its plain text.
    pub(crate) fn text(&self) -> String {
        let mail = MessageParser::new().parse(&self.mime).unwrap();
        mail.body_text(0).unwrap().replace("\r\n", "\n")
    }
}

/// Takes mails, after the failures that were put in.
#[derive(Default)]
pub(crate) struct Mailbox {
    pub(crate) mails: RefCell<Vec<SentMail>>,
    pub(crate) failures: RefCell<VecDeque<MailError>>,
}

impl Mails for Mailbox {
    async fn send_raw(
        &self,
        from: &str,
        to: &[String],
        mime: Vec<u8>,
        tags: &[(&str, &str)],
    ) -> Result<MessageId, MailError> {
        if let Some(failure) = self.failures.borrow_mut().pop_front() {
            return Err(failure);
        }
        let tags = tags
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let mut mails = self.mails.borrow_mut();
        mails.push(SentMail {
            from: from.to_owned(),
            to: to.to_vec(),
            tags,
            mime,
        });
        Ok(MessageId(format!("0100-{}", mails.len())))
    }
}

/// Time that passes only while somebody sleeps, and when a test lets it.
pub(crate) struct StillTime {
    now: Cell<Timestamp>,
    pub(crate) slept: RefCell<Vec<Duration>>,
}

impl StillTime {
    pub(crate) fn pass(&self, duration: SignedDuration) {
        self.now.set(self.now.get() + duration);
    }
}

impl Time for StillTime {
    fn now(&self) -> Timestamp {
        self.now.get()
    }

    async fn sleep(&self, duration: Duration) {
        self.slept.borrow_mut().push(duration);
        self.now.set(self.now.get() + duration);
    }
}

/// Slack or none.
pub(crate) struct SlackAt(pub(crate) Option<Slack>);

impl SlackAccess for SlackAt {
    async fn slack(&self, _: Timestamp) -> Result<Slack, NotifyError> {
        self.0.clone().ok_or(NotifyError::NoSlack)
    }
}

/// Links that everybody can read.
pub(crate) struct PlainLinks;

impl FileLinks for PlainLinks {
    async fn of(&self, notice: &Notice, _: Timestamp) -> Vec<String> {
        links(notice)
    }
}

/// Nothing is known of anybody.
pub(crate) struct NothingKnown;

impl Backgrounds for NothingKnown {
    async fn of(&self, _: &Notice, _: Timestamp) -> Background {
        Background::default()
    }
}

/// The notifier with everything played.
pub(crate) type Played<B = NothingKnown> =
    Notifier<Ledger, Mailbox, SlackAt, StillTime, PlainLinks, B>;

pub(crate) fn played(slack: Option<Slack>) -> Played {
    played_with(slack, NothingKnown)
}

/// The same with a background.
pub(crate) fn played_with<B: Backgrounds>(slack: Option<Slack>, backgrounds: B) -> Played<B> {
    Notifier {
        ledger: Ledger::default(),
        mails: Mailbox::default(),
        sender: "care@luna.example".parse().unwrap(),
        slack: SlackAt(slack),
        links: PlainLinks,
        backgrounds,
        time: StillTime {
            now: Cell::new(now()),
            slept: RefCell::default(),
        },
        pace: Pace::default(),
    }
}

pub(crate) fn context() -> Context {
    Context::new("request", Timestamp::MAX)
}

/// Delivers a notice as the queue does.
pub(crate) async fn deliver<B: Backgrounds>(
    played: &Played<B>,
    notice: &Notice,
    context: &Context,
) -> Outcome {
    deliver_again(played, notice, 1, context).await
}

/// The same, received so many times.
pub(crate) async fn deliver_again<B: Backgrounds>(
    played: &Played<B>,
    notice: &Notice,
    receive_count: u32,
    context: &Context,
) -> Outcome {
    let message = Message {
        receive_count,
        ..message(&serde_json::to_string(notice).unwrap())
    };
    played.handle(&message, context).await
}

pub(crate) async fn deliver_text<B: Backgrounds>(
    played: &Played<B>,
    body: &str,
    context: &Context,
) -> Outcome {
    played.handle(&message(body), context).await
}

/// A message of the queue of notices.
pub(crate) fn message(body: &str) -> Message {
    Message {
        id: "m1".to_owned(),
        body: body.to_owned(),
        group: Some("group".to_owned()),
        receive_count: 1,
        sent_at: None,
        receipt_handle: "receipt".to_owned(),
        queue_arn: "arn:aws:sqs:eu-south-2:123456789012:notices.fifo".to_owned(),
    }
}
