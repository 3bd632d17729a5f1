//! One decision, one transaction. Its conditions carry the invariants; its cancellation says which one would not hold.

use std::time::Duration;

use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{
    CancellationReason, Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem, Update,
};
use domain::change::{Change, LoadChange};
use domain::customer::Customer;
use domain::{AgentId, ContactEvent, CustomerId, Identity, NoticeId, Status, Thread, ThreadId};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::Store;
use crate::error::StoreError;
use crate::item::{Item, decode, encode, key_item, number, text};
use crate::keys::{self, Key};

/// How long an event is remembered: longer than any provider repeats one.
const REMEMBER_EVENTS: SignedDuration = SignedDuration::from_hours(24 * 30);
/// How long a mail's message id leads to its thread.
const REMEMBER_MESSAGE_IDS: SignedDuration = SignedDuration::from_hours(24 * 400);
/// How long a notice is kept after it was made.
const REMEMBER_NOTICES: SignedDuration = SignedDuration::from_hours(24 * 90);

/// What was done with an event, so that a repeat of it does nothing but finish what was left.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// The thread that it went to; none when it went nowhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<ThreadId>,
    /// The notices that were made of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<NoticeId>,
}

/// What to write together.
#[derive(Debug, Default)]
pub struct Commit<'c> {
    /// The event that this handles: written only if it was never handled before.
    pub event: Option<&'c ContactEvent>,
    /// The change of a thread; none for an event that changes nothing.
    pub change: Option<&'c Change>,
    /// Who the event's sender is, where that is not written yet.
    pub identify: Option<Identify<'c>>,
}

/// What leads to a customer from now on.
#[derive(Debug)]
pub struct Identify<'c> {
    /// The customer.
    pub customer: &'c CustomerId,
    /// Whether the event's contact leads to them.
    pub contact: bool,
    /// The identities that lead to them.
    pub aliases: &'c [Identity],
}

/// How it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Committed {
    /// All of it is written.
    Yes,
    /// Nothing is written: the event was handled before.
    SeenBefore(Seen),
    /// Nothing is written: an agent's load or capacity is no longer what the decision saw.
    LoadChanged(AgentId),
    /// Nothing is written: the thread, customer or a step is no longer what the decision saw.
    Changed,
}

/// What a part of a transaction is there for.
#[derive(Clone, Debug)]
enum Part {
    Event,
    Load(AgentId),
    Other,
}

