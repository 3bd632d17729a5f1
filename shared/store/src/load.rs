//! What agents hold.

use domain::routing::{Load, Loads};
use domain::{AgentId, Care};

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

    async fn write_capacity(&self, agent: &AgentId, capacity: u32) -> Result<(), StoreError> {
        self.client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key_item(&keys::load(agent))))
            .update_expression("SET #capacity = :capacity, #open = if_not_exists(#open, :none)")
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
