//! From a request to its answer. Accepted means durable: 2xx only when every event is in the queue and, if something
//! could not be read, the whole request in quarantine (or its client told, where the channel is our own).

use std::panic::AssertUnwindSafe;

use channel::{Answer, Reading, Refusal, Request, Response, Verified, Webhook};
use domain::ChannelId;
use futures::FutureExt as _;
use jiff::Timestamp;

use super::answered::Answered;
use super::ports::{EventSink, Quarantine};
use super::proving::{Alone, NotProved, Proving};
use crate::chain;
use crate::secrets::{SecretCache, SecretSource};

/// A webhook with everything it needs.
pub struct Intake<W: Webhook, S, Q, F, P = Alone> {
    webhook: W,
    inbox: S,
    vault: Q,
    secrets: SecretCache<F, W::Secret>,
    proving: P,
}

impl<W, S, Q, F> Intake<W, S, Q, F>
where
    W: Webhook,
    S: EventSink,
    Q: Quarantine,
    F: SecretSource,
{
    /// A webhook over what it writes to and the secret it proves with.
    pub fn new(webhook: W, inbox: S, vault: Q, secrets: SecretCache<F, W::Secret>) -> Self {
        Self {
            webhook,
            inbox,
            vault,
            secrets,
            proving: Alone,
        }
    }

    /// The same, proving in another way.
    pub fn proving<P: Proving<W>>(self, proving: P) -> Intake<W, S, Q, F, P> {
        Intake {
            webhook: self.webhook,
            inbox: self.inbox,
            vault: self.vault,
            secrets: self.secrets,
            proving,
        }
    }
}

impl<W, S, Q, F, P> Intake<W, S, Q, F, P>
where
    W: Webhook,
    S: EventSink,
    Q: Quarantine,
    F: SecretSource,
    P: Proving<W>,
{
    /// The channel's name.
    pub fn channel(&self) -> ChannelId {
        self.webhook.channel()
    }

    /// The channel's secret.
    pub fn secrets(&self) -> &SecretCache<F, W::Secret> {
        &self.secrets
    }

    /// Answers a request that was taken at `now`. Whatever happens inside, there is an answer; a panic gives 500.
    pub async fn answer(&self, request: &Request, now: Timestamp) -> Answered {
        let handled = AssertUnwindSafe(self.handle(request, now))
            .catch_unwind()
            .await;
        handled.unwrap_or_else(|_| Answered::broken("panicked".to_owned()))
    }

    async fn handle(&self, request: &Request, now: Timestamp) -> Answered {
        match self.prove(request, now).await {
            Ok(Answer::Read(body)) => self.take(request, &body, now).await,
            Ok(Answer::Say(response)) => Answered::said(response),
            Ok(Answer::Confirm(errand)) => match self.proving.confirm(&errand).await {
                Ok(()) => Answered::said(Response::empty(200)),
                Err(error) => Answered::unavailable(chain(&error)),
            },
            Err(NotProved::Refused(refusal)) => {
                Answered::refused(self.webhook.refused(request, refusal), refusal)
            }
            Err(NotProved::NoSecret(error)) => Answered::unavailable(chain(&error)),
            Err(NotProved::NoWordFromOutside(error)) => Answered::unavailable(chain(&error)),
        }
    }

    /// A proof that does not fit may have been made with a secret that we do not know yet: it gets a second chance.
    async fn prove(&self, request: &Request, now: Timestamp) -> Result<Answer, NotProved> {
        channel::fits(&self.webhook, request)?;
        let secrets = self.secrets.get(now).await?;
        let prove = async |secrets| {
            let proved = self.proving.prove(&self.webhook, request, secrets, now);
            proved.await
        };
        match prove(&secrets).await {
            Err(NotProved::Refused(Refusal::Forged)) => match self.secrets.newer(now).await {
                Some(newer) => prove(&newer).await,
                None => Err(Refusal::Forged.into()),
            },
            answer => answer,
        }
    }

    async fn take(&self, request: &Request, body: &Verified, now: Timestamp) -> Answered {
        let reading = self.webhook.read(body, now);
        if !reading.events.is_empty()
            && let Err(error) = self.inbox.send(&reading.events).await
        {
            return Answered::unavailable(chain(&error));
        }
        if reading.unreadable.is_empty() {
            return Answered::accepted(self.webhook.accepted(request, &reading), &reading, None);
        }
        if !self.webhook.keeps_unreadable() {
            return Answered::told(self.webhook.accepted(request, &reading), &reading);
        }
        match self.set_aside(request, body, &reading, now).await {
            Ok(key) => Answered::accepted(
                self.webhook.accepted(request, &reading),
                &reading,
                Some(key),
            ),
            Err(error) => Answered::unavailable(chain(&error)),
        }
    }

    /// Keeps what was read: the proved bytes, which also hold what the channel proved beside the body (a query that its
    /// signature covers), so that they can be read again.
    async fn set_aside(
        &self,
        request: &Request,
        body: &Verified,
        reading: &Reading,
        now: Timestamp,
    ) -> Result<String, delivery::DeliveryError> {
        let reasons: Vec<String> = reading.unreadable.iter().map(ToString::to_string).collect();
        let channel = self.webhook.channel();
        self.vault
            .keep(
                channel.as_str(),
                now,
                body.bytes(),
                &request.headers,
                &reasons,
            )
            .await
    }
}