impl Store {
    /// Writes a decision whole, or nothing.
    ///
    /// # Errors
    /// [`StoreError::Contended`] when other transactions kept the items busy; others when the table cannot be written.
    pub async fn commit(
        &self,
        commit: &Commit<'_>,
        now: Timestamp,
    ) -> Result<Committed, StoreError> {
        const TRIES: u32 = 6;
        for attempt in 0..TRIES {
            back_off(attempt).await;
            let (parts, writes): (Vec<Part>, Vec<TransactWriteItem>) =
                self.writes(commit, now)?.into_iter().unzip();
            let sent = self
                .client
                .transact_write_items()
                .set_transact_items(Some(writes))
                .send()
                .await;
            let Err(error) = sent else {
                return Ok(Committed::Yes);
            };
            let reasons = match error.as_service_error() {
                Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) => {
                    cancelled.cancellation_reasons().to_vec()
                }
                _ => return Err(StoreError::call("TransactWriteItems", error)),
            };
            if let Some(outcome) = refused(&parts, &reasons)? {
                return Ok(outcome);
            }
            if !reasons.iter().any(is_passing) {
                return Err(StoreError::call("TransactWriteItems", error));
            }
        }
        Err(StoreError::Contended("TransactWriteItems"))
    }

    fn writes(
        &self,
        commit: &Commit<'_>,
        now: Timestamp,
    ) -> Result<Vec<(Part, TransactWriteItem)>, StoreError> {
        let mut writes = Vec::new();
        if let Some(event) = commit.event {
            writes.push((Part::Event, self.event_put(event, commit.change, now)?));
            self.identity_puts(event, commit, now, &mut writes)?;
        }
        if let Some(change) = commit.change {
            self.change_writes(change, now, &mut writes)?;
        }
        Ok(writes)
    }

    fn event_put(
        &self,
        event: &ContactEvent,
        change: Option<&Change>,
        now: Timestamp,
    ) -> Result<TransactWriteItem, StoreError> {
        let seen = Seen {
            thread: change.map(|change| change.thread.id.clone()),
            notices: change
                .iter()
                .flat_map(|change| &change.notices)
                .map(|notice| notice.id.clone())
                .collect(),
        };
        let mut item = encode(
            "an event",
            &keys::event(&event.channel, &event.event_key),
            &seen,
        )?;
        item.insert("expires_at".to_owned(), expiry(now, REMEMBER_EVENTS));
        put(self
            .put_new(item)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld))
    }

    /// What leads to the customer from now on, unless it leads to another meanwhile; a mail's own id leads to its thread.
    fn identity_puts(
        &self,
        event: &ContactEvent,
        commit: &Commit<'_>,
        now: Timestamp,
        writes: &mut Vec<(Part, TransactWriteItem)>,
    ) -> Result<(), StoreError> {
        if let Some(identify) = &commit.identify {
            let contact = event.contact_key().filter(|_| identify.contact);
            let contact = contact.map(|contact| keys::contact(&event.channel, &contact));
            let aliases = identify
                .aliases
                .iter()
                .map(|identity| keys::alias(&event.channel, identity));
            let mut all: Vec<Key> = contact.into_iter().chain(aliases).collect();
            all.sort_by(|a, b| a.pk.cmp(&b.pk));
            all.dedup();
            for key in all {
                let mut item = key_item(&key);
                item.insert("customer".to_owned(), text(identify.customer.as_str()));
                let write = Put::builder()
                    .table_name(&self.table)
                    .set_item(Some(item))
                    .condition_expression("attribute_not_exists(pk) OR customer = :customer")
                    .expression_attribute_values(":customer", text(identify.customer.as_str()));
                writes.push((Part::Other, put(write)?));
            }
        }
        if let (Some(change), Some(id), true) = (
            commit.change,
            &event.external_message_id,
            event.subject.is_some(),
        ) {
            let mut item = key_item(&keys::message_id(&event.channel, id));
            item.insert("thread".to_owned(), text(change.thread.id.as_str()));
            item.insert("expires_at".to_owned(), expiry(now, REMEMBER_MESSAGE_IDS));
            writes.push((
                Part::Other,
                put(Put::builder().table_name(&self.table).set_item(Some(item)))?,
            ));
        }
        Ok(())
    }

    fn change_writes(
        &self,
        change: &Change,
        now: Timestamp,
        writes: &mut Vec<(Part, TransactWriteItem)>,
    ) -> Result<(), StoreError> {
        writes.push((Part::Other, self.thread_put(change)?));
        for entry in &change.entries {
            let item = encode(
                "a timeline entry",
                &keys::entry(&change.thread.id, entry),
                entry,
            )?;
            writes.push((
                Part::Other,
                put(Put::builder().table_name(&self.table).set_item(Some(item)))?,
            ));
        }
        for step in &change.steps {
            let item = key_item(&keys::step(&change.thread.id, step));
            writes.push((Part::Other, put(self.put_new(item))?));
        }
        for notice in &change.notices {
            let mut item = crate::notice::unsent_item(notice)?;
            item.insert("expires_at".to_owned(), expiry(now, REMEMBER_NOTICES));
            writes.push((Part::Other, put(self.put_new(item))?));
        }
        for load in &change.loads {
            writes.push(self.load_update(load)?);
        }
        if let Some(customer) = &change.customer {
            writes.push((Part::Other, self.customer_put(customer)?));
        }
        Ok(())
    }

    fn put_new(&self, item: Item) -> aws_sdk_dynamodb::types::builders::PutBuilder {
        Put::builder()
            .table_name(&self.table)
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(pk)")
    }

    fn thread_put(&self, change: &Change) -> Result<TransactWriteItem, StoreError> {
        let item = thread_item(&change.thread)?;
        let write = match change.expects {
            None => self.put_new(item),
            Some(version) => Put::builder()
                .table_name(&self.table)
                .set_item(Some(item))
                .condition_expression("version = :version")
                .expression_attribute_values(":version", number(version)),
        };
        put(write)
    }

    fn customer_put(&self, customer: &Customer) -> Result<TransactWriteItem, StoreError> {
        let seen = customer.version;
        let next = Customer {
            version: seen + 1,
            ..customer.clone()
        };
        let item = encode("a customer", &keys::customer(&customer.id), &next)?;
        let write = if seen == 0 {
            self.put_new(item)
        } else {
            Put::builder()
                .table_name(&self.table)
                .set_item(Some(item))
                .condition_expression("version = :version")
                .expression_attribute_values(":version", number(seen))
        };
        put(write)
    }

    /// Conditions do no arithmetic: the room that is left after taking is computed here and compared there.
    fn load_update(&self, load: &LoadChange) -> Result<(Part, TransactWriteItem), StoreError> {
        let (agent, update) = match load {
            LoadChange::Take {
                agent,
                weight,
                capacity,
                limit,
                at,
            } => {
                let update = Update::builder()
                    .update_expression("SET #open = #open + :weight, last_assigned_at = :at")
                    .condition_expression("#open <= :most AND #capacity = :capacity")
                    .expression_attribute_names("#capacity", "capacity")
                    .expression_attribute_values(":weight", number(weight))
                    .expression_attribute_values(
                        ":most",
                        number(i64::from(*limit) - i64::from(*weight)),
                    )
                    .expression_attribute_values(":capacity", number(capacity))
                    .expression_attribute_values(":at", text(at.to_string()));
                (agent, update)
            }
            LoadChange::Give { agent, weight } => {
                let update = Update::builder()
                    .update_expression("SET #open = #open - :weight")
                    .condition_expression("#open >= :weight")
                    .expression_attribute_values(":weight", number(weight));
                (agent, update)
            }
        };
        let update = update
            .table_name(&self.table)
            .set_key(Some(key_item(&keys::load(agent))))
            .expression_attribute_names("#open", "open")
            .build()
            .map_err(|source| StoreError::Encode {
                what: "a load",
                source: Box::new(source),
            })?;
        Ok((
            Part::Load(agent.clone()),
            TransactWriteItem::builder().update(update).build(),
        ))
    }
}

