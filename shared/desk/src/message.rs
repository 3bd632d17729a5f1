//! A customer's message: customer → thread → topic → promise → agent.

use bytes::Bytes;
use domain::change::Change;
use domain::courtesy::is_courtesy;
use domain::customer::Customer;
use domain::placement::{Placement, place};
use domain::receive::{self, Arrival};
use domain::{
    Care, ContactEvent, CustomerId, IdentityKind, Language, Proof, Status, Thread, ThreadId,
};
use jiff::Timestamp;
use store::{Commit, Identify, Known};
use uuid::Uuid;

use crate::Desk;
use crate::error::DeskError;
use crate::receive::Received;

/// Bytes of a text that stand in the table; a longer one stands whole in the vault.
const LONGEST_TEXT: usize = 4096;

impl Desk {
    /// Handles a message. None when others were faster and it must be looked at anew.
    pub(crate) async fn message(
        &self,
        care: &Care,
        event: &ContactEvent,
        known: &Known,
        now: Timestamp,
    ) -> Result<Option<Received>, DeskError> {
        let referred: Vec<ThreadId> = known.refers_to.iter().cloned().collect();
        let (customer, threads) = self
            .store
            .customer_and_threads(known.customer(), &referred)
            .await?;
        let customer = customer.unwrap_or_else(|| newcomer(known));
        let replies_to = threads
            .into_iter()
            .find(|thread| thread.customer == customer.id);
        let arrival = self.arrival(care, event, &customer).await?;
        let thread = self
            .thread_for(event, &customer, replies_to, &arrival)
            .await?;
        let mut change = match thread {
            Some(thread) => receive::join(care, thread, &arrival, now)?,
            None => receive::open(care, new_reference(care), customer.clone(), &arrival)?,
        };
        if receive::needs_an_agent(&change.thread) {
            let occasion = if change.expects.is_none() {
                "message"
            } else {
                "returned"
            };
            self.assign(care, &mut change, Some(&customer), occasion, now)
                .await?;
        }
        keep_customer_in_step(&mut change, customer);
        let aliases = known.unclaimed();
        let contact = known.by_contact.is_none();
        let identify = Identify {
            customer: &change.thread.customer,
            contact,
            aliases: &aliases,
        };
        let identify = (contact || !aliases.is_empty()).then_some(identify);
        self.conclude(
            Commit {
                event: Some(event),
                change: Some(&change),
                identify,
            },
            now,
        )
        .await
    }

    async fn arrival<'e>(
        &self,
        care: &Care,
        event: &'e ContactEvent,
        customer: &Customer,
    ) -> Result<Arrival<'e>, DeskError> {
        let (text, whole_text_at) = self.kept_text(event).await?;
        let hints: Vec<&str> = event
            .language
            .as_deref()
            .into_iter()
            .chain(customer.language.as_ref().map(Language::as_str))
            .collect();
        let subject = event.subject.as_deref().unwrap_or_default();
        Ok(Arrival {
            event,
            topic: topics::tell(care, event),
            language: topics::language(care, event.new_text(), &hints),
            orders: care.orders_in(&format!("{subject}\n{}", event.new_text())),
            segment: segment(care, event),
            whole_text_at,
            text,
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
        replies_to: Option<Thread>,
        arrival: &Arrival<'_>,
    ) -> Result<Option<Thread>, DeskError> {
        if let Some(thread) = replies_to {
            return Ok(Some(thread));
        }
        let motive = receive::explicit_motive(&arrival.topic);
        let ids = match place(event, customer, None, motive, &arrival.orders) {
            Placement::Join(id) => vec![id],
            Placement::JoinLatestOf(ids) => ids,
            Placement::Open => late_courtesy(event, customer),
        };
        let (_, threads) = self.store.customer_and_threads(None, &ids).await?;
        Ok(threads
            .into_iter()
            .max_by_key(|thread| thread.last_message_at))
    }
}

/// Thanks after the last thread was resolved stand on that thread, and open none.
fn late_courtesy(event: &ContactEvent, customer: &Customer) -> Vec<ThreadId> {
    let courtesy =
        customer.open.is_empty() && is_courtesy(event.new_text(), event.attachments_count);
    customer
        .last_resolved
        .iter()
        .filter(|_| courtesy)
        .cloned()
        .collect()
}

fn newcomer(known: &Known) -> Customer {
    let id = known.customer().cloned();
    Customer::new(id.unwrap_or_else(|| CustomerId::new(Uuid::now_v7().to_string())))
}

/// A reference that nobody can guess from another. Where it is taken, the table refuses it and the next try draws anew.
fn new_reference(care: &Care) -> ThreadId {
    let drawn = Uuid::new_v4().as_u128() % 9_000_000;
    ThreadId::new(format!("{}-{}", care.reference_prefix, 1_000_000 + drawn))
}

/// The customer is written with the thread where it enters or leaves their open ones.
fn keep_customer_in_step(change: &mut Change, customer: Customer) {
    let listed = customer
        .open
        .iter()
        .any(|open| open.thread == change.thread.id);
    let open = change.thread.status != Status::Resolved;
    if listed != open {
        change.customer = Some(customer.with_thread(&change.thread));
    }
}

/// The segment that one of the customer's identities belongs to. What they claim counts for nothing.
fn segment(care: &Care, event: &ContactEvent) -> Option<String> {
    event
        .identities
        .iter()
        .filter(|identity| {
            identity.proof == Proof::Verified && identity.kind != IdentityKind::Username
        })
        .find_map(|identity| care.segments.get(&identity.value.to_lowercase()))
        .cloned()
}
