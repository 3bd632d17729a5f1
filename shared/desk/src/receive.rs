//! Receiving an event: the road from the inbox to the table.

use domain::action::{self, Answer};
use domain::customer::Customer;
use domain::{Care, ContactEvent, EventKind, Thread, ThreadId, receive};
use jiff::Timestamp;
use store::{Commit, Committed, Known, Seen};

use crate::error::DeskError;
use crate::{Desk, TRIES};

/// What became of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Received {
    /// It opened a thread.
    Opened(ThreadId),
    /// It went to a thread.
    Joined(ThreadId),
    /// It was handled before; what was left of it is done now.
    Repeated,
    /// It concerns no thread, or is beyond the limits of the web form. It is remembered, so that a repeat of it costs nothing.
    Ignored,
}

impl Desk {
    /// Handles an event once, however often it comes.
    ///
    /// # Errors
    /// [`DeskError`]: nothing is lost, the event may be given again.
    pub async fn receive(
        &self,
        event: &ContactEvent,
        now: Timestamp,
    ) -> Result<Received, DeskError> {
        let mut is_flood = None;
        for _ in 0..TRIES {
            let care = self.care.get(&self.store).await?;
            let known = self.store.look_up(event).await?;
            if let Some(seen) = &known.seen {
                return self.repeated(seen).await;
            }
            let beyond_limits = match is_flood {
                Some(told) => told,
                None => *is_flood.insert(self.is_flood(event, now).await?),
            };
            let handled = if beyond_limits {
                self.ignore(event, now).await?
            } else {
                self.handle(&care, event, &known, now).await?
            };
            if let Some(received) = handled {
                return Ok(received);
            }
        }
        Err(DeskError::Contended)
    }

    async fn repeated(&self, seen: &Seen) -> Result<Received, DeskError> {
        self.finish(&seen.notices).await?;
        Ok(Received::Repeated)
    }

    /// None when others were faster and the event must be looked at anew.
    async fn handle(
        &self,
        care: &Care,
        event: &ContactEvent,
        known: &Known,
        now: Timestamp,
    ) -> Result<Option<Received>, DeskError> {
        if event.kind.is_message() && event.opens_thread {
            return self.message(care, event, known, now).await;
        }
        let Some((_, thread)) = self.thread_concerned(event, known).await? else {
            return self.ignore(event, now).await;
        };
        if event.kind == EventKind::Echo {
            return self.echo(care, event, thread, now).await;
        }
        let change = receive::note_event(thread, event);
        self.conclude(
            Commit {
                event: Some(event),
                change: Some(&change),
                identify: None,
            },
            now,
        )
        .await
    }

    /// The thread that an event is about: of the message it refers to, else the contact's latest open one. What refers to
    /// nothing that we know, such as a form that a machine filled in, concerns none.
    async fn thread_concerned(
        &self,
        event: &ContactEvent,
        known: &Known,
    ) -> Result<Option<(Option<Customer>, Thread)>, DeskError> {
        if let Some(thread) = &known.refers_to {
            let (_, threads) = self
                .store
                .customer_and_threads(None, std::slice::from_ref(thread))
                .await?;
            return Ok(threads.into_iter().next().map(|thread| (None, thread)));
        }
        let Some(customer) = known.customer() else {
            return Ok(None);
        };
        if event.auto_submitted
            || (event.target_message_id.is_some() && event.kind != EventKind::Echo)
        {
            return Ok(None);
        }
        let (customer, _) = self.store.customer_and_threads(Some(customer), &[]).await?;
        let Some(customer) = customer else {
            return Ok(None);
        };
        let ids: Vec<ThreadId> = customer
            .open
            .iter()
            .map(|open| open.thread.clone())
            .collect();
        let (_, threads) = self.store.customer_and_threads(None, &ids).await?;
        let latest = threads
            .into_iter()
            .max_by_key(|thread| thread.last_message_at);
        Ok(latest.map(|thread| (Some(customer), thread)))
    }

    /// An answer that was written in the provider's own app.
    async fn echo(
        &self,
        care: &Care,
        event: &ContactEvent,
        thread: Thread,
        now: Timestamp,
    ) -> Result<Option<Received>, DeskError> {
        let answer = Answer {
            at: event.happened_at().min(event.received_at),
            agent: None,
            by: event.channel.as_str(),
            text: event.text.as_deref(),
            automatic: receive::is_automatic_echo(care, &thread, event),
            occasion: event.event_key.as_str(),
        };
        let change = match action::answer(thread.clone(), &answer) {
            Ok(change) => change,
            Err(_) => receive::note_event(thread, event),
        };
        let freed = !change.loads.is_empty();
        let concluded = self
            .conclude(
                Commit {
                    event: Some(event),
                    change: Some(&change),
                    identify: None,
                },
                now,
            )
            .await?;
        if freed && concluded.is_some() {
            self.drain(care, change.thread.agent.as_ref(), now).await?;
        }
        Ok(concluded)
    }

    async fn ignore(
        &self,
        event: &ContactEvent,
        now: Timestamp,
    ) -> Result<Option<Received>, DeskError> {
        self.conclude(
            Commit {
                event: Some(event),
                change: None,
                identify: None,
            },
            now,
        )
        .await
    }

    /// Writes and tells. None when the decision must be made anew.
    pub(crate) async fn conclude(
        &self,
        commit: Commit<'_>,
        now: Timestamp,
    ) -> Result<Option<Received>, DeskError> {
        match self.store.commit(&commit, now).await? {
            Committed::Yes => {}
            Committed::SeenBefore(seen) => return self.repeated(&seen).await.map(Some),
            Committed::LoadChanged(_) | Committed::Changed => return Ok(None),
        }
        let Some(change) = commit.change else {
            return Ok(Some(Received::Ignored));
        };
        self.tell(&change.notices).await?;
        let id = change.thread.id.clone();
        Ok(Some(if change.expects.is_none() {
            Received::Opened(id)
        } else {
            Received::Joined(id)
        }))
    }
}
