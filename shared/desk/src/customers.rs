//! What people do with customers: merge two, undo that, tell one person from another.

use domain::customer::Customer;
use domain::merging::{self, Another, Because, Merge};
use domain::people::{People, Standing};
use domain::{CustomerId, MergeId, Thread, ThreadId, action};
use jiff::Timestamp;
use store::Committed;

use crate::error::DeskError;
use crate::whom::{new_customer_id, new_merge_id};
use crate::{Acted, Desk, TRIES};

/// Further threads that go with a person. A transaction has a hundred items, and each thread is two.
const MOST_ALSO: usize = 15;

/// What telling a person from another led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// The new customer.
    pub customer: CustomerId,
    /// Who stood for them before.
    pub from: CustomerId,
    /// The threads that are theirs now.
    pub threads: Vec<ThreadId>,
}

impl Desk {
    /// Merges two customers, also such as were told apart before. Gives the merge, by which it is undone.
    ///
    /// # Errors
    /// [`DeskError`] when there is no such customer, both are one already, or the table cannot be used.
    pub async fn merge(
        &self,
        one: &CustomerId,
        other: &CustomerId,
        now: Timestamp,
    ) -> Result<Merge, DeskError> {
        for _ in 0..TRIES {
            let (people, _) = self
                .store
                .people(&[one.clone(), other.clone()], &[])
                .await?;
            let (one, other) = (standing(&people, one)?, standing(&people, other)?);
            if one.customer.id == other.customer.id {
                return Err(DeskError::OneAlready(one.customer.id));
            }
            let regrouping = merging::merge(one, other, new_merge_id(), Because::Operator, now);
            if self.store.regroup(&regrouping).await? == Committed::Yes {
                return regrouping.merge.ok_or(DeskError::Contended);
            }
        }
        Err(DeskError::Contended)
    }

    /// Undoes a merge: contacts, identities and open threads are whose they were, and nothing joins the two customers by
    /// itself any more.
    ///
    /// # Errors
    /// [`DeskError`] when there is no such merge, it is undone already, or the table cannot be used.
    pub async fn unmerge(&self, id: &MergeId, now: Timestamp) -> Result<Merge, DeskError> {
        for _ in 0..TRIES {
            let merge = self.store.merge(id).await?;
            let merge = merge.ok_or_else(|| DeskError::NoMerge(id.clone()))?;
            let (mut people, _) = self
                .store
                .people(std::slice::from_ref(&merge.merged), &[])
                .await?;
            let homes: Vec<CustomerId> = people
                .who_stands_for(&merge.merged)
                .iter()
                .flat_map(|customer| {
                    let open = customer.open.iter().filter_map(|open| open.home.clone());
                    open.chain(customer.past.iter().filter_map(|past| past.home.clone()))
                })
                .collect();
            people.join(self.store.people(&homes, &[]).await?.0);
            let regrouping = merging::part(merge, &people, now)?;
            if self.store.regroup(&regrouping).await? == Committed::Yes {
                return regrouping.merge.ok_or(DeskError::Contended);
            }
        }
        Err(DeskError::Contended)
    }

    /// Another person writes in a thread than its customer: they become a customer of their own, with the thread and the
    /// contact it came by. Nothing joins them with the customer by itself any more.
    ///
    /// # Errors
    /// [`DeskError`] when there is no such thread, or the table cannot be used.
    pub async fn split(&self, id: &ThreadId, now: Timestamp) -> Result<Split, DeskError> {
        for _ in 0..TRIES {
            let thread = self.store.thread(id).await?;
            let thread = thread.ok_or_else(|| DeskError::NoThread(id.clone()))?;
            let home = thread.customer.clone();
            let contact = self.store.contact(&thread.channel, &thread.contact).await?;
            let aliases = contact.iter().flat_map(|contact| contact.aliases.clone());
            let aliases = self.store.aliases(aliases).await?;
            let mut ids = vec![home.clone()];
            ids.extend(contact.iter().map(|contact| contact.lead.customer.clone()));
            let leads = aliases.iter().filter_map(|(_, lead)| lead.as_ref());
            ids.extend(leads.map(|lead| lead.customer.clone()));
            let (people, _) = self.store.people(&ids, &[]).await?;
            let from = standing(&people, &home)?.customer;
            let another = Another {
                also: self.also_theirs(&thread, &from).await?,
                thread,
                contact,
                aliases,
            };
            let customer = new_customer_id();
            let regrouping = merging::split(another, &people, customer.clone(), now)
                .ok_or_else(|| DeskError::NoCustomer(home))?;
            if self.store.regroup(&regrouping).await? == Committed::Yes {
                let threads = regrouping.threads.into_iter().map(|thread| thread.id);
                return Ok(Split {
                    customer,
                    from: from.id,
                    threads: threads.collect(),
                });
            }
        }
        Err(DeskError::Contended)
    }

    /// The customer themselves write in a thread, although it looked as if somebody else did: their history is shown
    /// with it again.
    ///
    /// # Errors
    /// [`DeskError`] when there is no such thread, nothing is withheld from it, or the table cannot be used.
    pub async fn same_person(&self, id: &ThreadId, now: Timestamp) -> Result<Acted, DeskError> {
        self.act(id, now, async |_, thread| {
            let standing = self.customer_of(&thread).await?;
            Ok(action::same_person(thread, &standing, now)?)
        })
        .await
    }

    /// Whoever stands for a thread's customer.
    pub(crate) async fn customer_of(&self, thread: &Thread) -> Result<Standing, DeskError> {
        let stands = self.store.who_stands_for(&thread.customer).await?;
        Ok(stands.unwrap_or_else(|| Standing::alone(Customer::new(thread.customer.clone()))))
    }

    /// Other open threads on a thread's contact in which its customer's history is withheld.
    async fn also_theirs(
        &self,
        thread: &Thread,
        customer: &Customer,
    ) -> Result<Vec<Thread>, DeskError> {
        let withheld = customer
            .open
            .iter()
            .filter(|open| open.withheld && open.thread != thread.id);
        let ids = withheld.map(|open| open.thread.clone()).take(MOST_ALSO);
        let ids: Vec<ThreadId> = ids.collect();
        let mut threads = self.store.threads(&ids).await?;
        threads.retain(|other| {
            other.history_withheld.is_some()
                && (&other.channel, &other.contact) == (&thread.channel, &thread.contact)
        });
        Ok(threads)
    }
}

fn standing(people: &People, id: &CustomerId) -> Result<Standing, DeskError> {
    let stands = people.standing(id);
    stands.ok_or_else(|| DeskError::NoCustomer(id.clone()))
}
