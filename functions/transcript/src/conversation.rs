//! Reading a conversation: as little of the table as tells whether something is new, and then what.

use channel_webchat::{CHANNEL, Session};
use domain::customer::Customer;
use domain::people::People;
use domain::{ChannelId, CustomerId, Status, Thread, ThreadId};
use store::{Store, StoreError};

use crate::chat::{self, Message};
use crate::cursor::Cursor;

/// Requests of one customer that are looked at; the newest count.
const MOST_THREADS: usize = 10;
/// Entries of one timeline that are looked at; the newest count.
const MOST_ENTRIES: usize = 100;

/// The conversation of a session's contact.
pub(crate) struct Conversation<'c> {
    store: &'c Store,
    session: &'c Session,
}

/// What is new, and up to where.
#[derive(Debug, Default)]
pub(crate) struct Told {
    pub(crate) messages: Vec<Message>,
    pub(crate) cursor: Option<Cursor>,
}

impl<'c> Conversation<'c> {
    pub(crate) fn new(store: &'c Store, session: &'c Session) -> Self {
        Self { store, session }
    }

    /// What changed since the cursor: the whole of each request that did, because an answer may be recorded late and
    /// takes its place by its time.
    pub(crate) async fn after(&self, cursor: Option<Cursor>) -> Result<Told, StoreError> {
        let Some(cursor) = cursor else {
            return self.whole().await;
        };
        let customer = std::slice::from_ref(&cursor.customer);
        let (people, threads) = self.store.people(customer, &cursor.thread_ids()).await?;
        match people.get(&cursor.customer) {
            Some(customer) if cursor.knows(customer) => {
                let changed = threads.iter().filter(|thread| !cursor.has_seen(thread));
                let messages = self.messages(changed).await?;
                Ok(Told {
                    messages,
                    cursor: Some(Cursor::new(customer, threads.iter())),
                })
            }
            _ => self.whole().await,
        }
    }

    /// The open requests of whoever the contact leads to, and the last that was resolved.
    async fn whole(&self) -> Result<Told, StoreError> {
        let channel = ChannelId::new(CHANNEL);
        let contact = self.session.contact_key();
        let Some(known) = self.store.contact(&channel, &contact).await? else {
            return Ok(Told::default());
        };
        let own = known.lead.customer;
        let (people, _) = self.store.people(std::slice::from_ref(&own), &[]).await?;
        let Some(customer) = people.who_stands_for(&own) else {
            return Ok(Told::default());
        };
        let threads = self.store.threads(&requests(&people, &own)).await?;
        let open = |thread: &&Thread| is_open(customer, thread);
        Ok(Told {
            messages: self.messages(threads.iter()).await?,
            cursor: Some(Cursor::new(customer, threads.iter().filter(open))),
        })
    }

    /// The versions were read first, and timelines are read as they are now: so a cursor never tells of a version whose
    /// entries were not seen.
    async fn messages<'t>(
        &self,
        threads: impl Iterator<Item = &'t Thread>,
    ) -> Result<Vec<Message>, StoreError> {
        let mut messages = Vec::new();
        for thread in threads {
            let timeline = self.store.newest_entries(&thread.id, MOST_ENTRIES).await?;
            messages.extend(chat::messages(&thread.id, &timeline, self.session));
        }
        messages.sort_by_key(|message| message.at);
        Ok(messages)
    }
}

fn is_open(customer: &Customer, thread: &Thread) -> bool {
    let listed = customer.open.iter().any(|open| open.thread == thread.id);
    listed && thread.status != Status::Resolved
}

/// The requests of a customer and of whoever they were merged into: the newest, those that were resolved first.
fn requests(people: &People, own: &CustomerId) -> Vec<ThreadId> {
    let way = people.way_from(own);
    let resolved = way
        .iter()
        .filter_map(|customer| customer.last_resolved.clone());
    let open = way.iter().flat_map(|customer| &customer.open);
    let mut ids: Vec<ThreadId> = resolved.collect();
    ids.extend(open.map(|open| open.thread.clone()));
    let surplus = ids.len().saturating_sub(MOST_THREADS);
    ids.drain(..surplus);
    ids
}