/// A thread with the index attributes that its state asks for.
fn thread_item(thread: &Thread) -> Result<Item, StoreError> {
    let mut item = encode("a thread", &keys::thread(&thread.id), thread)?;
    let mut index = |name: &str, pk: String, sk: String| {
        item.insert(format!("{name}_pk"), text(pk));
        item.insert(format!("{name}_sk"), text(sk));
    };
    if let Some(agent) = thread
        .agent
        .as_ref()
        .filter(|_| thread.status != Status::Resolved)
    {
        index(
            "inbox",
            format!("AGENT#{agent}"),
            format!("{}#{}", keys::instant(thread.opened_at), thread.id),
        );
    }
    if let Some(at) = thread.next_step_at() {
        index(
            "due",
            keys::due_partition(&thread.id),
            format!("{}#{}", keys::instant(at), thread.id),
        );
    }
    if let Some(since) = thread.waiting_since {
        let due = thread.first_due().unwrap_or(since);
        let order = format!(
            "{}#{}#{}",
            keys::instant(due),
            keys::instant(since),
            thread.id
        );
        index("waiting", format!("WAITING#{}", thread.topic), order);
    }
    Ok(item)
}

fn put(
    write: aws_sdk_dynamodb::types::builders::PutBuilder,
) -> Result<TransactWriteItem, StoreError> {
    let write = write.build().map_err(|source| StoreError::Encode {
        what: "a put",
        source: Box::new(source),
    })?;
    Ok(TransactWriteItem::builder().put(write).build())
}

/// The instant of the table's TTL, in seconds since the epoch.
pub(crate) fn expiry(
    now: Timestamp,
    after: SignedDuration,
) -> aws_sdk_dynamodb::types::AttributeValue {
    number(now.as_second().saturating_add(after.as_secs()))
}

/// Which condition did not hold, if that is why it was cancelled. An event that was seen comes first: then nothing else
/// matters.
fn refused(
    parts: &[Part],
    reasons: &[CancellationReason],
) -> Result<Option<Committed>, StoreError> {
    let mut outcome = None;
    for (part, reason) in parts
        .iter()
        .zip(reasons)
        .filter(|(_, reason)| code(reason) == "ConditionalCheckFailed")
    {
        match part {
            Part::Event => {
                let seen = reason
                    .item
                    .clone()
                    .map(decode)
                    .transpose()?
                    .unwrap_or_default();
                return Ok(Some(Committed::SeenBefore(seen)));
            }
            Part::Load(agent) => outcome = outcome.or(Some(Committed::LoadChanged(agent.clone()))),
            Part::Other => outcome = Some(Committed::Changed),
        }
    }
    Ok(outcome)
}

/// Reasons that pass by themselves: another transaction held an item, or the table was busy.
fn is_passing(reason: &CancellationReason) -> bool {
    matches!(
        code(reason),
        "TransactionConflict" | "ThrottlingError" | "ProvisionedThroughputExceeded"
    )
}

fn code(reason: &CancellationReason) -> &str {
    reason.code().unwrap_or("None")
}

/// Waits before a further attempt: 0 before the first, then 20 ms doubling, with jitter so that rivals part.
pub(crate) async fn back_off(attempt: u32) {
    if attempt > 0 {
        let jitter = u64::from(uuid::Uuid::new_v4().as_bytes()[0]);
        let base = 20_u64 << attempt.min(6);
        tokio::time::sleep(Duration::from_millis(base / 2 + base * jitter / 256)).await;
    }
}
