//! What merging, undoing a merge and splitting write together.

use aws_sdk_dynamodb::types::{ConditionCheck, Put, TransactWriteItem};
use domain::CustomerId;
use domain::merging::{Merge, Regrouping};

use super::Part;
use super::writes::put;
use crate::Store;
use crate::error::StoreError;
use crate::item::{encode, key_item, number};
use crate::keys;

impl Store {
    pub(super) fn regrouping_writes(
        &self,
        regrouping: &Regrouping,
    ) -> Result<Vec<(Part, TransactWriteItem)>, StoreError> {
        let mut writes = Vec::new();
        for customer in &regrouping.customers {
            writes.push(self.customer_put(customer)?);
        }
        for (customer, version) in &regrouping.unchanged {
            writes.push(self.customer_check(customer, *version)?);
        }
        for thread in &regrouping.threads {
            writes.push(self.thread_put(thread, Some(thread.version.saturating_sub(1)))?);
        }
        for lead in &regrouping.leads {
            writes.push(self.lead_update(lead)?);
        }
        if let Some(merge) = &regrouping.merge {
            writes.extend(self.merge_puts(merge)?);
        }
        for (thread, entry) in &regrouping.entries {
            writes.push(self.entry_put(thread, entry)?);
        }
        Ok(writes
            .into_iter()
            .map(|write| (Part::Other, write))
            .collect())
    }

    /// The customer is as they were read.
    pub(super) fn customer_check(
        &self,
        customer: &CustomerId,
        version: u64,
    ) -> Result<TransactWriteItem, StoreError> {
        let check = ConditionCheck::builder()
            .table_name(&self.table)
            .set_key(Some(key_item(&keys::customer(customer))))
            .condition_expression("version = :version")
            .expression_attribute_values(":version", number(version))
            .build()
            .map_err(|source| StoreError::Encode {
                what: "a condition",
                source: Box::new(source),
            })?;
        Ok(TransactWriteItem::builder().condition_check(check).build())
    }

    /// The merge itself, and what leads to it from its survivor. It is made once, and undone once.
    fn merge_puts(&self, merge: &Merge) -> Result<Vec<TransactWriteItem>, StoreError> {
        let item = encode("a merge", &keys::merge(&merge.id), merge)?;
        if merge.undone_at.is_some() {
            let undone = Put::builder()
                .table_name(&self.table)
                .set_item(Some(item))
                .condition_expression("attribute_exists(pk) AND attribute_not_exists(undone_at)");
            return Ok(vec![put(undone)?]);
        }
        let leading = key_item(&keys::merge_of(&merge.survivor, &merge.id));
        Ok(vec![put(self.put_new(item))?, put(self.put_new(leading))?])
    }
}
