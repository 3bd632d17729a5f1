//! A table as merges see it: what is written must find what was read, and everything has its one place.

use std::collections::{BTreeMap, BTreeSet};

use domain::customer::Customer;
use domain::identity::{KnownContact, Lead, LeadWrite, Leading, Leads, leading};
use domain::merging::{self, Another, Because, Merge, PartError, Regrouping};
use domain::people::{People, Standing};
use domain::person::who_writes;
use domain::placement::{Placement, place};
use domain::receive::{self, Arrival};
use domain::*;
use jiff::SignedDuration;
use proptest::prelude::*;

use crate::builders::*;

/// What happens to a desk.
#[derive(Clone, Debug)]
pub enum Happening {
    /// A contact writes; the provider verified these phones of theirs.
    Writes { contact: u8, phones: Vec<u8> },
    /// An operator merges the customers of two contacts.
    Merges { one: u8, other: u8 },
    /// An operator undoes one of the merges.
    Undoes(u8),
    /// An operator says that another person writes in one of the threads.
    Splits(u8),
    /// One of the threads is resolved.
    Resolves(u8),
}

pub fn happening() -> impl Strategy<Value = Happening> {
    let phones = prop::collection::vec(0..5_u8, 0..3);
    prop_oneof![
        6 => (0..6_u8, phones).prop_map(|(contact, phones)| Happening::Writes { contact, phones }),
        2 => (0..6_u8, 0..6_u8).prop_map(|(one, other)| Happening::Merges { one, other }),
        3 => any::<u8>().prop_map(Happening::Undoes),
        1 => any::<u8>().prop_map(Happening::Splits),
        3 => any::<u8>().prop_map(Happening::Resolves),
    ]
}

/// The table, as far as it matters here. What is written must find what was read.
pub struct World {
    pub care: Care,
    pub customers: BTreeMap<CustomerId, Customer>,
    pub contacts: BTreeMap<ContactKey, KnownContact>,
    pub aliases: BTreeMap<AliasKey, Lead>,
    pub threads: BTreeMap<ThreadId, Thread>,
    pub merges: Vec<Merge>,
    /// The messages that were sent, and the thread that each went to.
    messages: Vec<(u32, ThreadId)>,
    drawn: u32,
}

impl World {
    pub fn new() -> Self {
        Self {
            care: shop(),
            customers: BTreeMap::new(),
            contacts: BTreeMap::new(),
            aliases: BTreeMap::new(),
            threads: BTreeMap::new(),
            merges: Vec::new(),
            messages: Vec::new(),
            drawn: 0,
        }
    }

    fn draw(&mut self) -> u32 {
        self.drawn += 1;
        self.drawn
    }

    pub fn people(&self) -> People {
        let mut people = People::default();
        people.extend(self.customers.values().cloned());
        people
    }

    pub fn standing(&self, id: &CustomerId) -> Standing {
        self.people().standing(id).unwrap()
    }

    pub fn happens(&mut self, happening: &Happening) {
        match happening {
            Happening::Writes { contact, phones } => self.writes(*contact, phones),
            Happening::Merges { one, other } => {
                let stand = |number: &u8| {
                    let key = event(*number, &[], 0).contact_key().unwrap();
                    let known = self.contacts.get(&key)?;
                    Some(self.standing(&known.lead.customer))
                };
                if let (Some(one), Some(other)) = (stand(one), stand(other))
                    && one.customer.id != other.customer.id
                {
                    self.merge(one, other, Because::Operator);
                }
            }
            Happening::Undoes(number) => {
                if let Some(merge) = nth(&self.merges, *number).cloned() {
                    self.undo(merge);
                }
            }
            Happening::Splits(number) => {
                let threads: Vec<Thread> = self.threads.values().cloned().collect();
                if let Some(thread) = nth(&threads, *number) {
                    self.split(thread.clone());
                }
            }
            Happening::Resolves(number) => {
                let threads: Vec<Thread> = self.threads.values().cloned().collect();
                if let Some(thread) = nth(&threads, *number) {
                    self.resolve(thread.clone());
                }
            }
        }
    }

    /// As the desk receives a message.
    pub fn writes(&mut self, contact: u8, phones: &[u8]) {
        let number = self.draw();
        let event = event(contact, phones, number);
        loop {
            let leads = self.leads(&event);
            let homes = leads.homes(&event);
            let Some(home) = homes.first() else {
                let home = CustomerId::new(format!("c{number:04}"));
                let standing = Standing::alone(Customer::new(home.clone()));
                return self.placed(&event, &leads, home, standing, number);
            };
            let standing = self.standing(home);
            let people = self.people();
            let customer = &standing.customer;
            let other = homes
                .iter()
                .map(|home| people.standing(home).unwrap())
                .filter(|other| other.customer.id != customer.id)
                .find(|other| !people.are_apart(customer, &other.customer));
            let Some(other) = other else {
                return self.placed(&event, &leads, home.clone(), standing, number);
            };
            let because = Because::Event {
                event: event.event_key.clone(),
                kinds: vec![IdentityKind::Phone],
            };
            self.merge(standing, other, because);
        }
    }

