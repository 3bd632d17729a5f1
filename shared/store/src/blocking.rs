//! Contacts that are blocked: what they write goes nowhere, and costs one read.

use domain::{ChannelId, ContactKey};
use jiff::Timestamp;

use crate::error::StoreError;
use crate::item::{Item, key_item, text};
use crate::{Store, keys};

/// What marks a contact's item.
const BLOCKED: &str = "blocked_at";

impl Store {
    /// Blocks a contact that wrote before.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be written, or knows no such contact.
    pub async fn block(
        &self,
        channel: &ChannelId,
        contact: &ContactKey,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key_item(&keys::contact(channel, contact))))
            .update_expression(format!("SET {BLOCKED} = :now"))
            .condition_expression("attribute_exists(pk)")
            .expression_attribute_values(":now", text(now.to_string()))
            .send()
            .await
            .map_err(|error| StoreError::call("UpdateItem", error))?;
        Ok(())
    }

    /// Lets a contact write again.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be written, or knows no such contact.
    pub async fn unblock(
        &self,
        channel: &ChannelId,
        contact: &ContactKey,
    ) -> Result<(), StoreError> {
        self.client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key_item(&keys::contact(channel, contact))))
            .update_expression(format!("REMOVE {BLOCKED}"))
            .condition_expression("attribute_exists(pk)")
            .send()
            .await
            .map_err(|error| StoreError::call("UpdateItem", error))?;
        Ok(())
    }
}

/// Whether a contact's item says that it is blocked.
pub(crate) fn is_blocked(contact: &Item) -> bool {
    contact.contains_key(BLOCKED)
}
