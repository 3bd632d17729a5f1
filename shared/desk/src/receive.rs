//! Receiving an event: the road from the inbox to the table.

use domain::action::{self, Answer};
use domain::held::HeldBecause;
use domain::identity::LeadWrite;
use domain::people::Standing;
use domain::{Care, ContactEvent, EventKind, Thread, ThreadId, echo, receive};
use jiff::Timestamp;
use store::{Commit, Committed, Known, Seen};
use topics::Model;

use crate::error::DeskError;
use crate::promises::PromiseCounts;
use crate::whom::Whom;
use crate::{Desk, TRIES};

/// What became of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Received {
    /// It opened a thread.
    Opened(ThreadId),
    /// It went to a thread.
    Joined(ThreadId),
    /// It is an answer to this thread, and judged promises so.
    Answered(ThreadId, PromiseCounts),
    /// It was handled before, and went to this thread, if to any; what was left of it is done now.
    Repeated(Option<ThreadId>),
    /// It concerns no thread, or is beyond the limits of the web form. It is remembered, so that a repeat of it costs nothing.
    Ignored,
    /// Its contact is blocked. It is not even remembered.
    Blocked,
}

/// What decides: the configuration, and the model that tells topics where there is one.
#[derive(Clone, Copy)]
pub(crate) struct Rules<'r> {
    pub(crate) care: &'r Care,
    pub(crate) model: Option<&'r Model>,
}

/// What was counted of an event. A delivery is counted once, however often it is looked at anew.
#[derive(Default)]
pub(crate) struct Counted {
    /// Whether it is beyond the limits of the web form.
    is_flood: Option<bool>,
    /// Whether it is one too many of near-identical texts.
    pub(crate) incident: Option<Option<HeldBecause>>,
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
        let mut counted = Counted::default();
        for _ in 0..TRIES {
            let (care, model) = self.care.get_both(&self.store, &self.vault).await?;
            let known = self.store.look_up(event).await?;
            if known.is_blocked {
                return Ok(Received::Blocked);
            }
            if let Some(seen) = &known.seen {
                return self.repeated(seen).await;
            }
            let beyond_limits = match counted.is_flood {
                Some(told) => told,
                None => *counted.is_flood.insert(self.is_flood(event, now).await?),
            };
            let handled = if beyond_limits {
                self.ignore(event, &[], now).await?
            } else {
                let mut whom = self.whom(event, &known).await?;
                if self.merge_by_event(event, &known, &mut whom, now).await? {
                    continue;
                }
                let rules = Rules {
                    care: &care,
                    model: model.as_ref(),
                };
                // What a decision holds on its way is large, and whoever waits for it need not hold it.
                let handled = self.handle(rules, event, &known, &whom, &mut counted, now);
                Box::pin(handled).await?
            };
            if let Some(received) = handled {
                return Ok(received);
            }
        }
        Err(DeskError::Contended)
    }

    async fn repeated(&self, seen: &Seen) -> Result<Received, DeskError> {
        self.finish(&seen.notices).await?;
        Ok(Received::Repeated(seen.thread.clone()))
    }

    /// None when others were faster and the event must be looked at anew.
    async fn handle(
        &self,
        rules: Rules<'_>,
        event: &ContactEvent,
        known: &Known,
        whom: &Whom,
        counted: &mut Counted,
        now: Timestamp,
    ) -> Result<Option<Received>, DeskError> {
        if event.kind.is_message() && event.opens_thread {
            return self.message(rules, event, known, whom, counted, now).await;
        }
        let care = rules.care;
        let home = whom.home.as_ref();
        let leads = home.map(|home| known.leads.to_write(event, home));
        let leads = leads.unwrap_or_default();
        let Some(thread) = self.thread_concerned(event, whom).await? else {
            return self.ignore(event, &leads, now).await;
        };
        if event.kind == EventKind::Echo && !event.sent_by_us {
            return Box::pin(self.echo(care, event, thread, &leads, now)).await;
        }
        let change = if event.kind == EventKind::Echo {
            echo::note_own_echo(thread, event)
        } else {
            receive::note_event(thread, event)
        };
        self.conclude(
            Commit {
                event: Some(event),
                change: Some(&change),
                identify: Some(&leads),
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
        whom: &Whom,
    ) -> Result<Option<Thread>, DeskError> {
        if let Some(thread) = &whom.refers_to {
            return Ok(Some(thread.clone()));
        }
        let Some(Standing { customer, .. }) = &whom.customer else {
            return Ok(None);
        };
        if event.auto_submitted
            || (event.target_message_id.is_some() && event.kind != EventKind::Echo)
        {
            return Ok(None);
        }
        let open = customer.open.iter().map(|open| open.thread.clone());
        let ids: Vec<ThreadId> = open.collect();
        let threads = self.store.threads(&ids).await?;
        Ok(threads
            .into_iter()
            .max_by_key(|thread| thread.last_message_at))
    }

    /// An answer that was written in the provider's own app.
    async fn echo(
        &self,
        care: &Care,
        event: &ContactEvent,
        thread: Thread,
        leads: &[LeadWrite],
        now: Timestamp,
    ) -> Result<Option<Received>, DeskError> {
        let answer = Answer {
            at: event.happened_at().min(event.received_at),
            agent: None,
            by: event.channel.as_str(),
            text: event.text.as_deref(),
            automatic: echo::is_automatic_echo(care, &thread, event),
            occasion: event.event_key.as_str(),
            follows_by: None,
        };
        let change = match action::answer(care, thread.clone(), &answer, now) {
            Ok(change) => change,
            Err(_) => receive::note_event(thread, event),
        };
        let freed = !change.loads.is_empty();
        let concluded = self
            .conclude(
                Commit {
                    event: Some(event),
                    change: Some(&change),
                    identify: Some(leads),
                },
                now,
            )
            .await?;
        if freed && concluded.is_some() {
            self.drain(care, change.thread.agent.as_ref(), now).await?;
        }
        let promises = PromiseCounts::from(&change);
        Ok(concluded.map(|received| match received {
            Received::Joined(id) if !promises.is_empty() => Received::Answered(id, promises),
            received => received,
        }))
    }

    async fn ignore(
        &self,
        event: &ContactEvent,
        leads: &[LeadWrite],
        now: Timestamp,
    ) -> Result<Option<Received>, DeskError> {
        self.conclude(
            Commit {
                event: Some(event),
                change: None,
                identify: Some(leads),
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
