//! What must be known before a decision: in as few calls as can be.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::KeysAndAttributes;
use domain::customer::Customer;
use domain::{ChannelId, ContactEvent, CustomerId, EventKey, Identity, Proof, Thread, ThreadId};

use crate::Store;
use crate::commit::Seen;
use crate::error::StoreError;
use crate::item::{Item, decode, key_item, text_of};
use crate::keys::{self, Key};

/// DynamoDB's most for one BatchGetItem.
const MOST_KEYS: usize = 100;

/// References of one mail that are looked up; the nearest ones count.
const MOST_REFERENCES: usize = 20;

/// Tries for keys that a throttled table left out.
const TRIES: u32 = 5;

/// What the table knows of an event before it is handled.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// What was done with it, if it was seen before.
    pub seen: Option<Seen>,
    /// The customer whom the contact leads to.
    pub by_contact: Option<CustomerId>,
    /// Verified identities and the customers they lead to, in the event's order.
    pub aliases: Vec<(Identity, Option<CustomerId>)>,
    /// The thread of the message that it answers or is about.
    pub refers_to: Option<ThreadId>,
}

impl Known {
    /// The customer: whom the contact leads to, else the first whom a verified identity leads to.
    pub fn customer(&self) -> Option<&CustomerId> {
        self.by_contact.as_ref().or_else(|| {
            self.aliases
                .iter()
                .find_map(|(_, customer)| customer.as_ref())
        })
    }

    /// The identities that lead to nobody yet. One that leads to another customer stays theirs: customers are joined by
    /// people, or by a merge, never by the way.
    pub fn unclaimed(&self) -> Vec<Identity> {
        self.aliases
            .iter()
            .filter(|(_, customer)| customer.is_none())
            .map(|(identity, _)| identity.clone())
            .collect()
    }
}

impl Store {
    /// Looks up everything that an event names, in one call, as it is now (consistent).
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn look_up(&self, event: &ContactEvent) -> Result<Known, StoreError> {
        let own = keys::event(&event.channel, &event.event_key);
        let contact = event
            .contact_key()
            .map(|contact| keys::contact(&event.channel, &contact));
        let aliases: Vec<(Identity, Key)> = verified(event)
            .map(|identity| (identity.clone(), keys::alias(&event.channel, identity)))
            .collect();
        let referred = referred_keys(event);
        let wanted = std::iter::once(own.clone())
            .chain(contact.clone())
            .chain(aliases.iter().map(|(_, key)| key.clone()))
            .chain(referred.clone());
        let found = self.batch_get(wanted.collect()).await?;
        let customer = |key: &Key| {
            found
                .get(key)
                .map(|item| CustomerId::new(text_of(item, "customer")))
        };
        Ok(Known {
            seen: found.get(&own).cloned().map(decode).transpose()?,
            by_contact: contact.as_ref().and_then(customer),
            aliases: aliases
                .into_iter()
                .map(|(identity, key)| (identity, customer(&key)))
                .collect(),
            refers_to: referred
                .iter()
                .find_map(|key| found.get(key))
                .and_then(thread_of),
        })
    }

    /// A customer and threads by their ids, in one call, as they are now. What does not exist is left out.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn customer_and_threads(
        &self,
        customer: Option<&CustomerId>,
        threads: &[ThreadId],
    ) -> Result<(Option<Customer>, Vec<Thread>), StoreError> {
        let customer = customer.map(keys::customer);
        let threads: Vec<Key> = threads.iter().map(keys::thread).collect();
        let mut found = self
            .batch_get(customer.iter().chain(&threads).cloned().collect())
            .await?;
        let customer = customer
            .and_then(|key| found.remove(&key))
            .map(decode)
            .transpose()?;
        let threads = threads
            .iter()
            .filter_map(|key| found.remove(key))
            .map(decode)
            .collect::<Result<_, _>>()?;
        Ok((customer, threads))
    }

    /// Reads items by key, consistently; absent ones are absent. Keys may repeat.
    pub(crate) async fn batch_get(
        &self,
        mut wanted: Vec<Key>,
    ) -> Result<HashMap<Key, Item>, StoreError> {
        wanted.sort_by(|a, b| (&a.pk, &a.sk).cmp(&(&b.pk, &b.sk)));
        wanted.dedup();
        let mut found = HashMap::new();
        for chunk in wanted.chunks(MOST_KEYS) {
            self.batch_get_chunk(chunk, &mut found).await?;
        }
        Ok(found)
    }

    async fn batch_get_chunk(
        &self,
        chunk: &[Key],
        found: &mut HashMap<Key, Item>,
    ) -> Result<(), StoreError> {
        let mut keys: Vec<Item> = chunk.iter().map(key_item).collect();
        for attempt in 0..TRIES {
            if keys.is_empty() {
                return Ok(());
            }
            crate::commit::back_off(attempt).await;
            let request = KeysAndAttributes::builder()
                .set_keys(Some(std::mem::take(&mut keys)))
                .consistent_read(true)
                .build()
                .map_err(|source| StoreError::Encode {
                    what: "a batch of keys",
                    source: Box::new(source),
                })?;
            let answer = self
                .client
                .batch_get_item()
                .request_items(&self.table, request)
                .send()
                .await
                .map_err(|error| StoreError::call("BatchGetItem", error))?;
            for item in answer
                .responses
                .unwrap_or_default()
                .remove(&self.table)
                .unwrap_or_default()
            {
                found.insert(
                    Key {
                        pk: text_of(&item, "pk"),
                        sk: text_of(&item, "sk"),
                    },
                    item,
                );
            }
            let left_out = answer
                .unprocessed_keys
                .unwrap_or_default()
                .remove(&self.table);
            keys = left_out.map(|left| left.keys).unwrap_or_default();
        }
        if keys.is_empty() {
            Ok(())
        } else {
            Err(StoreError::Contended("BatchGetItem"))
        }
    }
}

/// The identities that may lead to a customer.
fn verified(event: &ContactEvent) -> impl Iterator<Item = &Identity> {
    event
        .identities
        .iter()
        .filter(|identity| identity.proof == Proof::Verified)
}

/// Where the messages that an event refers to would stand, the surest first.
fn referred_keys(event: &ContactEvent) -> Vec<Key> {
    let nearest_first = event.references.iter().rev().take(MOST_REFERENCES);
    let ids = event
        .target_message_id
        .iter()
        .chain(&event.reply_to)
        .chain(nearest_first);
    ids.flat_map(|id| {
        [
            message_key(&event.channel, id),
            keys::message_id(&event.channel, id),
        ]
    })
    .collect()
}

/// Every channel names a message's event after the message's own id.
fn message_key(channel: &ChannelId, id: &str) -> Key {
    keys::event(channel, &EventKey::of(channel, &["message", id]))
}

fn thread_of(item: &Item) -> Option<ThreadId> {
    Some(text_of(item, "thread"))
        .filter(|thread| !thread.is_empty())
        .map(ThreadId::new)
}