    fn leads(&self, event: &ContactEvent) -> Leads {
        let aliases = leading(event).map(|identity| {
            let alias = AliasKey::of(&event.channel, identity);
            (alias.clone(), self.aliases.get(&alias).cloned())
        });
        Leads {
            contact: self.contacts.get(&event.contact_key().unwrap()).cloned(),
            aliases: aliases.collect(),
        }
    }

    fn placed(
        &mut self,
        event: &ContactEvent,
        leads: &Leads,
        home: CustomerId,
        standing: Standing,
        number: u32,
    ) {
        let customer = &standing.customer;
        let writer = who_writes(customer, event, &[], customer.line, false);
        let arrival = Arrival {
            home: home.clone(),
            writer,
            ..arrival(event)
        };
        let seen = writer.sees(customer, event, &[], customer.line);
        let joined = match place(event, &seen, None, None, &[]) {
            Placement::Join(id) => Some(id),
            Placement::JoinLatestOf(ids) => ids.last().cloned(),
            Placement::Open => None,
        };
        let change = match joined {
            Some(id) => receive::join(
                &self.care,
                self.threads[&id].clone(),
                &arrival,
                event.received_at,
            ),
            None => receive::open(
                &self.care,
                ThreadId::new(format!("TI-{number:04}")),
                customer.clone(),
                &arrival,
            ),
        };
        let mut change = change.unwrap();
        change.keep_in_step(&standing, identity::has_line(event), false);
        let thread = change.thread;
        self.messages.push((number, thread.id.clone()));
        self.write(Regrouping {
            customers: change.customer.into_iter().collect(),
            unchanged: change.unchanged,
            leads: leads.to_write(event, &home),
            ..Regrouping::default()
        });
        self.threads.insert(thread.id.clone(), thread);
    }

    pub fn merge(&mut self, one: Standing, other: Standing, because: Because) {
        let id = MergeId::new(format!("M-{}", self.draw()));
        self.write(merging::merge(one, other, id, because, monday()));
    }

    pub fn undo(&mut self, merge: Merge) {
        let done = merge.undone_at.is_some();
        match merging::part(merge, &self.people(), monday()) {
            Ok(regrouping) => self.write(regrouping),
            Err(error) => assert!(done && matches!(error, PartError::Undone(_)), "{error}"),
        }
    }

    pub fn split(&mut self, thread: Thread) {
        let id = CustomerId::new(format!("c{:04}", self.draw()));
        let contact = self.contacts.get(&thread.contact).cloned();
        let aliases = contact.iter().flat_map(|contact| contact.aliases.clone());
        let another = Another {
            also: Vec::new(),
            aliases: aliases
                .map(|alias| (alias.clone(), self.aliases.get(&alias).cloned()))
                .collect(),
            contact,
            thread,
        };
        let regrouping = merging::split(another, &self.people(), id, monday());
        self.write(regrouping.unwrap());
    }

    fn resolve(&mut self, thread: Thread) {
        let standing = self.standing(&thread.customer);
        if let Ok(change) = action::resolve(&self.care, thread, &standing, "ana", None, monday()) {
            self.write(Regrouping {
                customers: change.customer.into_iter().collect(),
                unchanged: change.unchanged,
                ..Regrouping::default()
            });
            self.threads.insert(change.thread.id.clone(), change.thread);
        }
    }

    /// As the store writes it: where a condition does not hold here, the decision was made on something else than the
    /// table.
    pub fn write(&mut self, regrouping: Regrouping) {
        for customer in regrouping.customers {
            let held = self
                .customers
                .get(&customer.id)
                .map_or(0, |held| held.version);
            assert_eq!(held, customer.version, "{}", customer.id);
            let version = held + 1;
            self.customers.insert(
                customer.id.clone(),
                Customer {
                    version,
                    ..customer
                },
            );
        }
        for (id, version) in regrouping.unchanged {
            assert_eq!(self.customers[&id].version, version);
        }
        for thread in regrouping.threads {
            assert_eq!(self.threads[&thread.id].version + 1, thread.version);
            self.threads.insert(thread.id.clone(), thread);
        }
        for lead in regrouping.leads {
            self.write_lead(lead);
        }
        if let Some(merge) = regrouping.merge {
            self.merges.retain(|held| held.id != merge.id);
            self.merges.push(merge);
        }
    }

