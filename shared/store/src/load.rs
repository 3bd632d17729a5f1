//! What agents hold.

use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{AttributeValue, Put, TransactWriteItem, Update};
use domain::presence::Availability;
use domain::routing::{Absence, Load, Loads};
use domain::{AgentId, Care};
use jiff::Timestamp;

use crate::commit::{absence, put};
use crate::due::{NextLook, agent_due_item};
use crate::error::StoreError;
use crate::item::{decode, key_item, number};
use crate::{Store, keys};

impl Store {
    /// The loads of agents, as they are now.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn loads(&self, agents: &[AgentId]) -> Result<Loads, StoreError> {
        let mut found = self
            .batch_get(agents.iter().map(keys::load).collect())
            .await?;
        let mut loads = Loads::new();
        for agent in agents {
            if let Some(item) = found.remove(&keys::load(agent)) {
                loads.insert(agent.clone(), decode::<Load>(item)?);
            }
        }
        Ok(loads)
    }

    /// Writes every agent's capacity, where it is not already so. What they hold stays: an agent whose capacity was
    /// lowered below it keeps their threads and gets no new one. Returns whose capacity changed.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be written.
    pub async fn write_capacities(&self, care: &Care) -> Result<Vec<AgentId>, StoreError> {
        let ids: Vec<AgentId> = care.agents.keys().cloned().collect();
        let before = self.loads(&ids).await?;
        let mut changed = Vec::new();
        for agent in care.agents.values() {
            if before
                .get(&agent.id)
                .is_some_and(|load| load.capacity == agent.capacity)
            {
                continue;
            }
            self.write_capacity(&agent.id, agent.capacity).await?;
            changed.push(agent.id.clone());
        }
        Ok(changed)
    }

    /// An agent who is no longer configured gets nothing new.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be written.
    pub async fn deactivate(&self, agent: &AgentId) -> Result<(), StoreError> {
        self.write_capacity(agent, 0).await
    }

    /// Notes whether an agent is there, and that they are to be looked after at once, together: what an absent agent has is
    /// handed over even if whoever wrote this does nothing more. What they said before is over; so is an absence by missed
    /// offers.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be written, or knows no such agent.
    pub async fn write_availability(
        &self,
        agent: &AgentId,
        availability: Availability,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let update = Update::builder()
            .table_name(&self.table)
            .set_key(Some(key_item(&keys::load(agent))))
            .condition_expression("attribute_exists(pk)");
        let update = match availability {
            Availability::Available => update.update_expression("REMOVE misses, absent, away"),
            Availability::Away => update
                .update_expression("SET away = :true REMOVE misses, absent")
                .expression_attribute_values(":true", AttributeValue::Bool(true)),
            Availability::Absent => update
                .update_expression("SET absent = :absent REMOVE misses, away")
                .expression_attribute_values(":absent", absence(now, false)),
        };
        let update = update.build().map_err(|source| StoreError::Encode {
            what: "a load",
            source: Box::new(source),
        })?;
        let due = Put::builder()
            .table_name(&self.table)
            .set_item(Some(agent_due_item(agent, NextLook::At(now))));
        self.client
            .transact_write_items()
            .transact_items(TransactWriteItem::builder().update(update).build())
            .transact_items(put(due)?)
            .send()
            .await
            .map_err(|error| StoreError::call("TransactWriteItems", error))?;
        Ok(())
    }

    /// An absence that missed offers told of is over, unless another began meanwhile.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be written.
    pub async fn end_absence(&self, agent: &AgentId, was: Absence) -> Result<(), StoreError> {
        let sent = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key_item(&keys::load(agent))))
            .update_expression("REMOVE misses, absent")
            .condition_expression("absent = :was")
            .expression_attribute_values(":was", absence(was.since, was.by_misses))
            .send()
            .await;
        match sent {
            Ok(_) => Ok(()),
            Err(error)
                if matches!(
                    error.as_service_error(),
                    Some(UpdateItemError::ConditionalCheckFailedException(_))
                ) =>
            {
                Ok(())
            }
            Err(error) => Err(StoreError::call("UpdateItem", error)),
        }
    }

    async fn write_capacity(&self, agent: &AgentId, capacity: u32) -> Result<(), StoreError> {
        self.client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key_item(&keys::load(agent))))
            .update_expression("SET #capacity = :capacity, #open = if_not_exists(#open,:none)")
            .expression_attribute_names("#capacity", "capacity")
            .expression_attribute_names("#open", "open")
            .expression_attribute_values(":capacity", number(capacity))
            .expression_attribute_values(":none", number(0))
            .send()
            .await
            .map_err(|error| StoreError::call("UpdateItem", error))?;
        Ok(())
    }
}
