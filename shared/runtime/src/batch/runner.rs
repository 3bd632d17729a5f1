//! One batch: groups beside each other, messages of a group one after the other, a fault in its own place.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use delivery::{DeliveryError, Postponement, Visibility};
use futures::FutureExt as _;
use futures::future::join_all;
use jiff::Timestamp;
use tracing::Instrument as _;

use super::{Message, MessageHandler, Outcome, back_off};
use crate::webhook::Quarantine;
use crate::{Context, Metric, chain};

/// What is kept of the function's time to give back what was not handled.
const MARGIN: Duration = Duration::from_secs(2);
/// The pause of messages that were not begun because the time was over.
const NOT_BEGUN: Duration = Duration::from_secs(1);
/// How many times a message may panic its handler. Then it goes to quarantine, because its companions in the group are
/// received as often as itself, and would follow it into the dead-letter queue.
const PANICS: u32 = 5;

/// Sets when messages that were given back come again.
pub trait Postpone {
    /// Postpones messages of a queue.
    ///
    /// # Errors
    /// When some come after the queue's own time instead.
    fn postpone(
        &self,
        queue_arn: &str,
        messages: &[Postponement],
    ) -> impl Future<Output = Result<(), DeliveryError>>;
}

impl Postpone for Visibility {
    async fn postpone(
        &self,
        queue_arn: &str,
        messages: &[Postponement],
    ) -> Result<(), DeliveryError> {
        Visibility::postpone(self, queue_arn, messages).await
    }
}

/// Runs batches through a handler.
pub struct Runner<H, P, Q> {
    handler: H,
    visibility: P,
    vault: Q,
    function: String,
}

/// A message to be given back, and when it is to come again.
struct GivenBack {
    message: Message,
    pause: Duration,
}

/// How a message's handling ended, its panic included.
enum Settled {
    Done,
    GiveBack(Duration),
}

impl<H: MessageHandler, P: Postpone, Q: Quarantine> Runner<H, P, Q> {
    /// A runner for `function`, whose name stands in the quarantine's keys.
    pub fn new(handler: H, visibility: P, vault: Q, function: impl Into<String>) -> Self {
        Self {
            handler,
            visibility,
            vault,
            function: function.into(),
        }
    }

    /// Handles a batch and gives the ids of the messages that are to come again.
    pub async fn run(&self, messages: Vec<Message>, context: &Context) -> Vec<String> {
        let received = messages.len();
        let groups = grouped(messages)
            .into_iter()
            .map(|group| self.group(group, context));
        let given_back: Vec<GivenBack> = join_all(groups).await.into_iter().flatten().collect();
        context
            .metrics
            .add(Metric::MessagesRetried, given_back.len());
        if received > 0 && given_back.len() == received {
            context.metrics.count(Metric::BatchesFailed);
        }
        self.postpone(&given_back).await;
        tracing::info!(
            request_id = context.request_id,
            received,
            given_back = given_back.len(),
            "batch handled"
        );
        given_back
            .into_iter()
            .map(|given_back| given_back.message.id)
            .collect()
    }

    /// Handles a group in its order up to the first message that must come again; that one and the rest are given back
    /// together, so that their order holds.
    async fn group(&self, messages: Vec<Message>, context: &Context) -> Vec<GivenBack> {
        let mut waiting = messages.into_iter();
        while let Some(message) = waiting.next() {
            let span = tracing::info_span!(
                "message",
                message_id = message.id,
                receive_count = message.receive_count
            );
            if let Settled::GiveBack(pause) = self.settle(&message, context).instrument(span).await
            {
                let all = std::iter::once(message).chain(waiting);
                return all.map(|message| GivenBack { message, pause }).collect();
            }
        }
        Vec::new()
    }

    async fn settle(&self, message: &Message, context: &Context) -> Settled {
        let left = context.remaining(Timestamp::now(), MARGIN);
        if left.is_zero() {
            tracing::warn!("not begun: the invocation's time is over");
            return Settled::GiveBack(NOT_BEGUN);
        }
        let handling =
            AssertUnwindSafe(async { self.handler.handle(message, context).await }).catch_unwind();
        let outcome = match tokio::time::timeout(left, handling).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) if message.receive_count >= PANICS => {
                Outcome::Poison("its handler panicked, again and again".into())
            }
            Ok(Err(_)) => Outcome::retry("its handler panicked"),
            Err(_) => Outcome::retry("the invocation's time is over"),
        };
        self.conclude(message, outcome, context).await
    }

    async fn conclude(&self, message: &Message, outcome: Outcome, context: &Context) -> Settled {
        match outcome {
            Outcome::Done => {
                context.metrics.count(Metric::MessagesDone);
                Settled::Done
            }
            Outcome::Retry { after, reason } => {
                tracing::warn!(reason, "message comes again");
                Settled::GiveBack(after.unwrap_or_else(|| back_off(message.receive_count)))
            }
            Outcome::Poison(reason) => {
                let kept = Metric::MessagesQuarantined;
                self.keep(message, reason, kept, context).await
            }
            Outcome::SetAside(reason) => {
                let kept = Metric::MessagesSetAside;
                self.keep(message, reason, kept, context).await
            }
        }
    }

    async fn keep(
        &self,
        message: &Message,
        reason: String,
        metric: Metric,
        context: &Context,
    ) -> Settled {
        match self.quarantine(message, reason.clone()).await {
            Ok(key) => {
                tracing::warn!(reason, key, outcome = ?metric, "message put into quarantine");
                context.metrics.count(metric);
                Settled::Done
            }
            Err(error) => {
                tracing::error!(
                    reason,
                    error = chain(&error),
                    "message could not be put into quarantine"
                );
                Settled::GiveBack(back_off(message.receive_count))
            }
        }
    }

    /// The time of sending makes the key the same however often this is tried.
    async fn quarantine(&self, message: &Message, reason: String) -> Result<String, DeliveryError> {
        let time = message.sent_at.unwrap_or_else(Timestamp::now);
        let group = message.group.clone().unwrap_or_default();
        let headers = BTreeMap::from([
            ("message-id".to_owned(), message.id.clone()),
            ("group".to_owned(), group),
        ]);
        self.vault
            .keep(
                &self.function,
                time,
                message.body.as_bytes(),
                &headers,
                &[reason],
            )
            .await
    }

    /// Sets when the messages come again. Where that fails, they come after the queue's own time: later, not never.
    async fn postpone(&self, given_back: &[GivenBack]) {
        let mut queues: BTreeMap<&str, Vec<Postponement>> = BTreeMap::new();
        for GivenBack { message, pause } in given_back {
            let seconds = u32::try_from(pause.as_secs()).unwrap_or(u32::MAX);
            let postponement = Postponement {
                receipt_handle: message.receipt_handle.clone(),
                seconds,
            };
            queues
                .entry(&message.queue_arn)
                .or_default()
                .push(postponement);
        }
        for (queue_arn, messages) in queues {
            if let Err(error) = self.visibility.postpone(queue_arn, &messages).await {
                tracing::warn!(
                    error = chain(&error),
                    "messages come again only after the queue's own time"
                );
            }
        }
    }
}

/// Messages by group, in the order of each group's first; one without a group is a group of its own.
fn grouped(messages: Vec<Message>) -> Vec<Vec<Message>> {
    let mut groups: Vec<Vec<Message>> = Vec::new();
    for message in messages {
        let same =
            |group: &&mut Vec<Message>| group.iter().any(|other| other.is_of_group(&message));
        match groups.iter_mut().find(same) {
            Some(group) => group.push(message),
            None => groups.push(vec![message]),
        }
    }
    groups
}
