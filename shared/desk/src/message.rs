//! A customer's message: customer → thread → topic → promise → agent.

use bytes::Bytes;
use domain::customer::Customer;
use domain::held::HeldBecause;
use domain::mood::Mood;
use domain::people::Standing;
use domain::person::who_writes;
use domain::placement::{Placement, late_courtesy, place};
use domain::receive::{self, Arrival};
use domain::{
    Care, ContactEvent, CustomerId, IdentityKind, Language, Proof, Thread, ThreadId, identity,
};
use jiff::Timestamp;
use store::{Commit, Known};
use uuid::Uuid;

use crate::Desk;
use crate::error::DeskError;
use crate::holding::{as_spam, percent};
use crate::receive::{Counted, Received, Rules};
use crate::whom::{Whom, new_customer_id};

/// Bytes of a text that stand in the table; a longer one stands whole in the vault.
const LONGEST_TEXT: usize = 4096;

impl Desk {
    /// Handles a message. None when others were faster and it must be looked at anew.
    pub(crate) async fn message(
        &self,
        rules: Rules<'_>,
        event: &ContactEvent,
        known: &Known,
        whom: &Whom,
        counted: &mut Counted,
        now: Timestamp,
    ) -> Result<Option<Received>, DeskError> {
        let care = rules.care;
        let home = whom.home.clone().unwrap_or_else(new_customer_id);
        let standing = whom.customer.clone();
        let standing = standing.unwrap_or_else(|| Standing::alone(Customer::new(home.clone())));
        let customer = &standing.customer;
        let mut arrival = self.arrival(rules, event, customer, whom, home).await?;
        let place = self.thread_for(event, customer, whom, &arrival).await?;
        arrival.held = self
            .held(care, &arrival, whom, place.thread.as_ref(), counted, now)
            .await?;
        let mut change = match place.thread {
            Some(thread) => receive::join(care, thread, &arrival, now)?,
            None => receive::open(care, new_reference(care), customer.clone(), &arrival)?,
        };
        if receive::needs_an_agent(&change.thread) {
            let occasion = if change.expects.is_none() {
                "message"
            } else {
                "returned"
            };
            self.assign(care, &mut change, Some(customer), occasion, now)
                .await?;
        }
        let line = identity::has_line(event);
        change.keep_in_step(&standing, line, place.is_doubtful);
        let leads = known.leads.to_write(event, &arrival.home);
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

    /// Why somebody must look at a message before anybody works on it. Who is in talk with us, or names an order, is never
    /// held; what goes on in a held thread is asked again.
    async fn held(
        &self,
        care: &Care,
        arrival: &Arrival<'_>,
        whom: &Whom,
        thread: Option<&Thread>,
        counted: &mut Counted,
        now: Timestamp,
    ) -> Result<Option<HeldBecause>, DeskError> {
        let is_new = whom.home.is_none();
        let in_talk = thread.is_some_and(|thread| thread.held.is_none());
        if in_talk || !arrival.orders.is_empty() {
            return Ok(None);
        }
        if let Some(spam) = as_spam(care, arrival.event, is_new) {
            return Ok(Some(spam));
        }
        if let Some(told) = &counted.incident {
            return Ok(told.clone());
        }
        let told = self.incident(care, arrival.event, now).await?;
        Ok(counted.incident.insert(told).clone())
    }

    async fn arrival<'e>(
        &self,
        rules: Rules<'_>,
        event: &'e ContactEvent,
        customer: &Customer,
        whom: &Whom,
        home: CustomerId,
    ) -> Result<Arrival<'e>, DeskError> {
        let care = rules.care;
        let (text, whole_text_at) = self.kept_text(event).await?;
        let mood = topics::mood(event.new_text());
        let hints: Vec<&str> = event
            .language
            .as_deref()
            .into_iter()
            .chain(customer.language.as_ref().map(Language::as_str))
            .collect();
        let subject = event.subject.as_deref().unwrap_or_default();
        let orders = care.orders_in(&format!("{subject}\n{}", event.new_text()));
        let line = is_on_line(customer, event);
        Ok(Arrival {
            event,
            home,
            writer: who_writes(customer, event, &orders, line, whom.knows_address),
            topic: topics::tell(care, rules.model, event),
            language: topics::language(care, event.new_text(), &hints),
            orders,
            segment: care.segment_of(event),
            whole_text_at,
            text,
            mood: Mood {
                anger: percent(mood.anger.value),
                urgency: percent(mood.urgency.value),
            },
            held: None,
            receipt_to: verified_address(event),
        })
    }

    /// A text as it stands in the table, and where the whole of a long one stands.
    async fn kept_text(&self, event: &ContactEvent) -> Result<(String, Option<String>), DeskError> {
        let text = event.text.as_deref().unwrap_or_default();
        if text.len() <= LONGEST_TEXT {
            return Ok((text.to_owned(), event.whole_text_at.clone()));
        }
        let beginning = text
            .get(..text.floor_char_boundary(LONGEST_TEXT))
            .unwrap_or_default()
            .to_owned();
        if event.whole_text_at.is_some() {
            return Ok((beginning, event.whole_text_at.clone()));
        }
        let key = format!("texts/{}/{}.txt", event.channel, event.event_key);
        self.vault
            .put(
                &key,
                Bytes::copy_from_slice(text.as_bytes()),
                "text/plain; charset=utf-8",
            )
            .await?;
        Ok((beginning, Some(key)))
    }

    /// The thread that a message joins, as it is now; none for a new one.
    async fn thread_for(
        &self,
        event: &ContactEvent,
        customer: &Customer,
        whom: &Whom,
        arrival: &Arrival<'_>,
    ) -> Result<Place, DeskError> {
        let referred = whom.refers_to.iter().cloned().collect();
        let (referred, _) = self.theirs(referred, whom, customer).await?;
        if let Some(thread) = referred.into_iter().next() {
            return Ok(Place::of(Some(thread), customer, false));
        }
        let line = is_on_line(customer, event);
        let seen = arrival.writer.sees(customer, event, &arrival.orders, line);
        let motive = receive::explicit_motive(&arrival.topic);
        let ids = match place(event, &seen, None, motive, &arrival.orders) {
            Placement::Join(id) => vec![id],
            Placement::JoinLatestOf(ids) => ids,
            Placement::Open => late_courtesy(event, &seen),
        };
        let threads = self.store.threads(&ids).await?;
        let (threads, others) = self.theirs(threads, whom, customer).await?;
        let latest = threads
            .into_iter()
            .max_by_key(|thread| thread.last_message_at);
        Ok(Place::of(latest, customer, others > 0))
    }

    /// Those of the threads that are the customer's, and how many are not: they were split off a moment ago.
    async fn theirs(
        &self,
        threads: Vec<Thread>,
        whom: &Whom,
        customer: &Customer,
    ) -> Result<(Vec<Thread>, usize), DeskError> {
        let (mut theirs, mut others) = (Vec::new(), 0);
        for thread in threads {
            if self.is_of(&thread, whom, customer).await? {
                theirs.push(thread);
            } else {
                others += 1;
            }
        }
        Ok((theirs, others))
    }
}

