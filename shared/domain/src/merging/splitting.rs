//! Another person on the same line: they become a customer of their own.

use jiff::Timestamp;

use super::{Regrouping, keep_apart};
use crate::customer::Customer;
use crate::identity::{KnownContact, Lead, LeadWrite, Leading};
use crate::ids::{AliasKey, CustomerId};
use crate::people::People;
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
    let Another {
        thread,
        also,
        contact,
        aliases,
    } = another;
    let home = people.get(&thread.customer)?;
    let found = people.standing(&home.id)?;
    let standing = &found.customer;
    let theirs = |lead: &Lead| {
        let stands = people.who_stands_for(&lead.customer);
        stands.is_some_and(|customer| customer.id == standing.id)
    };
    let contact = contact.filter(|contact| theirs(&contact.lead));
    let mut leads: Vec<LeadWrite> = Vec::new();
    leads.extend(contact.map(|contact| LeadWrite {
        of: Leading::Contact(thread.channel.clone(), thread.contact.clone()),
        to: id.clone(),
        seen_at: contact.lead.seen_at,
        was: Some(contact.lead),
        aliases: contact.aliases,
    }));
    let of_contact = aliases
        .into_iter()
        .filter_map(|(alias, lead)| Some((alias, lead.filter(theirs)?)));
    leads.extend(of_contact.map(|(alias, lead)| LeadWrite {
        of: Leading::Alias(alias),
        to: id.clone(),
        seen_at: lead.seen_at,
        was: Some(lead),
        aliases: Default::default(),
    }));
    let mut told_apart = vec![home.id.clone(), standing.id.clone()];
    told_apart.extend(
        leads
            .iter()
            .flat_map(|write| &write.was)
            .map(|was| was.customer.clone()),
    );
    let threads: Vec<Thread> = std::iter::once(thread).chain(also).collect();
    let customers = grouped(&threads, standing, home, &told_apart, id.clone());
    let threads: Vec<Thread> = threads
        .into_iter()
        .map(|thread| Thread {
            customer: id.clone(),
            history_withheld: None,
            version: thread.version + 1,
            ..thread
        })
        .collect();
    Some(Regrouping {
        entries: threads
            .iter()
            .map(|thread| (thread.id.clone(), told(thread, at)))
            .collect(),
        unchanged: found
            .way
            .iter()
            .filter(|(id, _)| *id != home.id)
            .cloned()
            .collect(),
        customers,
        threads,
        leads,
        ..Regrouping::default()
    })
}

/// The customers after it: the new one, who stood for them, and whose thread it was if that is a third.
fn grouped(
    threads: &[Thread],
    standing: &Customer,
    home: &Customer,
    told_apart: &[CustomerId],
    id: CustomerId,
) -> Vec<Customer> {
    let mut new = Customer::new(id);
    new.line = standing.line;
    let mut left = standing.clone();
    left.open
        .retain(|open| threads.iter().all(|thread| thread.id != open.thread));
    for thread in threads {
        let theirs = Thread {
            customer: new.id.clone(),
            history_withheld: None,
            ..thread.clone()
        };
        new = new.with_thread(&theirs);
        forget(&mut left, thread);
    }
    keep_apart(&mut new, told_apart);
    keep_apart(&mut left, std::slice::from_ref(&new.id));
    let mut home = home.clone();
    keep_apart(&mut home, std::slice::from_ref(&new.id));
    let third = (home.id != left.id).then_some(home);
    [Some(new), Some(left), third]
        .into_iter()
        .flatten()
        .collect()
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
