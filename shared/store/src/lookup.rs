//! What must be known before a decision: in as few calls as can be.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::KeysAndAttributes;
use domain::identity::{self, KnownContact, Lead, Leads};
use domain::{AliasKey, ChannelId, ContactEvent, ContactKey, CustomerId, EventKey, ThreadId};

use crate::commit::{Seen, known_contact, lead};
use crate::error::StoreError;
use crate::item::{Item, decode, key_item, text_of};
use crate::keys::{self, Key};
use crate::{Store, blocking};

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
    /// Where its contact and its verified identities lead.
    pub leads: Leads,
    /// Customers to whom e-mail addresses lead that it names. To name one joins nothing.
    pub named: Vec<CustomerId>,
    /// The thread of the message that it answers or is about.
    pub refers_to: Option<ThreadId>,
    /// Its contact is blocked.
    pub is_blocked: bool,
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
        let alias = |identity| AliasKey::of(&event.channel, identity);
        let aliases: Vec<AliasKey> = identity::leading(event).map(alias).collect();
        let named: Vec<Key> = identity::addresses_named(event)
            .iter()
            .map(|address| keys::alias(&alias(address)))
            .collect();
        let referred = referred_keys(event);
        let wanted = std::iter::once(own.clone())
            .chain(contact.clone())
            .chain(aliases.iter().map(keys::alias))
            .chain(named.iter().chain(&referred).cloned());
        let found = self.batch_get(wanted.collect()).await?;
        let of_contact = contact.as_ref().and_then(|key| found.get(key));
        let is_blocked = of_contact.is_some_and(blocking::is_blocked);
        let leads = Leads {
            contact: contact.and_then(|key| found.get(&key)).map(known_contact),
            aliases: aliases
                .into_iter()
                .map(|alias| (alias.clone(), found.get(&keys::alias(&alias)).map(lead)))
                .collect(),
        };
        Ok(Known {
            seen: found.get(&own).cloned().map(decode).transpose()?,
            leads,
            named: named
                .iter()
                .filter_map(|key| found.get(key))
                .map(|item| lead(item).customer)
                .collect(),
            refers_to: referred
                .iter()
                .find_map(|key| found.get(key))
                .and_then(thread_of),
            is_blocked,
        })
    }

    /// Where a contact leads, and which identities came with it.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn contact(
        &self,
        channel: &ChannelId,
        contact: &ContactKey,
    ) -> Result<Option<KnownContact>, StoreError> {
        let item = self.get(&keys::contact(channel, contact)).await?;
        Ok(item.as_ref().map(known_contact))
    }

    /// Where identities lead, in their order.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn aliases(
        &self,
        aliases: impl IntoIterator<Item = AliasKey>,
    ) -> Result<Vec<(AliasKey, Option<Lead>)>, StoreError> {
        let aliases: Vec<AliasKey> = aliases.into_iter().collect();
        let found = self
            .batch_get(aliases.iter().map(keys::alias).collect())
            .await?;
        let leads = aliases.into_iter().map(|alias| {
            let lead = found.get(&keys::alias(&alias)).map(lead);
            (alias, lead)
        });
        Ok(leads.collect())
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
