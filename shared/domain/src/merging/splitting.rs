//! Another person on the same line: they become a customer of their own.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{Regrouping, keep_apart};
use crate::customer::Customer;
use crate::identity::{KnownContact, Lead, LeadWrite, Leading};
use crate::ids::{AliasKey, CustomerId};
use crate::people::{People, Standing};
use crate::thread::{Status, Thread};
use crate::timeline::{Entry, What, WhoEntry, WhoFound};

/// What is known of a thread whose writer is another person than its customer.
#[derive(Clone, Debug)]
pub struct Another {
    /// The thread.
    pub thread: Thread,
    /// Other open threads in which they seem to write, on the same contact.
    pub also: Vec<Thread>,
    /// Where the thread's contact leads.
    pub contact: Option<KnownContact>,
    /// Where the identities lead that came with it.
    pub aliases: Vec<(AliasKey, Option<Lead>)>,
}

/// Makes the writer of a thread a customer of their own, `id`, with the thread's contact, the identities that came with
/// it, and the thread. Nothing joins them with the customer before by itself any more. `people` are the thread's
/// customer and whoever else the contact and its identities lead to, with their ways.
///
/// None when the thread's customer was not read.
pub fn split(
    another: Another,
    people: &People,
    id: CustomerId,
    at: Timestamp,
) -> Option<Regrouping> {
    let home = people.get(&another.thread.customer)?.clone();
    let Standing {
        customer: standing,
        mut way,
    } = people.standing(&home.id)?;
    way.retain(|(customer, _)| *customer != home.id);
    let leads = leads(&another, people, &standing.id, &id);
    let led = leads.iter().flat_map(|write| &write.was);
    let mut told_apart = vec![home.id.clone(), standing.id.clone()];
    told_apart.extend(led.map(|was| was.customer.clone()));
    let threads: Vec<Thread> = std::iter::once(another.thread)
        .chain(another.also)
        .collect();
    let customers = grouped(&threads, standing, home, &told_apart, id.clone());
    let threads: Vec<Thread> = threads
        .into_iter()
        .map(|thread| theirs(thread, &id))
        .collect();
    let told = threads
        .iter()
        .map(|thread| (thread.id.clone(), told(thread, at)));
    Some(Regrouping {
        entries: told.collect(),
        customers,
        unchanged: way,
        threads,
        leads,
        ..Regrouping::default()
    })
}

/// The thread's contact and the identities that came with it lead to the new customer, as far as they led to whoever
/// stands for the old one.
fn leads(
    another: &Another,
    people: &People,
    standing: &CustomerId,
    id: &CustomerId,
) -> Vec<LeadWrite> {
    let theirs = |lead: &Lead| {
        let stands = people.who_stands_for(&lead.customer);
        stands.is_some_and(|customer| customer.id == *standing)
    };
    let write = |of, lead: &Lead, aliases| LeadWrite {
        of,
        to: id.clone(),
        seen_at: lead.seen_at,
        was: Some(lead.clone()),
        aliases,
    };
    let thread = &another.thread;
    let contact = another
        .contact
        .as_ref()
        .filter(|contact| theirs(&contact.lead));
    let contact = contact.map(|contact| {
        let of = Leading::Contact(thread.channel.clone(), thread.contact.clone());
        write(of, &contact.lead, contact.aliases.clone())
    });
    let aliases = another.aliases.iter().filter_map(|(alias, lead)| {
        let lead = lead.as_ref().filter(|lead| theirs(lead))?;
        Some(write(Leading::Alias(alias.clone()), lead, BTreeSet::new()))
    });
    contact.into_iter().chain(aliases).collect()
}

/// A thread as the new customer's.
fn theirs(thread: Thread, id: &CustomerId) -> Thread {
    Thread {
        customer: id.clone(),
        history_withheld: None,
        version: thread.version + 1,
        ..thread
    }
}

/// The customers after it: the new one, who stood for them, and whose thread it was if that is a third.
fn grouped(
    threads: &[Thread],
    standing: Customer,
    home: Customer,
    told_apart: &[CustomerId],
    id: CustomerId,
) -> Vec<Customer> {
    let third = Some(home).filter(|home| home.id != standing.id);
    let mut left = standing;
    let mut new = Customer::new(id);
    new.line = left.line;
    for thread in threads {
        left.open.retain(|open| open.thread != thread.id);
        left.past.retain(|past| past.thread != thread.id);
        let theirs = theirs(thread.clone(), &new.id);
        new = new.with_thread(&theirs);
    }
    for thread in threads {
        forget(&mut left, thread);
    }
    keep_apart(&mut new, told_apart);
    let mut customers: Vec<Customer> = std::iter::once(left).chain(third).collect();
    for customer in &mut customers {
        keep_apart(customer, std::slice::from_ref(&new.id));
    }
    customers.push(new);
    customers
}

/// What a thread taught of its writer is not the customer's.
fn forget(customer: &mut Customer, thread: &Thread) {
    if thread.history_withheld.is_none() {
        let kept: Vec<String> = customer
            .open
            .iter()
            .flat_map(|open| open.orders.clone())
            .collect();
        customer
            .orders
            .retain(|order| !thread.orders.contains(order) || kept.contains(order));
        if customer.name == thread.customer_name {
            customer.name = None;
        }
    }
    if thread.status == Status::Resolved && customer.last_resolved.as_ref() == Some(&thread.id) {
        customer.last_resolved = None;
    }
}

fn told(thread: &Thread, at: Timestamp) -> Entry {
    Entry {
        at,
        id: format!("another_person#{}", thread.version),
        what: What::Who(WhoEntry {
            found: WhoFound::AnotherPerson,
            merge: None,
        }),
    }
}
