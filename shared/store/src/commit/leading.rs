//! Writing where contacts and identities lead, and reading it.

use aws_sdk_dynamodb::types::{AttributeValue, TransactWriteItem, Update};
use domain::identity::{KnownContact, Lead, LeadWrite};
use domain::{AliasKey, CustomerId};
use jiff::Timestamp;

use crate::Store;
use crate::error::StoreError;
use crate::item::{Item, key_item, number, number_of, text, text_of};
use crate::keys;

impl Store {
    /// Leads to a customer from now on. What led to somebody else when it was read must still do so, and must not have
    /// been used since.
    pub(super) fn lead_update(&self, lead: &LeadWrite) -> Result<TransactWriteItem, StoreError> {
        let (mut sets, mut adds) = ("SET customer = :customer".to_owned(), "");
        let mut update = Update::builder()
            .table_name(&self.table)
            .set_key(Some(key_item(&keys::lead(&lead.of))))
            .expression_attribute_values(":customer", text(lead.to.as_str()));
        if let Some(seen_at) = lead.seen_at {
            sets.push_str(", seen_at = :seen_at");
            update = update.expression_attribute_values(":seen_at", number(seen_at.as_second()));
        }
        if !lead.aliases.is_empty() {
            adds = " ADD aliases :aliases";
            update = update.expression_attribute_values(":aliases", set(lead));
        }
        update = update.update_expression(sets + adds);
        let update = match &lead.was {
            None => update.condition_expression("attribute_not_exists(pk) OR customer = :customer"),
            Some(was) if was.customer == lead.to => {
                update.condition_expression("customer = :customer")
            }
            Some(was) => taken_from(was, update),
        };
        let update = update.build().map_err(|source| StoreError::Encode {
            what: "a lead",
            source: Box::new(source),
        })?;
        Ok(TransactWriteItem::builder().update(update).build())
    }
}

fn taken_from(
    was: &Lead,
    update: aws_sdk_dynamodb::types::builders::UpdateBuilder,
) -> aws_sdk_dynamodb::types::builders::UpdateBuilder {
    let update = update.expression_attribute_values(":was", text(was.customer.as_str()));
    match was.seen_at {
        None => update.condition_expression("customer = :was AND attribute_not_exists(seen_at)"),
        Some(seen) => update
            .condition_expression("customer = :was AND seen_at = :was_seen_at")
            .expression_attribute_values(":was_seen_at", number(seen.as_second())),
    }
}

fn set(lead: &LeadWrite) -> AttributeValue {
    AttributeValue::Ss(lead.aliases.iter().map(AliasKey::to_string).collect())
}

/// Where an item leads.
pub(crate) fn lead(item: &Item) -> Lead {
    let seen_at = number_of(item, "seen_at");
    Lead {
        customer: CustomerId::new(text_of(item, "customer")),
        seen_at: seen_at.and_then(|second| Timestamp::from_second(second).ok()),
    }
}

/// Where a contact's item leads, and what came with it.
pub(crate) fn known_contact(item: &Item) -> KnownContact {
    let aliases = item.get("aliases").and_then(|value| value.as_ss().ok());
    KnownContact {
        lead: lead(item),
        aliases: aliases
            .into_iter()
            .flatten()
            .map(|alias| AliasKey::new(alias.as_str()))
            .collect(),
    }
}
