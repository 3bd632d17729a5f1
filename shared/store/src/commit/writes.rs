//! What a transaction is made of: each put and update with the condition that it carries.

use aws_sdk_dynamodb::types::builders::UpdateBuilder;
use aws_sdk_dynamodb::types::{
    AttributeValue, Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem, Update,
};
use domain::change::{Change, Conduct, LoadChange};
use domain::customer::Customer;
use domain::timeline::Entry;
use domain::{ContactEvent, Status, Thread, ThreadId};
use jiff::{SignedDuration, Timestamp};

use super::{Commit, Part, Seen};
use crate::Store;
use crate::due::{NextLook, agent_due_item};
use crate::error::StoreError;
use crate::item::{Item, encode, key_item, number, text};
use crate::keys;

/// How long an event is remembered: longer than any provider repeats one.
const REMEMBER_EVENTS: SignedDuration = SignedDuration::from_hours(24 * 30);
/// How long a mail's message id leads to its thread.
const REMEMBER_MESSAGE_IDS: SignedDuration = SignedDuration::from_hours(24 * 400);
/// How long a notice is kept after it was made.
const REMEMBER_NOTICES: SignedDuration = SignedDuration::from_hours(24 * 90);

impl Store {
    pub(super) fn writes(
        &self,
        commit: &Commit<'_>,
        now: Timestamp,
    ) -> Result<Vec<(Part, TransactWriteItem)>, StoreError> {
        let mut writes = Vec::new();
        if let Some(event) = commit.event {
            writes.push((Part::Event, self.event_put(event, commit.change, now)?));
            for lead in commit.identify.iter().copied().flatten() {
                writes.push((Part::Other, self.lead_update(lead)?));
            }
            if let Some(change) = commit.change {
                let write = self.message_id_put(event, change, now)?;
                writes.extend(write.map(|write| (Part::Other, write)));
            }
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

    /// A mail's own id leads to its thread.
    fn message_id_put(
        &self,
        event: &ContactEvent,
        change: &Change,
        now: Timestamp,
    ) -> Result<Option<TransactWriteItem>, StoreError> {
        let Some(id) = event
            .external_message_id
            .as_ref()
            .filter(|_| event.subject.is_some())
        else {
            return Ok(None);
        };
        let mut item = key_item(&keys::message_id(&event.channel, id));
        item.insert("thread".to_owned(), text(change.thread.id.as_str()));
        item.insert("expires_at".to_owned(), expiry(now, REMEMBER_MESSAGE_IDS));
        let write = Put::builder().table_name(&self.table).set_item(Some(item));
        put(write).map(Some)
    }

    fn change_writes(
        &self,
        change: &Change,
        now: Timestamp,
        writes: &mut Vec<(Part, TransactWriteItem)>,
    ) -> Result<(), StoreError> {
        writes.push((
            Part::Other,
            self.thread_put(&change.thread, change.expects)?,
        ));
        for entry in &change.entries {
            writes.push((Part::Other, self.entry_put(&change.thread.id, entry)?));
        }
        for step in &change.steps {
            let item = key_item(&keys::step(&change.thread.id, step));
            writes.push((Part::Other, put(self.put_new(item))?));
        }
        for notice in &change.notices {
            let mut item = crate::notice::unsent_item(notice)?;
            item.insert("expires_at".to_owned(), notice_expiry(now));
            writes.push((Part::Other, put(self.put_new(item))?));
        }
        for load in &change.loads {
            writes.push(self.load_update(load)?);
            if let LoadChange::Give {
                agent,
                conduct: Conduct::MissedTooMany(at),
                ..
            } = load
            {
                let due = Put::builder()
                    .table_name(&self.table)
                    .set_item(Some(agent_due_item(agent, NextLook::At(*at))));
                writes.push((Part::Other, put(due)?));
            }
        }
        for judgement in &change.judgements {
            let item = crate::judgements::judgement_item(judgement, now)?;
            let write = Put::builder().table_name(&self.table).set_item(Some(item));
            writes.push((Part::Other, put(write)?));
        }
        if let Some(correction) = &change.correction {
            let key = keys::correction(correction.at, &correction.thread);
            let item = encode("a correction", &key, correction)?;
            writes.push((Part::Other, put(self.put_new(item))?));
        }
        if let Some(customer) = &change.customer {
            writes.push((Part::Other, self.customer_put(customer)?));
        }
        for (customer, version) in &change.unchanged {
            writes.push((Part::Other, self.customer_check(customer, *version)?));
        }
        Ok(())
    }

    pub(super) fn entry_put(
        &self,
        thread: &ThreadId,
        entry: &Entry,
    ) -> Result<TransactWriteItem, StoreError> {
        let item = encode("a timeline entry", &keys::entry(thread, entry), entry)?;
        put(Put::builder().table_name(&self.table).set_item(Some(item)))
    }

    pub(crate) fn put_new(&self, item: Item) -> aws_sdk_dynamodb::types::builders::PutBuilder {
        Put::builder()
            .table_name(&self.table)
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(pk)")
    }

    /// A thread in its new state; `expects` is the version that the table holds, none if there must be no such thread.
    pub(super) fn thread_put(
        &self,
        thread: &Thread,
        expects: Option<u64>,
    ) -> Result<TransactWriteItem, StoreError> {
        let item = thread_item(thread)?;
        let write = match expects {
            None => self.put_new(item),
            Some(version) => Put::builder()
                .table_name(&self.table)
                .set_item(Some(item))
                .condition_expression("version = :version")
                .expression_attribute_values(":version", number(version)),
        };
        put(write)
    }

    pub(super) fn customer_put(
        &self,
        customer: &Customer,
    ) -> Result<TransactWriteItem, StoreError> {
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
                even_if_away,
            } => {
                let there = if *even_if_away {
                    ""
                } else {
                    " AND attribute_not_exists(absent) AND attribute_not_exists(away)"
                };
                let update = Update::builder()
                    .update_expression("SET #open = #open + :weight, last_assigned_at = :at")
                    .condition_expression(format!(
                        "#open <= :most AND #capacity = :capacity{there}"
                    ))
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
            LoadChange::Give {
                agent,
                weight,
                conduct,
            } => {
                let update = Update::builder()
                    .condition_expression("#open >= :weight")
                    .expression_attribute_values(":weight", number(weight));
                (agent, conducted(update, *conduct))
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

/// Gives units back, and notes how the agent left the thread.
fn conducted(update: UpdateBuilder, conduct: Conduct) -> UpdateBuilder {
    let give = "SET #open = #open - :weight";
    let missed = ", misses = if_not_exists(misses,:none) + :one";
    match conduct {
        Conduct::Unknown => update.update_expression(give),
        Conduct::Present => update.update_expression(format!("{give} REMOVE misses, absent")),
        Conduct::Missed => update
            .update_expression(format!("{give}{missed}"))
            .expression_attribute_values(":none", number(0))
            .expression_attribute_values(":one", number(1)),
        Conduct::MissedTooMany(at) => update
            .update_expression(format!("{give}{missed}, absent = :absent"))
            .expression_attribute_values(":none", number(0))
            .expression_attribute_values(":one", number(1))
            .expression_attribute_values(":absent", absence(at, true)),
    }
}

/// An absence as the load's item holds it.
pub(crate) fn absence(since: Timestamp, by_misses: bool) -> AttributeValue {
    AttributeValue::M(Item::from([
        ("since".to_owned(), text(since.to_string())),
        ("by_misses".to_owned(), AttributeValue::Bool(by_misses)),
    ]))
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
    if let Some(held) = &thread.held {
        let order = format!("{}#{}", keys::instant(held.since), thread.id);
        index("waiting", keys::HELD.to_owned(), order);
    } else if let Some(since) = thread.waiting_since {
        let due = thread.place_in_line().unwrap_or(since);
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

pub(crate) fn put(
    write: aws_sdk_dynamodb::types::builders::PutBuilder,
) -> Result<TransactWriteItem, StoreError> {
    let write = write.build().map_err(|source| StoreError::Encode {
        what: "a put",
        source: Box::new(source),
    })?;
    Ok(TransactWriteItem::builder().put(write).build())
}

/// When a notice is forgotten.
pub(crate) fn notice_expiry(now: Timestamp) -> AttributeValue {
    expiry(now, REMEMBER_NOTICES)
}

/// The instant of the table's TTL, in seconds since the epoch.
pub(crate) fn expiry(
    now: Timestamp,
    after: SignedDuration,
) -> aws_sdk_dynamodb::types::AttributeValue {
    number(now.as_second().saturating_add(after.as_secs()))
}
