//! Whom an event is from: the customer to whom its contact and identities lead, and whoever else they lead to.

use std::collections::BTreeSet;

use domain::customer::Customer;
use domain::merging::{self, Because};
use domain::people::{People, Standing};
use domain::{ContactEvent, CustomerId, IdentityKind, MergeId, Thread, ThreadId};
use jiff::Timestamp;
use store::{Committed, Known};
use uuid::Uuid;

use crate::Desk;
use crate::error::DeskError;

/// Whom an event is from, as far as the table knows.
pub(crate) struct Whom {
    /// To whom its contact leads, else its first identity that leads to anybody.
    pub(crate) home: Option<CustomerId>,
    /// Who stands for them.
    pub(crate) customer: Option<Standing>,
    /// The thread that it answers or is about.
    pub(crate) refers_to: Option<Thread>,
    /// An e-mail address of the customer's is verified with it, or named in it.
    pub(crate) knows_address: bool,
    people: People,
    homes: Vec<CustomerId>,
}

impl Desk {
    /// Reads whom an event is from.
    pub(crate) async fn whom(
        &self,
        event: &ContactEvent,
        known: &Known,
    ) -> Result<Whom, DeskError> {
        let homes = known.leads.homes(event);
        let referred: Vec<ThreadId> = known.refers_to.iter().cloned().collect();
        let ids = [homes.as_slice(), &known.named].concat();
        let (people, threads) = self.store.people(&ids, &referred).await?;
        let home = homes.first().cloned();
        let stands = home.as_ref().map(|home| {
            let standing = people.standing(home);
            standing.unwrap_or_else(|| Standing::alone(Customer::new(home.clone())))
        });
        let whom = Whom {
            knows_address: stands
                .as_ref()
                .is_some_and(|standing| knows_address(&standing.customer, known, &people)),
            home,
            customer: stands,
            refers_to: threads.into_iter().next(),
            people,
            homes,
        };
        Ok(whom)
    }

    /// Merges the customer with another to whom the event leads, unless people told them apart. True when there was one,
    /// whether or not somebody else was faster: then all must be looked up anew.
    pub(crate) async fn merge_by_event(
        &self,
        event: &ContactEvent,
        known: &Known,
        whom: &mut Whom,
        now: Timestamp,
    ) -> Result<bool, DeskError> {
        let Some(other) = self.also(whom).await? else {
            return Ok(false);
        };
        let Some(customer) = whom.customer.clone() else {
            return Ok(false);
        };
        let because = Because::Event {
            event: event.event_key.clone(),
            kinds: kinds(known, &other.customer, &whom.people),
        };
        let regrouping = merging::merge(customer, other, new_merge_id(), because, now);
        let written = self.store.regroup(&regrouping).await?;
        if let (Committed::Yes, Some(merge)) = (written, &regrouping.merge) {
            tracing::info!(merge.id = %merge.id, event.key = %event.event_key, "two customers are one");
        }
        Ok(true)
    }

    /// Another customer to whom the event leads, whom nobody told apart from the first.
    async fn also(&self, whom: &mut Whom) -> Result<Option<Standing>, DeskError> {
        let Some(Standing { customer, .. }) = &whom.customer else {
            return Ok(None);
        };
        let stand: Vec<Standing> = whom
            .homes
            .iter()
            .filter_map(|home| whom.people.standing(home))
            .filter(|other| other.customer.id != customer.id)
            .collect();
        let apart: Vec<CustomerId> = stand
            .iter()
            .flat_map(|other| &other.customer.apart)
            .chain(&customer.apart)
            .cloned()
            .collect();
        if !stand.is_empty() && !apart.is_empty() {
            whom.people.join(self.store.people(&apart, &[]).await?.0);
        }
        let joinable = |other: &Standing| !whom.people.are_apart(customer, &other.customer);
        Ok(stand.into_iter().find(joinable))
    }

    /// Whether a thread is the customer's, or that of somebody who was merged into them.
    pub(crate) async fn is_of(
        &self,
        thread: &Thread,
        whom: &Whom,
        customer: &Customer,
    ) -> Result<bool, DeskError> {
        let stands = match whom.people.who_stands_for(&thread.customer) {
            Some(stands) => Some(stands.id.clone()),
            None => {
                let read = self.store.who_stands_for(&thread.customer).await?;
                read.map(|standing| standing.customer.id)
            }
        };
        Ok(stands.as_ref() == Some(&customer.id))
    }
}

fn knows_address(customer: &Customer, known: &Known, people: &People) -> bool {
    let verified = known.leads.aliases.iter().filter_map(|(alias, lead)| {
        let is_address = alias.kind() == Some(IdentityKind::Email);
        lead.as_ref().filter(|_| is_address)
    });
    verified
        .map(|lead| &lead.customer)
        .chain(&known.named)
        .filter_map(|home| people.who_stands_for(home))
        .any(|stands| stands.id == customer.id)
}

/// The kinds of what leads to the other one.
fn kinds(known: &Known, other: &Customer, people: &People) -> Vec<IdentityKind> {
    let leads_there = |customer: &CustomerId| {
        let stands = people.who_stands_for(customer);
        stands.is_some_and(|stands| stands.id == other.id)
    };
    let aliases = known.leads.aliases.iter().filter_map(|(alias, lead)| {
        let lead = lead.as_ref()?;
        alias.kind().filter(|_| leads_there(&lead.customer))
    });
    let contact = known.leads.contact.as_ref();
    let contact = contact.filter(|contact| leads_there(&contact.lead.customer));
    let kinds: BTreeSet<IdentityKind> = aliases
        .chain(contact.map(|_| IdentityKind::Contact))
        .collect();
    kinds.into_iter().collect()
}

/// An id that an operator can type. Where it is taken, the table refuses it and the next try draws anew.
pub(crate) fn new_merge_id() -> MergeId {
    let drawn = Uuid::new_v4().as_u128() % 9_000_000;
    MergeId::new(format!("M-{}", 1_000_000 + drawn))
}

/// An id for a customer of whom nothing is known yet. Later ones are greater.
pub(crate) fn new_customer_id() -> CustomerId {
    CustomerId::new(Uuid::now_v7().to_string())
}