/// Where a message goes.
struct Place {
    /// The thread that it joins; none for a new one.
    thread: Option<Thread>,
    /// Thread and customer do not fit together as they were read, because somebody changed them in between. Then the
    /// customer is written in any case: the condition on their version tells.
    is_doubtful: bool,
}

impl Place {
    fn of(thread: Option<Thread>, customer: &Customer, is_doubtful: bool) -> Self {
        let fits = thread.as_ref().is_none_or(|thread| customer.fits(thread));
        Self {
            thread,
            is_doubtful: is_doubtful || !fits,
        }
    }
}

/// Whether somebody else may hold the line that it came by.
fn is_on_line(customer: &Customer, event: &ContactEvent) -> bool {
    customer.line || identity::has_line(event)
}

/// A reference that nobody can guess from another. Where it is taken, the table refuses it and the next try draws anew.
fn new_reference(care: &Care) -> ThreadId {
    let drawn = Uuid::new_v4().as_u128() % 9_000_000;
    ThreadId::new(format!("{}-{}", care.reference_prefix, 1_000_000 + drawn))
}

/// The customer's own mail address, where it is proved: a receipt may go there.
fn verified_address(event: &ContactEvent) -> Option<String> {
    let mut proved = event.identities.iter().filter(|identity| {
        identity.kind == IdentityKind::Email && identity.proof == Proof::Verified
    });
    proved.next().map(|identity| identity.value.clone())
}