    fn write_lead(&mut self, write: LeadWrite) {
        let lead = Lead {
            customer: write.to,
            seen_at: write.seen_at,
        };
        match write.of {
            Leading::Alias(alias) => {
                assert_eq!(self.aliases.get(&alias), write.was.as_ref());
                self.aliases.insert(alias, lead);
            }
            Leading::Contact(_, contact) => {
                let held = self.contacts.get(&contact);
                assert_eq!(held.map(|held| &held.lead), write.was.as_ref());
                let mut aliases = held.map(|held| held.aliases.clone()).unwrap_or_default();
                aliases.extend(write.aliases);
                self.contacts
                    .insert(contact, KnownContact { lead, aliases });
            }
        }
    }

    /// Whose everything is: for each contact, identity and open thread the customer who stands for it.
    pub fn owners(&self) -> BTreeMap<String, CustomerId> {
        let people = self.people();
        let stands = |home: &CustomerId| people.who_stands_for(home).unwrap().id.clone();
        let contacts = self
            .contacts
            .iter()
            .map(|(key, contact)| (key.to_string(), stands(&contact.lead.customer)));
        let aliases = self
            .aliases
            .iter()
            .map(|(key, lead)| (key.to_string(), stands(&lead.customer)));
        let threads = self
            .threads
            .values()
            .map(|thread| (thread.id.to_string(), stands(&thread.customer)));
        contacts.chain(aliases).chain(threads).collect()
    }

    /// The open threads of everybody who stands for somebody.
    pub fn open(&self) -> BTreeMap<CustomerId, BTreeSet<ThreadId>> {
        let listed = self.customers.values().map(|customer| {
            let open = customer.open.iter().map(|open| open.thread.clone());
            (customer.id.clone(), open.collect())
        });
        listed
            .filter(|(_, open): &(_, BTreeSet<_>)| !open.is_empty())
            .collect()
    }

    /// The past threads of everybody who stands for somebody, in their order.
    pub fn past(&self) -> BTreeMap<CustomerId, Vec<ThreadId>> {
        let listed = self.customers.values().map(|customer| {
            let past = customer.past.iter().map(|past| past.thread.clone());
            (customer.id.clone(), past.collect())
        });
        listed
            .filter(|(_, past): &(_, Vec<_>)| !past.is_empty())
            .collect()
    }

    /// Past threads are resolved ones of whoever remembers them, each once.
    fn check_past(&self) {
        let people = self.people();
        for (customer, past) in self.past() {
            let once: BTreeSet<&ThreadId> = past.iter().collect();
            assert_eq!(once.len(), past.len());
            for thread in past.iter().map(|id| &self.threads[id]) {
                assert_eq!(thread.status, Status::Resolved);
                let stands = people.who_stands_for(&thread.customer).unwrap();
                assert_eq!(stands.id, customer);
            }
        }
    }

    pub fn check(&self) {
        self.check_past();
        let people = self.people();
        for customer in self.customers.values() {
            let way = people.way_from(&customer.id);
            let standing = way.last().unwrap();
            assert!(standing.merged_into.is_none(), "every way ends");
            let merges = way.len() - 1;
            assert!(merges <= standing.height as usize);
            let undone = self.merges.iter().any(|merge| merge.undone_at.is_some());
            let most = self.customers.len().ilog2() as usize;
            assert!(undone || merges <= most, "{merges} of {most} merges");
            assert!(customer.merged_into.is_none() || customer.open.is_empty());
            let listed: BTreeSet<&ThreadId> =
                customer.open.iter().map(|open| &open.thread).collect();
            assert_eq!(listed.len(), customer.open.len(), "each thread once");
        }
        let mut expected: BTreeMap<CustomerId, BTreeSet<ThreadId>> = BTreeMap::new();
        for thread in self.threads.values() {
            if thread.status != Status::Resolved {
                let stands = people.who_stands_for(&thread.customer).unwrap();
                expected
                    .entry(stands.id.clone())
                    .or_default()
                    .insert(thread.id.clone());
            }
        }
        assert_eq!(self.open(), expected, "open threads are their customer's");
        for thread in self.threads.values() {
            let sent = self.messages.iter().filter(|(_, id)| *id == thread.id);
            assert_eq!(thread.messages as usize, sent.count(), "no message is lost");
        }
    }
}

pub fn nth<T>(all: &[T], number: u8) -> Option<&T> {
    all.get(usize::from(number) % all.len().max(1))
}

/// A message of a contact on Telegram; every third contact has the same name.
fn event(contact: u8, phones: &[u8], number: u32) -> ContactEvent {
    let names = ["Ana", "Bea", "Carla"];
    let mut event = message(&format!("mensaje {number}"))
        .posted(monday() + SignedDuration::from_secs(i64::from(number)));
    event.contact_id = Some(contact.to_string());
    event.sender_name = Some(names[usize::from(contact) % 3].to_owned());
    event.identities = phones
        .iter()
        .map(|phone| Identity {
            kind: IdentityKind::Phone,
            value: format!("+3460000000{phone}"),
            proof: Proof::Verified,
        })
        .collect();
    event
}
